"""When the ball touches the contour: at minima, by directions that scikit-learn's solutions and circles of places confirm."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import Lasso

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.landscape.minimum import minimise_on
from explorer.landscape.planes import directions_plane, weights_plane
from explorer.landscape.tangency import tangency
from explorer.path.optimum import optimum


def problem_of(data, loss, penalty, strength, model=None):
    return Problem(data, model or MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), strength)


@pytest.mark.parametrize(
    ("loss", "penalty"), [("squared", "l1"), ("squared", "l2"), ("huber", "l2"), ("squared", "elastic_net")]
)
def test_at_the_penalised_optimum_they_touch_and_elsewhere_they_cross(loss, penalty, regression_data):
    problem = problem_of(regression_data, loss, penalty, 0.4)
    best = optimum(problem).weights
    for x, y in ((0, 1), (1, 2), (3, 4)):
        plane = weights_plane(problem, x, y, best)
        if not best[[x, y]].any():
            assert "the point itself" in tangency(problem, plane).sentence
            continue
        assert tangency(problem, plane).holds
        # No place about it has both a lower data loss and a lower penalty.
        turns = np.linspace(0, 2 * np.pi, 60)
        for far in (1e-3, 0.1):
            W = plane.lift(plane.offset + far * np.stack([np.cos(turns), np.sin(turns)], axis=1))
            costs, here = problem.costs(W), problem.cost(best)
            assert not ((costs.data < here.data - 1e-13) & (costs.penalty < here.penalty - 1e-13)).any()
        moved = tangency(problem, plane, plane.offset + np.array([0.05, -0.02]))
        assert not moved.holds
        assert "the two lines cross" in moved.sentence


def test_a_corner_touches(regression_data):
    """scikit-learn's lasso with a weight at zero: the contour meets the diamond at its corner."""
    X, y = regression_data.X, regression_data.y
    theirs = Lasso(alpha=0.3, tol=1e-14, max_iter=100_000).fit(X, y)
    w = np.append(theirs.coef_, theirs.intercept_)
    zero = int(np.flatnonzero(w == 0)[0])
    problem = problem_of(regression_data, "squared", "l1", 0.6)
    assert tangency(problem, weights_plane(problem, 1, zero, w)).holds
    weaker = problem_of(regression_data, "squared", "l1", 0.55)
    assert not tangency(weaker, weights_plane(problem, 1, zero, w)).holds


def test_the_rest_need_not_be_at_the_optimum(regression_data):
    problem = problem_of(regression_data, "huber", "l1", 0.1)
    plane = weights_plane(problem, 0, 1, np.ones(6))
    assert not tangency(problem, plane).holds
    assert tangency(problem, plane, minimise_on(problem, plane, "total").place).holds


def test_several_classes(data_for):
    loss = LOSSES["cross_entropy"]()
    problem = problem_of(data_for(loss), "cross_entropy", "l1", 0.02)
    plane = weights_plane(problem, 0, 4, np.zeros(problem.size))
    assert tangency(problem, plane, minimise_on(problem, plane, "total").place).holds


@pytest.mark.parametrize(
    ("loss", "penalty", "strength", "said"),
    [
        ("absolute", "l1", 0.1, "has a kink"),
        ("cauchy", "l1", 0.1, "not convex"),
        ("squared", "mcp", 0.1, "not convex"),
        ("squared", "none", 0.1, "cost nothing"),
        ("squared", "l1", 0.0, "cost nothing"),
    ],
)
def test_where_it_cannot_be_said(loss, penalty, strength, said, regression_data):
    problem = problem_of(regression_data, loss, penalty, strength)
    found = tangency(problem, weights_plane(problem, 0, 1, np.ones(6)))
    assert not found.holds
    assert said in found.sentence


def test_planes_without_a_ball_are_named(regression_data):
    problem = problem_of(regression_data, "squared", "l2", 0.1)
    assert "biases" in tangency(problem, weights_plane(problem, 0, 5, np.ones(6))).sentence
    skew = directions_plane(np.zeros(6), *np.random.default_rng(0).normal(size=(2, 6)))
    assert "not two weights" in tangency(problem, skew).sentence
    least = np.linalg.lstsq(problem.network.design, regression_data.y, rcond=None)[0]
    assert "its own lowest" in tangency(problem, weights_plane(problem, 0, 1, least)).sentence
    network = problem_of(regression_data, "squared", "l2", 0.1, MODELS["mlp"](hidden=2))
    assert "not convex" in tangency(network, weights_plane(network, 0, 1, np.ones(network.size))).sentence


def test_how_far_the_cost_falls_is_measured_by_its_slope_however_steep_the_loss(regression_data):
    """A slope that is a millionth of what it could be counts as none, a ten-thousandth does not: at any scale of features."""
    for scale in (1e-4, 1.0, 1e4):
        data = Dataset(scale * regression_data.X, regression_data.y)
        problem = problem_of(data, "squared", "l2", 0.4 * scale**2)
        plane = weights_plane(problem, 0, 1, optimum(problem).weights)
        for share, holds in ((0.0, True), (1e-8, True), (1e-2, False)):
            assert tangency(problem, plane, plane.offset * (1 + share)).holds == holds
