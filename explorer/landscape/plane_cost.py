"""The cost as a function of two coordinates on a plane: its parts, and their derivatives where it has them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from explorer.cost.feature_factors import prices
from explorer.cost.problem import Problem
from explorer.cost.weighted_loss import of_rows
from explorer.landscape.grid import blocks
from explorer.landscape.planes import Plane

Array = np.ndarray
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
        loss = self.problem.examples.loss
        wide = self.centre[0].size
        with np.errstate(over="ignore"):
            for rows, part in blocks(self.problem.n, len(places), wide):
                z = self.centre[rows] + np.tensordot(steps[part], self.moves[:, rows], axes=1)
                total[part] += of_rows(loss, rows).value(y[rows], z).sum(axis=-1)
        return total / self.problem.n

    def penalty(self, places: Array, strength: float) -> Array:
        """Strength x penalty (m,) at places (m, 2)."""
        return self.problem.penalties(self.plane.lift(places), strength)

    def ridge(self) -> tuple[Array, Array]:
        """sum(w^2) / 2 over the penalised weights, each times its factor, by the steps s (2,) from the centre: g, H of
        constant + g s + s'H s / 2."""
        penalised = self.plane.along * prices(self.problem)[:, None]
        return penalised.T @ self.plane.centre, penalised.T @ self.plane.along

    def gram(self) -> Array:
        """The mean over examples, weighted as they are, of products of the two moves, (2, 2): times a loss's curvature, the
        Hessian's bound."""
        roots = self.problem.examples.roots
        moves = self.moves if roots is None else self.moves * roots.reshape(-1, *(1,) * (self.moves.ndim - 2))
        flat = moves.reshape(2, -1)
        return flat @ flat.T / self.problem.n

    def slopes(self, places: Array) -> Slopes:
        """The data term's derivatives at places (m, 2). For models linear in their weights."""
        sums = np.zeros((3, len(places), 2)), np.zeros((len(places), 2, 2))
        for rows, part in blocks(self.problem.n, len(places), self.centre[0].size):
            self._add(sums, rows, part, places[part])
        (gradient, terms, rounded), hessian = sums[0] / self.problem.n, sums[1] / self.problem.n
        if self.centre.ndim == 1:
            # A score is rounded too, and its error reaches the slope through the curvature.
            return Slopes(gradient, hessian, terms + rounded)
        for k, length in enumerate(STEP / np.sqrt(np.maximum(np.diag(self.gram()), 1e-300))):
            step = np.eye(2)[k] * length
            hessian[:, k] = (self._gradient(places + step) - self._gradient(places - step)) / (2.0 * length)
        return Slopes(gradient, 0.5 * (hessian + hessian.swapaxes(1, 2)), terms)

    def _gradient(self, places: Array) -> Array:
        """The data term's gradient (m, 2) at places (m, 2)."""
        sums = np.zeros((3, len(places), 2)), np.zeros((len(places), 2, 2))
        for rows, part in blocks(self.problem.n, len(places), self.centre[0].size):
            self._add(sums, rows, part, places[part])
        return sums[0][0] / self.problem.n

    def _add(self, sums: tuple[Array, Array], rows: slice, part: slice, places: Array) -> None:
        """Add what some examples give: the gradient, the size of its terms and of their rounding, and the Hessian."""
        y, moves, loss = self.problem.data.y[rows], self.moves[:, rows], of_rows(self.problem.examples.loss, rows)
        z = self.centre[rows] + np.tensordot(places - self.plane.offset, moves, axes=1)
        slope, flat = loss.slope(y, z).reshape(len(places), -1), moves.reshape(2, -1)
        sums[0][0, part] += slope @ flat.T
        sums[0][1, part] += np.abs(slope) @ np.abs(flat).T
        if self.centre.ndim == 1:
            curvature = loss.curvature(y, z)
            sums[0][2, part] += np.abs(curvature * z) @ np.abs(flat).T
            sums[1][part] += np.einsum("mn,in,jn->mij", curvature, moves, moves, optimize=True)
