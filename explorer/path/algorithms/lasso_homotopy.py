"""The lasso at every strength at once: between two kinks each weight moves in a straight line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.columns import DEPENDENT
from explorer.path.algorithms.centred_design import CentredDesign

Array = np.ndarray

MOST_IN_TABLEAU = 200
TOGETHER = 48
"""So many pivots of the tableau are taken away from it at once."""
STEPS_PER_WEIGHT = 20
AT_THE_TOP = 1e-12
"""So close to the first kink the weights count as zero: it was found by another sum, which rounds differently."""


@dataclass(frozen=True, eq=False)
class Segments:
    """Straight lines that join up: ``kinks`` (m,) fall, and line i reaches from kink i - 1 down to kink i; line 0 is above all.

    On each line (m + 1, d) a weight of sign + or - is value - level x drift; one of sign 0 is zero. ``until`` is the lowest
    level the last line holds for; below it nothing is known.
    """

    kinks: Array
    value: Array
    drift: Array
    sign: Array
    until: float

    def down_to(self, until: float) -> Segments:
        """The same lines as far as a level not below `until`: what the homotopy down to that level alone would find."""
        if until == self.until:
            return self
        lines = int(np.count_nonzero(self.kinks > until)) + 1
        return Segments(self.kinks[: lines - 1], self.value[:lines], self.drift[:lines], self.sign[:lines], until)

    def at(self, levels: Array) -> Array:
        """The weights (k, d) at each level (k,), each within its own line, so that zeros are exact."""
        line = np.searchsorted(-self.kinks, -levels)
        if self.kinks.size:
            line[levels >= self.kinks[0] * (1.0 - AT_THE_TOP)] = 0
        W = self.value[line]
        W -= levels[:, None] * self.drift[line]
        W[W * self.sign[line] <= 0] = 0.0  # at a kink itself rounding may put a weight just across zero
        return W


def lasso_segments(centred: CentredDesign, y: Array, until: float) -> Segments:
    """The lasso of centred features at every level from ``until`` up, for targets y (n,) with mean 0.

    That is the w (d,) with the smallest mean (A w - y)^2 / 2 + level sum(price |w|), A being the features in units of their
    standard deviation and the price 1 / that. Homotopy: the weights that are not zero are all equally correlated with the
    residual, up to their prices; one joins when it reaches that level, and leaves when it returns to zero. A column that is
    a combination of those in use waits until one of them leaves.

    Source: Osborne, Presnell and Turlach, "A new approach to variable selection in least squares problems" (2000); Efron,
    Hastie, Johnstone and Tibshirani, "Least angle regression" (2004), section 3.1.
    """
    n, d = centred.deviations.shape
    price, alive = 1.0 / centred.std, ~centred.constant
    state = _Tableau(centred, y) if d <= max(MOST_IN_TABLEAU, n) else _Inverse(centred, y)
    # Both bounds of every weight in one array. A weight that is zero joins where its correlation reaches + or - its price; one
    # in use leaves where it reaches zero, which it can only from one side. -inf closes a side.
    edge = np.where(alive, np.array([price, price]), -np.inf)
    sign, barred = np.zeros(d), -1
    waiting = np.zeros(d, dtype=bool)
    denominator, reach = np.empty((2, d)), np.empty((2, d))
    value, drift, places = state.both[:2], state.both[2:], reach.ravel()  # views, made once
    level, kinks, lines, signs = np.inf, list[float](), [np.zeros((2, d))], [sign.copy()]
    for _ in range(STEPS_PER_WEIGHT * min(n, d) + STEPS_PER_WEIGHT):
        np.add(edge, drift, out=denominator)
        reach.fill(0.0)
        np.divide(value, denominator, out=reach, where=denominator > 0)
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
            barred = j if sign[j] > 0 else d + j  # it is at that bound now, and is about to move inwards
            sign[j], edge[:, j] = 0.0, price[j]
            edge[:, waiting] = price[waiting]
            waiting[:] = False
        elif state.left(j) <= DEPENDENT:
            # So many columns span the space of the centred examples, and so all other columns.
            more = (sign == 0) & alive if np.count_nonzero(sign) >= n - centred.biased else j
            waiting[more], edge[:, more] = True, -np.inf
            continue
        else:
            sign[j] = 1.0 - 2.0 * side
            state.join(j, sign[j] * price[j])
            edge[side, j], edge[1 - side, j] = -np.inf, 0.0
        kinks.append(level)
        lines.append(state.both[::2].copy())
        signs.append(sign.copy())
    table = np.array(lines)
    return Segments(np.array(kinks), table[:, 0], table[:, 1], np.array(signs), until)


class _Tableau:
    """Gram matrix and correlations in one table; a kink is one pivot, which takes a matrix of rank one away from it.

    For a weight in use, value - level x drift is the weight; for the others it is the correlation with what is left. ``both``
    (4, d) has value, -value, drift and -drift. Pivots are kept and taken away together once there are some, since only one
    row is needed at a time.
    """

    def __init__(self, centred: CentredDesign, y: Array) -> None:
        n, d = centred.deviations.shape
        self.table = centred.gram.copy()
        self.both = np.zeros((4, d))
        self.both[0] = y @ centred.deviations / n / centred.std
        self.both[1] = -self.both[0]
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
        self.both[2, j] += price
        self.both[3, j] -= price
        self._pivot(j, self._asked[1])

    def leave(self, j: int, price: float) -> None:
        """Put a weight out of use; the same pivot undoes itself."""
        self._pivot(j, self._row(j))
        self.both[2, j] -= price
        self.both[3, j] += price

    def _pivot(self, j: int, row: Array) -> None:
        # The table is its own mirror image, but for the sign between a weight in use and one that is not.
        k, centre, mirror = self._kept, row[j], self._mirror
        column = self._columns[k]
        np.multiply(row, mirror[j] / centre, out=column)
        column *= mirror
        column[j] = (centre - 1.0) / centre
        both = self.both
        both -= both[:, j : j + 1] * column
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

    def __init__(self, centred: CentredDesign, y: Array) -> None:
        self.n, d = centred.deviations.shape
        self.columns = np.ascontiguousarray(centred.features.T)
        self.both = np.zeros((4, d))
        self.both[0] = self.columns @ y / self.n
        self.both[1] = -self.both[0]
        room = min(self.n, d) + 1
        self._inverse, self._own = np.empty((room, room)), np.empty((room, self.n))
        self._used, self._count = np.empty(room, dtype=int), 0
        self._asked: tuple[int, Array, Array, float] = (-1, np.zeros(0), np.zeros(0), 0.0)

    def left(self, j: int) -> float:
        """How much of a column is left once those in use are taken out, squared."""
        m, x = self._count, self.columns[j]
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
        m, K = self._count, self._inverse
        K[:m, :m] += np.outer(share, share / size)
        K[m, :m] = K[:m, m] = -share / size
        K[m, m] = 1.0 / size
        self._own[m], self._used[m] = self.columns[j], j
        value, drift = self.both[0, j] / size, (self.both[2, j] + price) / size
        self._follow(share, rest, value, drift)
        self._put(j, value, drift)
        self._count = m + 1

    def leave(self, j: int, price: float) -> None:
        """Put a weight out of use; the last of those in use takes its place in the inverse."""
        last, K = self._count - 1, self._inverse[: self._count, : self._count]
        at = int((self._used[: self._count] == j).argmax())
        size = 1.0 / K[at, at]
        share = -size * K[at]
        K += np.outer(K[at], share)
        for rows in (share, K, K.T, self._own, self._used):
            rows[at] = rows[last]
        share, self._count = share[:last], last
        rest = self.columns[j] - share @ self._own[:last]
        value, drift = self.both[0, j], self.both[2, j]
        self._follow(share, rest, -value, -drift)
        self._put(j, value * size, drift * size - price)

    def _put(self, j: int, value: float, drift: float) -> None:
        self.both[:, j] = value, -value, drift, -drift

    def _follow(self, share: Array, rest: Array, value: float, drift: float) -> None:
        """What all other weights and correlations do where one weight moves by value and drift: those in use make up for it."""
        change = self.columns @ (rest / self.n)
        change[self._used[: self._count]] = share
        self.both -= np.outer((value, -value, drift, -drift), change)
