"""Every penalty in the registry: its value, slope, prox, ball and facts, against brute force and the published derivatives."""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.optimize import minimize

from explorer import PENALTIES, Experiment, regularization_path
from explorer.core.params import instances

EVERY = [penalty for cls in PENALTIES.values() for penalty in instances(cls)]
STRENGTHS = (0.0, 0.3, 1.0, 20.0)
WEIGHTS = np.random.default_rng(3).normal(size=5)


def named(penalty):
    return f"{penalty.id}-{'-'.join(str(v) for v in vars(penalty).values())}"


def step_lengths(penalty):
    """Common ones, and some on both sides of where the prox of a concave penalty begins to jump."""
    turns = [p + k for p in vars(penalty).values() for k in (-1, 0, 1) if not penalty.convex]
    return (0.0, 0.05, 0.7, 3.0, *(f * turn for turn in turns for f in (0.9, 1.0 - 1e-9, 1.0, 1.0 + 1e-9, 1.1)))


def telling_weights(penalty, t, strength):
    """Weights just below, at and above every threshold a prox can have, of both signs."""
    knots = [1.0, t, 1.0 + t]
    for p in vars(penalty).values():
        knots += [p, np.sqrt(t * p), np.sqrt(t * (p + 1)), 0.5 * (p + 1 + t)]
    near = strength * np.multiply.outer(knots, (0.5, 0.999, 1.0, 1.001, 2.0)).ravel()
    w = np.concatenate([[0.0, 0.25, 0.4, 1.0, 4.0, 5.0], near])
    return np.concatenate([w, -w])


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_the_prox_beats_every_point_of_a_grid(penalty, strength):
    """Brute force on (v - w)^2 / 2 + t value(v), one weight at a time; 0, w and both sides of them are on the grid."""
    for t in step_lengths(penalty):
        w = telling_weights(penalty, t, strength)
        v = np.outer(w, np.append(np.linspace(-0.2, 1.2, 1401), [0.0, 1.0]))
        cost = lambda v, w, t=t: 0.5 * (v - w) ** 2 + t * penalty.terms(v.ravel(), strength).reshape(v.shape)
        ours, grid = cost(penalty.prox(w, t, strength), w), cost(v, w[:, None])
        assert (ours <= grid.min(axis=1) + 1e-12 * (1.0 + grid[:, -1])).all(), t


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_the_prox_is_stationary(penalty, strength):
    """0 lies between the one-sided derivatives of what the prox minimises."""
    h = 1e-6
    for t in step_lengths(penalty):
        w = telling_weights(penalty, t, strength)
        v = penalty.prox(w, t, strength)
        below, at, above = (penalty.terms(v + d, strength) for d in (-h, 0.0, h))
        tolerance = 2e-5 * (1.0 + t * strength + t)
        assert (v - w + t * (above - at) / h >= -tolerance).all()
        assert (v - w + t * (at - below) / h <= tolerance).all()


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_the_prox_takes_one_step_length_for_each_weight(penalty):
    t = np.array(step_lengths(penalty))
    w = np.linspace(-9.0, 12.0, t.size)
    whole = penalty.prox(w, t, 0.8)
    assert np.array_equal(whole, [penalty.prox(w[[i]], float(t[i]), 0.8)[0] for i in range(t.size)])
    assert whole[0] == -9.0


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
def test_values_are_non_negative_zero_at_zero_and_even(penalty):
    w = np.random.default_rng(1).normal(size=9) * 3
    assert penalty.value(np.zeros(4), 5.0) == 0
    assert penalty.value(w, 0.0) == 0
    assert penalty.value(w, 1.0) >= 0
    assert penalty.terms(w, 1.0).shape == w.shape
    assert np.array_equal(penalty.terms(-w, 2.0), penalty.terms(w, 2.0))


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_the_strength_is_a_mere_factor_where_it_says_so(penalty):
    w = np.linspace(-150, 150, 31)
    assert np.allclose(penalty.terms(w, 2.0), 2 * penalty.terms(w, 1.0), rtol=1e-14) == penalty.scaled
    assert (r"\lambda" in penalty.formula) != penalty.scaled


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_it_is_convex_where_it_says_so(penalty):
    """No chord below the curve, and some where it is not convex."""
    rng = np.random.default_rng(2)
    a, b = rng.normal(size=(2, 4000, 3, 2)) * rng.choice([1.0, 5.0, 50.0], size=(4000, 1, 1))
    share = rng.uniform(size=(4000, 1, 1))
    value = lambda w: penalty.terms(w).reshape(4000, -1).sum(axis=1)
    chord = share[:, 0, 0] * value(a) + (1 - share[:, 0, 0]) * value(b)
    above = value(share * a + (1 - share) * b) - chord > 1e-9
    assert above.any() != penalty.convex


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_extremes_make_no_warning_and_strength_zero_changes_nothing(penalty):
    w = np.array([1e6, -1e6, 1e-300, 0.0, 100.0, -3.7])
    for shape in ((6,), (6, 1), (3, 2)):
        for strength in (0.0, 1e-9, 1000.0):
            assert np.isfinite(penalty.value(w.reshape(shape), strength))
            for t in (1e3, *step_lengths(penalty)):
                found = penalty.prox(w.reshape(shape), t, strength).ravel()
                assert (np.abs(found) <= np.abs(w)).all()
                assert (found * w >= 0).all()
                assert not np.signbit(found[found == 0]).any()
                assert strength > 0 or np.array_equal(found, w)


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_every_penalty_speaks_for_itself(penalty):
    assert all(sentence.endswith(".") for sentence in (penalty.summary, penalty.use, penalty.avoid))
    assert penalty.source[-4:].isdigit()
    assert penalty.shape.startswith(("a ", "the "))
    assert penalty.formula.count("{") == penalty.formula.count("}")


