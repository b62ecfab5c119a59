"""Every penalty in the registry: its slope, its prox against brute force, and the article's own number."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import PENALTIES
from explorer.params import instances

EVERY = [penalty for cls in PENALTIES.values() for penalty in instances(cls)]
STRENGTHS = (0.0, 0.3, 1.0, 20.0)


def named(penalty):
    return f"{penalty.id}-{'-'.join(str(v) for v in vars(penalty).values())}"


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_the_prox_beats_every_point_of_a_grid(penalty, strength):
    """Brute-force argmin of (v - w)^2 / 2 + t value(v), one weight at a time; zero is on the grid."""
    v = np.concatenate([np.linspace(-6, 6, 24001), [0.0]])
    for t in (0.05, 0.7, 3.0):
        for w in (-5.0, -0.4, 0.0, 0.25, 1.0, 4.0):
            p = penalty.prox(np.array([w]), t, strength)[0]
            cost = lambda x, t=t, w=w: 0.5 * (x - w) ** 2 + t * penalty.terms(x, strength)
            assert cost(np.array([p]))[0] <= cost(v).min() + 1e-12
            assert abs(p - v[np.argmin(cost(v))]) < 1e-3


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_the_prox_takes_one_step_length_for_each_weight(penalty):
    w, t = np.array([3.0, -2.0, 0.5, 1.5]), np.array([0.1, 0.0, 2.0, 0.5])
    whole = penalty.prox(w, t, 0.8)
    assert np.array_equal(whole, [penalty.prox(w[[i]], float(t[i]), 0.8)[0] for i in range(4)])
    assert whole[1] == -2.0


@pytest.mark.parametrize("penalty", [p for p in EVERY if p.smooth], ids=named)
def test_a_smooth_penalty_has_the_slope_of_its_value_and_the_curvature_it_says(penalty):
    w = np.random.default_rng(0).normal(size=7) * 3
    h = 1e-5
    for strength in STRENGTHS:
        steps = np.eye(7) * h
        d = [(penalty.value(w + s, strength) - penalty.value(w - s, strength)) / (2 * h) for s in steps]
        assert penalty.slope(w, strength) == pytest.approx(np.array(d), abs=1e-6 * max(1, strength))
        bend = (penalty.slope(w + h, strength) - penalty.slope(w, strength)) / h
        assert np.abs(bend).max() == pytest.approx(penalty.curvature_bound(strength), abs=1e-6 * max(1, strength))


@pytest.mark.parametrize("penalty", [p for p in EVERY if not p.smooth], ids=named)
def test_a_penalty_with_a_kink_refuses_a_slope(penalty):
    with pytest.raises(TypeError, match="prox"):
        penalty.slope(np.ones(2))
    assert penalty.curvature_bound(3.0) == 0


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_values_are_non_negative_linear_in_strength_and_zero_at_zero(penalty):
    w = np.random.default_rng(1).normal(size=9)
    assert penalty.value(np.zeros(4), 5.0) == 0
    assert penalty.value(w, 2.0) == pytest.approx(2 * penalty.value(w, 1.0))
    assert penalty.value(w, 1.0) >= 0
    assert penalty.terms(w, 1.0).shape == w.shape


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_extremes_make_no_warning(penalty):
    w = np.array([1e6, -1e6, 1e-300, 0.0])
    assert np.isfinite(penalty.value(w, 1000.0))
    assert np.isfinite(penalty.prox(w, 1e3, 1000.0)).all()


def test_the_articles_penalty():
    assert PENALTIES["l2"]().value(np.array([0.1, 0.2, 0.3, 0.4]), 0.1) == pytest.approx(0.015, rel=1e-15)


@given(st.floats(0, 1), st.lists(st.floats(-50, 50), min_size=1, max_size=5))
def test_elastic_net_is_its_mixture(ratio, values):
    w = np.array(values)
    mixed = ratio * PENALTIES["l1"]().value(w, 0.7) + (1 - ratio) * PENALTIES["l2"]().value(w, 0.7)
    assert PENALTIES["elastic_net"](ratio=ratio).value(w, 0.7) == pytest.approx(mixed, rel=1e-12, abs=1e-300)


def test_the_ends_of_elastic_net_are_l1_and_l2():
    w = np.array([1.0, -0.2, 0.0])
    for ratio, other in ((1.0, "l1"), (0.0, "l2")):
        net, end = PENALTIES["elastic_net"](ratio=ratio), PENALTIES[other]()
        assert net.smooth is end.smooth
        assert np.allclose(net.prox(w, 0.3, 2.0), end.prox(w, 0.3, 2.0), rtol=1e-15)


def test_soft_thresholding_gives_exact_zeros():
    assert np.array_equal(PENALTIES["l1"]().prox(np.array([0.2, -0.3, 0.31]), 0.3, 1.0)[:2], [0.0, 0.0])
