"""Whether the first row is a header, and what the columns are called."""

from __future__ import annotations

import pytest

from explorer.datasets import TableError
from explorer.datasets.table.header import column_names, is_header

MARKS = {"", "NA"}


@pytest.mark.parametrize(
    ("rows", "header"),
    [
        ([["a", "b"], ["1", "2"]], True),
        ([["1", "2"], ["3", "4"]], False),
        ([["1,5", "2"], ["3,5", "4"]], False),
        ([["2019", "b"], ["3", "4"]], True),
        ([["NA", "2"], ["3", "4"]], False),
        ([["", "b"], ["1", "2"]], True),
        ([["", "1940"], ["food", "2.5"], ["rent", "3.5"]], True),
        ([["", "1940"], ["", "2.5"], ["rent", "3.5"]], False),
        ([["Oslo", "2"], ["Rome", "4"]], False),
        ([["city", "size"], ["Rome", "4"]], True),
        ([["city", "land"], ["Rome", "Italy"]], True),
        ([["a", "b"], ["", "NA"]], True),
        ([["a", "b"]], True),
    ],
)
def test_a_row_of_names_differs_from_the_numbers_below_it(rows, header):
    assert is_header(rows, MARKS) == header


def test_names_are_cleaned_made_up_and_compared():
    assert column_names([" a ", "b"], 2) == (["a", "b"], [])
    assert column_names(None, 3) == (["col1", "col2", "col3"], [])
    assert column_names(["col2", " "], 2)[0] == ["col2", "col2_"]
    names, notes = column_names(["x", "x ", "X"], 3)
    assert names == ["x", "x ", "X"]
    assert notes == ['The names "x", "x " and "X" differ, but look alike.']


@pytest.mark.parametrize(
    ("names", "message"), [(["a", "b", "a"], r"twice \(columns 1 and 3\)"), (["a"] * 6, "6 times .*and 2 more")]
)
def test_a_name_that_stands_twice_is_refused(names, message):
    with pytest.raises(TableError, match=message):
        column_names(names, len(names))
