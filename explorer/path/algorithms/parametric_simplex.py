"""Losses made of straight lines with L1: the exact weights at every strength, from one vertex to the next."""

from __future__ import annotations

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.core.effort import SHORT_STEP, Effort

Array = np.ndarray
APART = 1e-10
"""Kinks and prices are moved by up to this share of their size while events are looked for, so that no two fall together."""
AFRESH = 100
"""After so many pivots everything is computed anew, lest rounding adds up."""
STEEP = 1e-11
"""A residual that changes by less than this share of the largest change does not change."""
TOWARD = np.array([[-1.0], [1.0]])
"""A lower end is met where what is above it shrinks with the strength, an upper one where what is below it does."""
MOVED = 1e-8
"""Weights that move no row by more than this share of the largest kink are zero."""
PIVOTS, PASSES = 50, 4
"""At most so many pivots for each row, and how often each goes over all rows."""


class ParametricSimplex:
    """The minimum of sum_i rho_i(a_i v - k_i) + strength sum_j price_j |v_j| at falling strengths.

    rho_i has the slope ``below`` under 0 and ``above`` over it, both (N,), for rows A (N, p) and ``kinks`` (N,). The first
    columns, as many as there are ``price`` (d,), are penalised; one more is the bias. A penalty is a row with a kink at 0 whose
    slopes grow with the strength, so that a vertex is where p rows are at their kinks. Slopes of those rows are linear in the
    strength: where one reaches an end of its range, its row leaves, and the next row that comes to its kink along the edge
    enters. Between two such events the weights do not move.

    Sources: Barrodale and Roberts, "An improved algorithm for discrete L1 linear approximation", 1973; Li and Zhu, "L1-norm
    quantile regression", 2008; for parametric programming Dantzig, Linear Programming and Extensions, 1963, section 11.3.
    """

    def __init__(self, A: Array, kinks: Array, below: Array, above: Array, price: Array) -> None:
        n, p = A.shape
        d = price.size
        rng = np.random.default_rng(0)
        self.n, self.kinks = n, kinks
        self.rows = np.concatenate([A, np.eye(p)[:d]])
        self.places = np.zeros(n + d)
        self.places[:n] = kinks + APART * (float(np.abs(kinks).max(initial=0.0)) or 1.0) * rng.uniform(-1.0, 1.0, n)
        self.exact = np.append(kinks, np.zeros(d))
        priced = price * (1.0 - APART * rng.uniform(0.0, 1.0, d))  # never more, so that the dual is one of the price itself
        # The ends of the slopes (2, N + d): a fixed part, and one for each unit of strength.
        self.fixed, self.growing = np.zeros((2, n + d)), np.zeros((2, n + d))
        self.fixed[0, :n], self.fixed[1, :n] = below, above
        self.growing[0, n:], self.growing[1, n:] = -priced, priced
        self.d, self.p = d, p

    def zeroing(self) -> float | None:
        """The smallest strength at which all weights are zero; None where there is no first vertex, or no end.

        Where kinks of several rows fall together the first events move nothing.
        """
        if not self._start():
            return None
        strength, size = np.inf, float(np.abs(self.kinks).max(initial=0.0)) or 1.0
        for _ in range(PIVOTS * len(self.rows)):
            following, leaving, side, _ = self._next()
            strength = min(strength, following)
            if not strength > 0:
                return 0.0
            if not self._pivot(leaving, side):
                return None
            far = np.abs(self.rows[: self.n, : self.d] @ self.vertex()[: self.d]).max(initial=0.0)
            if far > MOVED * size:
                return strength
        return None

    def vertex(self) -> Array:
        """The weights (p,) at which the rows of the basis are at their kinks, where those really are."""
        v: Array = self.inverse @ self.exact[self.basis]
        v[self.basis[self.basis >= self.n] - self.n] = 0.0
        return v

    def _next(self) -> tuple[float, int, int, Array]:
        """The strength of the next event, which row of the basis leaves and on which side, and the slopes of the rows at their
        kinks (2, p): a fixed part, and one for each unit of strength."""
        slopes = -(self.force @ self.inverse)
        fixed, growing = self.fixed[:, self.basis] - slopes[0], self.growing[:, self.basis] - slopes[1]
        ends = np.full(fixed.shape, -np.inf)
        np.divide(-fixed, growing, out=ends, where=TOWARD * growing > 0)
        side, leaving = divmod(int(ends.argmax()), self.basis.size)
        return float(ends[side, leaving]), leaving, side, slopes

    def path(self, strengths: Array, checkpoint: Checkpoint, effort: Effort) -> tuple[Array, Array] | None:
        """The weights (k, p) at falling strengths (k,) above 0, and a lower bound of each minimum (k,), not divided by N.

        None where there is no first vertex, or the pivots come to no end before the effort does.
        """
        if not self._start():
            return None
        out, bounds = np.empty((strengths.size, self.p)), np.empty(strengths.size)
        done, strength = 0, np.inf
        for pivot in range(PIVOTS * len(self.rows)):
            following, leaving, side, slopes = self._next()
            following = min(following, strength)
            while done < strengths.size and strengths[done] >= following:
                out[done] = self.vertex()
                bounds[done] = self._bound(slopes[0] + strengths[done] * slopes[1])
                done += 1
            if done == strengths.size:
                return out, bounds
            strength = following
            if not (effort.spend(SHORT_STEP + PASSES * self.rows.size) and self._pivot(leaving, side)):
                return None
            if pivot % AFRESH == AFRESH - 1:
                self._afresh()
                checkpoint()
        return None

    def _start(self) -> bool:
        """The vertex of a strength without end: weights of zero, and the bias at a kink where the slopes change their sign."""
        self.basis = np.arange(self.n, self.n + self.d)
        v = np.zeros(self.p)
        if self.p > self.d:
            order = np.argsort(self.places[: self.n], kind="stable")
            slopes = self.fixed[0].sum() + np.cumsum((self.fixed[1] - self.fixed[0])[order])
            at = int(np.searchsorted(slopes, 0.0))
            if at == self.n or self.fixed[0].sum() >= 0:
                return False
            self.basis = np.append(self.basis, order[at])
            v[-1] = self.places[order[at]] / self.rows[order[at], -1]
        self.high = self.rows @ v > self.places
        self._afresh()
        return True

    def _afresh(self) -> None:
        """Everything that follows from the basis, and from the side on which each row is."""
        self.inverse = np.linalg.inv(self.rows[self.basis])
        self.residual = self.rows @ (self.inverse @ self.places[self.basis]) - self.places
        self.residual[self.basis] = 0.0
        self.free = np.ones(len(self.rows), dtype=bool)
        self.free[self.basis] = False
        slopes = np.where(self.high, np.stack([self.fixed[1], self.growing[1]]), np.stack([self.fixed[0], self.growing[0]]))
        self.force = (slopes * self.free) @ self.rows

    def _pivot(self, leaving: int, side: int) -> bool:
        """One row leaves its kink upwards (side 1) or downwards (0), and the first that comes to its own takes its place."""
        edge = self.inverse[:, leaving] * (1.0 if side else -1.0)
        change = self.rows @ edge
        toward = self.free & (self.residual * change < 0) & (np.abs(change) > STEEP * np.abs(change).max())
        at = np.flatnonzero(toward)
        if not at.size:
            return False
        lengths = -self.residual[at] / change[at]
        first = int(lengths.argmin())
        entering, length, gone = int(at[first]), float(lengths[first]), int(self.basis[leaving])
        self.residual += length * change
        self.residual[entering] = 0.0
        was = int(self.high[entering])
        for part, ends in enumerate((self.fixed, self.growing)):
            self.force[part] += ends[side, gone] * self.rows[gone] - ends[was, entering] * self.rows[entering]
        self.high[gone], self.free[gone], self.free[entering] = bool(side), True, False
        ahead = self.rows[entering] @ self.inverse
        pivot = ahead[leaving]
        ahead[leaving] -= 1.0
        self.inverse -= np.outer(self.inverse[:, leaving], ahead) / pivot
        self.basis[leaving] = entering
        return True

    def _bound(self, slopes: Array) -> float:
        """The value of the dual at the slopes (p,) of the rows at their kinks: it is the minimum but for what was moved."""
        n, own = self.n, self.basis
        others = np.where(self.high[:n], self.fixed[1, :n], self.fixed[0, :n])
        others[own[own < n]] = slopes[own < n]
        return -float(others @ self.kinks)
