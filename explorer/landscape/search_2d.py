"""Searches for the minimum of a function of two coordinates: Newton's method, and searches without derivatives."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.landscape.plane_cost import PlaneCost
from explorer.landscape.window import Window
from explorer.path.algorithms.damped_newton import Derivatives, damped_newton

Array = np.ndarray
Function = Callable[[Array], Array]
"""From places (m, 2) to values (m,)."""

ROUNDING = 1e-13
"""By how much of a value rounding may change the difference of two."""
PIECES = 12
ROUNDS = 16
ROUNDS_WITHIN = 18
QUICK, QUICK_WITHIN = 5, 6
"""Twelve pieces, of which the two next to the smallest value are kept: 16 times make 1e-12 of the window, and 18 times 1e-14,
so that what is compared across is exact. The quick search makes 1e-4 of the window."""
COARSE = 41
FINE = 9
STARTS = 3
ZOOMS = 150


def newton(cost: PlaneCost, strengths: Array, starts: Array, checkpoint: Checkpoint = no_checkpoint) -> tuple[Array, Array]:
    """The minima (m, 2) of mean loss + strength x sum(w^2) / 2, and which were reached (m,), for strengths (m,).

    For a model linear in its weights under a smooth convex loss: `damped_newton` in the two coordinates, for all strengths at
    once.
    """
    functions = _RidgedPlane(cost, strengths)
    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        return damped_newton(functions, starts, functions.curvature_bound(), checkpoint)


class _RidgedPlane:
    """Mean loss + strength x sum(w^2) / 2 on a plane, one function for each strength (m,)."""

    def __init__(self, cost: PlaneCost, strengths: Array) -> None:
        self.cost, self.strengths, self.offset = cost, strengths, cost.plane.offset
        self.g, self.H = cost.ridge()

    def curvature_bound(self) -> Array:
        """The largest Hessians (m, 2, 2), or what they would be under a loss of curvature 1 where it has no bound."""
        bound = self.cost.problem.loss.curvature_bound
        return (1.0 if bound is None else bound) * self.cost.gram() + self.strengths[:, None, None] * self.H

    def values(self, x: Array, rows: Array) -> tuple[Array, Array]:
        """The values at places x (k, 2), up to a constant, and their rounding."""
        steps = x - self.offset
        ridge = steps @ self.g + 0.5 * np.einsum("mi,ij,mj->m", steps, self.H, steps)
        value = self.cost.data(x) + self.strengths[rows] * ridge
        return value, ROUNDING * np.abs(value)

    def derivatives(self, x: Array, rows: Array) -> Derivatives:
        """Those of the data loss on the plane and of the ridge."""
        data, strength, steps = self.cost.slopes(x), self.strengths[rows, None], x - self.offset
        return Derivatives(
            data.gradient + strength * (self.g + steps @ self.H),
            data.terms + strength * (np.abs(self.g) + np.abs(steps) @ np.abs(self.H)),
            data.hessian + strength[:, :, None] * self.H,
        )


def solve_2x2(A: Array, b: Array) -> Array:
    """x (m, 2) with A x = b for matrices A (m, 2, 2) and b (m, 2); not finite where there is none.

    >>> solve_2x2(np.array([[[2.0, 0.0], [0.0, 4.0]]]), np.array([[2.0, 2.0]]))
    array([[1. , 0.5]])
    """
    determinant = A[:, 0, 0] * A[:, 1, 1] - A[:, 0, 1] * A[:, 1, 0]
    x = np.stack([A[:, 1, 1] * b[:, 0] - A[:, 0, 1] * b[:, 1], A[:, 0, 0] * b[:, 1] - A[:, 1, 0] * b[:, 0]], axis=1)
    return x / determinant[:, None]


def evaluations(quick: bool = False) -> int:
    """At how many places `convex_search` asks for a value."""
    return (QUICK * QUICK_WITHIN if quick else ROUNDS * ROUNDS_WITHIN) * (PIECES + 1) ** 2


def convex_search(f: Function, window: Window, checkpoint: Checkpoint = no_checkpoint, quick: bool = False) -> Array:
    """The minimum (2,) in the window of a convex function, to about 1e-8 of the window's size, or to 1e-4 in
    a tenth of the time where ``quick``.

    The smallest value along y is a convex function of x, so it is cut down in turn: x in pieces, and for each x the same in y
    (Kiefer, "Sequential minimax search for a maximum", 1953, in two dimensions). It needs no slope and no scale, and does not
    get caught in a narrow valley.

    >>> convex_search(lambda at: abs(at[:, 0] - 1) + 9 * abs(at[:, 0] + at[:, 1]), Window(-3, 3, -3, 3)).round(6)
    array([ 1., -1.])
    """
    left, right, down = window.x0, window.x1, np.zeros(PIECES + 1)
    share = np.linspace(0.0, 1.0, PIECES + 1)
    across = np.arange(PIECES + 1)
    rounds, within = (QUICK, QUICK_WITHIN) if quick else (ROUNDS, ROUNDS_WITHIN)
    for _ in range(rounds):
        xs = left + (right - left) * share
        low, high = np.full(xs.size, window.y0), np.full(xs.size, window.y1)
        for _ in range(within):
            checkpoint()
            ys = low[:, None] + (high - low)[:, None] * share
            values = f(np.stack([np.broadcast_to(xs[:, None], ys.shape), ys], axis=-1).reshape(-1, 2)).reshape(ys.shape)
            best = values.argmin(axis=1)
            low, high = ys[across, np.maximum(best - 1, 0)], ys[across, np.minimum(best + 1, PIECES)]
            down = ys[across, best]
        column = int(values.min(axis=1).argmin())
        left, right = xs[max(column - 1, 0)], xs[min(column + 1, PIECES)]
    return np.array([xs[column], down[column]])


def grid_search(f: Function, window: Window, checkpoint: Checkpoint = no_checkpoint) -> Array:
    """The smallest value found in the window, of any function, (2,): a grid, then ever smaller ones about its smallest values.

    A valley narrower than a cell of the first grid can be missed, so there may be a lower place.
    """
    xs, ys = window.axes(COARSE)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    values = _finite(f(grid.reshape(-1, 2))).reshape(COARSE, COARSE)
    padded = np.pad(values, 1, constant_values=np.inf)
    around = np.stack([padded[i : i + COARSE, j : j + COARSE] for i in range(3) for j in range(3)]).min(axis=0)
    valleys = np.flatnonzero((values <= around).ravel())
    valleys = valleys[values.ravel()[valleys].argsort(kind="stable")][:STARTS]
    found = [_refined(f, grid.reshape(-1, 2)[valley], window, checkpoint) for valley in valleys]
    return min(found, key=lambda pair: pair[1])[0]


def _refined(f: Function, place: Array, window: Window, checkpoint: Checkpoint) -> tuple[Array, float]:
    """The minimum near a place and its value: small grids that move along while the smallest value is at their edge, and shrink
    where it is not."""
    bounds = window.low, window.high
    half = (bounds[1] - bounds[0]) / (COARSE - 1)
    share = np.stack(np.meshgrid(np.linspace(-1.0, 1.0, FINE), np.linspace(-1.0, 1.0, FINE)), axis=-1).reshape(-1, 2)
    value = np.inf
    for _ in range(ZOOMS):
        checkpoint()
        trials = np.clip(place + half * share, *bounds)
        values = _finite(f(trials))
        best = int(values.argmin())
        lower = values[best] < value
        edge = np.abs(share[best]) == 1.0
        if lower:
            place, value = trials[best], float(values[best])
        # Each axis has its own step, since a valley may be narrow and long.
        half = np.where(edge & lower, np.minimum(2.0 * half, 0.5 * (bounds[1] - bounds[0])), 0.5 * half)
        if (half <= 1e-11 * (bounds[1] - bounds[0])).all():
            break
    return place, value


def _finite(values: Array) -> Array:
    return np.where(np.isfinite(values), values, np.inf)
