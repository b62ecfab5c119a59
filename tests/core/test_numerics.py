"""Elementary functions against high precision, also where the textbook form overflows or loses all digits."""

from __future__ import annotations

import math

import numpy as np
import pytest
from mpmath import mp, mpf

from explorer.core.numerics import exp_or_inf, expm1_over, largest, log1p_square, sigmoid, softmax, softplus

PLACES = np.array([-700.0, -40.0, -3.0, -1e-9, -1e-300, 0.0, 1e-300, 1e-17, 1e-9, 0.3, 1.0, 3.0, 36.0, 40.0, 700.0])


def exact(function, x):
    """A function of each x (n,) with 400 digits, rounded to the nearest float."""
    with mp.workdps(400):
        return np.array([float(function(mpf(float(value)))) for value in x])


@pytest.mark.parametrize(
    ("ours", "truth"),
    [
        (sigmoid, lambda x: 1 / (1 + mp.exp(-x))),
        (softplus, lambda x: mp.log(1 + mp.exp(x))),
        (exp_or_inf, mp.exp),
        (expm1_over, lambda x: (mp.exp(x) - 1) / x if x else mpf(1)),
        (lambda x: log1p_square(np.abs(x)), lambda x: mp.log(1 + x * x)),
    ],
    ids=["sigmoid", "softplus", "exp_or_inf", "expm1_over", "log1p_square"],
)
def test_all_digits_are_right(ours, truth):
    assert ours(PLACES) == pytest.approx(exact(truth, PLACES), rel=1e-15, abs=5e-324)


def test_far_out_there_is_the_limit_and_no_warning():
    with np.errstate(all="raise", under="ignore"):
        assert sigmoid(np.array([-1e308, 1e308])).tolist() == [0.0, 1.0]
        assert softplus(np.array([-1e308, 1e308])).tolist() == [0.0, 1e308]
        assert exp_or_inf(np.array([-1e308, 710.0])).tolist() == [0.0, math.inf]
        assert log1p_square(np.array([0.0, 1e200, 1e308])) == pytest.approx([0.0, 400 * math.log(10), 616 * math.log(10)])


@pytest.mark.parametrize(
    "scores", [(0.0, 0.0), (40.0, 0.0), (-3.0, 1.0, 0.5), (700.0, -700.0, 0.0), (1e-9, 0.0, -1e-9, 0.0), (-745.0, 0.0)]
)
def test_probabilities_their_rests_and_logarithms_have_all_digits(scores):
    found = softmax(np.array(scores))
    with mp.workdps(800):
        e = [mp.exp(mpf(z)) for z in scores]
        p = [float(one / sum(e)) for one in e]
        rest = [float((sum(e) - one) / sum(e)) for one in e]
        surprise = [float(mp.log(sum(e)) - mpf(z)) for z in scores]
    assert found.p == pytest.approx(p, rel=1e-14, abs=5e-324)
    assert found.rest == pytest.approx(rest, rel=1e-14, abs=5e-324)
    assert found.surprise == pytest.approx(surprise, rel=1e-14, abs=5e-324)


def test_probabilities_are_taken_along_the_last_axis():
    z = np.random.default_rng(0).normal(size=(3, 4, 5))
    found = softmax(z)
    assert found.p.sum(axis=-1) == pytest.approx(np.ones((3, 4)))
    for name in ("p", "rest", "surprise"):
        assert np.array_equal(getattr(found, name)[1, 2], getattr(softmax(z[1, 2]), name))


@pytest.mark.parametrize(
    ("curve", "low", "high", "most"),
    [
        (lambda x: x * np.exp(-x), 0.0, 30.0, math.exp(-1)),
        (lambda x: -((x - math.pi) ** 2), -5.0, 5.0, 0.0),
        (np.exp, -1.0, 2.0, math.exp(2.0)),
        (np.cos, 0.0, 3.0, 1.0),
    ],
    ids=["inside", "a parabola", "at the right end", "at the left end"],
)
def test_the_largest_value_is_found_inside_and_at_the_ends(curve, low, high, most):
    assert largest(curve, low, high) == pytest.approx(most, rel=1e-12, abs=1e-12)
