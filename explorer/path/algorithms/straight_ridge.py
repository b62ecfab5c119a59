"""Losses made of straight lines with L2: the exact weights at every strength, from one kink of the path to the next."""

from __future__ import annotations

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.core.effort import SHORT_STEP, STEP, Effort, newton_work
from explorer.path.algorithms.parametric_simplex import APART, PIVOTS

Array = np.ndarray
FEW = 600
"""So many rows are followed all the time; of more of them those that are nearest to their kinks."""
LOOK = 100
"""After so many events all rows are looked at: one that was not followed may have come to its kink meanwhile."""
BESIDE = 1e-9
"""A row is beside its kink where it is farther from it than this share of the largest kink, times the strength."""


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
        self.size = float(np.abs(kinks).max(initial=0.0)) or 1.0
        self.places = kinks + APART * self.size * np.random.default_rng(0).uniform(-1.0, 1.0, self.n)
        self.ends = np.stack([below, above])

    def path(self, strengths: Array, checkpoint: Checkpoint, effort: Effort) -> tuple[Array, Array] | None:
        """The weights (k, d), with the bias behind them where there is one, at falling strengths (k,) above 0, and a lower
        bound of each minimum (k,), not divided by N. None where there is no start, or the events come to no end before the
        effort does."""
        strength = self._start(float(strengths[0]))
        if strength is None:
            return None
        d = self.rows.shape[1]
        out, bounds, done = np.empty((strengths.size, d + self.biased)), np.empty(strengths.size), 0
        width, seen = FEW, self._seen(strength, done)
        self._follow(width, strength)
        for event in range(PIVOTS * self.n):
            if not effort.spend(SHORT_STEP + self.near_rows.size + newton_work(d, len(self.at)) - STEP):
                return None
            try:
                slopes, pull, bias = self._lines(self.places)
            except np.linalg.LinAlgError:
                return None
            following, row, side = self._next(slopes, self._heights(pull, bias, self.near), strength)
            while done < strengths.size and strengths[done] >= following:
                s, (_, exact, middle) = float(strengths[done]), self._lines(self.kinks)
                out[done, :d], out[done, d:] = (exact[0] + s * exact[1]) / s, (middle[0] + s * middle[1]) / s
                bounds[done] = self._bound(slopes[0] + s * slopes[1], s)
                done += 1
            at_end = done == strengths.size
            strength = float(strengths[-1]) if at_end else following
            if at_end or event % LOOK == LOOK - 1:
                if self._overlooked(pull, bias, strength):
                    width, (strength, done) = 2 * width, self._back(seen)
                    self._follow(width, strength)
                    continue
                if at_end:
                    return out, bounds
                checkpoint()
            self._move(row, side)
            if event % LOOK == LOOK - 1:
                self._afresh()
                seen = self._seen(strength, done)
                self._follow(width, strength)
        return None

    def _follow(self, width: int, strength: float) -> None:
        """Follow the rows that are nearest to their kinks at a strength, and those at them; all where there are hardly more."""
        self.near = np.arange(self.n)
        if self.n > 2 * width:
            _, pull, bias = self._lines(self.places)
            heights = self._heights(pull, bias, None)
            far = np.abs(heights[0] + strength * heights[1])
            self.near = np.union1d(np.argpartition(far, width)[:width], self.at).astype(int)
        self.near_rows, self.near_places = self.rows[self.near].T.copy(), self.places[self.near]

    def _overlooked(self, pull: Array, bias: Array, strength: float) -> bool:
        """Whether a row that is not followed is on another side of its kink than it was."""
        if self.near.size == self.n:
            return False
        heights = self._heights(pull, bias, None)
        far, beside = heights[0] + strength * heights[1], BESIDE * self.size * strength
        crossed = self.free & (np.where(self.high, -far, far) > beside)
        crossed[self.near] = False
        return bool(crossed.any())

    def _seen(self, strength: float, done: int) -> tuple[float, int, list[int], Array]:
        return strength, done, list(self.at), self.high.copy()

    def _back(self, seen: tuple[float, int, list[int], Array]) -> tuple[float, int]:
        """Go back to where all rows were last looked at."""
        strength, done, at, high = seen
        self.at, self.high = list(at), high.copy()
        self._afresh()
        return strength, done

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
        heights = self._heights(pull, bias, None)
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

    def _heights(self, pull: Array, bias: Array, near: Array | None) -> Array:
        """Strength x how far rows are above their kinks (2, ...), those followed or all: a fixed part and one for each unit of
        strength."""
        columns, places = (self.rows.T, self.places) if near is None else (self.near_rows, self.near_places)
        heights: Array = pull @ columns + (bias if self.biased else 0.0)
        heights[1] -= places
        return heights

    def _next(self, slopes: Array, heights: Array, strength: float) -> tuple[float, int, int]:
        """The strength of the next event, the row, and the side to which it leaves its kink; -1 where it comes to it."""
        best, row, side = 0.0, -1, -1
        near = self.near
        toward = self.free[near] & (np.where(self.high[near], heights[1], -heights[1]) > 0)
        at = np.flatnonzero(toward)
        if at.size:
            crossed = -heights[0, at] / heights[1, at]
            first = int(crossed.argmax())
            best, row = float(crossed[first]), int(near[at[first]])
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
