"""Formulas with numbers in place of letters: computed as they are written, they give the loss and the price."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
from mpmath import mp, mpf

from explorer import LOSSES, PENALTIES
from explorer.core.formulas import Piece, filled
from explorer.core.params import instances
from explorer.core.text import latex

REGRESSION = [loss for cls in LOSSES.values() if cls.task == "regression" for loss in instances(cls)]
EVERY = [penalty for cls in PENALTIES.values() for penalty in instances(cls)]


def group(text, at):
    """The LaTeX group that begins at a place, without its braces, and where it ends."""
    if text[at] != "{":
        return text[at], at + 1
    depth = 0
    for end in range(at, len(text)):
        depth += {"{": 1, "}": -1}.get(text[end], 0)
        if depth == 0:
            return text[at + 1 : end], end + 1
    raise ValueError(text)


def python(formula):
    """A formula of numbers in LaTeX as Python, with a product wherever two things stand side by side."""
    text = re.sub(r"\\left|\\right|\\,|\\;", " ", formula).replace(r"\cdot", "*").replace(r"\max", " max").replace("^", "**")
    text = text.replace(r"\log", " log ").replace(r"\cosh", " cosh ").replace("e**", "E**")
    while found := re.search(r"\\t?frac", text):
        top, at = group(text, found.end())
        bottom, at = group(text, at)
        text = f"{text[: found.start()]} (({top})/({bottom})) {text[at:]}"
    while r"\sqrt" in text:
        start = text.index(r"\sqrt")
        inside, at = group(text, start + 5)
        text = f"{text[:start]} sqrt({inside}) {text[at:]}"
    text = re.sub(r"\|([^|]*)\|", r" size(\1) ", text).replace("{", "(").replace("}", ")")
    text = re.sub(r"log\s+cosh\s+(\(?-?[0-9.]+\)?)", r"log(cosh(\1))", text)
    text = re.sub(r"log\s+\(", "log(", text)
    text = re.sub(r"(?<=\))\s+(?=[0-9])", "*", text)
    return re.sub(r"(?<=[0-9)])\s*(?=\(|size|sqrt|E|log)", "*", text).strip()


def computed(formula):
    """Its value, in fifty digits, since some formulas take the difference of two near numbers."""
    names = {"size": abs, "sqrt": mp.sqrt, "log": mp.log, "cosh": mp.cosh, "max": max, "E": mp.e, "mpf": mpf}
    with mp.workdps(50):
        return float(eval(re.sub(r"[0-9]+(\.[0-9]+)?", r"mpf('\g<0>')", python(formula)), {"__builtins__": {}}, names))


def holds(condition):
    return eval(python(condition).replace(r"\le", "<="), {"__builtins__": {}}, {"size": abs}) if condition else True


def test_the_little_reader_of_formulas_is_right():
    for formula, value in {
        r"\tfrac12 (-0.5)^2": 0.125, r"\tfrac{2^2}{8} \log\left(1 + (-3/1)^2\right)": 0.5 * math.log(10),
        r"1.35\,(|-6.5| - 0.675)": 7.86375, r"\log \cosh (-0.5)": math.log(math.cosh(0.5)),
        r"\log \cosh 2": math.log(math.cosh(2)),
        r"0.25\, (-0.5)^2": 0.0625, r"(0.1) |-0.2| - (-0.2)^2 / 6": 0.02 - 0.04 / 6, r"\sqrt{(-3)^2}": 3.0,
        r"\max\left(0.25\, (2),\; -0.75\, (2)\right)": 0.5, r"\tfrac12\, \frac{2^2}{1 + (2/2)^2}": 1.0,
        r"7.4 (0.1) |0.2|": 0.148, r"1 - e^{-(2)^2/2}": 1 - math.exp(-2),
    }.items():  # fmt: skip
        assert computed(formula) == pytest.approx(value, rel=1e-12)
    assert holds(r"0.1 < |-0.2| \le 3.7 (0.1)")
    assert not holds(r"|0.4| \le 3 (0.1)")


@pytest.mark.parametrize("loss", REGRESSION, ids=lambda loss: loss.label)
def test_a_formula_with_numbers_in_it_comes_to_the_loss(loss):
    for y, z in [(1.5, 1.0), (0.0, 2.0), (-3.0, 4.5), (2.0, 2.0), (0.25, -7.0), (0.0, 0.005), (0.0, -250.0), (1.0, 2.35)]:
        piece = filled(loss.piece(y, z), {"y": latex(y), "z": latex(z), "r": latex(z - y)})
        assert not re.search(
            r"(?<![A-Za-z\\])[a-df-zA-Z]|\\(delta|alpha|tau|gamma|varepsilon)", piece.formula + piece.condition
        )
        assert holds(piece.condition)
        assert computed(piece.formula) == pytest.approx(float(loss.value(np.array([y]), np.array([z]))[0]), rel=1e-9, abs=1e-12)
    assert loss.piece(0.0, 1.0).condition == "" or r"\begin{cases}" in loss.formula


@pytest.mark.parametrize("strength", [0.1, 0.0, 2.5])
@pytest.mark.parametrize("penalty", EVERY, ids=lambda penalty: f"{penalty.name}-{vars(penalty)}")
def test_a_formula_with_numbers_in_it_comes_to_the_price_of_a_weight(penalty, strength):
    for w in (0.1, -0.2, 0.3, 0.0, 0.37, -4.0, 250.0):
        piece = filled(penalty.piece(w, strength), {"w_j": latex(w), r"\lambda": latex(strength)})
        assert not re.search(r"w|lambda|gamma", piece.formula + piece.condition)
        assert holds(piece.condition)
        price = penalty.terms(np.array([w]), 1.0 if penalty.scaled else strength)[0]
        assert computed(piece.formula) == pytest.approx(price, rel=1e-9, abs=1e-12)


@pytest.mark.parametrize(
    ("formula", "numbers", "written"),
    [
        ("|z - y|", {"z": "1", "y": "1.5"}, "|1 - 1.5|"),
        ("z - y", {"z": "-1", "y": "-1.5"}, "-1 - (-1.5)"),
        (r"\tfrac12 r^2", {"r": "0.5"}, r"\tfrac12 (0.5)^2"),
        (r"\lambda |w_j|", {r"\lambda": "0.1", "w_j": "-2"}, "(0.1) |-2|"),
        ("r^2", {"r": r"2 \cdot 10^{-7}"}, r"(2 \cdot 10^{-7})^2"),
        (r"\log \cosh r", {"r": "3"}, r"\log \cosh 3"),
    ],
)
def test_numbers_are_put_in_brackets_where_they_would_run_together(formula, numbers, written):
    assert filled(Piece(formula), numbers).formula == written
