"""Lowest places on planes against closed forms, scikit-learn, scipy and direct search."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, PoissonRegressor, Ridge

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.landscape.minimum import minima_by_strength, minimise_on
from explorer.landscape.planes import directions_plane, random_plane, weights_plane
from explorer.landscape.surface import sample
from explorer.landscape.window import Window
from explorer.path.optimum import optimum

RNG = np.random.default_rng(7)
N = 70
X = RNG.normal(size=(N, 2)) @ np.array([[1.0, 0.8], [0.0, 0.5]])
SIGNAL = X @ (1.2, -0.4)
Y = {
    "regression": SIGNAL + 0.3 * RNG.normal(size=N),
    "binary": np.where(SIGNAL + RNG.logistic(size=N) > 0, 1.0, -1.0),
    "count": RNG.poisson(np.exp(0.5 * SIGNAL)).astype(float),
}
WIDE = Window(-8.0, 8.0, -8.0, 8.0)


def problem_of(loss, penalty, strength, X=X, **params):
    made = LOSSES[loss]()
    data = Dataset(X, Y[made.task], task=made.task)
    return Problem(data, MODELS["linear"](), made, PENALTIES[penalty](**params), strength)


def on(problem, bias=0.0, **arguments):
    """The lowest place on the plane of the first two weights, the bias held."""
    around = np.zeros(problem.size)
    around[-1] = bias
    return minimise_on(problem, weights_plane(problem, 0, 1, around), **arguments)


@pytest.mark.parametrize(
    ("loss", "penalty", "strength", "theirs"),
    [
        ("squared", "l2", 0.3, Ridge(alpha=0.15 * N)),
        ("squared", "l1", 0.3, Lasso(alpha=0.15, tol=1e-14, max_iter=100_000)),
        ("squared", "elastic_net", 0.3, ElasticNet(alpha=0.15, l1_ratio=0.5, tol=1e-14, max_iter=100_000)),
        ("logistic", "l2", 0.05, LogisticRegression(C=1 / (0.05 * N), tol=1e-12, max_iter=10_000)),
        ("poisson", "l2", 0.1, PoissonRegressor(alpha=0.1, tol=1e-12, max_iter=10_000)),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_with_the_bias_at_its_best_the_place_is_that_of_scikit_learn(loss, penalty, strength, theirs):
    problem = problem_of(loss, penalty, strength)
    theirs.fit(X, problem.data.y)
    found = on(problem, bias=float(np.ravel(theirs.intercept_)[0]))
    assert found.exact
    assert found.place == pytest.approx(np.ravel(theirs.coef_), abs=2e-6)
    assert found.value == pytest.approx(problem.cost(np.append(found.place, theirs.intercept_)).total, rel=1e-14)


def test_a_weight_that_the_lasso_drops_is_exactly_zero():
    found = on(problem_of("squared", "l1", 0.9))
    assert found.place[1] == 0.0
    assert found.place[0] == pytest.approx((2 * X[:, 0] @ Y["regression"] / N - 0.9) / (2 * X[:, 0] @ X[:, 0] / N), rel=1e-9)


@pytest.mark.parametrize("loss", ["squared", "huber", "log_cosh", "logistic", "exponential", "poisson", "barron"])
@pytest.mark.parametrize("penalty", ["none", "l2", "l1", "elastic_net", "group_l1"])
def test_no_place_nearby_is_lower(loss, penalty):
    problem = problem_of(loss, penalty, 0.05)
    plane = weights_plane(problem, 0, 1, np.array([0.0, 0.0, 0.2]))
    for part in ("data", "total"):
        found = minimise_on(problem, plane, part)
        assert found.exact
        cost = lambda at, part=part: getattr(problem.cost(plane.lift(at[None])[0]), part)
        turns = np.linspace(0, 2 * np.pi, 24)
        for far in (1e-7, 1e-3, 1.0):
            around = found.place + far * np.stack([np.cos(turns), np.sin(turns)], axis=1)
            assert min(map(cost, around)) >= found.value - 1e-15
        theirs = minimize(cost, found.place + 0.3, method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-15})
        assert found.place == pytest.approx(theirs.x, abs=1e-5)


@pytest.mark.parametrize("loss", ["absolute", "quantile", "hinge"])
@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_kinked_losses_are_searched(loss, penalty):
    problem = problem_of(loss, penalty, 0.1)
    plane = weights_plane(problem, 0, 1, np.zeros(3))
    found = minimise_on(problem, plane, "total", WIDE)
    assert found.exact
    cost = lambda at: problem.cost(plane.lift(at[None])[0]).total
    starts = found.place + np.array([[0.0, 0.0], [0.4, 0.1], [-0.3, 0.5]])
    fine = {"xatol": 1e-10, "fatol": 1e-15, "maxiter": 2000}
    best = min(minimize(cost, start, method="Nelder-Mead", options=fine).fun for start in starts)
    assert found.value <= best + 1e-9


def test_skew_planes_too():
    rng = np.random.default_rng(0)
    wide = rng.normal(size=(N, 4))
    for loss, penalty in (("huber", "l2"), ("squared", "l1")):
        problem = problem_of(loss, penalty, 0.2, X=wide)
        plane = directions_plane(rng.normal(size=5) * 0.2, *rng.normal(size=(2, 5)))
        for part in ("data", "penalty", "total"):
            found = minimise_on(problem, plane, part)
            cost = lambda at, part=part, plane=plane, problem=problem: getattr(problem.cost(plane.lift(at[None])[0]), part)
            theirs = minimize(cost, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-16})
            assert found.exact
            assert found.value <= theirs.fun + 1e-10  # a window of 20, of which 1e-12 is found
            assert found.place == pytest.approx(theirs.x, abs=1e-5)


def test_several_scores(data_for):
    loss = LOSSES["cross_entropy"]()
    for penalty in ("l2", "l1", "group_l1"):
        problem = Problem(data_for(loss), MODELS["linear"](), loss, PENALTIES[penalty](), 0.05)
        around = np.random.default_rng(0).normal(size=problem.size) * 0.3
        plane = weights_plane(problem, 0, 4, around)
        found = minimise_on(problem, plane, "total", WIDE)
        assert found.exact
        cost = lambda at, plane=plane, problem=problem: problem.cost(plane.lift(at[None])[0]).total
        theirs = minimize(cost, np.zeros(2), method="Nelder-Mead", options={"xatol": 1e-10, "fatol": 1e-16})
        assert found.value <= theirs.fun + 1e-12
        assert found.place == pytest.approx(theirs.x, abs=1e-5)


def test_the_rest_at_the_optimum_the_lowest_place_is_the_optimum(regression_data):
    for loss, penalty in (("squared", "l1"), ("huber", "l2"), ("log_cosh", "l2")):
        problem = Problem(regression_data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.1)
        best = optimum(problem)
        found = minimise_on(problem, weights_plane(problem, 1, 3, best.weights), "total")
        assert found.place == pytest.approx(best.weights[[1, 3]], abs=1e-8)
        assert found.value == pytest.approx(best.cost, rel=1e-13)


def test_the_penalty_is_lowest_at_zero_weights_where_there_is_one_lowest():
    for penalty in ("l1", "l2", "mcp", "scad", "group_l1", "elastic_net"):
        problem = problem_of("squared", penalty, 0.3)
        found = minimise_on(problem, weights_plane(problem, 0, 1, np.array([3.0, -2.0, 1.0])), "penalty")
        assert found.place.tolist() == [0.0, 0.0]
        assert (found.value, found.exact) == (0.0, True)
        beside = minimise_on(problem, weights_plane(problem, 0, 2, np.array([3.0, -2.0, 1.0])), "penalty")
        assert beside.place is None
        assert "level along a direction" in beside.reason
    for none in (problem_of("squared", "none", 0.3), problem_of("squared", "l1", 0.0)):
        assert on(none, part="penalty").place is None


def test_what_is_level_or_runs_off_has_no_place():
    same = np.column_stack([X[:, 0], 2.0 * X[:, 0]])
    for loss in ("squared", "huber", "absolute", "logistic"):
        found = on(problem_of(loss, "l2", 0.1, X=same), part="data")
        assert found.place is None
        assert found.value is None
        assert "level along a direction" in found.reason
    assert on(problem_of("squared", "l2", 0.1, X=same)).place is not None
    labels = np.where(X[:, 0] > 0, 1.0, -1.0)
    apart = Problem(Dataset(X, labels, task="binary"), MODELS["linear"](), LOSSES["logistic"](), PENALTIES["l2"](), 0.01)
    assert "still falls" in on(apart, part="data").reason
    assert on(apart).place is not None
    outside = on(problem_of("squared", "l2", 0.1), window=Window(3.0, 4.0, -1.0, 1.0))
    assert outside.place is None
    assert "edge of this window" in outside.reason
    with pytest.raises(ValueError, match='part: "sum" is not one of these. Allowed: data, penalty, total'):
        on(apart, part="sum")


def test_what_is_not_convex_is_the_lowest_found():
    problem = problem_of("cauchy", "mcp", 0.05)
    found = on(problem, window=WIDE)
    assert not found.exact
    cost = lambda at: problem.cost(np.append(at, 0.0)).total
    grid = min(cost(np.array([a, b])) for a in np.linspace(-3, 3, 25) for b in np.linspace(-3, 3, 25))
    assert found.value <= grid
    assert minimize(cost, found.place, method="Nelder-Mead").fun >= found.value - 1e-12
    network = Problem(
        Dataset(X, Y["regression"]), MODELS["mlp"](hidden=3), LOSSES["squared"](), PENALTIES["l2"](), 0.01
    )  # fmt: skip
    plane = random_plane(network, network.network.start("normal", 0), 0)
    found = minimise_on(network, plane, "total", Window(-2.0, 2.0, -2.0, 2.0))
    assert not found.exact
    if found.place is not None:
        assert found.value == pytest.approx(network.cost(plane.lift(found.place[None])[0]).total, rel=1e-13)
        assert found.value <= network.cost(plane.centre).total


@pytest.mark.thorough
@pytest.mark.parametrize("penalty", ["l1", "l2", "elastic_net", "none"])
@pytest.mark.parametrize("loss", ["squared", "huber", "logistic", "poisson"])
def test_the_trail_holds_the_lowest_place_of_each_strength(loss, penalty):
    strengths = np.append(0.0, np.geomspace(1e-3, 3.0, 6))
    problem = problem_of(loss, penalty, 0.7)
    plane = weights_plane(problem, 0, 1, np.array([0.5, 0.5, 0.1]))
    places = minima_by_strength(problem, plane, strengths)
    for strength, place in zip(strengths, places, strict=True):
        found = minimise_on(problem_of(loss, penalty, strength), plane, "total")
        assert place == pytest.approx(found.place, abs=1e-7)
    assert places[0] == pytest.approx(minimise_on(problem, plane, "data").place, abs=1e-7)


@pytest.mark.parametrize(("loss", "penalty"), [("absolute", "l2"), ("hinge", "l1"), ("squared", "mcp")])
def test_the_trail_of_the_rest_is_as_fine_as_its_grid(loss, penalty):
    problem, strengths = problem_of(loss, penalty, 0.7), [0.01, 0.1, 0.4]
    plane = weights_plane(problem, 0, 1, np.zeros(3))
    for strength, place in zip(strengths, minima_by_strength(problem, plane, strengths, WIDE), strict=True):
        same = problem_of(loss, penalty, strength)
        best = minimise_on(same, plane, "total", WIDE)
        assert same.cost(np.append(place, 0.0)).total <= best.value + 1e-3


def test_a_trail_leaves_out_what_the_window_does_not_hold():
    problem = problem_of("squared", "l2", 0.7)
    places = minima_by_strength(problem, weights_plane(problem, 0, 1, np.zeros(3)), [0.0, 50.0], Window(-0.5, 0.5, -0.5, 0.5))
    assert np.isnan(places[0]).all()
    assert np.isfinite(places[1]).all()


@pytest.mark.thorough
@pytest.mark.parametrize("loss", [c() for c in LOSSES.values() if not c.untrainable], ids=lambda c: c.id)
def test_every_loss_has_no_lower_place_on_a_grid(loss, data_for):
    for penalty in ("l1", "mcp"):
        problem = Problem(data_for(loss), MODELS["linear"](), loss, PENALTIES[penalty](), 0.05)
        plane = weights_plane(problem, 0, problem.size - 1, np.full(problem.size, 0.1))
        grid = np.linspace(-4.0, 4.0, 25)
        data, cost = sample(problem, plane, grid, grid)
        for part, values in (("data", data), ("total", data + cost)):
            found = minimise_on(problem, plane, part, Window(-4.0, 4.0, -4.0, 4.0))
            assert found.exact == (loss.convex and (part == "data" or penalty == "l1"))
            row, column = np.unravel_index(values.argmin(), values.shape)
            if found.place is None:
                assert found.reason
                assert loss.id == "perceptron" or {row, column} & {0, 24}  # weights of zero are the perceptron's best
            else:
                assert found.value <= values.min() + 1e-12


@pytest.mark.parametrize("penalty", ["l1", "l2", "elastic_net"])
@pytest.mark.parametrize("loss", ["squared", "huber"])
def test_with_factors_of_features_the_place_is_that_of_a_direct_search(loss, penalty):
    data = Dataset(X, Y["regression"])
    for factors in ((0.0, 1.0), (3.0, 0.5)):
        problem = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.2, factors=factors)
        plane = weights_plane(problem, 0, 1, np.zeros(3))
        found = minimise_on(problem, plane)
        direct = minimize(
            lambda at, problem=problem, plane=plane: problem.cost(plane.lift(at[None])[0]).total, [0.5, 0.1],
            method="Nelder-Mead", options={"xatol": 1e-9, "fatol": 1e-13, "maxiter": 2000},
        )  # fmt: skip
        np.testing.assert_allclose(found.place, direct.x, atol=1e-5)
        np.testing.assert_allclose(minima_by_strength(problem, plane, [0.2])[0], found.place, atol=1e-6)
    level = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.2, factors=(0.0, 1.0))
    assert minimise_on(level, weights_plane(level, 0, 1, np.zeros(3)), "penalty").place is None
