"""Copies are found by their values alone, and two points on a line are no copies."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.datasets import read_table
from explorer.datasets.table.duplicates import copies, likeness


def columns(**cells):
    rows = zip(*cells.values(), strict=True)
    return read_table("\n".join([",".join(cells), *(",".join(map(str, row)) for row in rows)]), header=True).columns


@given(
    st.lists(st.integers(-50, 50), min_size=6, max_size=9, unique=True), st.sampled_from([-3.0, 0.5, 2.0]), st.integers(-9, 9)
)
def test_a_line_through_all_points_is_a_copy_as_the_correlation_says(values, scale, offset):
    other = [value * scale + offset for value in values]
    broken = [*other[:-1], other[-1] + 1]
    found = columns(a=values, b=other, c=broken)
    assert abs(np.corrcoef(values, other)[0, 1]) > 1 - 1e-12
    assert copies(found) == {1: 0}


def test_few_points_must_be_equal():
    assert copies(columns(a=[1, 2, 4, 3], b=[2, 4, 8, 6])) == {}
    assert copies(columns(a=[1, 2, 4, 3], b=[1, 2, 4, 3])) == {1: 0}


def test_texts_are_copies_where_they_go_together():
    found = columns(
        a=["x", "y", "x"], b=["Oslo", "Rome", "Oslo"], c=["Oslo", "Rome", "Rome"], d=["k", "k", "k"], e=["k", "k", "k"]
    )
    assert copies(found) == {1: 0}
    assert likeness(found[1], found[0]) == "tells rows apart exactly as a does"


def test_gaps_have_to_be_the_same():
    a = [1, 5, 3, "", 4, 9, 2]
    assert copies(columns(a=a, b=a, c=[1, 5, 3, 7, 4, 9, 2])) == {1: 0}


@pytest.mark.parametrize("cells", [[1, 1, 1, 1, 1], ["", "", "", "", ""]])
def test_constants_and_empty_columns_are_no_copies(cells):
    assert copies(columns(a=cells, b=cells, c=[1, 2, 5, 4, 3])) == {}
