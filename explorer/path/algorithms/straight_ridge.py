"""Losses made of straight lines with L2: the exact weights at every strength, from one kink of the path to the next."""

from __future__ import annotations

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.path.algorithms.parametric_simplex import AFRESH, APART, PIVOTS

Array = np.ndarray


class StraightRidge:
    """The minimum of sum_i rho_i(a_i v + b - k_i) + strength |v|^2 / 2 at falling strengths.

    rho_i has the slope ``below`` under 0 and ``above`` over it, both (N,), for rows A (N, d) and ``kinks`` (N,); the bias b is
    there where ``biased``. With slopes u the weights are -A'u / strength. Slopes of rows at their kinks are linear in the
    strength, those of the others stay, until one at its kink reaches an end of its range, or another comes to its kink.

    Sources: Hastie, Rosset, Tibshirani and Zhu, "The entire regularization path for the support vector machine", 2004; for
    quantiles Li, Liu and Zhu, "Quantile regression in reproducing kernel Hilbert spaces", 2007.
    """

    def __init__(self, A: Array, kinks: Array, below: Array, above: Array, biased: bool) -> None:
        self.n, self.rows, self.kinks, self.biased = len(A), A, kinks, biased
        size = float(np.abs(kinks).max(initial=0.0)) or 1.0
        self.places = kinks + APART * size * np.random.default_rng(0).uniform(-1.0, 1.0, self.n)
        self.ends = np.stack([below, above])

    def path(self, strengths: Array, checkpoint: Checkpoint) -> tuple[Array, Array] | None:
        """The weights (k, d), with the bias behind them where there is one, at falling strengths (k,) above 0, and a lower
        bound of each minimum (k,), not divided by N. None where there is no start, or the events come to no end."""
        strength = self._start(float(strengths[0]))
        if strength is None:
            return None
        d = self.rows.shape[1]
        out, bounds, done = np.empty((strengths.size, d + self.biased)), np.empty(strengths.size), 0
        for event in range(PIVOTS * self.n):
            try:
                slopes, pull, bias = self._lines(self.places)
            except np.linalg.LinAlgError:
                return None
            heights = self._heights(pull, bias)
            following, row, side = self._next(slopes, heights, strength)
            while done < strengths.size and strengths[done] >= following:
                s, (_, pull, bias) = float(strengths[done]), self._lines(self.kinks)
                out[done, :d] = (pull[0] + s * pull[1]) / s
                out[done, d:] = (bias[0] + s * bias[1]) / s
                bounds[done] = self._bound(slopes[0] + s * slopes[1], s)
                done += 1
            if done == strengths.size:
                return out, bounds
            strength = following
            self._move(row, side)
            if event % AFRESH == AFRESH - 1:
                self._afresh()
                checkpoint()
        return None

    def _start(self, largest: float) -> float | None:
        """A strength so large that only the row that decides the bias is at its kink; without a bias that none is. None where
        slopes never change their sign."""
        self.at, self.high = list[int](), self.places < 0
        if self.biased:
            order = np.argsort(self.places, kind="stable")
            slopes = self.ends[0].sum() + np.cumsum((self.ends[1] - self.ends[0])[order])
            first = int(np.searchsorted(slopes, 0.0))
            if first == self.n or self.ends[0].sum() >= 0:
                return None
            self.at = [int(order[first])]
            self.high = self.places < self.places[self.at[0]]
        self._afresh()
        _, pull, bias = self._lines(self.places)
        heights = self._heights(pull, bias)
        with np.errstate(divide="ignore", invalid="ignore"):
            crossed = np.where(self.free, -heights[0] / heights[1], 0.0)
        return 2.0 * max(largest, float(np.nan_to_num(crossed, nan=0.0, posinf=0.0).max(initial=0.0)))

    def _afresh(self) -> None:
        """What the rows that are not at their kinks pull with."""
        self.free = np.ones(self.n, dtype=bool)
        self.free[self.at] = False
        slopes = np.where(self.high, self.ends[1], self.ends[0]) * self.free
        self.force, self.sum = slopes @ self.rows, float(slopes.sum())

    def _lines(self, places: Array) -> tuple[Array, Array, Array]:
        """Each (2, ...), a fixed part and one for each unit of strength, with kinks at ``places`` (N,): the slopes of the rows
        at their kinks, strength x weights, and strength x bias."""
        own, m = self.rows[self.at], len(self.at)
        system = np.zeros((m + self.biased, m + self.biased))
        system[:m, :m] = -own @ own.T
        right = np.zeros((m + self.biased, 2))
        right[:m, 0], right[:m, 1] = own @ self.force, places[self.at]
        if self.biased:
            system[:m, m] = system[m, :m] = 1.0
            right[m, 0] = -self.sum
        found = np.linalg.solve(system, right) if m else right
        slopes = found[:m].T
        pull = -slopes @ own
        pull[0] -= self.force
        return slopes, pull, found[m:].T

    def _heights(self, pull: Array, bias: Array) -> Array:
        """Strength x how far every row is above its kink (2, N): a fixed part and one for each unit of strength."""
        heights: Array = pull @ self.rows.T + (bias if self.biased else 0.0)
        heights[1] -= self.places
        return heights

    def _next(self, slopes: Array, heights: Array, strength: float) -> tuple[float, int, int]:
        """The strength of the next event, the row, and the side to which it leaves its kink; -1 where it comes to it."""
        best, row, side = 0.0, -1, -1
        toward = self.free & (np.where(self.high, heights[1], -heights[1]) > 0)
        at = np.flatnonzero(toward)
        if at.size:
            crossed = -heights[0, at] / heights[1, at]
            first = int(crossed.argmax())
            best, row = float(crossed[first]), int(at[first])
        if self.at:
            rising = slopes[1] < 0
            ends = np.where(rising, self.ends[1, self.at], self.ends[0, self.at])
            met = np.full(ends.shape, -np.inf)
            np.divide(ends - slopes[0], slopes[1], out=met, where=slopes[1] != 0)
            first = int(met.argmax())
            if met[first] > best:
                best, row, side = float(met[first]), self.at[first], int(rising[first])
        return min(best, strength), row, side

    def _move(self, row: int, side: int) -> None:
        """A row comes to its kink, or leaves it."""
        if side < 0:
            slope = self.ends[int(self.high[row]), row]
            self.at.append(row)
        else:
            slope = -self.ends[side, row]
            self.at.remove(row)
            self.high[row] = bool(side)
        self.free[row] = side >= 0
        self.force = self.force - slope * self.rows[row]
        self.sum -= float(slope)

    def _bound(self, slopes: Array, strength: float) -> float:
        """The value of the dual at the slopes (m,) of the rows at their kinks."""
        u = np.where(self.high, self.ends[1], self.ends[0])
        u[self.at] = slopes
        pull = u @ self.rows
        return -float(u @ self.kinks) - float(pull @ pull) / (2.0 * strength)
