"""Several classes along the strengths: many weights, a loss without a bound on its curvature, Newton's steps by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.multiclass_newton import MOST_WEIGHTS, MulticlassNewton
from explorer.path.algorithms.objective import Objective
from explorer.path.strength_grid import default_strengths


@dataclass(frozen=True)
class Unbounded(LOSSES["cross_entropy"]):
    """Cross-entropy that does not say how much it bends."""

    curvature_bound = None


def drawn(n, d, seed=4):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d)) + 2.0
    scores = X[:, [0, 1, 1]] * (1.5, -1.0, 0.5) + rng.gumbel(size=(n, 3))
    return Dataset(X, np.argmax(scores, axis=1), task="multiclass")


def made(data, loss, penalty):
    return Problem(data, MODELS["linear"](), loss, PENALTIES[penalty](), 1.0)


@pytest.mark.parametrize("penalty", ["l1", "group_l1"])
def test_a_loss_that_knows_no_bound_ends_where_one_with_a_bound_does(penalty):
    data = drawn(60, 4)
    bounded = made(data, LOSSES["cross_entropy"](), penalty)
    strengths = default_strengths(bounded, 6)
    first = regularization_path(bounded, strengths)
    second = regularization_path(made(data, Unbounded(), penalty), strengths)
    assert second.total == pytest.approx(first.total, rel=1e-9)
    assert second.weights[:, :-3] == pytest.approx(first.weights[:, :-3], abs=1e-4)


@pytest.mark.parametrize("penalty", ["l2", "group_l1"])
def test_many_weights_are_found_without_newtons_steps(penalty):
    data = drawn(100, 84)
    problem = made(data, LOSSES["cross_entropy"](), penalty)
    assert problem.size > MOST_WEIGHTS
    path = regularization_path(problem, default_strengths(problem, 4)[:2])
    assert path.kkt.max() <= 1e-6


def test_a_step_is_newtons_with_the_second_derivatives_of_a_softmax():
    """H of score pairs is diag(p) - p p'; the step solves H step = -gradient, biases tied down by a hair."""
    data, s = drawn(40, 2), 0.3
    problem = made(data, LOSSES["cross_entropy"](), "l2")
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
    V = np.vstack([W * centred.spread[:, None], b])
    stepped = MulticlassNewton(Objective(problem, centred)).step(V, s)
    found, beside = stepped[:-1] / centred.spread[:, None], stepped[-1]
    used = W.ravel() != 0  # a weight of exactly zero is out of use
    assert used.sum() == 5
    own = np.append(used, [True] * 3)
    step = np.linalg.lstsq(H[np.ix_(own, own)], -(g + s * full)[own], rcond=None)[0]
    assert found.ravel()[used] - W.ravel()[used] == pytest.approx(step[:5], abs=1e-6)
    moved = beside - b
    assert moved - moved.mean() == pytest.approx(step[5:] - step[5:].mean(), abs=1e-6)
