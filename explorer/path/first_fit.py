"""Factors from a first fit, for the adaptive lasso: what a first fit finds small is penalised more."""

from __future__ import annotations

import numpy as np

from explorer.cost.existence import minimum_exists
from explorer.cost.problem import Problem
from explorer.cost.weight_norms import alive
from explorer.path.algorithms.unpenalised import unpenalised
from explorer.path.methods.choice import path_method, path_refusal
from explorer.path.optimum import unregularised
from explorer.path.regularization_path import path_weights
from explorer.penalties.norms import L2

Array = np.ndarray
LIGHT = 1e-3
"""The strength of L2 in a first fit that needs one, as a share of that at which the data hardly count."""
SMALLEST = 1e-6
"""A weight below this share of the largest counts as so large: no factor is infinite."""
FIGURES = 6


def adaptive_refusal(problem: Problem) -> str:
    """Why there is no first fit to take factors from, in a sentence; empty where there is one."""
    if not problem.network.linear:
        return "The model has hidden layers, so no first fit says how much each feature matters"
    light = _with_l2(problem)
    if refusal := path_refusal(light):
        return refusal.split(":")[0].rstrip(".")
    if path_method(light).slow:
        return f"A first fit under {problem.loss.name} takes long with several classes"
    return ""


def first_fit(problem: Problem) -> tuple[Array, bool]:
    """The weights (p,) with the lowest mean loss, and whether that is without a penalty.

    Where no such weights are known or the features are dependent: those under a little L2, of the strength
    `LIGHT` times that at which the data hardly count. Penalty and factors of the problem play no part. Raises ``ValueError``
    with the sentence of `adaptive_refusal`.
    """
    if refusal := adaptive_refusal(problem):
        raise ValueError(refusal)
    bare = unpenalised(problem)
    free = unregularised(bare) if minimum_exists(bare).exists is not False else None
    if free is not None:
        return free, True
    light = _with_l2(problem)
    return path_weights(light, [LIGHT * path_method(light).largest_strength])[0][0], False


def adaptive_factors(problem: Problem, gamma: float) -> Array:
    """1 / |w|^gamma for each feature (q,), w its weight in the `first_fit`; with several classes the length of its weights.

    They are not rescaled, but for rounding to six figures. The exponent is usually 1 (Zou, "The adaptive lasso and its oracle
    properties", 2006).

    >>> from explorer import Dataset, LOSSES, MODELS, PENALTIES
    >>> X = np.array([[1.0, 0.0], [-1.0, 0.0], [0.0, 1.0], [0.0, -1.0]])
    >>> data = Dataset(X, X @ np.array([4.0, 0.5]))
    >>> adaptive_factors(Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.1), gamma=1.0)
    array([0.25, 2.  ])
    """
    w, _ = first_fit(problem)
    sizes = np.linalg.norm(problem.network.layers[0].weights(w), axis=1)
    largest = float(sizes.max(initial=0.0))
    if not alive(problem, w[None]).any():
        return np.ones(sizes.size)
    factors = np.maximum(sizes, SMALLEST * largest) ** -gamma
    return np.array([float(f"{factor:.{FIGURES}g}") for factor in factors])


def _with_l2(problem: Problem) -> Problem:
    light = unpenalised(problem)
    light.penalty = L2()
    return light
