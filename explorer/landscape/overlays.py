"""What a picture of a slice adds to its values: the window, the minima, the penalty's ball, the minima at other strengths."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.landscape.minimum import PARTS, Minimum, minima_by_strength, minima_seconds
from explorer.landscape.slices import Slice
from explorer.landscape.tangency import Tangency, tangency
from explorer.landscape.window import Window
from explorer.path.methods.choice import path_refusal
from explorer.path.regularization_path import regularization_path

Array = np.ndarray
DEEP = 10
"""A place takes about so many times longer where it goes through hidden layers or a minimisation."""
FOLLOWED = 500_000
"""With so many numbers to multiply for one strength, the whole path of the optimum takes about a second."""
SETTLED = 1e-5
"""By how much the optimality conditions may be missed on the path of the optimum, for each unit of strength above 1."""
PLATEAU = 0.999
"""Weights smaller by this factor have a lower penalty, unless they are on a plateau of it."""
SLOWEST_CURVE = 0.2
"""Seconds: a curve of minima that would take longer is left out."""
STRENGTHS = np.append(0.0, np.geomspace(1e-4, 1e3, 43))
"""The strengths (44,) along the curve of minima."""
MARGIN = 0.15
"""What a window leaves free on each side, as a share of its content."""
NARROWEST = 0.1
"""A window is at least so wide, and at least this share of how far it is from zero."""
FARTHEST = 5.0
"""A minimum is in the picture unless that made the window so many times wider."""


@dataclass(frozen=True, eq=False)
class CostGrid:
    """The two parts of the cost (b, a) over ``x`` (a,) and ``y`` (b,)."""

    x: Array
    y: Array
    data: Array
    penalty: Array

    @property
    def total(self) -> Array:
        """The cost (b, a)."""
        return self.data + self.penalty


def cost_grid(slice_: Slice, window: Window, points: int, checkpoint: Checkpoint = no_checkpoint) -> CostGrid:
    """The cost of a slice at ``points`` x ``points`` places of a window."""
    x, y = window.axes(points)
    return CostGrid(x, y, *slice_.grid(x, y, checkpoint))


def grid_work(slice_: Slice, points: int) -> float:
    """About how many losses a `cost_grid` evaluates; 0 where it has a closed form."""
    problem = slice_.problem
    if problem.network.linear and problem.loss.quadratic:
        return 0.0
    width = sum(layer.width for layer in problem.network.layers)
    deep = 1 if problem.network.linear and slice_.rest != "profile" else DEEP
    return problem.n * width * points**2 * deep


def home_window(
    slice_: Slice, places: Array, checkpoint: Checkpoint = no_checkpoint
) -> tuple[Window, dict[str, Minimum | None]]:
    """A window around the places (m, 2) of paths and the plane's centre, and the minimum of each part of the cost around there.

    Minima that are not far off are within the window. A minimum is None where only a grid could find it.
    """
    low, high = (pick([*places, slice_.plane.offset], axis=0) for pick in (np.min, np.max))
    size = np.maximum(high - low, np.maximum(NARROWEST * np.maximum(np.abs(low), np.abs(high)), NARROWEST))
    middle = 0.5 * (low + high)
    around = Window.between(middle - FARTHEST * size, middle + FARTHEST * size)
    minima = {part: slice_.minimum(part, around, checkpoint) for part in PARTS}
    for found in minima.values():
        if found is not None and found.place is not None:
            low, high = np.minimum(low, found.place), np.maximum(high, found.place)
    half = 0.5 * np.maximum(high - low, size) * (1.0 + 2.0 * MARGIN)
    middle = 0.5 * (low + high)
    return Window.between(middle - half, middle + half), minima


def grid_minimum(slice_: Slice, grid: CostGrid, part: str) -> Minimum | None:
    """The lowest place of a grid for a part of the cost, to mark where the minimum itself is not known.

    None where the part is level, where it goes on falling beyond the edge, and for a profile.
    """
    values = getattr(grid, part)
    if slice_.rest == "profile" or not np.isfinite(values).any() or np.ptp(values[np.isfinite(values)]) == 0:
        return None
    row, column = np.unravel_index(int(np.nanargmin(values)), values.shape)
    if row in (0, len(grid.y) - 1) or column in (0, len(grid.x) - 1):
        return None
    return Minimum(np.array([grid.x[column], grid.y[row]]), float(values[row, column]), exact=False)


def penalty_ball(slice_: Slice, place: Array) -> tuple[Array, float | None]:
    """The curve (k, 2) on which two weights have the same penalty as at a place (2,), and the data loss at that place.

    Its pieces are separated by NaN. Empty and None where the axes are not two penalised weights with a penalty of their own,
    and for weights on a plateau of the penalty, which is the same all around.
    """
    nothing: tuple[Array, float | None] = np.empty((0, 2)), None
    problem, axes = slice_.problem, slice_.plane.axes
    if axes is None or not problem.network.penalised[list(axes)].all() or slice_.rest == "profile":
        return nothing
    width, strength = problem.network.layers[0].width, problem.strength
    penalty = problem.penalty.of_inputs(np.array(axes) // width)
    if not (penalty.separable or width == 1):  # other weights are in a group with these
        return nothing
    value = penalty.value(place, strength)
    if value <= 0 or penalty.value(PLATEAU * place, strength) >= value:
        return nothing
    level = float(problem.cost(slice_.plane.lift(place[None])[0]).data)
    return penalty.ball(value, strength), level


def tangency_at(slice_: Slice, place: Array) -> Tangency | None:
    """Whether the penalty's ball touches the contour of the data loss at the minimum of the cost, ``place`` (2,).

    None where other weights are not at the optimum, and where the two do not touch although the place is not zero.
    """
    if slice_.rest != "optimum" and slice_.problem.size != 2:
        return None
    found = tangency(slice_.problem, slice_.plane, place)
    return found if found.holds or not place.any() else None


class MinimumCurve(NamedTuple):
    """The places (k, 2) of the cost's minimum over all strengths, NaN where it is not known, and what is held meanwhile."""

    places: Array
    held: str


def minimum_curve(slice_: Slice, checkpoint: Checkpoint = no_checkpoint) -> MinimumCurve:
    """How the minimum of the cost moves as the strength grows from 0; empty where that is not known or would take long."""
    nothing = MinimumCurve(np.empty((0, 2)), "")
    problem, axes = slice_.problem, slice_.plane.axes
    if slice_.rest == "profile" or not slice_.convex or not problem.loss.smooth or problem.penalty.is_zero():
        return nothing
    strengths = np.unique(np.append(STRENGTHS, problem.strength))  # so that the curve goes through the marked minimum
    if axes is not None and slice_.rest == "optimum" and not path_refusal(problem) and _path_work(problem) <= FOLLOWED:
        path = regularization_path(problem, strengths, checkpoint)
        settled = path.kkt * strengths[-1] <= SETTLED * np.maximum(strengths, 1.0)
        return MinimumCurve(np.where(settled[:, None], path.weights[:, list(axes)], np.nan), "")
    if minima_seconds(problem, slice_.plane, strengths.size) > SLOWEST_CURVE:
        return nothing
    held = (
        "" if problem.size == 2 else "the plane stays where it is" if axes is None else "all other weights stay where they are"
    )
    places = minima_by_strength(problem, slice_.plane, strengths, checkpoint=checkpoint)
    return MinimumCurve(places, held) if np.isfinite(places).any() else nothing


def _path_work(problem: Problem) -> float:
    """About how many numbers are multiplied for one strength of a path."""
    return 0.0 if problem.loss.quadratic and problem.penalty.separable else float(problem.n * problem.size**2)