def test_the_formulas_show_the_parameters_value():
    """2 gamma, gamma / 2, gamma; 2 a, 2 (a - 1), (a + 1) / 2, a."""
    numbers = lambda penalty: sorted({float(n) for n in re.findall(r"[0-9]+(?:\.[0-9]+)?", penalty.formula)} - {2.0})
    assert numbers(PENALTIES["mcp"](gamma=3.0)) == [1.5, 3.0, 6.0]
    assert numbers(PENALTIES["scad"](a=3.7)) == [2.35, 3.7, 5.4, 7.4]


def test_the_articles_penalty_and_exact_zeros():
    assert np.array_equal(PENALTIES["l1"]().prox(np.array([0.2, -0.3, 0.31]), 0.3, 1.0)[:2], [0.0, 0.0])
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
        assert (net.smooth, net.shape, net.kink) == (end.smooth, end.shape, end.kink)
        assert np.allclose(net.prox(w, 0.3, 2.0), end.prox(w, 0.3, 2.0), rtol=1e-15)


PUBLISHED = {
    "mcp": lambda x, s, gamma: max(0.0, s - x / gamma),
    "scad": lambda x, s, a: s if x <= s else max(0.0, a * s - x) / (a - 1),
}
"""The derivatives for a weight above zero: Zhang (2010) and Fan and Li (2001)."""


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("penalty", [p for p in EVERY if p.id in PUBLISHED], ids=named)
def test_concave_penalties_are_the_integrals_of_their_published_derivatives(penalty, strength):
    (shape,) = vars(penalty).values()
    for x in (0.01, 0.3, 1.0, 2.5, 30.0, 70.0, 3000.0):
        ends = [0.0, *sorted({k for k in (strength, shape * strength) if 0 < k < x}), x]
        piece = lambda a, b: quad(PUBLISHED[penalty.id], a, b, args=(strength, shape), epsabs=1e-13)[0]
        whole = sum(piece(a, b) for a, b in pairwise(ends))
        assert penalty.value(np.array([-x]), strength) == pytest.approx(whole, rel=1e-10, abs=1e-12)


GROUP = PENALTIES["group_l1"]()


