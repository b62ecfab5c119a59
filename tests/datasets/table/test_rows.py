"""Rows of cells: as the csv module cuts them, none of another length, each with its line."""

from __future__ import annotations

import csv
from io import StringIO

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.datasets import TableError
from explorer.datasets.table.rows import check_lengths, check_letters, check_lines, read_rows, unix_lines

CELLS = st.lists(st.lists(st.text(st.sampled_from('ab1"\n;,é '), max_size=6), min_size=3, max_size=3), min_size=1, max_size=6)


@given(CELLS)
def test_what_is_written_is_read_back_with_its_lines(rows):
    rows = [[cell.lstrip(" ") for cell in row] for row in rows]  # blanks before a cell are no part of it
    out, starts = StringIO(), []
    writer = csv.writer(out, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL)
    for row in rows:
        starts.append(out.getvalue().count("\n") + 1)
        writer.writerow(row)
    assert read_rows(out.getvalue(), ";") == (rows, starts)


def test_line_ends_of_every_kind():
    assert unix_lines("a\r\nb\rc\n\r\n\rd") == "a\nb\nc\n\n\nd"


def test_blank_lines_are_left_out_and_counted():
    assert read_rows("\n \na,b\n\n1,2\n,\n", ",") == ([["a", "b"], ["1", "2"], ["", ""]], [3, 5, 6])


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ('a,b\n1,"2', "quote opened on line 2 is never closed", 2),
        ('a,b\n"1\n\n2","3\n4,5\n', "quote opened on line 4 is never closed", 4),
        ('a,b\n"x""y"" z,2\n3,4\n', "quote opened on line 2 is never closed", 2),
        ('a,b\n1,"2"3\n', 'line 2: after a closing quote comes "3"', 2),
        ('a,b\n5,"x\ny" z\n', "line 3: after a closing quote", 3),
    ],
)
def test_quotes_are_never_mended(text, message, line):
    with pytest.raises(TableError, match=message) as caught:
        read_rows(text, ",")
    assert caught.value.line == line


def test_a_quote_inside_a_cell_is_a_letter():
    assert read_rows('a,b\n5" pipe,2\n', ",")[0][1] == ['5" pipe', "2"]


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        ([["a", "b"], ["1", "2", "3"]], True, r"line 4 has 3 values, the header \(line 1\) has 2: the first too many is \"3\""),
        ([["a", "b"], ["1"]], False, r"line 4 has 1 value, the first row \(line 1\) has 2: nothing stands for column b"),
        ([["a", "b"], ["1", "2", " "]], True, r"ends with a separator \(a comma\)\.$"),
        ([["a"], ["1"]], True, "only one column"),
    ],
)
def test_rows_of_another_length_are_refused(rows, header, message):
    with pytest.raises(TableError, match=message):
        check_lengths(rows, [1, 4], ",", ["a", "b"], header)


def test_letters_that_are_none_are_named():
    for letter in "\0\ud800\udfff":
        with pytest.raises(TableError, match="line 7, column b"):
            check_letters([["1", "2"], ["1", f"x{letter}"]], [2, 7], ["a", "b"])
    check_letters([["é", "😀"]], [1], ["a", "b"])
    assert len("😀".encode("utf-16-le")) == 4


def test_counting_needs_no_cells():
    wide = ";".join(np.arange(51).astype(str))
    with pytest.raises(TableError, match="51 columns; the limit is 50. Save the file with those you need, 50 at most."):
        check_lines(f"\n{wide}\n1;2", ";", None)
    with pytest.raises(TableError, match="10,001 rows"):
        check_lines("a;b\n" + "1;2\n\n" * 10_001, ";", True)
