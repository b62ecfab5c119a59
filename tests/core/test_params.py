"""Parameters: declared once, checked, parsed, written and laid out on a slider."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer.core.params import FieldError, Param, Parametrised, instances, param, params_of

RATE = Param("rate", 0.1, 0.001, 10.0, log=True)
COUNT = Param("count", 5, 1, 50)
STRENGTH = Param("strength", 0.1, 0.0, 1000.0, log=True, log_from=1e-4)
AUTO = Param("rate", "auto", 0.001, 10.0, log=True, also=(("auto", "auto"),))
SWITCH = Param("on", True)
CHOICE = Param("kind", "a", choices=("a", "b"))


@pytest.mark.parametrize("text", ["0.2", "2", "1e-2", "1E0", "+.5", "5.", "0.001", "10"])
def test_numbers_in_the_documented_grammar_are_read(text):
    assert RATE.parse(text) == float(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1e999", "not a finite number"),
        ("nan", "not a number"),
        ("inf", "not a number"),
        ("-inf", "not a number"),
        ("-1", "below 0.001"),
        ("0", "below 0.001"),
        ("11", "above 10"),
        ("", "empty"),
        ("abc", '"abc" is not a number'),
        ("😀", "not a number"),
        ("0.3\x00", r"0.3\x00"),
        ("0,3", "use 0.3"),
        ("１", "not a number"),
        ("٠٫٣", "not a number"),
        ("1_0", "not a number"),
        (" 1", "not a number"),
        ("0x10", "not a number"),
    ],
)
def test_other_numbers_are_refused_with_the_range(text, said):
    with pytest.raises(FieldError) as refused:
        RATE.parse(text)
    assert said in str(refused.value)
    assert str(refused.value).startswith("rate: ")
    assert "Allowed: 0.001 to 10." in str(refused.value)


@pytest.mark.parametrize("text", ["1e3", "10.0", "0x10", "1_0", "10.5", "1e9"])
def test_whole_numbers_have_digits_alone(text):
    with pytest.raises(FieldError, match="whole number"):
        COUNT.parse(text)


@pytest.mark.parametrize("value", [True, "3", None, [1], 1 + 2j, float("nan"), float("inf"), 3.5, 0, 51])
def test_check_refuses_what_is_not_a_whole_number_in_range(value):
    with pytest.raises(FieldError, match="^count: .*Allowed: whole numbers 1 to 50"):
        COUNT.check(value)


def test_check_gives_plain_python_types():
    assert type(COUNT.check(np.int64(7))) is int
    assert type(COUNT.check(7.0)) is int
    assert type(RATE.check(np.float32(0.5))) is float
    assert type(RATE.check(1)) is float
    assert str(STRENGTH.check(-0.0)) == "0.0"


@given(st.floats(0.001, 10.0))
def test_a_link_gives_back_the_very_same_float(value):
    assert RATE.parse(RATE.format(value)) == value


@pytest.mark.parametrize(("p", "value"), [(AUTO, "auto"), (AUTO, 0.5), (SWITCH, False), (CHOICE, "b"), (COUNT, 12)])
def test_named_values_switches_and_choices_round_trip(p, value):
    assert p.parse(p.format(value)) == value


@pytest.mark.parametrize(("p", "text"), [(SWITCH, "true"), (CHOICE, "c"), (AUTO, "Auto")])
def test_words_that_do_not_exist_are_refused(p, text):
    with pytest.raises(FieldError, match="Allowed: "):
        p.parse(text)


@pytest.mark.parametrize("p", [RATE, COUNT, STRENGTH, AUTO, Param("r", 0.5, 0.0, 1.0), Param("n", 200, 20, 2000, log=True)])
def test_a_slider_rises_within_the_range_and_reaches_both_ends(p):
    grid = p.grid()
    assert grid[0] == p.low
    assert grid[-1] == p.high
    assert all(a < b for a, b in itertools.pairwise(grid))
    assert [p.check(v) for v in grid] == list(grid)


def test_a_log_slider_from_zero_has_ten_places_to_a_decade():
    grid = np.array(STRENGTH.grid())
    assert grid[0] == 0
    ratios = grid[2:] / grid[1:-1]
    assert np.all((ratios > 1.2) & (ratios < 1.3))


def test_a_log_parameter_cannot_start_at_zero_without_a_first_place():
    with pytest.raises(TypeError, match="log_from"):
        param(1.0, 0.0, 2.0, log=True)


@dataclass(frozen=True)
class Thing(Parametrised):
    size: float = param(1.0, 0.5, 2.0, "How large.")
    kind: str = param("a", choices=("a", "b"))
    tau: float = param(0.5, 0.5, 0.5, "A share.", symbol="τ")


def test_one_declaration_checks_and_names_the_field():
    assert params_of(Thing)["size"].label == "Size"
    assert params_of(Thing)["tau"].label == "Tau (τ)"  # texts and formulas call it so
    with pytest.raises(FieldError, match=r"^size: 3 is above 2\. Allowed: 0\.5 to 2\.$"):
        Thing(size=3)
    assert {(t.size, t.kind) for t in instances(Thing)} == {(1.0, "a"), (0.5, "a"), (2.0, "a"), (1.0, "b")}


def test_an_undeclared_field_is_a_mistake():
    @dataclass(frozen=True)
    class Forgotten:
        size: float

    with pytest.raises(TypeError, match="Forgotten.size"):
        params_of(Forgotten)
