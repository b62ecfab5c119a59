"""The table as text: in columns, and the same differences from the best of the rows that are shown."""

from __future__ import annotations

from explorer.experiment.export.comparing.table import aligned, comparison_table
from tests.helpers.compared import compared, drawn

FOUND = compared(drawn(), ["squared", "huber"], repeats=1, nested=0)


def test_every_row_is_a_line_in_order_with_its_figures():
    head, *lines = comparison_table(FOUND).splitlines()
    assert head.split() == ["model", "strength", "mean", "low", "high", "worse", "by", "low", "high"]
    assert [line.split()[0] for line in lines] == [row.name for row in FOUND.rows]
    first = lines[0].split()
    assert first[1:] == [f"{value:.5g}" for value in (FOUND.best.strength, *FOUND.best.interval)]
    assert lines[1].split()[-3:] == [f"{value:.5g}" for value in FOUND.differences[0].interval]


def test_without_the_best_differences_are_from_the_next():
    other = FOUND.differences[0].row
    lines = comparison_table(FOUND, (other.name, "mean")).splitlines()
    assert len(lines) == 3
    assert lines[2].split()[-3:] == [f"{value:.5g}" for value in FOUND.against(FOUND.row("mean"), other)]


def test_columns_are_as_wide_as_their_widest_cell():
    assert aligned([("a", "12345"), ("long name", "1")]).splitlines() == ["a          12345", "long name      1"]
