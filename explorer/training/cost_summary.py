"""The costs of a run in so few numbers that the verdict on it does not grow with its steps."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

Array = np.ndarray

WINDOW = 50
RISES_IN_A_ROW = 3
ROUNDING = 1e-12
VISIBLE = 0.02
"""A smaller share of all that the cost moves is hardly seen in a chart."""


class CostSummary(NamedTuple):
    """The costs of a stage, reduced to what the verdict on it needs; its size does not depend on the number of steps.

    ``start`` is the cost at step ``first``, ``seen`` the number of costs so far, ``tail`` (51,) the last of them (fewer at
    first), ``rise`` the step and the cost from which it first rose three steps in a row, ``opening`` the total at the start.
    """

    first: int
    start: float
    seen: int
    tail: Array
    rise: tuple[int, float] | None
    opening: float

    @staticmethod
    def begin(first: int, start: float, opening: float) -> CostSummary:
        """The summary before the first step. ``opening`` is the total cost, also where the verdict uses the data loss alone."""
        return CostSummary(first, start, 1, np.array([start]), None, opening)

    def after(self, totals: Array) -> CostSummary:
        """The summary some steps later, given their costs."""
        costs = np.concatenate([self.tail, totals])
        rise = self.rise
        if rise is None and len(costs) > RISES_IN_A_ROW:
            row = np.flatnonzero(np.convolve(rises(costs), np.ones(RISES_IN_A_ROW), "valid") == RISES_IN_A_ROW)
            if row.size:
                rise = (self.first + self.seen - len(self.tail) + int(row[0]), float(costs[row[0]]))
        return CostSummary(self.first, self.start, self.seen + len(totals), costs[-WINDOW - 1 :], rise, self.opening)

    @property
    def last(self) -> int:
        """The step of the last cost."""
        return self.first + self.seen - 1

    @property
    def recent(self) -> Array:
        """The last fifty costs, without the oldest of ``tail``."""
        return self.tail[1:]


def rises(costs: Array) -> Array:
    """At which steps the cost rose by more than rounding."""
    return np.diff(costs) > ROUNDING * np.abs(costs[1:])


def lowest_on_the_way(costs: Array) -> float | None:
    """The lowest of some costs (m,) where both ends are visibly above it; None where one of them is about as low.

    >>> lowest_on_the_way(np.array([1.0, 0.5, 0.6])), lowest_on_the_way(np.array([1.0, 0.5, 0.501]))
    (0.5, None)
    """
    least = float(costs.min())
    above = min(float(costs[0]), float(costs[-1])) - least
    return least if above > VISIBLE * float(np.ptp(costs)) else None
