"""A penalty with a factor for each feature, against sums of single weights, grids and finite differences."""

import numpy as np
import pytest

from explorer.core.params import instances
from explorer.penalties import PENALTIES, Penalty
from explorer.penalties.factored import Factored, with_factors

EVERY = [p for cls in PENALTIES.values() for p in instances(cls)]
FACTORS = (0.0, 0.4, 1.0, 2.5)
WEIGHTS = np.array([[0.7, -1.2], [0.33, 0.97], [-2.0, 0.1], [0.05, -0.6]])


def singles(penalty: Penalty, w: np.ndarray, strength: float) -> np.ndarray:
    """factor x penalty of each input by itself."""
    return np.array([f * penalty.value(row[None], strength) for f, row in zip(FACTORS, w, strict=True)])


@pytest.mark.parametrize("penalty", EVERY, ids=repr)
def test_the_value_is_a_sum_over_the_features_each_times_its_factor(penalty: Penalty) -> None:
    found = Factored(penalty, FACTORS)
    assert found.value(WEIGHTS, 0.3) == pytest.approx(singles(penalty, WEIGHTS, 0.3).sum(), rel=1e-13)
    assert found.value(WEIGHTS[:, 0], 0.3) == pytest.approx(singles(penalty, WEIGHTS[:, :1], 0.3).sum(), rel=1e-13)
    many = np.stack([WEIGHTS, 2 * WEIGHTS])
    assert found.terms(many, 0.3).reshape(2, -1).sum(axis=1) == pytest.approx(
        [singles(penalty, w, 0.3).sum() for w in many], rel=1e-13
    )


@pytest.mark.parametrize("penalty", EVERY, ids=repr)
@pytest.mark.parametrize("t", [0.5, 4.0])
def test_no_weights_on_a_grid_cost_less_than_its_prox(penalty: Penalty, t: float) -> None:
    found, grid = Factored(penalty, FACTORS), np.linspace(-3.0, 3.0, 1201)
    w = WEIGHTS[:, 0]
    moved = found.prox(w, t, 0.3)
    for j, factor in enumerate(FACTORS):
        cost = [
            (at - w[j]) ** 2 / 2 + t * factor * penalty.terms(at[:, None], 0.3).reshape(at.size)
            for at in (grid, moved[j : j + 1])
        ]
        assert cost[1][0] <= cost[0].min() + 1e-12
    steps = np.full(w.shape, t)
    assert np.array_equal(found.prox(w, steps, 0.3), moved)
    assert found.prox(WEIGHTS, t, 0.3).shape == WEIGHTS.shape


@pytest.mark.parametrize("penalty", EVERY, ids=repr)
def test_its_slopes_and_curvatures_are_those_of_its_value(penalty: Penalty) -> None:
    found, h = Factored(penalty, FACTORS), 1e-5
    against = np.ones(WEIGHTS.shape)
    slope, bend = np.empty(WEIGHTS.shape), np.empty(WEIGHTS.shape)
    for at in np.ndindex(WEIGHTS.shape):
        step = np.zeros(WEIGHTS.shape)
        step[at] = h
        up, here, down = (found.value(WEIGHTS + s * step, 0.3) for s in (1, 0, -1))
        slope[at], bend[at] = (up - down) / (2 * h), (up - 2 * here + down) / h**2
        step[at] = 1.0
        assert found.curvature_along(WEIGHTS, step, 0.3)[at] == pytest.approx(bend[at], abs=2e-5)
    assert found.subgradient(WEIGHTS, against, 0.3) == pytest.approx(slope, abs=1e-8)
    if penalty.smooth:
        assert found.slope(WEIGHTS, 0.3) == pytest.approx(slope, abs=1e-8)
        assert found.curvature_bound(0.3) >= bend.max() - 1e-5
    if penalty.separable:
        rise, curvature = found.rise(np.abs(WEIGHTS), 0.3)
        assert rise * np.sign(WEIGHTS) == pytest.approx(slope, abs=1e-8)
        assert curvature == pytest.approx(bend, abs=2e-5)


@pytest.mark.parametrize("id", ["l1", "l2", "elastic_net", "group_l1"])
def test_the_conjugate_is_the_most_that_any_weights_gain(id: str) -> None:
    found, grid = Factored(PENALTIES[id](), (0.5, 2.0)), np.linspace(-30.0, 30.0, 601)
    for u in (np.array([0.1, -0.3]), np.array([0.2, 0.55])):
        gains = [
            (u[j] * grid - found.of_inputs(np.array([j])).terms(grid[:, None, None], 0.3).reshape(-1)).max() for j in (0, 1)
        ]
        conjugate = found.conjugate(u, 0.3)
        if np.isinf(conjugate):
            assert sum(gains) > 0.9  # it grows with the grid
        else:
            assert conjugate == pytest.approx(sum(gains), abs=2e-3)
    assert Factored(PENALTIES[id](), (0.0, 1.0)).conjugate(np.array([1e-9, 0.0])) == np.inf


