"""Factors for single features: how many times the penalty each weight pays, and what follows for its slope."""

from __future__ import annotations

import numpy as np

from explorer.cost.problem import Problem

Array = np.ndarray


def prices(problem: Problem) -> Array:
    """How many times the penalty each weight pays (p,): its feature's factor, or 1 where there are none; 0 for biases.

    >>> from explorer import Dataset, LOSSES, MODELS, PENALTIES, Problem
    >>> data = Dataset(np.eye(3), np.zeros(3))
    >>> prices(Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.1, factors=[0, 2, 1]))
    array([0., 2., 1., 0.])
    """
    each = problem.penalty.factors
    if each is None:
        return problem.network.penalised
    found = problem.network.penalised.copy()
    problem.network.layers[0].weights(found)[...] *= np.array(each)[:, None]
    return found


def free_features(problem: Problem) -> Array:
    """Which features (q,) of a model that is linear in its weights have a factor of 0, so that no strength holds them."""
    each = problem.penalty.factors
    return np.zeros(problem.network.layers[0].inputs, dtype=bool) if each is None else np.array(each) == 0


def penalty_slope(problem: Problem, w: Array) -> Array:
    """The slope (p,) of strength x penalty at w (p,), for a penalty that is smooth; 0 for biases."""
    slope = problem.penalty.base.slope(w * problem.network.penalised, problem.strength)
    return slope if problem.penalty.factors is None else prices(problem) * slope
