"""The two parts of the gradient along a path: that of the data term and that of the penalty."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explorer.cost.problem import Problem

Array = np.ndarray


class GradientParts(NamedTuple):
    """The cost's slope in two parts, each (m, p), or (m, 2) in a plane; the cost falls fastest against their `total`."""

    data: Array
    penalty: Array

    @property
    def total(self) -> Array:
        """Their sum: exactly 0 at a stationary point, also at a kink."""
        return self.data + self.penalty


def gradient_parts(problem: Problem, W: Array, basis: Array | None = None) -> GradientParts:
    """The slopes of the mean loss and of strength x penalty at each row of W (m, p).

    At a kink of the penalty its part is the subgradient with the shortest sum: a weight that L1 keeps at zero has two
    parts that cancel. With a ``basis`` (p, 2) both are projected onto the plane it spans: coefficients (m, 2) of its two
    directions (least squares). Raises ``ValueError`` for a basis whose directions are not two different ones.

    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> data = Dataset(np.array([[1.0, 0.1], [-1.0, 0.1]]), np.array([2.0, -2.0]))
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 1.0)
    >>> parts = gradient_parts(problem, np.zeros((1, 3)))
    >>> parts.data, parts.penalty
    (array([[-4.,  0.,  0.]]), array([[1., 0., 0.]]))
    """
    data = problem.gradients(W)
    penalty = problem.penalty_subgradients(W, data)
    if basis is None:
        return GradientParts(data, penalty)
    if np.linalg.matrix_rank(basis) < 2:
        raise ValueError("a plane needs two different directions")
    onto = np.linalg.pinv(basis).T
    return GradientParts(data @ onto, penalty @ onto)