def test_an_input_with_a_factor_of_0_is_neither_held_nor_counted() -> None:
    found = Factored(PENALTIES["l1"](), (0.0, 0.5, 2.0))
    gradient = np.array([9.0, -1.0, 3.0])
    assert found.zeroing_strength(gradient) == 2.0  # 1 / 0.5, above 3 / 2
    assert found.prox(-gradient, 1.0, strength=2.0).tolist() == [-9.0, 0.0, 1.0 * (-3.0 + 3.0)]
    assert found.subgradient(np.zeros(3), gradient, 2.0).tolist() == [0.0, 1.0, -3.0]
    assert not found.is_zero()
    assert Factored(PENALTIES["l1"](), (0.0, 0.0)).is_zero()
    assert Factored(PENALTIES["l1"](), (0.0, 0.0)).zeroing_strength(gradient[:2]) == 0.0


def test_the_ball_of_two_features_is_stretched_by_their_factors() -> None:
    ball = Factored(PENALTIES["l1"](), (2.0, 0.5)).ball(points=5)
    assert ball == pytest.approx(np.array([[0.5, 0], [0, 2], [-0.5, 0], [0, -2], [0.5, 0]]), abs=1e-12)
    open_ended = Factored(PENALTIES["l2"](), (1.0, 0.0)).ball(points=5)
    assert np.isnan(open_ended[[1, 3]]).all()


def test_it_says_in_its_formula_that_each_term_has_a_factor() -> None:
    for penalty in EVERY:
        found = Factored(penalty, FACTORS)
        assert found.formula == penalty.formula.replace(r"\sum_j", r"\sum_j f_j\,")
        assert (found.name, found.separable, found.scaled) == (penalty.name, penalty.separable, penalty.scaled)
        assert "$f_j$" in found.symbols


@pytest.mark.parametrize("penalty", EVERY, ids=repr)
def test_its_facts_are_those_of_its_dearest_weight(penalty: Penalty) -> None:
    """Near zero one weight's price rises by its kink; the curvature of a smooth one is at most its bound."""
    found, tiny = Factored(penalty, FACTORS), 1e-9
    rises = [found.terms(row[:, None], 1.0).sum() / tiny for row in tiny * np.eye(4)]
    assert found.kink == pytest.approx(max(rises), abs=1e-6)
    assert found.kinks(4) == pytest.approx(rises, abs=1e-6)
    assert (found.largest, found.smooth, found.convex) == (2.5, penalty.smooth, penalty.convex)
    assert found.concavity == (2.5 * penalty.concavity)
    assert found.curvature_bound(0.7) == 2.5 * penalty.curvature_bound(0.7)
    assert found.is_zero() == penalty.is_zero()
    assert found.is_zero(0.0)
    free = Factored(penalty, (0.0, 0.0))
    assert (free.largest, free.kink, free.convex, free.is_zero()) == (0.0, 0.0, True, True)
    assert found.of_inputs(np.array([3, 1])) == Factored(penalty, (2.5, 0.4))


def test_no_factors_at_all_are_no_penalty() -> None:
    none = Factored(PENALTIES["mcp"](), ())
    assert (none.largest, none.kink, none.convex, none.is_zero()) == (0.0, 0.0, True, True)


@pytest.mark.parametrize("penalty", EVERY, ids=repr)
def test_a_strength_that_is_not_given_is_1(penalty: Penalty) -> None:
    found, against = Factored(penalty, FACTORS), np.linspace(-2.0, 2.0, 8).reshape(4, 2)
    same = np.array_equal
    assert all(found.piece(at) == found.piece(at, 1.0) == penalty.piece(at, 1.0) for at in (0.3, 0.7, 1.5, 6.0, 150.0))
    assert found.is_zero() == found.is_zero(1.0)
    assert same(found.terms(WEIGHTS), found.terms(WEIGHTS, 1.0))
    assert same(found.prox(WEIGHTS, 0.4), found.prox(WEIGHTS, 0.4, 1.0))
    assert same(found.subgradient(WEIGHTS, against), found.subgradient(WEIGHTS, against, 1.0))
    assert same(found.curvature_along(WEIGHTS, against), found.curvature_along(WEIGHTS, against, 1.0))
    assert found.curvature_bound() == found.curvature_bound(1.0)
    if penalty.smooth:
        assert same(found.slope(WEIGHTS), found.slope(WEIGHTS, 1.0))
    if penalty.separable:
        assert same(found.rise(np.abs(WEIGHTS))[0], found.rise(np.abs(WEIGHTS), 1.0)[0])
        assert same(found.rise(np.abs(WEIGHTS))[1], found.rise(np.abs(WEIGHTS), 1.0)[1])
    if penalty.convex:
        held = Factored(penalty, (0.5, 0.4, 1.0, 2.5))
        for size in (0.1, 0.3, 0.6):
            assert held.conjugate(size * against) == held.conjugate(size * against, 1.0)