@pytest.mark.parametrize("size", [2, 3])
@pytest.mark.parametrize("t", [0.2, 1.0, 4.0])
def test_a_groups_prox_is_what_a_minimiser_finds(size, t):
    rng = np.random.default_rng(size)
    for w in rng.normal(size=(4, size)) * 2:
        cost = lambda v, w=w: 0.5 * ((v - w) ** 2).sum() + t * 0.7 * np.sqrt((v**2).sum())
        tries = [minimize(cost, s, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-15}) for s in (w, 0.3 * w, -w)]
        best = min(tries, key=lambda found: found.fun)
        ours = GROUP.prox(w[None], t, 0.7)[0]
        assert cost(ours) <= min(best.fun, cost(np.zeros(size))) + 1e-14
        assert ours == pytest.approx(best.x, abs=1e-6)
        assert ours.any() == (np.sqrt((w**2).sum()) > t * 0.7)


def test_groups_are_the_rows_of_a_block_and_of_many():
    block = np.array([[3.0, -4.0], [0.3, 0.4], [0.0, 0.0]])
    assert GROUP.terms(block, 2.0) == pytest.approx([10.0, 1.0, 0.0])
    assert GROUP.terms(np.stack([block, 2 * block]), 1.0).shape == (2, 3)
    assert np.array_equal(GROUP.prox(block, 0.5, 2.0), [[2.4, -3.2], [0.0, 0.0], [0.0, 0.0]])
    t = np.array([[0.5, 0.5], [0.1, 0.1], [0.2, 0.2]])
    assert GROUP.prox(block, t, 2.0) == pytest.approx(np.array([[2.4, -3.2], [0.18, 0.24], [0.0, 0.0]]))
    with pytest.raises(ValueError, match="one step length for all its weights"):
        GROUP.prox(block, np.arange(6.0).reshape(3, 2), 2.0)
    with pytest.raises(ValueError, match="one step length for all its weights"):
        GROUP.prox(block, np.arange(6.0)[::-1].reshape(3, 2), 2.0)


def test_a_group_of_one_weight_is_l1():
    w, l1 = np.array([2.0, -0.1, 0.0]), PENALTIES["l1"]()
    for block in (w, w[:, None]):
        assert np.array_equal(GROUP.terms(block, 0.3).ravel(), l1.terms(w, 0.3))
        assert GROUP.prox(block, 1.0, 0.3).ravel() == pytest.approx(l1.prox(w, 1.0, 0.3), abs=1e-15)


@pytest.mark.parametrize("strength", [1e-6, 0.3, 1.0, 1000.0])
@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_a_ball_costs_its_level_everywhere(penalty, strength):
    for level in (0.1, 1.0, 40.0):
        ball = penalty.ball(level, strength)
        reached = ~np.isnan(ball).any(axis=1)
        cost = [penalty.value(row[:, None], strength) for row in ball[reached]]
        assert np.allclose(cost, level, rtol=1e-8, atol=0)
        farthest = penalty.terms(1e11 * np.eye(2)[..., None], strength).ravel()[0]
        assert reached[::45].all() == (farthest >= level)
        assert np.array_equal(ball[0], ball[-1], equal_nan=True)


def test_balls_have_the_shapes_of_the_books():
    angles = np.linspace(0, 2 * np.pi, 181)
    circle = np.column_stack([np.cos(angles), np.sin(angles)])
    assert PENALTIES["l2"]().ball(0.5) == pytest.approx(circle, abs=1e-12)
    for penalty in (PENALTIES["l1"](), GROUP):
        ball = penalty.ball(2.0, 4.0)
        assert np.abs(ball).sum(axis=1) == pytest.approx(np.full(181, 0.5), abs=1e-12)
        assert ball[::45] == pytest.approx(np.array([[0.5, 0], [0, 0.5], [-0.5, 0], [0, -0.5], [0.5, 0]]), abs=1e-12)
        assert (ball[::45] == 0).sum() == 5
    assert np.isnan(PENALTIES["none"]().ball()).all()
    mcp = PENALTIES["mcp"](gamma=2.0)
    assert mcp.ball(1.0)[0] == pytest.approx([2.0, 0.0], abs=1e-6)
    assert np.abs(mcp.ball(1.0, points=361)).sum(axis=1).min() == pytest.approx(4 - 2 * 2**0.5)
    assert np.array_equal(np.flatnonzero(np.isnan(mcp.ball(1.5)).any(axis=1)), [0, 45, 90, 135, 180])


