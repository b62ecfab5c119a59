"""Newton's steps for several classes: they lower the cost, stop at zero, and end at a minimum."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.moreau_envelope import MoreauEnvelope
from explorer.path.algorithms.multiclass_newton import MulticlassNewton
from explorer.path.algorithms.objective import Objective


def made(penalty, data_for):
    loss = LOSSES["cross_entropy"]()
    problem = Problem(data_for(loss), MODELS["linear"](), loss, PENALTIES[penalty](), 0.1)
    objective = Objective(problem, CentredDesign.of(problem))
    return problem, objective, MulticlassNewton(objective)


@pytest.mark.parametrize("penalty", ["l1", "l2", "elastic_net", "group_l1", "mcp", "scad"])
def test_each_step_lowers_the_cost_and_crosses_no_zero(penalty, data_for):
    _, objective, newton = made(penalty, data_for)
    V = start = 0.5 * np.random.default_rng(0).normal(size=(6, 3)) * (np.arange(6) != 2)[:, None]
    for _ in range(6):
        found = newton.step(V, 0.1)
        if found is None:
            break
        assert objective.cost(found, 0.1).value < objective.cost(V, 0.1).value
        assert not found[2].any()
        if objective.penalty.kink and penalty != "group_l1":
            assert (found[:-1] * V[:-1] >= 0).all()
        V = found
    assert objective.cost(V, 0.1).value < objective.cost(start, 0.1).value


def test_under_l2_the_steps_end_where_the_gradient_is_zero(data_for):
    problem, objective, newton = made("l2", data_for)
    V = 0.1 * np.random.default_rng(0).normal(size=(6, 3))
    for _ in range(8):
        found = newton.step(V, 0.1)
        V = V if found is None else found
    G = objective.gradient(V)[1]
    G[:-1] += 0.1 * V[:-1] / objective.unit**2
    assert np.abs(G).max() < 1e-7
    assert problem.size == V.size


def test_a_loss_of_another_kind_leaves_the_first_as_it_was(data_for):
    _, objective, newton = made("l1", data_for)
    other = newton.with_loss(MoreauEnvelope(LOSSES["weston_watkins"](), 0.5, np.zeros((60, 3))))
    assert isinstance(other.objective.loss, MoreauEnvelope)
    assert newton.objective is objective
    assert other.objective is not objective
    assert other.objective.design is objective.design


def test_a_step_is_newtons_with_the_second_derivatives_of_a_softmax():
    """H of score pairs is diag(p) - p p'; the step solves H step = -gradient, biases tied down by a hair."""
    rng, s = np.random.default_rng(4), 0.3
    X = rng.normal(size=(40, 2)) + 2.0
    scores = X[:, [0, 1, 1]] * (1.5, -1.0, 0.5) + rng.gumbel(size=(40, 3))
    data = Dataset(X, np.argmax(scores, axis=1), task="multiclass")
    problem = Problem(data, MODELS["linear"](), LOSSES["cross_entropy"](), PENALTIES["l2"](), 1.0)
    centred = CentredDesign.of(problem)
    W, b = np.array([[0.3, -0.2, 0.1], [0.0, 0.4, -0.1]]), np.array([0.1, 0.0, -0.2])
    A = np.column_stack([centred.deviations, np.ones(40)])
    z = centred.deviations @ W + b
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    H, g = np.zeros((9, 9)), np.zeros(9)
    for a, q, y in zip(A, p, data.y, strict=True):
        H += np.kron(np.outer(a, a), np.diag(q) - np.outer(q, q)) / 40
        g += np.kron(a, q - np.eye(3)[y]) / 40
    full = np.append(W.ravel(), np.zeros(3))
    H += s * np.diag([1.0] * 6 + [0.0] * 3)
    step = np.linalg.lstsq(H, -(g + s * full), rcond=None)[0]
    V = np.vstack([W * centred.std[:, None], b])
    stepped = MulticlassNewton(Objective(problem, centred)).step(V, s)
    found, beside = stepped[:-1] / centred.std[:, None], stepped[-1]
    used = W.ravel() != 0  # a weight of exactly zero is out of use
    assert used.sum() == 5
    own = np.append(used, [True] * 3)
    step = np.linalg.lstsq(H[np.ix_(own, own)], -(g + s * full)[own], rcond=None)[0]
    assert found.ravel()[used] - W.ravel()[used] == pytest.approx(step[:5], abs=1e-6)
    moved = beside - b
    assert moved - moved.mean() == pytest.approx(step[5:] - step[5:].mean(), abs=1e-6)


def test_weights_that_would_cross_zero_stay_there_in_one_step(data_for):
    """At one a step, many of them cost as many steps as there are."""
    _, objective, newton = made("elastic_net", data_for)
    V = 1e-6 * np.sign(np.random.default_rng(0).normal(size=(6, 3)))
    found = newton.step(V, 0.3)
    assert found is not None
    assert np.count_nonzero(found[:-1] == 0.0) >= 5
    assert (found[:-1] * V[:-1] >= 0.0).all()
    assert objective.cost(found, 0.3).value < objective.cost(V, 0.3).value
