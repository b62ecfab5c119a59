"""Several classes along the strengths: many weights, a loss without a bound on its curvature, Newton's steps by hand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.path.algorithms.multiclass_newton import MOST_WEIGHTS
from explorer.path.strength_grid import default_strengths


@dataclass(frozen=True)
class Unbounded(LOSSES["cross_entropy"]):
    """Cross-entropy that does not declare a bound on its curvature."""

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
