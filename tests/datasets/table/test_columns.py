"""Columns from cells: numbers, texts, what is missing, and the first fault; in blocks as at once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from explorer.datasets.table.columns import BLOCK, columns_of

MARKS = {"", "NA"}


def column(cells, decimal=".", marks=MARKS):
    rows = [[cell, "1"] for cell in cells]
    return columns_of(["a", "b"], rows, list(range(2, len(rows) + 2)), marks, decimal)[0]


def test_numbers_with_gaps():
    found = column(["1", " NA ", "-2.5", ""])
    np.testing.assert_array_equal(found.numbers, [1.0, np.nan, -2.5, np.nan])
    assert found.missing.tolist() == [False, True, False, True]
    assert found.known.tolist() == [1.0, -2.5]
    assert (found.n, found.distinct, found.fault) == (4, 2, None)


def test_texts_in_the_order_in_which_they_come():
    found = column([" Rome", "Oslo", "NA", "Rome "])
    assert (found.levels, found.codes.tolist()) == (("Rome", "Oslo"), [0, 1, -1, 0])
    codes, levels = pd.factorize(pd.Series(["Rome", "Oslo", None, "Rome"]))
    assert found.codes.tolist() == codes.tolist()
    assert list(found.levels) == levels.tolist()
    assert found.fault is None


def test_marks_may_be_numbers():
    found = column(["1", "-99", "3"], marks={"", "-99"})
    assert found.missing.tolist() == [False, True, False]
    assert found.known.tolist() == [1.0, 3.0]


@pytest.mark.parametrize(
    ("cells", "row", "count"),
    [
        (["1", "2", "x", "3"], 2, 1),
        (["1", "1e17", "x", "3"], 1, 2),
        (["5 kg", "6 kg", "7 kg"], 0, 3),
        (["1", "inf"], 1, 1),
        (["1", "x"], 1, 1),
    ],
)
def test_mostly_numbers_have_a_fault(cells, row, count):
    fault = column(cells).fault
    assert (fault.row, fault.line, fault.cell, fault.count) == (row, row + 2, cells[row], count)
    assert fault.sentence("a").startswith(f'line {row + 2}, column a: "{cells[row]}" is ')


@pytest.mark.parametrize("cells", [["x", "y", "1"], ["2026-01-01", "2026-01-02", "2026-01-03"], ["A1", "B2", "3rd"]])
def test_mostly_text_has_none(cells):
    assert column(cells).fault is None


@pytest.mark.parametrize("odd", [0, BLOCK - 1, BLOCK, 2 * BLOCK + 1])
@pytest.mark.parametrize("cell", ["NA", "x"])
def test_one_odd_cell_in_any_block(odd, cell):
    cells = [str(k) for k in range(2 * BLOCK + 5)]
    cells[odd] = cell
    found = column(cells)
    if cell == "x":
        assert (found.fault.row, found.fault.count) == (odd, 1)
        assert [found.levels[code] for code in found.codes] == cells
    else:
        expected = pd.to_numeric(pd.Series(cells).replace("NA", None)).to_numpy()
        np.testing.assert_array_equal(found.numbers, expected)


def test_nothing_can_be_written_to():
    for found in (column(["1", "2"]), column(["x", "y"])):
        for array in (found.missing, found.numbers, found.codes):
            assert array is None or not array.flags.writeable
