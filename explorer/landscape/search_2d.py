"""Ways to find the lowest place of a function of two coordinates."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.landscape.plane_cost import PlaneCost
from explorer.landscape.window import Window

Array = np.ndarray
Function = Callable[[Array], Array]
"""From places (m, 2) to values (m,)."""

NEWTON_STEPS = 100
CONVERGED = 1e-11
SETTLED = 1e-7
HALVINGS = 0.5 ** np.arange(10)
DAMPING = 10.0 ** np.arange(0, -7, -1)
PIECES = 12
ROUNDS = 16
ROUNDS_WITHIN = 18
QUICK, QUICK_WITHIN = 5, 6
"""Twelve pieces, of which the two beside the lowest point are kept: 16 times make 1e-12 of the window, and 18 times 1e-14, so
that what is compared across is exact. The quick search makes 1e-4 of the window."""
COARSE = 41
FINE = 9
STARTS = 3
ZOOMS = 150


def newton(cost: PlaneCost, strengths: Array, starts: Array, checkpoint: Checkpoint = no_checkpoint) -> tuple[Array, Array]:
    """The lowest places (m, 2) of mean loss + strength x sum(w^2) / 2, and which were reached (m,), for strengths (m,).

    For a model linear in its weights under a smooth convex loss. Newton's steps on the two coordinates, for all strengths at
    once, each as long as serves best; beside them steps that add some of a bound on the loss's curvature to it, for where it
    has little or none (Levenberg, 1944; Boyd and Vandenberghe, Convex Optimization, 2004, section 9.5).
    Reached is where the gradient is 1e-11 of its terms, and the next step no longer than 1e-7 of the way from zero.
    """
    g, H = cost.ridge()
    gram, bound = cost.gram(), cost.problem.loss.curvature_bound
    steepest = (1.0 if bound is None else bound) * gram + strengths[:, None, None] * H
    places, reached = np.array(starts, dtype=float), np.zeros(len(starts), dtype=bool)
    offset = cost.plane.offset

    def value(at: Array, strength: Array) -> Array:
        s = at - offset
        ridge = s @ g + 0.5 * np.einsum("mi,ij,mj->m", s, H, s)
        return cost.data(at) + strength * ridge

    with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
        for _ in range(NEWTON_STEPS):
            rest = np.flatnonzero(~reached)
            if not rest.size:
                break
            checkpoint()
            at, strength = places[rest], strengths[rest]
            data = cost.slopes(at)
            steps = at - offset
            gradient = data.gradient + strength[:, None] * (g + steps @ H)
            terms = data.terms + strength[:, None] * (np.abs(g) + np.abs(steps) @ np.abs(H))
            hessian = data.hessian + strength[:, None, None] * H
            step = solved(hessian, gradient)
            small = np.abs(step).max(axis=1) <= SETTLED * (1.0 + np.abs(at).max(axis=1))
            done = small & (np.abs(gradient) <= CONVERGED * terms).all(axis=1)
            reached[rest[done]] = True
            curved = [solved(hessian + share * steepest[rest], gradient) for share in DAMPING]
            tries = -np.concatenate([step[:, None] * HALVINGS[:, None], np.stack(curved, axis=1)], axis=1)
            trials = at[:, None] + np.where(np.isfinite(tries), tries, 0.0)
            values = value(trials.reshape(-1, 2), np.repeat(strength, trials.shape[1])).reshape(trials.shape[:2])
            values = np.where(np.isfinite(values), values, np.inf)
            # Near the minimum values are equal to rounding, and there the whole step of Newton is the best.
            lowest = values.min(axis=1)
            whole = values[:, 0] <= lowest + 1e-13 * np.abs(lowest)
            best = np.where(whole, 0, values.argmin(axis=1))
            places[rest] = trials[np.arange(rest.size), best]
    return places, reached


def solved(A: Array, b: Array) -> Array:
    """x (m, 2) with A x = b for matrices A (m, 2, 2) and b (m, 2); not finite where there is none.

    >>> solved(np.array([[[2.0, 0.0], [0.0, 4.0]]]), np.array([[2.0, 2.0]]))
    array([[1. , 0.5]])
    """
    determinant = A[:, 0, 0] * A[:, 1, 1] - A[:, 0, 1] * A[:, 1, 0]
    x = np.stack([A[:, 1, 1] * b[:, 0] - A[:, 0, 1] * b[:, 1], A[:, 0, 0] * b[:, 1] - A[:, 1, 0] * b[:, 0]], axis=1)
    return x / determinant[:, None]


def evaluations(quick: bool = False) -> int:
    """At how many places `convex_search` asks for a value."""
    return (QUICK * QUICK_WITHIN if quick else ROUNDS * ROUNDS_WITHIN) * (PIECES + 1) ** 2


def convex_search(f: Function, window: Window, checkpoint: Checkpoint = no_checkpoint, quick: bool = False) -> Array:
    """The lowest place (2,) in the window of a convex function, to about 1e-8 of the window's size, or to 1e-4 in
    a tenth of the time where ``quick``.

    The lowest value along y is a convex function of x, so it is cut down in turn: x in pieces, and for each x the same in y
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
    """The lowest place (2,) found in the window, of any function: a grid, then ever smaller ones about its lowest points.

    A valley narrower than a cell of the first grid can be missed, so there may be a lower place.
    """
    xs, ys = window.axes(COARSE)
    grid = np.stack(np.meshgrid(xs, ys), axis=-1)
    values = _finite(f(grid.reshape(-1, 2))).reshape(COARSE, COARSE)
    padded = np.pad(values, 1, constant_values=np.inf)
    around = np.stack([padded[i : i + COARSE, j : j + COARSE] for i in range(3) for j in range(3)]).min(axis=0)
    pits = np.flatnonzero((values <= around).ravel())
    pits = pits[values.ravel()[pits].argsort(kind="stable")][:STARTS]
    found = [_zoomed(f, grid.reshape(-1, 2)[pit], window, checkpoint) for pit in pits]
    return min(found, key=lambda pair: pair[1])[0]


def _zoomed(f: Function, place: Array, window: Window, checkpoint: Checkpoint) -> tuple[Array, float]:
    """The lowest place about another one and its value: small grids that move along while they find lower ground at their rim,
    and shrink where they do not."""
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
        rim = np.abs(share[best]) == 1.0
        if lower:
            place, value = trials[best], float(values[best])
        # Each axis for itself, so that a valley may be narrow across and far to walk along.
        half = np.where(rim & lower, np.minimum(2.0 * half, 0.5 * (bounds[1] - bounds[0])), 0.5 * half)
        if (half <= 1e-11 * (bounds[1] - bounds[0])).all():
            break
    return place, value


def _finite(values: Array) -> Array:
    return np.where(np.isfinite(values), values, np.inf)