@pytest.mark.parametrize("id", ["l1", "l2", "elastic_net", "group_l1"])
@pytest.mark.parametrize("size", [0.05, 0.2, 3.0])
def test_the_conjugate_of_a_block_is_the_sum_of_its_rows(id: str, size: float) -> None:
    """A penalty of each input by itself: what a slope of u gains there is the conjugate of factor x its price."""
    penalty, factors, u = PENALTIES[id](), (0.5, 2.0, 1.0), size * np.array([[0.7, -0.7], [1.0, 0.5], [0.0, -0.3]])
    rows = [f * penalty.conjugate(row[None] / f, 0.3) for f, row in zip(factors, u, strict=True)]
    assert Factored(penalty, factors).conjugate(u, 0.3) == pytest.approx(sum(rows), rel=1e-12)
    free = Factored(penalty, (0.0, 2.0, 1.0))
    assert free.conjugate(u, 0.3) == np.inf
    assert free.conjugate(np.array([[0.0, 0.0], *u[1:]]), 0.3) == pytest.approx(sum(rows[1:]), rel=1e-12)
    with pytest.raises(TypeError, match="MCP"):
        Factored(PENALTIES["mcp"](), factors).conjugate(u, 0.3)


def test_what_it_says_of_its_measure_and_its_shape() -> None:
    for penalty in EVERY:
        assert Factored(penalty, (2.0, 1.0)).measure == (f"{penalty.measure}, each times its factor" if penalty.measure else "")
    l2 = PENALTIES["l2"]()
    assert Factored(l2, (2.0, 2.0)).shape == l2.shape
    assert Factored(l2, (0.0, 0.0)).shape == "the whole plane: no weight costs anything"
    assert Factored(l2, (1.0, 0.0)).shape == "a strip: it has no end along the weight with a factor of 0"
    for each in ((2.0, 1.0), (1.0, 0.0, 0.0)):
        assert ", stretched along weights with a smaller factor" in Factored(l2, each).shape


@pytest.mark.parametrize("id", ["l1", "group_l1", "mcp"])
def test_the_zeroing_strength_of_a_block_is_that_of_the_row_that_holds_out_longest(id: str) -> None:
    penalty, gradient = PENALTIES[id](), np.array([[3.0, 4.0], [0.6, -0.8], [9.0, 9.0]])
    found = Factored(penalty, (2.0, 0.1, 0.0))
    expected = max(penalty.zeroing_strength(gradient[:1]) / 2.0, penalty.zeroing_strength(gradient[1:2]) / 0.1)
    assert found.zeroing_strength(gradient) == pytest.approx(expected, rel=1e-14)


def test_factors_that_do_not_fit_are_refused_by_name() -> None:
    l1 = PENALTIES["l1"]()
    assert with_factors(l1, None, 2, True) is l1
    assert with_factors(l1, [1.0, 1.0], 2, True) is l1
    assert with_factors(l1, [1.0, 2.0], 2, True) == Factored(l1, (1.0, 2.0))
    assert with_factors(l1, [0.0, 0.0], 2, True) == Factored(l1, (0.0, 0.0))
    assert with_factors(Factored(l1, (3.0, 1.0)), [1.0, 2.0], 2, True) == Factored(l1, (1.0, 2.0))
    for factors, linear, said in [
        ([1.0, 2.0], False, "linear in their weights"),
        ([1.0, 2.0, 3.0], True, "3 factors for 2 features"),
        ([1.0], True, "1 factors for 2 features"),
        ([1.0, -1e-9], True, "number from 0 up"),
        ([1.0, np.nan], True, "number from 0 up"),
        ([np.inf, 1.0], True, "number from 0 up"),
    ]:
        with pytest.raises(ValueError, match=said):
            with_factors(l1, factors, 2, linear)
