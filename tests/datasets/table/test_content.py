"""What is a file, what is text, and what a file may be called."""

from __future__ import annotations

import pytest

from explorer.datasets import TableError, read_table
from explorer.datasets.table.content import checked_name, content_of

TEXT = "a,b\n1,2\n3,4\n5,7\n"


def test_a_path_is_a_file_and_so_is_a_text_without_a_line_break(tmp_path):
    file = tmp_path / "prices.csv"
    file.write_text(TEXT)
    assert content_of(file) == (TEXT.encode(), "prices.csv")
    assert content_of(str(file)) == (TEXT.encode(), "prices.csv")
    assert content_of(file, name="mine.csv")[1] == "mine.csv"


@pytest.mark.parametrize("text", [TEXT, "a\rb", "a,b\n", ""])
def test_a_text_with_a_line_break_is_text_and_so_is_an_empty_one(text):
    assert content_of(text) == (text, "the pasted text")


def test_bytes_are_a_content_with_or_without_a_name():
    assert content_of(b"a") == (b"a", "the file")
    assert content_of(b"a", "x.CSV") == (b"a", "x.CSV")


@pytest.mark.parametrize("name", ["x.csv.exe", "x", "", "csv", ".", "x.xlsx", "x.csv\n"])
def test_another_ending_is_refused(name):
    with pytest.raises(TableError, match="does not end in"):
        checked_name(name)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(TableError, match=r'the file "/gone\.csv" cannot be read: No such file'):
        read_table("/gone.csv")
    with pytest.raises(TableError, match="cannot be read"):
        read_table(tmp_path)
    with pytest.raises(TableError, match="cannot be read"):
        read_table("a\0b.csv")


def test_a_large_file_is_not_opened(tmp_path):
    file = tmp_path / "large.csv"
    with file.open("wb") as out:
        out.truncate(10**10)
    with pytest.raises(TableError, match="9536.7 MB; the limit"):
        read_table(file)
