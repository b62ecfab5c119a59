"""Which separator is guessed, with the csv module's own guesser as a second opinion where it has one."""

from __future__ import annotations

import csv

import pytest

from explorer.datasets.table.limits import SEPARATORS
from explorer.datasets.table.separators import guess_separator

ROWS = [["name", "size", "note"], ["Ann", "1.5", "x y"], ["Bob", "22", "z"], ["Cid", "3", "k"]]


@pytest.mark.parametrize("separator", SEPARATORS)
def test_each_is_found_as_the_csv_module_finds_it(separator):
    text = "\n".join(separator.join(row) for row in ROWS)
    assert guess_separator(text) == csv.Sniffer().sniff(text, "".join(SEPARATORS)).delimiter == separator


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a;b\n1,5;2,5\n3,5;1,5\n", ";"),
        ("a\tb\n1,5\t2;5\n", "\t"),
        ('"a;x",b\n"1;2;3",4\n"1;2",5\n', ","),
        ("place;value\nOslo, Norway;1\nRome;2\n", ";"),
        ("a,b\n1,2,3\n", ","),
        ("\n\na;b\n1;2\n", ";"),
        ('a;b\n1;"2\n', ";"),
        ("1,5;2,5\n3,5;1,5\n", ";"),
        ("1,000;5\n2,000;-9\n", ";"),
        ("1,2,x;y\n3,4,z;k\n", ","),
        ("a b\n1 2\n", ""),
        ("a\n1,2\n", ""),
        ("", ""),
    ],
)
def test_decimal_signs_quotes_and_bad_rows_do_not_mislead(text, separator):
    assert guess_separator(text) == separator
