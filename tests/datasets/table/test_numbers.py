"""Cells as numbers: by Python's own float where the cell is plainly written, and never by guesses."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.datasets.table.limits import LARGEST_NUMBER
from explorer.datasets.table.numbers import guess_decimal, is_number, kept_exactly, parsed, why_unusable, written

FINITE = st.floats(-LARGEST_NUMBER, LARGEST_NUMBER)


@given(st.lists(FINITE, min_size=1), st.sampled_from([".", ","]))
def test_what_is_written_is_read_to_the_bit(values, decimal):
    read = parsed([written(value, decimal) for value in values], decimal)
    assert read.tolist() == values
    assert not np.signbit(read[read == 0]).any()


@given(st.text(st.sampled_from("0123456789+-.eE_ ,٣x１nfai\n"), max_size=8))
def test_a_cell_is_a_number_where_python_and_the_strict_grammar_agree(cell):
    plain = all(sign in "0123456789+-.eE" for sign in cell)
    try:
        value = float(cell) if plain else math.nan
    except ValueError:
        value = math.nan
    good = plain and abs(value) <= LARGEST_NUMBER
    assert (parsed([cell], ".") is not None) == good
    assert is_number(cell, ".") == (plain and not math.isnan(value))


@pytest.mark.parametrize(
    "cell", ["1e999", "-1e999", "1.1e16", "inf", "nan", "1_0", "１", "٠", "0x10", "1,5", "", " 1", "--1", "1e", "1\n2"]
)
def test_what_is_no_usable_number(cell):
    assert parsed(["1", cell], ".") is None
    assert parsed([cell, "1"], ",") is None or cell == "1,5"


@pytest.mark.parametrize(
    ("cell", "decimal", "write"),
    [
        ("1,000", ".", "1000"), ("12,345,678.9", ".", "12345678.9"), ("1.000,5", ",", "1000,5"), ("1 234", ".", "1234"),
        ("1\u202f234", ".", "1234"), ("1'234.5", ".", "1234.5"), ("-1,000", ".", "-1000"), ("$5", ".", "5"), ("€ 5", ".", "5"),
        ("10%", ".", "10"), ("10 %", ".", "10"), ("5 kg", ".", "5"), ("20°", ".", "20"), ("−5.5", ".", "-5.5"),
    ],
)  # fmt: skip
def test_how_to_write_it_is_said_where_it_is_plain(cell, decimal, write):
    assert f"write {write}" in why_unusable(cell, decimal)
    assert parsed([write], decimal) is not None


@pytest.mark.parametrize("cell", ["unknown", "3rd", "A1", "12 Main Street 5", "1/2", "2026-01-01", "-", "1.2.3"])
def test_where_it_is_not_nothing_is_said(cell):
    assert why_unusable(cell, ".") == "is not a number"


def test_the_other_decimal_sign_is_named():
    assert why_unusable("0,5", ".") == 'is not a number where the decimal sign is "."; if it is ",", say so'
    assert 'decimal sign is ","' in why_unusable("0.5", ",")


@pytest.mark.parametrize(
    ("rows", "decimal"),
    [
        ([["1,5", "2"], ["2,5", "3"]], ","),
        ([["1.5", "Oslo, Norway"], ["2.5", "Rome"]], "."),
        ([["1,000", "2,500"], ["3,000", "1,250"]], ""),
        ([["1,000", "0,5"], ["3,000", "1,25"]], ","),
        ([["1,5", "x,y"], ["", "NA"]], ","),
        ([["1,5", "2.5", "3.5"], ["1,5", "2.5", "3.5"]], "."),
        ([["1", "2"]], ""),
        ([], ""),
    ],
)
def test_columns_vote_on_the_decimal_sign(rows, decimal):
    assert guess_decimal(rows) == decimal


def test_digits_that_are_lost():
    assert kept_exactly("9007199254740993", float(9007199254740993)) is False
    assert kept_exactly("9007199254740994", float(9007199254740994)) is True
    assert kept_exactly("9.1e15", 9.1e15) is True