@pytest.mark.parametrize(("radius", "found"), [(0.8e12, True), (1.6e12, False)])
def test_a_ball_is_looked_for_up_to_a_million_million(radius, found):
    ball = PENALTIES["l1"]().ball(1.0, 1.0 / radius, points=5)
    assert ball == pytest.approx(
        np.array([[1, 0], [0, 1], [-1, 0], [0, -1], [1, 0]]) * (radius if found else np.nan), nan_ok=True
    )


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_no_weights_at_all_are_zero_at_any_strength(penalty):
    assert penalty.zeroing_strength(np.zeros((0, 2))) == 0.0
    assert penalty.zeroing_strength(np.zeros(0)) == 0.0


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_zero_stays_zero_from_the_zeroing_strength_on(penalty):
    rng = np.random.default_rng(6)
    for gradient in (rng.normal(size=(4, 3)), rng.normal(size=5), np.array([[0.0, 2.0]])):
        enough = penalty.zeroing_strength(gradient)
        stays = lambda s, g=gradient: not penalty.prox(-0.5 * g, 0.5, s).any()
        if enough is None:
            assert penalty.smooth
            assert not stays(1e3)
        else:
            assert stays(1.01 * enough)
            assert not stays(0.99 * enough)
    assert penalty.zeroing_strength(np.zeros((2, 2))) == 0.0


@pytest.mark.parametrize("strength", STRENGTHS)
@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_a_mixture_of_l1_and_l2_says_so(penalty, strength):
    w = np.linspace(-3.0, 3.0, 25)
    parts = penalty.mixture(strength)
    if parts is None:
        assert not penalty.convex
        return
    assert penalty.terms(w, strength) == pytest.approx(parts[0] * np.abs(w) + parts[1] * w * w / 2, rel=1e-12, abs=1e-12)


@pytest.mark.parametrize("penalty", EVERY, ids=named)
@pytest.mark.parametrize("strength", [0.0, 0.3, 2.0])
def test_the_subgradient_is_what_the_prox_leaves_after_a_tiny_step(penalty, strength):
    """(w - prox(w - t g, t)) / t tends to g + the least subgradient (Moreau); at zero and beside it, singly and in rows."""
    rng, t = np.random.default_rng(5), 1e-7
    for shape in ((12,), (12, 3)):
        w, g = rng.normal(size=shape) * 2, rng.normal(size=shape)
        w[:6] = 0.0
        total = g + penalty.subgradient(w, g, strength)
        assert total == pytest.approx((w - penalty.prox(w - t * g, t, strength)) / t, abs=1e-5)
        if penalty.kink * strength > 1:
            assert not total[:6].all()
            assert total[6:].any()
    many = np.stack([w, -w])
    assert np.array_equal(penalty.subgradient(many, many, strength)[1], penalty.subgradient(-w, -w, strength))


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_adding_its_concavity_in_squares_makes_it_convex_and_less_does_not(penalty):
    w = np.linspace(-9, 9, 721)
    second = lambda added: np.diff(penalty.terms(w, 1.0) + added * w * w / 2, 2)
    assert second(penalty.concavity).min() >= -1e-12
    assert penalty.convex == (penalty.concavity == 0)
    if not penalty.convex:
        assert second(0.99 * penalty.concavity).min() < -1e-8


