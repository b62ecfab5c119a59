"""The minimum on a plane, of the data loss, the penalty and their sum, and how it moves with the strength."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.feature_factors import prices
from explorer.cost.problem import Problem
from explorer.landscape.grid import data_grid, penalty_grid
from explorer.landscape.partial_minimisation import minimise_free_weights
from explorer.landscape.plane_cost import PlaneCost
from explorer.landscape.planes import Plane
from explorer.landscape.search_2d import FINE, Function, convex_search, evaluations, grid_search, newton, solve_2x2
from explorer.landscape.window import Window

Array = np.ndarray
PARTS = {"data": "data loss", "penalty": "penalty", "total": "cost"}
"""The parts of the cost by what they are called in a sentence."""
FLAT = 1e-12
"""A determinant, or a rise of the cost, below this share of its terms is rounding."""
REACH = 10.0
"""Half the side of the window that is searched where none is given, for a centre at zero."""
RING = 0.02
"""Around a minimum the cost is compared at this distance, as a share of the window."""
MOST_STEPS = 2000
LONG_SEARCH = 0.5
"""Seconds: a search that would take longer is done to 1e-4 of the window alone."""
NEWTON_VALUES, PROXIMAL_VALUES = 100.0, 200.0
"""The time that Newton's or proximal steps take for one strength, in evaluations of the mean loss. Measured."""
STRENGTHS_GRID = 81
STRENGTHS_ZOOMS = 6


@dataclass(frozen=True, eq=False)
class Minimum:
    """The place (2,) of a minimum on a plane and the value there; None for both where there is none, and ``reason`` says why.

    ``exact`` says whether it is known to be the global minimum, to about 1e-8; otherwise it is the lowest place that was found
    in the window.
    """

    place: Array | None
    value: float | None
    exact: bool
    reason: str = ""


