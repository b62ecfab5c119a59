"""The table as CSV: read back to the bit, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io

from explorer.experiment.export.comparing.csv_table import comparison_csv
from tests.helpers.compared import compared, drawn


def test_numbers_come_back_to_the_bit_and_what_is_left_out_has_its_reason():
    found = compared(drawn("binary"), ["logistic", "hinge"], metric="log_loss", repeats=2)
    text = comparison_csv(found)
    head, *lines = list(csv.reader(io.StringIO(text, newline="")))
    assert text.count("\r\n") == text.count("\n") == 5
    assert head[2] == "Log-loss (nats)"
    assert [len(line) for line in lines] == [len(head)] * 4
    best, trivial, inside, hinge = lines
    assert float(best[1]) == found.best.strength
    assert [float(cell) for cell in best[2:5]] == list(found.best.interval)
    assert best[5:9] == ["", "", "", "best"]
    assert float(best[9]) == found.best.nested.mean()
    assert [float(cell) for cell in trivial[5:8]] == list(found.differences[0].interval)
    assert (trivial[0], trivial[1], trivial[8], trivial[9]) == ("majority", "", "worse", "")
    assert inside[0] == "loss and strength chosen inside the folds"
    assert [float(cell) for cell in inside[2:5]] == list(found.nested.interval)
    assert hinge[0] == "Hinge"
    assert "no probabilities" in hinge[-1]


def test_names_of_a_table_cannot_run_anything():
    found = compared(drawn(target="=1+1", target_unit='=HYPERLINK("x")'), ["squared"], repeats=1, nested=0)
    for line in csv.reader(io.StringIO(comparison_csv(found), newline="")):
        for cell in line:
            number = cell.lstrip("-").replace(".", "").replace("e", "").replace("-", "").isdigit()
            assert number or cell[:1] not in tuple("=+-@\t\r")