@pytest.mark.parametrize("strength", [0.3, 2.0])
@pytest.mark.parametrize("penalty", [p for p in EVERY if p.convex], ids=named)
def test_the_conjugate_is_the_most_that_a_pull_gains(penalty, strength):
    """Against many weights drawn: none gains more, and the best of them nearly as much; and it is inf past the kink alone."""
    rng = np.random.default_rng(2)
    for size in (0.2, 3.0):
        pull = size * rng.normal(size=(1, 2))
        bound = penalty.conjugate(pull, strength)
        W = np.concatenate(
            [rng.normal(size=(20000, 1, 2)) * 10.0 ** rng.uniform(-3, 1.5, size=(20000, 1, 1)), np.zeros((1, 1, 2))]
        )
        gains = (W * pull).sum(axis=(1, 2)) - penalty.terms(W, strength).reshape(len(W), -1).sum(axis=1)
        assert gains.max() <= bound + 1e-12
        if np.isfinite(bound):
            assert gains.max() >= 0.97 * bound - 1e-12
        else:
            assert gains.max() > 0


@pytest.mark.parametrize("strength", [0.3, 1.0, 2.0])
@pytest.mark.parametrize("ratio", [0.0, 0.25, 0.8, 1.0])
def test_the_conjugates_of_sizes_and_squares_are_those_of_the_books(ratio, strength):
    """Of a |w| + b w^2 / 2: max(|u| - a, 0)^2 / (2 b), and with b = 0 it is 0 up to a and inf beyond."""
    a, b = ratio * strength, (1 - ratio) * strength
    for u in (np.array([0.1 * strength, -0.2 * strength]), np.array([3.0, -0.5]), np.array([[2.5], [-0.1]])):
        above = np.maximum(np.abs(u) - a, 0.0)
        expected = (above**2).sum() / (2 * b) if b else (np.inf if above.any() else 0.0)
        penalties = [PENALTIES["elastic_net"](ratio=ratio), *([PENALTIES["l2"]()] if ratio == 0 else [])]
        penalties += [PENALTIES["l1"](), GROUP] if ratio == 1 else []
        for penalty in penalties:
            assert penalty.conjugate(u, strength) == pytest.approx(expected, rel=1e-12)


def test_the_conjugate_of_groups_looks_at_their_lengths():
    rows = np.array([[0.6, -0.8], [0.0, 0.5]])
    assert GROUP.conjugate(rows, 1.0 + 1e-12) == 0.0
    assert GROUP.conjugate(rows, 0.99) == np.inf
    assert GROUP.conjugate(5.0 * np.array([[3.0, 4.0]]), 25.0) == 0.0
    assert PENALTIES["none"]().conjugate(np.zeros(2)) == 0.0
    assert PENALTIES["none"]().conjugate(np.array([0.0, 1e-9])) == np.inf


def test_a_penalty_that_is_not_convex_has_no_conjugate_to_tell():
    with pytest.raises(TypeError, match="MCP"):
        PENALTIES["mcp"]().conjugate(np.ones(1))


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_a_penalty_is_zero_only_without_a_price_or_a_strength(penalty):
    assert penalty.is_zero(0.0)
    assert penalty.is_zero() == (penalty.id == "none")
    assert penalty.is_zero() == (not penalty.terms(WEIGHTS).any())


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_a_strength_that_is_not_given_is_1(penalty):
    w, against = np.array([[0.3, -2.0], [1.7, 5.0], [0.0, 0.0]]), np.array([[0.1, 0.2], [-0.3, 0.1], [2.0, -3.0]])
    same = np.array_equal
    assert same(penalty.terms(w), penalty.terms(w, 1.0))
    assert penalty.value(w) == penalty.value(w, 1.0)
    assert penalty.is_zero() == penalty.is_zero(1.0)
    assert all(penalty.piece(at) == penalty.piece(at, 1.0) for at in (0.3, 0.7, 1.5, 6.0, 150.0))
    assert same(penalty.prox(w, 0.4), penalty.prox(w, 0.4, 1.0))
    assert penalty.curvature_bound() == penalty.curvature_bound(1.0)
    assert penalty.mixture() == penalty.mixture(1.0)
    assert same(penalty.subgradient(w, against), penalty.subgradient(w, against, 1.0))
    assert same(penalty.curvature_along(w, against), penalty.curvature_along(w, against, 1.0))
    assert same(penalty.ball(), penalty.ball(1.0, 1.0, 181), equal_nan=True)
    if penalty.smooth:
        assert same(penalty.slope(w), penalty.slope(w, 1.0))
    if penalty.separable:
        assert same(penalty.rise(np.abs(w)), penalty.rise(np.abs(w), 1.0))
    if penalty.convex:
        assert penalty.conjugate(against) == penalty.conjugate(against, 1.0)


