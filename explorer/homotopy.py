"""The lasso at every strength at once: between two kinks each weight moves in a straight line."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from explorer.centred import Centred

Array = np.ndarray

DEPENDENT = 1e-10
"""A column (of length 1) of which less than this is left, squared, once the columns in use are taken out, adds nothing."""
MOST_IN_TABLEAU = 200
TOGETHER = 48
"""So many pivots of the tableau are taken away from it at once."""
STEPS_PER_WEIGHT = 20
AT_THE_TOP = 1e-12
"""So close to the first kink the weights count as zero: it was found by another sum, which rounds in another way."""


class Line(NamedTuple):
    """Between two kinks: which weights (m,) are in use, and each is start - level x fall, with its sign."""

    used: Array
    start: Array
    fall: Array
    sign: Array


@dataclass(frozen=True, eq=False)
class Segments:
    """Straight lines that join up: ``kinks`` (m,) fall, and line i reaches from kink i down to kink i + 1.

    There are ``size`` weights. ``until`` is the lowest level the last line holds for; below it nothing is known.
    """

    kinks: Array
    lines: tuple[Line, ...]
    size: int
    until: float

    @cached_property
    def _joined(self) -> tuple[tuple[Array, ...], Array]:
        """The parts of all lines end to end, and where each line ends, after a 0."""
        parts = tuple(np.concatenate(part) for part in zip(*self.lines, strict=True))
        return parts, np.cumsum([0, *(line.used.size for line in self.lines)])

    def at(self, levels: Array) -> Array:
        """The weights (k, size) at each level (k,), each within its own line, so that zeros are exact."""
        W = np.zeros((levels.size, self.size))
        if not self.lines:
            return W
        inside = np.searchsorted(-self.kinks, -levels, side="left") - 1
        inside[levels >= self.kinks[0] * (1.0 - AT_THE_TOP)] = -1
        rows = np.flatnonzero(inside >= 0)
        if rows.size:
            (used, start, fall, sign), ends = self._joined
            counts = (ends[1:] - ends[:-1])[inside[rows]]
            # Every row's own line out of all lines laid end to end.
            place = np.arange(counts.sum()) + np.repeat(ends[inside[rows]] - np.cumsum(counts) + counts, counts)
            rows = np.repeat(rows, counts)
            found = start[place] - levels[rows] * fall[place]
            found[found * sign[place] < 0] = 0.0  # at a kink itself rounding may put a weight just across zero
            W[rows, used[place]] = found
        return W


def lasso_segments(centred: Centred, y: Array, until: float) -> Segments:
    """The lasso of centred features at every level from ``until`` up, for targets y (n,) with mean 0.

    That is the w (d,) with the smallest mean (A w - y)^2 / 2 + level sum(price |w|), A being the features in units of their
    spread and the price 1 / spread. Homotopy: the weights that are not zero are all equally correlated with what is left of y,
    price apart; one joins when it reaches that level, and leaves when it comes back to zero. A column that those in use make up
    already waits until one of them leaves.

    Source: Osborne, Presnell and Turlach, "A new approach to variable selection in least squares problems" (2000); Efron,
    Hastie, Johnstone and Tibshirani, "Least angle regression" (2004), section 3.1.
    """
    n, d = centred.deviations.shape
    price, alive = 1.0 / centred.spread, ~centred.constant
    state = _Tableau(centred, y) if d <= max(MOST_IN_TABLEAU, n) else _Inverse(centred, y)
    # Both bounds of every weight in one array. A weight that is zero joins where its correlation reaches + or - its price; one
    # in use leaves where it reaches zero, which it can only from one side. -inf closes a side.
    edge = np.where(alive, np.array([price, price]), -np.inf)
    sign, barred = np.zeros(d), -1
    waiting = np.zeros(d, dtype=bool)
    numerator, denominator, reach = np.empty((2, d)), np.empty((2, d)), np.empty((2, d))
    (above, below), (rise, drop), (upper, lower) = numerator, denominator, edge  # views, made once
    value, drift, places = state.value, state.drift, reach.ravel()
    level, kinks, lines = np.inf, list[float](), list[Line]()
    for _ in range(STEPS_PER_WEIGHT * min(n, d) + STEPS_PER_WEIGHT):
        above[:] = value
        np.negative(value, out=below)
        np.add(upper, drift, out=rise)
        np.subtract(lower, drift, out=drop)
        reach.fill(0.0)
        np.divide(numerator, denominator, out=reach, where=denominator > 0)
        if barred >= 0:
            places[barred], barred = 0.0, -1
        place = int(places.argmax())
        found = float(places[place])
        if found <= until:
            break
        side, j = divmod(place, d)
        level = min(level, found)
        if sign[j]:
            state.leave(j, sign[j] * price[j])
            barred = j if sign[j] > 0 else d + j  # it stands at that bound now, and is about to move inwards
            sign[j], edge[:, j] = 0.0, price[j]
            edge[:, waiting] = price[waiting]
            waiting[:] = False
        elif state.left(j) <= DEPENDENT:
            # As many columns as centred examples can tell apart make up all others.
            more = (sign == 0) & alive if np.count_nonzero(sign) >= n - 1 else j
            waiting[more], edge[:, more] = True, -np.inf
            continue
        else:
            sign[j] = 1.0 - 2.0 * side
            state.join(j, sign[j] * price[j])
            edge[side, j], edge[1 - side, j] = -np.inf, 0.0
        kinks.append(level)
        used = sign.nonzero()[0]
        lines.append(Line(used, state.value[used], state.drift[used], sign[used]))
    return Segments(np.array(kinks), tuple(lines), d, until)


class _Tableau:
    """Gram matrix and correlations in one table; a kink is one pivot, which takes a matrix of rank one away from it.

    For a weight in use, value - level x drift is the weight; for the others it is the correlation with what is left. Pivots
    are kept and taken away together once there are some, since only one row is needed at a time.
    """

    def __init__(self, centred: Centred, y: Array) -> None:
        n, d = centred.deviations.shape
        self.table = centred.gram.copy()
        self._state = np.zeros((2, d))
        self._state[0] = y @ centred.deviations / n / centred.spread
        self.value, self.drift = self._state
        self._rows, self._columns, self._kept = np.empty((TOGETHER, d)), np.empty((TOGETHER, d)), 0
        self._mirror = np.ones(d)
        self._asked = (-1, np.zeros(0))

    def _row(self, j: int) -> Array:
        """Row j of the table after all pivots."""
        k = self._kept
        row = self.table[j] - self._columns[:k, j] @ self._rows[:k] if k else self.table[j].copy()
        self._asked = (j, row)
        return row

    def left(self, j: int) -> float:
        """How much of a column is left once those in use are taken out, squared."""
        return float(self._row(j)[j])

    def join(self, j: int, price: float) -> None:
        """Take a weight into use, which `left` was asked about just before; its price has the sign of the weight."""
        self.drift[j] += price
        self._pivot(j, self._asked[1])

    def leave(self, j: int, price: float) -> None:
        """Put a weight out of use; the same pivot undoes itself."""
        self._pivot(j, self._row(j))
        self.drift[j] -= price

    def _pivot(self, j: int, row: Array) -> None:
        # The table is its own mirror image, but for the sign between a weight in use and one that is not.
        k, centre, mirror = self._kept, row[j], self._mirror
        column = self._columns[k]
        np.multiply(row, mirror[j] / centre, out=column)
        column *= mirror
        column[j] = (centre - 1.0) / centre
        state = self._state
        state -= state[:, j : j + 1] * column
        row[j] += 1.0
        self._rows[k] = row
        mirror[j] = -mirror[j]
        self._kept = k + 1
        if self._kept == TOGETHER:
            self.table -= self._columns.T @ self._rows
            self._kept = 0


class _Inverse:
    """The same for many columns: only the inverse of the Gram matrix of the columns in use is kept, and grows and shrinks.

    A weight that joins or leaves moves all correlations along one direction, so a kink costs one product with A.
    """

    def __init__(self, centred: Centred, y: Array) -> None:
        self.n, d = centred.deviations.shape
        self.columns = np.ascontiguousarray(centred.features.T)
        self.value, self.drift = self.columns @ y / self.n, np.zeros(d)
        room = min(self.n, d) + 1
        self._inverse, self._own = np.empty((room, room)), np.empty((room, self.n))
        self._used: list[int] = []
        self._asked: tuple[int, Array, Array, float] = (-1, np.zeros(0), np.zeros(0), 0.0)

    def left(self, j: int) -> float:
        """How much of a column is left once those in use are taken out, squared."""
        m, x = len(self._used), self.columns[j]
        if m == len(self._own):
            return 0.0
        own = self._own[:m]
        share = self._inverse[:m, :m] @ (own @ x / self.n)
        rest = x - share @ own
        size = float(rest @ rest) / self.n
        self._asked = (j, share, rest, size)
        return size

    def join(self, j: int, price: float) -> None:
        """Take a weight into use; `left` was asked about it just before."""
        _, share, rest, size = self._asked
        m, K = len(self._used), self._inverse
        K[:m, :m] += np.outer(share, share / size)
        K[m, :m] = K[:m, m] = -share / size
        K[m, m] = 1.0 / size
        self._own[m] = self.columns[j]
        value, drift = self.value[j] / size, (self.drift[j] + price) / size
        self._follow(share, rest, value, drift)
        self.value[j], self.drift[j] = value, drift
        self._used.append(j)

    def leave(self, j: int, price: float) -> None:
        """Put a weight out of use."""
        at, m, K = self._used.index(j), len(self._used), self._inverse
        self._used.pop(at)
        order = [i for i in range(m) if i != at]
        size = 1.0 / K[at, at]
        share = -K[order, at] * size
        K[: m - 1, : m - 1] = K[np.ix_(order, order)] - np.outer(share, share / size)
        self._own[at : m - 1] = self._own[at + 1 : m]
        rest = self.columns[j] - share @ self._own[: m - 1]
        value, drift = self.value[j], self.drift[j]
        self._follow(share, rest, -value, -drift)
        self.value[j], self.drift[j] = value * size, drift * size - price

    def _follow(self, share: Array, rest: Array, value: float, drift: float) -> None:
        """What all other weights and correlations do where one weight moves by value and drift: those in use make up for it."""
        pull = self.columns @ (rest / self.n)
        pull[self._used] = share
        self.value -= value * pull
        self.drift -= drift * pull
