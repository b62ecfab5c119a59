"""The cost as a function of two coordinates on a plane: its parts, and their derivatives where it has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from explorer.planes import Plane
from explorer.problem import Problem

Array = np.ndarray
CELLS = 48_000
EXAMPLES = 4_096
STEP = 1e-5
"""How far apart slopes are compared, of the way on which predictions change by 1, where a loss has several scores."""


class Slopes(NamedTuple):
    """First and second derivatives in the two coordinates, (m, 2) and (m, 2, 2), and how large the terms are that the first
    are sums of, (m, 2): their rounding errors are about 1e-16 of that."""

    gradient: Array
    hessian: Array
    terms: Array


@dataclass(frozen=True, eq=False)
class PlaneCost:
    """A problem's cost on a plane, at many places (m, 2) at once.

    For a model linear in its weights the predictions are ``centre`` (n,) or (n, K) plus the two coordinates times ``moves``
    (2, n) or (2, n, K), so that the other weights cost no time; for others both are empty.
    """

    problem: Problem
    plane: Plane
    centre: Array
    moves: Array

    @staticmethod
    def of(problem: Problem, plane: Plane) -> PlaneCost:
        """Make it."""
        if not problem.network.linear:
            return PlaneCost(problem, plane, np.zeros(0), np.zeros((2, 0)))
        moves = np.stack([problem.network.predict(np.ascontiguousarray(plane.along[:, k])) for k in range(2)])
        return PlaneCost(problem, plane, problem.network.predict(plane.centre), moves)

    def data(self, places: Array) -> Array:
        """The mean loss (m,) at places (m, 2)."""
        if not self.problem.network.linear:
            return self.problem.mean_loss(self.plane.lift(places))
        total, steps, y = np.zeros(len(places)), places - self.plane.offset, self.problem.data.y
        wide = self.centre[0].size
        with np.errstate(over="ignore"):
            for rows in (slice(i, i + EXAMPLES) for i in range(0, self.problem.n, EXAMPLES)):
                block = max(1, CELLS // (len(y[rows]) * wide))
                for i in range(0, len(places), block):
                    z = self.centre[rows] + np.tensordot(steps[i : i + block], self.moves[:, rows], axes=1)
                    total[i : i + block] += self.problem.loss.value(y[rows], z).sum(axis=-1)
        return total / self.problem.n

    def penalty(self, places: Array, strength: float) -> Array:
        """Strength x penalty (m,) at places (m, 2)."""
        return self.problem.penalties(self.plane.lift(places), strength)

    def ridge(self) -> tuple[Array, Array]:
        """sum(w^2) / 2 over the penalised weights as a function of the steps s (2,) from the centre: g and H of
        constant + g s + s'H s / 2."""
        penalised = self.plane.along * self.problem.network.penalised[:, None]
        return penalised.T @ self.plane.centre, penalised.T @ self.plane.along

    def gram(self) -> Array:
        """The mean over examples of products of the two moves, (2, 2): times a loss's curvature, the Hessian's bound."""
        flat = self.moves.reshape(2, -1)
        return flat @ flat.T / self.problem.n

    def slopes(self, places: Array) -> Slopes:
        """The data term's derivatives at places (m, 2). For models linear in their weights."""
        z, gradient, terms = self._first(places)
        if self.centre.ndim == 1:
            bend = self.problem.loss.curvature(self.problem.data.y, z)
            hessian = np.einsum("mn,in,jn->mij", bend, self.moves, self.moves, optimize=True) / self.problem.n
            # A score is rounded too, and its error reaches the slope through the curvature.
            terms = terms + np.abs(bend * z) @ np.abs(self.moves).T / self.problem.n
            return Slopes(gradient, hessian, terms)
        hessian = np.empty((len(places), 2, 2))
        for k, length in enumerate(STEP / np.sqrt(np.maximum(np.diag(self.gram()), 1e-300))):
            step = np.eye(2)[k] * length
            hessian[:, k] = (self._first(places + step)[1] - self._first(places - step)[1]) / (2.0 * length)
        return Slopes(gradient, 0.5 * (hessian + hessian.swapaxes(1, 2)), terms)

    def _first(self, places: Array) -> tuple[Array, Array, Array]:
        """Predictions (m, n) or (m, n, K), the gradient (m, 2), and the size of its terms."""
        z = self.centre + np.tensordot(places - self.plane.offset, self.moves, axes=1)
        pull, moves = self.problem.loss.slope(self.problem.data.y, z).reshape(len(places), -1), self.moves.reshape(2, -1)
        return z, pull @ moves.T / self.problem.n, np.abs(pull) @ np.abs(moves).T / self.problem.n
