"""Mean loss + penalty: the same cost, gradient and Hessian as the problem's own and as differences of it."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Problem
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.moreau_envelope import MoreauEnvelope
from explorer.path.algorithms.objective import Objective, RidgedLoss, solve_positive

CASES = [("huber", "l1"), ("logistic", "elastic_net"), ("poisson", "mcp"), ("cross_entropy", "group_l1")]


def made(loss, penalty, data_for, strength=0.3):
    problem = Problem(data_for(LOSSES[loss]()), MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), strength)
    centred = CentredDesign.of(problem)
    return problem, centred, Objective(problem, centred)


def drawn(problem):
    return np.random.default_rng(2).normal(size=problem.size)


@pytest.mark.parametrize(("loss", "penalty"), CASES)
def test_it_is_the_problems_cost_in_other_units(loss, penalty, data_for):
    problem, centred, objective = made(loss, penalty, data_for)
    w = drawn(problem)
    V = centred.block(w, objective.several)
    cost = problem.cost(w)
    found = objective.cost(V, 0.3)
    assert found.value == pytest.approx(cost.total, rel=1e-12)
    assert 0.0 < found.rounding < 1e-12 * cost.total
    assert (objective.mean_loss(V), objective.penalty_at(V, 0.3)) == pytest.approx(cost[:2], rel=1e-12)
    assert objective.predict(V) == pytest.approx(problem.network.predict(w), rel=1e-10, abs=1e-12)


@pytest.mark.parametrize(("loss", "penalty"), CASES)
def test_the_gradient_is_the_change_of_the_mean_loss(loss, penalty, data_for):
    problem, centred, objective = made(loss, penalty, data_for)
    V, h = centred.block(0.3 * drawn(problem), objective.several), 1e-6
    z, G = objective.gradient(V)
    assert np.array_equal(z, objective.predict(V))
    for index in np.ndindex(V.shape):
        step = np.zeros(V.shape)
        step[index] = h
        assert G[index] == pytest.approx((objective.mean_loss(V + step) - objective.mean_loss(V - step)) / (2 * h), abs=1e-7)


def test_the_hessian_is_the_change_of_the_gradient(binary_data):
    problem, _, objective = made("logistic", "l2", lambda _: binary_data)
    v, h = 0.3 * drawn(problem), 1e-6
    own = np.array([0, 2, 4])
    H = objective.hessian(objective.predict(v), own)
    for a, i in enumerate(own):
        step = np.zeros(v.size)
        step[i] = h
        change = (objective.gradient(v + step)[1] - objective.gradient(v - step)[1]) / (2 * h)
        assert H[a] == pytest.approx(change[own], abs=1e-8)


@pytest.mark.parametrize("penalty", ["l1", "l2", "elastic_net", "mcp", "scad"])
def test_the_rise_is_the_change_of_the_penalty(penalty, data_for):
    """In each weight; of its slope in that weight; and of its slope in the logarithm of the strength."""
    _, _, objective = made("huber", penalty, data_for)
    v, s, h = np.array([0.3, -0.7, 1.1, 0.05, -2.0, 9.0]), 0.3, 1e-6
    rise = objective.rise(v, s)
    assert [part[-1] for part in rise] == [0.0, 0.0, 0.0]
    for j in range(5):
        step = np.zeros(6)
        step[j] = h * np.sign(v[j])
        change = (objective.penalty_at(v + step, s) - objective.penalty_at(v - step, s)) / (2 * h)
        assert rise.slope[j] == pytest.approx(change, abs=1e-7)
        slopes = [objective.rise(v + side * step, s).slope[j] for side in (1, -1)]
        assert rise.curvature[j] == pytest.approx((slopes[0] - slopes[1]) / (2 * h), abs=1e-6)
        grown = [objective.rise(v, s * np.exp(side * 1e-4)).slope[j] for side in (1, -1)]
        assert rise.growth[j] == pytest.approx((grown[0] - grown[1]) / 2e-4, abs=1e-5)


def test_another_loss_on_the_same_data_leaves_the_first_as_it_was(regression_data):
    problem, centred, objective = made("absolute", "l1", lambda _: regression_data)
    v = centred.block(drawn(problem))
    before = objective.mean_loss(v)
    envelope = MoreauEnvelope(problem.loss, 0.5, np.zeros(problem.n))
    smooth = objective.with_loss(envelope)
    assert smooth.mean_loss(v) == envelope.value(problem.data.y, objective.predict(v)).mean() < before
    assert objective.mean_loss(v) == before
    assert smooth.design is objective.design
    assert smooth.scale == 2.0


@pytest.mark.parametrize("loss", ["huber", "poisson", "cross_entropy"])
def test_rows_with_a_ridge_cost_and_slope_as_the_problem_says(loss, data_for):
    problem, _, _ = made(loss, "l2", data_for)
    W = 0.3 * np.random.default_rng(3).normal(size=(4, problem.size))
    rows, ridge = RidgedLoss(problem), 0.3 * problem.network.penalised
    assert rows.value(W, ridge) == pytest.approx(problem.costs(W).total, rel=1e-12)
    value, rounding = rows.value_and_rounding(W, ridge)
    assert np.array_equal(value, rows.value(W, ridge))
    assert (rounding < 1e-12 * np.maximum(np.abs(value), 1.0)).all()
    expected = problem.gradients(W) + ridge * W
    assert rows.gradient(W, ridge) == pytest.approx(expected, rel=1e-10, abs=1e-13)
    rows.rows_at_once = 3
    values, G = rows.mean_loss_and_gradient(W)
    assert values == pytest.approx(problem.mean_loss(W), rel=1e-12)
    assert G == pytest.approx(problem.gradients(W), rel=1e-10, abs=1e-13)


def test_positive_definite_systems_are_solved_in_any_units_and_others_refused():
    rng = np.random.default_rng(0)
    A = rng.normal(size=(8, 4))
    unit = np.array([1e-8, 1.0, 1e5, 1e-3])
    H, b = A.T @ A, rng.normal(size=(4, 2))
    found = solve_positive(H * np.outer(unit, unit), unit[:, None] * b)
    assert found * unit[:, None] == pytest.approx(np.linalg.solve(H, b), rel=1e-10)
    assert solve_positive(-H, b) is None
    assert solve_positive(np.ones((4, 4)), b) is None
    assert solve_positive(np.full((4, 4), np.nan), b) is None
