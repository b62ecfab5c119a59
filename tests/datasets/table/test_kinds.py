"""What each column is, with the reason."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.datasets import read_table
from explorer.datasets.table.kinds import KINDS, USABLE, is_constant, is_identifier

ROWS = 12
NOISE = np.random.default_rng(0).normal(size=ROWS).round(3).tolist()
COLUMNS = {
    "id": ("identifier", range(100, 100 + ROWS), "only numbers the rows"),
    "userId": ("identifier", [7 * k for k in range(ROWS)], "only numbers the rows"),
    "counted": ("identifier", range(1, ROWS + 1), "only numbers the rows"),
    "year": ("number", range(1947, 1947 + ROWS), "12 different numbers"),
    "x": ("number", NOISE, "12 different numbers"),
    "flag": ("number", [k * k % 2 for k in range(ROWS)], "2 different numbers"),
    "gaps": ("number", [k % 5 or "" for k in range(ROWS)], "4 different numbers"),
    "city": ("category", ["Oslo", "Rome", "Bonn"] * 4, "text of 3 different values"),
    "code": ("duplicate", ["O", "R", "B"] * 4, "tells rows apart exactly as city does"),
    "twice": ("duplicate", [2 * value + 1 for value in NOISE], "is x on another scale (r = 1.000)"),
    "minus": ("duplicate", [-value for value in NOISE], "is x on another scale (r = −1.000)"),
    "again": ("duplicate", NOISE, "is a copy of x"),
    "name": ("identifier", [f"n{k}" for k in range(ROWS)], "another text in every row"),
    "words": ("text", [f"n{k % 11}" for k in range(ROWS)], "11 different values; up to 6 become"),
    "long": ("text", [f"{'a' * 70}{k % 2}" for k in range(ROWS)], "up to 71 characters"),
    "day": ("date", [f"2026-01-{k + 1:02d}" for k in range(ROWS)], "dates"),
    "same": ("constant", [5] * ROWS, "same in every row (5)"),
    "alike": ("constant", ["no"] * ROWS, 'same in every row ("no")'),
    "age": ("mixed", [*range(ROWS - 1), "unknown"], 'line 13, column age: "unknown" is not a number'),
    "none": ("empty", [""] * ROWS, "no value in any row"),
}
TABLE = read_table(
    "\n".join([",".join(COLUMNS), *(",".join(map(str, row)) for row in zip(*(c[1] for c in COLUMNS.values()), strict=True))])
)


@pytest.mark.parametrize("name", COLUMNS)
def test_each_kind(name):
    kind = TABLE.kinds[TABLE.names.index(name)]
    assert kind.kind == COLUMNS[name][0]
    assert COLUMNS[name][2] in kind.reason
    assert kind.usable == (kind.kind in USABLE)
    assert (kind.copy_of != "") == (kind.kind == "duplicate")


def test_every_kind_was_seen():
    assert {kind.kind for kind in TABLE.kinds} == set(KINDS)


def test_rounding_leaves_a_constant_constant():
    table = read_table("a,b\n0.30000000000000004,1\n0.3,2\n0.3,4\n")
    assert is_constant(table.columns[0])
    assert not is_constant(table.columns[1])


@pytest.mark.parametrize(
    ("name", "cells", "identifier"),
    [
        ("a", range(9), False), ("a", range(10), True), ("a", range(1, 11), True), ("a", range(2, 12), False),
        ("row_id", [5, 3, 9], True), ("id", [5, 3, 3], False), ("id", [5, 3, 2.5], False), ("id", [5, "", 3], False),
        ("idle", [5, 3, 9], False), ("No.", [5, 3, 9], True), ("customerID", [5, 3, 9], True), ("PAID", [5, 3, 9], False),
        ("cancer_no", [5, 3, 9], False),
    ],
)  # fmt: skip
def test_identifiers(name, cells, identifier):
    table = read_table(f"{name},b\n" + "".join(f"{cell},1\n" for cell in cells))
    assert is_identifier(table.columns[0]) == identifier
