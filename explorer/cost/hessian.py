"""The Hessian of the cost, its products with directions, and its eigenvalues: the curvatures of the cost at a point."""

from __future__ import annotations

import numpy as np

from explorer.cost.bound_examples import BoundExamples
from explorer.cost.problem import Problem
from explorer.models.second_order import gradient_changes

Array = np.ndarray

MOST_WEIGHTS = 200
"""A larger matrix is not formed; a product with single directions is, of any size."""


def hessian_vectors(problem: Problem, w: Array, V: Array) -> Array:
    """How the cost's slope at w (p,) changes along each row of V (m, p): second derivatives times V, (m, p).

    Exact: the data term's, and the penalty's where it has any; whatever sits on a kink counts with 0 there. Source for
    networks: Pearlmutter (1994).

    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> data = Dataset(np.array([[1.0], [3.0]]), np.array([0.0, 1.0]))
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.5)
    >>> hessian_vectors(problem, np.zeros(2), np.array([[1.0, 0.0]]))
    array([[10.5,  4. ]])
    """
    return data_hessian_vectors(problem, w, V) + penalty_hessian_vectors(problem, w, V)


def data_hessian_vectors(problem: Problem, w: Array, V: Array) -> Array:
    """The same of the data term alone."""
    found = np.zeros(V.shape)
    for part in problem.examples.blocks:
        _add_products(found, problem, part, w, V)
    return found


def _add_products(found: Array, problem: Problem, part: BoundExamples, w: Array, V: Array) -> None:
    """Add to ``found`` (m, p) what some of the examples contribute."""
    loss, y, n = part.loss, part.y, problem.n

    def slope_change(z: Array, dz: Array) -> Array:
        return loss.curvature_along(y, z, dz) / n

    rows = problem.rows_at_once(part)
    for i in range(0, len(V), rows):
        found[i : i + rows] += gradient_changes(part.network, w, V[i : i + rows], lambda z: loss.slope(y, z) / n, slope_change)


def penalty_hessian_vectors(problem: Problem, w: Array, V: Array) -> Array:
    """The same of strength x penalty alone."""
    found = np.zeros(V.shape)
    for layer in problem.network.layers:
        change = problem.penalty.curvature_along(layer.weights(w), layer.weights(V), problem.strength)
        layer.weights(found)[...] = change
    return found


def hessian(problem: Problem, w: Array) -> Array:
    """All second derivatives (p, p) of the cost at w (p,); what sits on a kink counts with 0 there.

    Raises ``ValueError`` above 200 weights.

    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> data = Dataset(np.array([[1.0], [3.0]]), np.array([0.0, 1.0]))
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.5)
    >>> hessian(problem, np.zeros(2))
    array([[10.5,  4. ],
           [ 4. ,  2. ]])
    """
    return data_hessian(problem, w) + penalty_hessian(problem, w)


def data_hessian(problem: Problem, w: Array) -> Array:
    """The second derivatives (p, p) of the data term alone; ``ValueError`` above 200 weights."""
    return _symmetric(data_hessian_vectors(problem, w, _every(problem)))


def penalty_hessian(problem: Problem, w: Array) -> Array:
    """Those of strength x penalty alone."""
    return _symmetric(penalty_hessian_vectors(problem, w, _every(problem)))


def eigenvalues(problem: Problem, w: Array, k: int | None = None) -> Array:
    """The curvatures of the cost at w (p,) along its principal directions, the largest first: all p, or the first k.

    Raises ``ValueError`` above 200 weights.

    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> data = Dataset(np.array([[1.0], [-1.0]]), np.array([0.0, 1.0]))
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.5)
    >>> eigenvalues(problem, np.zeros(2))
    array([2.5, 2. ])
    """
    return np.linalg.eigvalsh(hessian(problem, w))[::-1][:k]


def _every(problem: Problem) -> Array:
    if problem.size > MOST_WEIGHTS:
        raise ValueError(
            f"{problem.size} weights have {problem.size**2:,} second derivatives; they are worked out for {MOST_WEIGHTS} "
            "weights at most"
        )
    return np.eye(problem.size)


def _symmetric(H: Array) -> Array:
    return 0.5 * (H + H.T)  # it is but for rounding
