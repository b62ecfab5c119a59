"""The cost of a smooth loss and a separable penalty, on features with mean 0 and spread 1: value, slopes, curvatures."""

from __future__ import annotations

import numpy as np

from explorer.cost.problem import Problem
from explorer.losses.base import Loss
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.moreau_envelope import MoreauEnvelope

Array = np.ndarray
ROUNDING = 1e-14
CHANGE = 1e-3
SINGULAR = 1e-13
"""Where less is left of a column of length 1, squared, than this, the others make it up."""


class Objective:
    """Mean loss + penalty for a model with one score; v (d + 1,) are the weights of the centred features, then the bias.

    What the penalty takes for a weight of the features as given, v / spread, it takes here for v.
    """

    def __init__(self, problem: Problem, centred: CentredDesign) -> None:
        self.penalty, self.y, self.n = problem.penalty, problem.data.y, problem.n
        self.loss: Loss | MoreauEnvelope = problem.loss
        n, d = centred.features.shape
        self.design = np.ones((n, d + 1))
        self.design[:, :d] = centred.features
        self.spread = centred.spread
        self.priced = np.append(np.full(d, self.penalty.kink > 0), False)
        self.strength = 0.0

    @property
    def scale(self) -> float:
        """How much the loss bends at most, or 1 where it has no bound."""
        return self.loss.curvature_bound or 1.0

    def at(self, v: Array) -> tuple[float, float]:
        """The cost, and how large a difference in it may be rounding."""
        values = self.loss.value(self.y, self.design @ v)
        penalty = float(self.penalty.terms(v[:-1] / self.spread, self.strength).sum())
        return float(values.mean()) + penalty, ROUNDING * (float(np.abs(values).mean()) + penalty)

    def slope(self, v: Array) -> tuple[Array, Array]:
        """The predictions (n,), and the gradient (d + 1,) of the mean loss."""
        z = self.design @ v
        return z, self.loss.slope(self.y, z) @ self.design / self.n

    def rise(self, v: Array) -> tuple[Array, Array, Array]:
        """How steeply the penalty rises with the size of each weight, how that bends, and how it grows with the logarithm of
        the strength, each (d + 1,) with 0 for the bias."""
        size = np.abs(v[:-1]) / self.spread
        steep, bend = self.penalty.rise(size, self.strength)
        growth = steep
        if not self.penalty.scaled:
            more, less = (self.penalty.rise(size, self.strength * (1.0 + change))[0] for change in (CHANGE, -CHANGE))
            growth = (more - less) / (2.0 * CHANGE)
        out = np.zeros((3, v.size))
        out[0, :-1], out[1, :-1], out[2, :-1] = steep / self.spread, bend / self.spread**2, growth / self.spread
        return out[0], out[1], out[2]

    def hessian(self, z: Array, own: Array) -> Array:
        """The second derivatives (m, m) of the mean loss in the weights ``own`` (m,), at predictions z (n,)."""
        B = self.design if own.size == self.design.shape[1] else self.design[:, own]
        # A product of a matrix with itself is half the work; the loss is convex, so its curvature has a root.
        C = B * np.sqrt(self.loss.curvature(self.y, z) / self.n)[:, None]
        return C.T @ C


def solved(H: Array, gradient_norms: Array) -> Array | None:
    """H^-1 pulls (m, j), in units in which H has a diagonal of 1, so that they cost no digits.

    None where H is not positive definite, or so nearly not that the answer would be rounding.

    >>> solved(np.diag([1e-200, 4.0]), np.ones((2, 1)))[:, 0]
    array([1.0e+200, 2.5e-01])
    >>> solved(np.ones((2, 2)), np.ones((2, 1))), solved(np.diag([1.0, -1.0]), np.ones((2, 1)))
    (None, None)
    """
    diagonal = H.diagonal()
    if not (diagonal > 0).all():
        return None
    unit = 1.0 / np.sqrt(diagonal)
    scaled = H * unit * unit[:, None]
    try:
        if np.linalg.cholesky(scaled).diagonal().min(initial=1.0) ** 2 <= SINGULAR:
            return None
        found = unit[:, None] * np.linalg.solve(scaled, unit[:, None] * gradient_norms)
    except np.linalg.LinAlgError:
        return None
    return found if np.isfinite(found).all() else None