@pytest.mark.parametrize("strength", [0.3, 1.0, 2.0])
@pytest.mark.parametrize("penalty", [p for p in EVERY if p.separable], ids=named)
def test_a_rise_is_the_slope_and_the_curvature_of_a_weights_price(penalty, strength):
    """Differences on either side, and from zero up to the right alone, in places that are no knots."""
    size = np.array([0.0, 0.2, 0.55, 1.3, 2.2, 8.5, 150.0, 250.0])
    price = lambda at: penalty.terms(at, strength)
    slope, curvature = penalty.rise(size, strength)
    assert slope[0] == pytest.approx(price(np.array([1e-9]))[0] / 1e-9, abs=1e-6)
    assert curvature[0] == pytest.approx(curvature[1])
    at, h, digits = size[1:], 1e-3, 1e-15 * price(size[1:])
    assert (np.abs(slope[1:] - (price(at + h) - price(at - h)) / (2 * h)) <= 1e-9 + digits / h).all()
    assert (np.abs(curvature[1:] - (price(at + h) - 2 * price(at) + price(at - h)) / h**2) <= 1e-8 + 4 * digits / h**2).all()


@pytest.mark.parametrize("strength", [0.3, 2.0])
@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_a_curvature_along_a_direction_is_how_the_slope_changes(penalty, strength):
    """Of weights off their kink by differences of the subgradient; what sits on a kink counts with what L2 adds there."""
    rng, h = np.random.default_rng(8), 1e-6
    w, V = rng.normal(size=(5, 2)) * 1.5, rng.normal(size=(3, 5, 2))
    w[:2] = 0.0
    found = penalty.curvature_along(w, V, strength)
    for v, along in zip(V, found, strict=True):
        ahead, behind = (penalty.subgradient(w + s * h * v, v, strength) for s in (1, -1))
        assert along[2:] == pytest.approx(((ahead - behind) / (2 * h))[2:], abs=1e-6)
        bend = (penalty.mixture(strength) or (0.0, 0.0))[1]
        assert along[:2] == pytest.approx(bend * v[:2], abs=1e-12)
        assert np.array_equal(along, penalty.curvature_along(w, v, strength))
        alone = penalty.curvature_along(w[:, :1], v[:, :1], strength)
        assert np.array_equal(penalty.curvature_along(w[:, 0], v[:, 0], strength), alone[:, 0])


@pytest.mark.parametrize("penalty", EVERY, ids=named)
def test_the_facts_of_prices_near_and_far(penalty):
    """The kink is how steeply a weight's price begins; of the inputs alone, or without factors, it is the same penalty."""
    assert penalty.terms(np.array([[1e-9]]), 1.0).sum() / 1e-9 == pytest.approx(penalty.kink, abs=1e-6)
    assert penalty.kinks(3) == pytest.approx([penalty.kink] * 3)
    assert penalty.base is penalty
    assert penalty.of_inputs(np.array([1])) is penalty
    assert penalty.factors is None


@pytest.mark.parametrize("ratio", [5e-324, 1e-310])
def test_a_share_of_l1_too_small_to_zero_anything_zeroes_nothing(ratio):
    """The strength that would is too large for a number: of 0.5 / 5e-324 nothing can be drawn."""
    penalty = PENALTIES["elastic_net"](ratio=ratio)
    assert penalty.zeroing_strength(np.array([-0.5, 2.0])) is None
    problem = Experiment(dataset="diabetes", penalty="elastic_net", params={"penalty.ratio": ratio}).problem()
    path = regularization_path(problem)
    assert path.zeroing is None
    assert np.isfinite(path.strengths).all()
    assert np.isfinite(path.weights).all()
