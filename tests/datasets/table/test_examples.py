"""Which rows are examples, what they weigh, and what is said of those that are none."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.datasets import TableError, read_table
from explorer.datasets.table.choices import Choices
from explorer.datasets.table.examples import complete_rows, counts_of, exposures_of
from explorer.datasets.table.selected import selected

TABLE = read_table("a,b,w,y\n1,2,1,1\n,3,2,2\n4,,3,3\n5,6,,4\n7,8,0.5,\n9,9,1.5,6\n2,2,2,9\n")


def rows(missing, **wish):
    return complete_rows(selected(TABLE.columns, TABLE.kinds, Choices(target="y", **wish)), TABLE.lines, missing)


def test_rows_with_gaps_are_left_out_and_counted():
    kept, notes = rows("drop", weights="w")
    assert kept.tolist() == [0, 5, 6]
    assert notes == [
        "1 of 7 rows has an empty y (first: line 6).",
        "1 of 7 rows has an empty w (first: line 5).",
        "1 of 7 rows has an empty a (first: line 3).",
        "1 of 7 rows has an empty b (first: line 4).",
        "4 of 7 rows are left out because of empty cells; 3 are examples.",
    ]


def test_what_is_filled_costs_no_rows():
    assert rows("median")[0].tolist() == [0, 1, 2, 3, 5, 6]
    assert rows("median", weights="w")[0].tolist() == [0, 1, 2, 5, 6]
    assert rows("median", features=("b",), exposure="w")[0].tolist() == [0, 1, 2, 5, 6]


def test_a_column_that_is_not_used_costs_no_rows():
    assert rows("drop", features=("b",))[0].tolist() == [0, 1, 3, 5, 6]


def test_weights_and_exposures():
    w, kept = TABLE.column("w"), np.array([0, 1, 4])
    assert counts_of(w, TABLE.lines, kept).tolist() == [1, 2, 0.5]
    assert np.exp(exposures_of(w, TABLE.lines, kept)) == pytest.approx([1, 2, 0.5], rel=1e-15)
    assert counts_of(None, TABLE.lines, kept) is exposures_of(None, TABLE.lines, kept) is None


@pytest.mark.parametrize(
    ("cells", "take", "message"),
    [
        ([1, -2, 3], counts_of, "line 3, column w: weights must be 0 or above, and not all 0; this is -2"),
        ([0, 0, 0], counts_of, "0 in every row"),
        ([1, 0, 3], exposures_of, "line 3, column w: an exposure must be above 0; this is 0"),
        (["a", "b", "a"], counts_of, "weights: w is text"),
        (["a", "b", "a"], exposures_of, "exposure: w is text"),
        ([1, 2, "x"], counts_of, 'line 4, column w: "x" is not a number'),
    ],
)
def test_what_is_no_weight_or_exposure(cells, take, message):
    table = read_table("w,y\n" + "".join(f"{cell},1\n" for cell in cells))
    with pytest.raises(TableError, match=message):
        take(table.columns[0], table.lines, np.arange(3))
