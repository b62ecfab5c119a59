"""Mean loss + penalty of a model linear in its weights: value, gradient and Hessian, on scaled features and as given."""

from __future__ import annotations

from copy import copy
from typing import NamedTuple

import numpy as np

from explorer.core.line_search import RoundedCost
from explorer.cost.problem import CELLS_AT_ONCE, Problem
from explorer.losses.base import Loss
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.moreau_envelope import MoreauEnvelope

Array = np.ndarray
ROUNDING = 1e-14
CHANGE = 1e-3
SINGULAR = 1e-13
"""Where less is left of a column of length 1, squared, than this, the others make it up."""


class Rise(NamedTuple):
    """How a penalty grows with the size of each weight, each (d + 1,) with 0 for the bias: its slope, its curvature, and how
    the slope changes with the logarithm of the strength."""

    slope: Array
    curvature: Array
    growth: Array


class Objective:
    """Mean loss + strength x penalty on features with mean 0 and standard deviation 1.

    V (d + 1,), or (d + 1, K) for several scores, are the weights of these features and below them the biases; without biases
    V has d rows. The penalty is
    that of the weights of the features as given, V / std.
    """

    def __init__(self, problem: Problem, centred: CentredDesign) -> None:
        self.penalty, self.y, self.n = problem.penalty, problem.data.y, problem.n
        self.loss: Loss | MoreauEnvelope = problem.examples.loss
        self.several = problem.network.layers[0].outputs is not None
        n, d = centred.features.shape
        self.inputs, self.biased = d, centred.biased
        self.design = np.ones((n, d + centred.biased))
        self.design[:, :d] = centred.features
        self.std = centred.std
        self.unit = self.std[:, None] if self.several else self.std
        self.kinked = np.append(self.penalty.kinks(d) > 0, np.zeros(int(centred.biased), dtype=bool))

    def with_loss(self, loss: Loss | MoreauEnvelope) -> Objective:
        """The same with another loss on the same data, such as a smooth envelope of its own."""
        other = copy(self)
        other.loss = loss
        return other

    @property
    def scale(self) -> float:
        """The loss's largest curvature, or 1 where it has no bound."""
        return self.loss.curvature_bound or 1.0

    def predict(self, V: Array) -> Array:
        """The predictions (n,) or (n, K)."""
        return self.design @ V

    def mean_loss(self, V: Array) -> float:
        """The mean loss alone."""
        return float(self.loss.value(self.y, self.predict(V)).mean())

    def penalty_at(self, V: Array, strength: float) -> float:
        """The penalty, with the strength in it."""
        return float(self.penalty.terms(V[: self.inputs] / self.unit, strength).sum())

    def cost(self, V: Array, strength: float) -> RoundedCost:
        """The mean loss + the penalty, and how large a difference in it may be rounding."""
        values, penalty = self.loss.value(self.y, self.predict(V)), self.penalty_at(V, strength)
        return RoundedCost(float(values.mean()) + penalty, ROUNDING * (float(np.abs(values).mean()) + penalty))

    def gradient(self, V: Array) -> tuple[Array, Array]:
        """The predictions, and the gradient of the mean loss in the shape of V."""
        z = self.predict(V)
        return z, self.design.T @ self.loss.slope(self.y, z) / self.n

    def rise(self, v: Array, strength: float) -> Rise:
        """How the penalty of weights v (d + 1,) grows with their sizes, one score."""
        d = self.inputs
        size = np.abs(v[:d]) / self.std
        slope, curvature = self.penalty.rise(size, strength)
        growth = slope
        if not self.penalty.scaled:
            more, less = (self.penalty.rise(size, strength * (1.0 + change))[0] for change in (CHANGE, -CHANGE))
            growth = (more - less) / (2.0 * CHANGE)
        out = np.zeros((3, v.size))
        out[0, :d], out[1, :d], out[2, :d] = slope / self.std, curvature / self.std**2, growth / self.std
        return Rise(*out)

    def hessian(self, z: Array, own: Array) -> Array:
        """The second derivatives (m, m) of the mean loss in the weights ``own`` (m,), at predictions z (n,); one score."""
        B = self.design if own.size == self.design.shape[1] else self.design[:, own]
        # A product of a matrix with itself is half the work; the loss is convex, so its curvature has a root.
        C = B * np.sqrt(self.loss.curvature(self.y, z) / self.n)[:, None]
        return C.T @ C


class RidgedLoss:
    """Mean loss + ridge x w^2 / 2 at rows of flat weights W (m, p) of the features as given.

    ``ridge`` is a number, (p,), or one row for each of W; biases and what else is not penalised have 0 in it.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem, self.y, self.loss, self.n = problem, problem.data.y, problem.examples.loss, problem.n
        self.design, self.layer = problem.network.design, problem.network.layers[0]
        self.several = self.layer.outputs is not None
        self.rows_at_once = max(1, CELLS_AT_ONCE // (self.n * self.layer.width))
        """For so few rows the predictions take little memory."""

    def predictions(self, W: Array) -> Array:
        """(m, n), or (m, n, K) for several scores."""
        return np.matmul(self.design, self.layer.matrix(W)) if self.several else W @ self.design.T

    def value(self, W: Array, ridge: Array | float) -> Array:
        """The values (m,)."""
        return self.loss.value(self.y, self.predictions(W)).mean(axis=1) + 0.5 * (ridge * (W * W)).sum(axis=1)

    def value_and_rounding(self, W: Array, ridge: Array | float) -> tuple[Array, Array]:
        """The values (m,), and how large a difference in them may be rounding (m,)."""
        values, penalty = self.loss.value(self.y, self.predictions(W)), 0.5 * (ridge * (W * W)).sum(axis=1)
        return values.mean(axis=1) + penalty, ROUNDING * (np.abs(values).mean(axis=1) + penalty)

    def gradient(self, W: Array, ridge: Array | float) -> Array:
        """(m, p)."""
        return self.pull_back(self.loss.slope(self.y, self.predictions(W))) + ridge * W

    def pull_back(self, slopes: Array) -> Array:
        """The gradient (m, p) of the mean loss for its slopes at the predictions."""
        if self.several:
            return np.matmul(self.design.T, slopes).reshape(len(slopes), -1) / self.n
        return slopes @ self.design / self.n

    def mean_loss_and_gradient(self, W: Array) -> tuple[Array, Array]:
        """The mean loss (m,) and its gradient (m, p) without a ridge, a few rows at a time."""
        values, G = np.empty(len(W)), np.empty(W.shape)
        for i in range(0, len(W), self.rows_at_once):
            rows = slice(i, i + self.rows_at_once)
            Z = self.predictions(W[rows])
            values[rows] = self.loss.value(self.y, Z).mean(axis=1)
            G[rows] = self.pull_back(self.loss.slope(self.y, Z))
        return values, G


def solve_positive(H: Array, b: Array) -> Array | None:
    """H^-1 b (m, j), in units in which H has a diagonal of 1, so that they cost no digits.

    None where H is not positive definite, or so nearly not that the answer would be rounding.

    >>> solve_positive(np.diag([1e-200, 4.0]), np.ones((2, 1)))[:, 0]
    array([1.0e+200, 2.5e-01])
    >>> solve_positive(np.ones((2, 2)), np.ones((2, 1))), solve_positive(np.diag([1.0, -1.0]), np.ones((2, 1)))
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
        found = unit[:, None] * np.linalg.solve(scaled, unit[:, None] * b)
    except np.linalg.LinAlgError:
        return None
    return found if np.isfinite(found).all() else None
