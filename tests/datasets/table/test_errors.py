"""Errors name the place and show what was there harmlessly."""

from __future__ import annotations

import pytest

from explorer.datasets.table.errors import TableError, listed, named, place, quoted


def test_an_error_is_a_value_error_with_its_place_and_remedy():
    error = TableError("no.", 3, "a", {"encoding": "cp1252"}, "Read so")
    assert isinstance(error, ValueError)
    assert (str(error), error.line, error.column, error.remedy, error.offer) == (
        "no.",
        3,
        "a",
        {"encoding": "cp1252"},
        "Read so",
    )
    assert (TableError("no.").line, TableError("no.").remedy) == (None, {})


@pytest.mark.parametrize("text", ["\u202ecod.exe", "\u200b", "a\nb", "\x1b[31m", "x" * 5000, "\ud800"])
def test_texts_are_escaped_and_cut(text):
    assert quoted(text).isprintable()
    assert len(quoted(text)) <= 63
    assert named(text)[0] == '"' or text.startswith("x")
    assert place(2, text).isprintable()


def test_lists_are_cut_too():
    assert listed([]) == ""
    assert listed(list("abcd")) == "a, b, c and d"
    assert listed(list("abcde")) == "a, b, c, d and 1 more"
