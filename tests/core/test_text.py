"""Numbers and received values as the pages and messages write them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.core.text import latex, number, received, setting, share, shown, three_figures


@given(st.text())
def test_a_shown_value_is_short_and_printable(text):
    assert shown(text).isprintable()
    assert len(shown(text)) <= 61


@pytest.mark.parametrize(("value", "text"), [(0.1 + 0.2, "0.30000000000000004"), (1e-9, "0.000000001"), (2.0, "2"), (3, "3")])
def test_numbers_in_sentences(value, text):
    assert number(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.48249, "0.482"),
        (12345.0, "12300"),
        (1e7, "1e7"),
        (-0.5, "-0.5"),
        (1.2345e-5, "1.23e-5"),
        (float("inf"), "∞"),
        (float("nan"), "nan"),
    ],
)
def test_three_figures(value, text):
    assert three_figures(value) == text


def test_a_shown_value_is_cut_and_its_control_characters_are_spelled_out():
    assert shown("a" * 60) == "a" * 60
    assert shown("a" * 61) == "a" * 60 + "…"
    assert shown("\x00\t") == r"\x00\t"
    assert shown([1, "x"]) == "[1, 'x']"
    assert shown(10**5000) == "a number of thousands of digits"


@pytest.mark.parametrize("write", [number, received, latex])
@given(value=st.floats(allow_nan=False, allow_infinity=False, min_value=1e-6, max_value=1e12, exclude_max=True))
def test_a_number_written_in_full_is_read_back_to_the_bit(write, value):
    assert float(write(value)) == value
    assert "e" not in write(value)


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (-1.0, "-1"), (1e12, "1e+12"), (1e-7, "1e-07"), (2.5e-5, "0.000025"), (7, "7")]
)
def test_a_received_number_has_an_exponent_only_where_it_is_short(value, text):
    assert received(value) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(4.685, "4.685"), (4.6851, "4.69"), (1000.0, "1000"), (12345.0, "12300"), (1.234e-7, "1.234e-7"), (0.0, "0"),
     (math.inf, "∞"), (-math.inf, "-∞")],
)  # fmt: skip
def test_a_setting_has_four_figures_at_most_where_they_are_all_it_has(value, text):
    assert setting(value) == text


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "0"), (1e12, r"1 \cdot 10^{12}"), (-2.5e-9, r"-2.5 \cdot 10^{-9}"), (math.inf, "inf")]
)
def test_a_number_in_a_formula_has_a_power_of_ten_in_place_of_many_zeros(value, text):
    assert latex(value) == text


@pytest.mark.parametrize(
    ("explained", "text"),
    [(0.0, "0 %"), (1e-12, "under 0.1 %"), (5e-4, "under 0.1 %"), (1e-3, "0.1 %"), (0.5, "50 %"), (0.9994, "99.9 %"),
     (0.9996, "over 99.9 %"), (1.0 - 1e-12, "100 %")],
)  # fmt: skip
def test_a_share_is_0_or_100_only_where_the_rest_is_rounding(explained, text):
    assert share(explained) == text