def minimise_on(
    problem: Problem,
    plane: Plane,
    part: str = "total",
    window: Window | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> Minimum:
    """The minimum on a plane of one part of the cost: ``"data"``, ``"penalty"`` or ``"total"``.

    By Newton's method under a smooth convex loss with L2 or no penalty; by proximal gradient steps where the axes are two
    weights and the penalty has a kink; by interval search where the part is convex otherwise, to 1e-4 of the window alone where
    more would take over half a second, which is not called exact then; by ever finer grids where it is not convex. A minimum
    outside the ``window`` counts as not found. Without a window the whole plane counts, except for searches, which then reach
    10 plus three times the centre's coordinates to either side of the centre. ``checkpoint`` is called now and then and may
    raise to stop. Raises ``ValueError`` for another part.
    """
    if part not in PARTS:
        raise ValueError(f'part: "{part}" is not one of these. Allowed: {", ".join(PARTS)}.')
    cost = PlaneCost.of(problem, plane)
    if part == "penalty":
        return _penalty(cost, window, checkpoint)
    strength = problem.strength if part == "total" else 0.0
    if problem.network.linear and strength == 0 and not _strictly_convex(cost, np.full(2, np.nan), 0.0):
        return Minimum(None, None, True, _level(part))
    places = _steps(cost, np.array([strength]), checkpoint)
    if places is None or not np.isfinite(places).all():
        return _searched(cost, part, strength, window, checkpoint)
    return _checked(cost, places[0], part, strength, window, exact=True)


def minima_by_strength(
    problem: Problem,
    plane: Plane,
    strengths: Sequence[float] | Array,
    window: Window | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> Array:
    """The minima (k, 2) of the cost on a plane as a function of the strength (k,); NaN where there is none.

    They lead from the minimum of the data loss, at strength 0, towards that of the penalty. For all strengths at once, to about
    1e-8 where the loss is smooth and all is convex; elsewhere from one grid over the window (see `minimise_on`), to 1/5,000 of
    it. How long that takes: `minima_seconds`. ``checkpoint`` is called now and then and may raise to stop.
    """
    strengths = np.asarray(strengths, dtype=float)
    cost = PlaneCost.of(problem, plane)
    places = _steps(cost, strengths, checkpoint)
    if places is None:
        return _from_grid(cost, strengths, window or _window(plane), checkpoint)
    if window is not None:
        places = np.where(window.inside(places)[:, None], places, np.nan)
    return places


def minima_seconds(problem: Problem, plane: Plane, strengths: int) -> float:
    """About how long a `minima_by_strength` over so many strengths takes; right to a factor of about three."""
    loss, layer = problem.loss, problem.network.layers[0]
    steps = problem.network.linear and loss.convex and loss.smooth
    parts = problem.penalty.base.mixture(1.0)
    ridge = parts is not None and parts[0] == 0
    if steps and (ridge or (plane.axes is not None and (problem.penalty.separable or layer.width == 1))):
        return strengths * (NEWTON_VALUES if ridge else PROXIMAL_VALUES) * value_seconds(problem)
    return (STRENGTHS_GRID**2 + STRENGTHS_ZOOMS * strengths * FINE**2) * value_seconds(problem)


def value_seconds(problem: Problem) -> float:
    """About how long the mean loss at one place of a plane takes."""
    several = problem.network.layers[-1].outputs is not None
    return problem.n * sum(layer.width for layer in problem.network.layers) * (8e-9 if not several else 4e-8)


def _steps(cost: PlaneCost, strengths: Array, checkpoint: Checkpoint = no_checkpoint) -> Array | None:
    """The minima (k, 2) for strengths (k,) by Newton's or proximal gradient steps, NaN where these did not converge.

    None where neither method applies.
    """
    problem, plane = cost.problem, cost.plane
    loss, penalty, layer = problem.loss, problem.penalty, problem.network.layers[0]
    if not (problem.network.linear and loss.convex and loss.smooth):
        return None
    parts = [(0.0, 0.0) if s == 0 else penalty.base.mixture(float(s)) for s in strengths]
    if all(p is not None and p[0] == 0 for p in parts):
        ridges = np.array([p[1] for p in parts if p is not None])
        places, reached = newton(cost, ridges, np.tile(plane.offset, (strengths.size, 1)), checkpoint)
        single = np.array([_strictly_convex(cost, place, s) for place, s in zip(places, ridges, strict=True)])
        return np.where((reached & single)[:, None], places, np.nan)
    axes = plane.axes
    if axes is None or not (penalty.convex and penalty.scaled and (penalty.separable or layer.width == 1)):
        return None
    free = np.zeros(problem.size, dtype=bool)
    free[list(axes)] = True
    starts = np.tile(plane.centre, (strengths.size, 1))
    W, converged = minimise_free_weights(problem, starts, free, strengths, most=MOST_STEPS, checkpoint=checkpoint)
    return np.where(converged[:, None], W[:, list(axes)], np.nan)


def _strictly_convex(cost: PlaneCost, place: Array, ridge: float) -> bool:
    """Whether the cost of a linear model with this much L2 has a positive curvature in every direction of the plane.

    By the Hessian at a place, or, where that is not finite, by the bound on it for a loss of curvature 1.
    """
    data = cost.gram() if not np.isfinite(place).all() else cost.slopes(place[None]).hessian[0]
    H = data + ridge * cost.ridge()[1]
    return bool(H[0, 0] > 0 and H[1, 1] > 0 and H[0, 0] * H[1, 1] - H[0, 1] ** 2 > FLAT * H[0, 0] * H[1, 1])


def _penalty(cost: PlaneCost, window: Window | None, checkpoint: Checkpoint) -> Minimum:
    """The minimum of the penalty: at zero, where the axes are two weights, since no penalty rises towards zero."""
    problem, plane, strength = cost.problem, cost.plane, cost.problem.strength
    penalised = plane.along * prices(problem)[:, None]
    if problem.penalty.is_zero(strength) or np.linalg.matrix_rank(penalised) < 2:
        return Minimum(None, None, True, _level("penalty"))
    if plane.axes is not None:
        return _checked(cost, np.zeros(2), "penalty", strength, window, exact=True)
    parts = problem.penalty.base.mixture(strength)
    if parts is not None and parts[0] == 0:
        g, H = cost.ridge()
        return _checked(cost, plane.offset + solve_2x2(H[None], -g[None])[0], "penalty", strength, window, exact=True)
    return _searched(cost, "penalty", strength, window, checkpoint)


def _searched(cost: PlaneCost, part: str, strength: float, window: Window | None, checkpoint: Checkpoint) -> Minimum:
    """The minimum in a window by interval search where the part is convex, by grids where it is not."""
    problem = cost.problem
    convex = (part == "penalty" or (problem.network.linear and problem.loss.convex)) and (
        part == "data" or strength == 0 or problem.penalty.convex
    )
    window = window or _window(cost.plane)
    f = _function(cost, part, strength)
    if not convex:
        return _checked(cost, grid_search(f, window, checkpoint), part, strength, window, exact=False)
    quick = part != "penalty" and evaluations() * value_seconds(problem) > LONG_SEARCH
    return _checked(cost, convex_search(f, window, checkpoint, quick), part, strength, window, exact=not quick)


def _checked(cost: PlaneCost, place: Array, part: str, strength: float, window: Window | None, exact: bool) -> Minimum:
    """The minimum at a place, unless that lies outside the window or on its edge, or the part is level around it."""
    f = _function(cost, part, strength)
    if window is not None and not window.inside(place[None])[0]:
        return Minimum(None, None, exact, _outside(part))
    shown = window or _window(cost.plane)
    angles = np.linspace(0.0, 2.0 * np.pi, 16, endpoint=False)
    around = place + RING * (shown.high - shown.low) * np.stack([np.cos(angles), np.sin(angles)], axis=1)
    value = float(f(place[None])[0])
    if not np.isfinite(value):
        return Minimum(None, None, exact, f"The {PARTS[part]} is too large for a number all over this window.")
    if (f(around) <= value + FLAT * abs(value)).any():
        return Minimum(None, None, exact, _level(part))
    return Minimum(place, value, exact)


def _function(cost: PlaneCost, part: str, strength: float) -> Function:
    """A part of the cost as a function of places."""
    if part == "data":
        return cost.data
    if part == "penalty":
        return lambda at: cost.penalty(at, strength)
    return lambda at: cost.data(at) + cost.penalty(at, strength)


def _from_grid(cost: PlaneCost, strengths: Array, window: Window, checkpoint: Checkpoint) -> Array:
    """The minima for all strengths together: on one grid, then on small ones around each that halve."""
    xs, ys = window.axes(STRENGTHS_GRID)
    data = data_grid(cost.problem, cost.plane, xs, ys, checkpoint)
    found = []
    for strength in strengths:
        total = data + penalty_grid(cost.problem, cost.plane, xs, ys, float(strength))
        row, column = np.unravel_index(np.nan_to_num(total, nan=np.inf).argmin(), total.shape)
        found.append((xs[column], ys[row]))
    places, half = np.array(found).reshape(-1, 2), np.array([xs[1] - xs[0], ys[1] - ys[0]])
    share = np.stack(np.meshgrid(*[np.linspace(-1.0, 1.0, FINE)] * 2), axis=-1).reshape(-1, 2)
    for _ in range(STRENGTHS_ZOOMS):
        trials = np.clip(places[:, None] + half * share, window.low, window.high)
        values = np.empty(trials.shape[:2])
        for k, row in enumerate(trials):
            checkpoint()
            values[k] = cost.data(row)
        for k, strength in enumerate(strengths):
            values[k] += cost.penalty(trials[k], float(strength))
        places = trials[np.arange(len(places)), np.nan_to_num(values, nan=np.inf).argmin(axis=1)]
        half = 0.5 * half
    return np.where(window.inside(places)[:, None], places, np.nan)


def _window(plane: Plane) -> Window:
    """The window that is searched where none is given."""
    further = 3.0 * np.abs(plane.offset)
    return Window.between(plane.offset - REACH - further, plane.offset + REACH + further)


def _outside(part: str) -> str:
    return f"The {PARTS[part]} still falls at the edge of this window, so its lowest point is not in it."


def _level(part: str) -> str:
    return f"The {PARTS[part]} is level along a direction of this plane, so it has no single lowest point."
