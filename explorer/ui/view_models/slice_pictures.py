"""What the Surface page draws of a run's ground: the three panels, and what they hide."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from explorer.cost.problem import Problem
from explorer.figures.base.picture import Picture
from explorer.figures.surface.content import MinimumMark, SliceContent
from explorer.figures.surface.projected_cost import shadow_picture
from explorer.figures.surface.slices import relief_pictures
from explorer.landscape.minimum import PARTS, Minimum, trail, trail_seconds
from explorer.landscape.other_weights import PROFILED
from explorer.landscape.profile import affine
from explorer.landscape.slices import Slice, Window
from explorer.landscape.tangency import touches
from explorer.path.methods.choice import path_refusal
from explorer.path.regularization_path import regularization_path
from explorer.ui.interruption import give_way
from explorer.ui.view_models.slice import Walked

Array = np.ndarray
COARSE, FINE = 31, 101
"""Places along an axis: in the picture that comes at once, and in the one that follows."""
PROFILED_COARSE = 13
CHEAP = 6_000_000
"""A grid of so many examples, scores and places is worked out in some milliseconds."""
DEEP = 10
"""So many times more where each place goes through hidden layers."""
FOLLOWED = 500_000
"""With so many numbers to multiply at a strength, the optimum is followed over all of them in about a second."""
SETTLED = 1e-5
"""By how much the slope may miss a minimum on the way there, for each unit of strength above 1."""
PLATEAU = 0.999
"""Weights so much smaller cost less, unless they are on a plateau."""
SLOWEST_TRAIL = 0.2
"""Seconds: a trail that would take longer is left out."""
STRENGTHS = np.append(0.0, np.geomspace(1e-4, 1e3, 43))


class Look(NamedTuple):
    """How the panels are drawn: in 3-D, with one colour scale for all three, with axes on one scale.

    ``unable`` says that the browser cannot draw in 3-D.
    """

    solid: bool = False
    shared: bool = False
    equal: bool = False
    unable: bool = False


@dataclass(frozen=True, eq=False)
class Grid:
    """The two parts of the cost (b, a) over ``x`` (a,) and ``y`` (b,)."""

    x: Array
    y: Array
    data: Array
    penalty: Array


def relief(seen: Walked, look: Look, window: Window | None, fine: bool) -> SliceContent:
    """What is drawn of a run's ground in a window, or in the one that holds its path; coarse unless ``fine`` or cheap."""
    ground, shown = seen.ground, window or (_squared(seen.home) if look.equal else seen.home)
    few, many = (PROFILED_COARSE, PROFILED) if ground.rest == "profile" else (COARSE, FINE)
    points = many if fine or _cells(ground, many) <= CHEAP else few
    grid = _grid(ground, shown, points)
    found = {part: _lowest(seen, part, shown) for part in PARTS}
    place = _place(found["total"])
    marks = _marks(found, ground, grid)
    ball, level = _ball(ground, marks[2])
    way, fixed = _trail(ground)
    return SliceContent(
        grid.x, grid.y, grid.data, grid.penalty, grid.data + grid.penalty, _axes(ground),
        priced=ground.problem.penalty.priced,
        lowest=marks, missing=_missing(found, grid),
        trail=way, fixed=fixed,
        ball=ball, form=ground.problem.penalty.shape.partition(":")[0],
        level=level, touching=_touching(ground, place, look.equal),
        pinned=seen.pinned, same_cost=seen.same_cost,
        equal=look.equal, shared=look.shared, solid=look.solid and not look.unable, unable=look.solid and look.unable,
        refine=points < many,
    )  # fmt: skip


@lru_cache(maxsize=8)
def pictured(seen: Walked, look: Look, window: Window | None, fine: bool) -> tuple[Picture, ...]:
    """The three panels of a `relief`."""
    return relief_pictures(relief(seen, look, window, fine))


@lru_cache(maxsize=8)
def shadow(seen: Walked) -> Picture:
    """The cost of a run beside the cost where it is seen."""
    best = seen.ground.rest == "profile"
    return shadow_picture(
        seen.run.columns["step"], seen.run.columns["total"], seen.columns["plane"], seen.explained,
        breaks=seen.run.history.breaks, reoptimised=best, interpolated=best and not affine(seen.ground.problem),
    )  # fmt: skip


def _squared(window: Window) -> Window:
    """A window as high as it is wide, so that on one scale it fills its panel."""
    x0, x1, y0, y1 = window
    half = 0.5 * max(x1 - x0, y1 - y0)
    x, y = 0.5 * (x0 + x1), 0.5 * (y0 + y1)
    return x - half, x + half, y - half, y + half


def _axes(ground: Slice) -> tuple[str, str]:
    """The names of the axes: a weight belongs to its feature."""
    axes, names = ground.plane.axes, ground.plane.labels
    if axes is None:
        return names
    x, y = (f"weight of {name}" if ground.problem.network.penalised[i] else name for i, name in zip(axes, names, strict=True))
    return x, y


def _cells(ground: Slice, points: int) -> float:
    """About how much work a grid is."""
    problem = ground.problem
    if problem.network.linear and problem.loss.quadratic:
        return 0.0
    width = sum(layer.width for layer in problem.network.layers)
    deep = 1 if problem.network.linear and ground.rest != "profile" else DEEP
    return problem.n * width * points**2 * deep


@lru_cache(maxsize=24)
def _grid(ground: Slice, window: Window, points: int) -> Grid:
    x0, x1, y0, y1 = window
    x, y = np.linspace(x0, x1, points), np.linspace(y0, y1, points)
    return Grid(x, y, *ground.grid(x, y, give_way))


def _lowest(seen: Walked, part: str, window: Window) -> Minimum | None:
    """The lowest place of a part of the cost; looked for in the window shown where there is none around the paths."""
    around = seen.lowest[part]
    if around is None or around.place is not None or _holds(seen.home, window):
        return around
    return _lowest_in(seen.ground, part, window)


def _holds(outer: Window, inner: Window) -> bool:
    """Whether a window lies within another."""
    return outer[0] <= inner[0] and inner[1] <= outer[1] and outer[2] <= inner[2] and inner[3] <= outer[3]


@lru_cache(maxsize=24)
def _lowest_in(ground: Slice, part: str, window: Window) -> Minimum | None:
    return ground.lowest(part, window, give_way)


Marks = tuple[MinimumMark | None, MinimumMark | None, MinimumMark | None]


def _marks(found: dict[str, Minimum | None], ground: Slice, grid: Grid) -> Marks:
    """The lowest place of each part; where it is not known, of the grid."""
    values = {"data": grid.data, "penalty": grid.penalty, "total": grid.data + grid.penalty}
    data, penalty, total = (_mark(found[part], ground, grid, values[part]) for part in PARTS)
    return data, penalty, total


def _missing(found: dict[str, Minimum | None], grid: Grid) -> tuple[str, str, str]:
    """Why a part has no lowest place, where that is known; a penalty that is nothing needs no reason."""
    data, penalty, total = ("" if low is None or low.place is not None else low.reason for low in found.values())
    return data, penalty if grid.penalty.any() else "", total


def _mark(found: Minimum | None, ground: Slice, grid: Grid, values: Array) -> MinimumMark | None:
    if found is not None:
        if found.place is None or found.value is None:
            return None
        return MinimumMark(float(found.place[0]), float(found.place[1]), found.value, found.exact)
    if ground.rest == "profile" or not np.isfinite(values).any() or np.ptp(values[np.isfinite(values)]) == 0:
        return None
    row, column = np.unravel_index(int(np.nanargmin(values)), values.shape)
    if row in (0, len(grid.y) - 1) or column in (0, len(grid.x) - 1):  # it goes on falling beyond the edge
        return None
    return MinimumMark(float(grid.x[column]), float(grid.y[row]), float(values[row, column]), exact=False)


def _place(found: Minimum | None) -> Array | None:
    return None if found is None else found.place


def _ball(ground: Slice, low: MinimumMark | None) -> tuple[Array, float | None]:
    """The curve on which the two weights cost as much as where the cost is lowest, and the data loss there.

    None for weights on a plateau of the penalty, which cost the same all around.
    """
    problem, axes = ground.problem, ground.plane.axes
    if low is None or axes is None or not problem.network.penalised[list(axes)].all() or ground.rest == "profile":
        return np.empty((0, 2)), None
    penalty, strength = problem.penalty, problem.strength
    if not (penalty.separable or problem.network.layers[0].width == 1):  # other weights are in a group with these
        return np.empty((0, 2)), None
    place = np.array([low.x, low.y])
    price = penalty.value(place, strength)
    if price <= 0 or penalty.value(PLATEAU * place, strength) >= price:
        return np.empty((0, 2)), None
    level = float(problem.cost(ground.plane.lift(place[None])[0]).data)
    return penalty.ball(price, strength), level


def _touching(ground: Slice, place: Array | None, equal: bool) -> str:
    """That the ball touches the contour: said only where it is so, with all other weights at the optimum.

    It is seen where the axes are ``equal``; else, where to see it.
    """
    whole = ground.rest == "optimum" or ground.problem.size == 2
    if place is None or not whole:
        return ""
    touch = touches(ground.problem, ground.plane, place)
    if not touch.holds and place.any():
        return ""
    return touch.sentence if equal or not touch.holds else "Choose Equal axes to see the two touch."


@lru_cache(maxsize=24)
def _trail(ground: Slice) -> tuple[Array, str]:
    """The way of the cost's lowest place over all strengths, nan where it is lost; and what stays where it is meanwhile."""
    problem, axes = ground.problem, ground.plane.axes
    if ground.rest == "profile" or not ground.convex or not problem.loss.smooth or problem.penalty.value(np.ones(1)) == 0:
        return np.empty((0, 2)), ""
    strengths = np.unique(np.append(STRENGTHS, problem.strength))  # so that the line goes through the mark
    if axes is not None and ground.rest == "optimum" and not path_refusal(problem) and _work(problem) <= FOLLOWED:
        path = regularization_path(problem, strengths, give_way)
        settled = path.kkt * strengths[-1] <= SETTLED * np.maximum(strengths, 1.0)
        return np.where(settled[:, None], path.weights[:, list(axes)], np.nan), ""
    if trail_seconds(problem, ground.plane, strengths.size) > SLOWEST_TRAIL:
        return np.empty((0, 2)), ""
    fixed = (
        "" if problem.size == 2 else "the plane stays where it is" if axes is None else "all other weights stay where they are"
    )
    return trail(problem, ground.plane, strengths, checkpoint=give_way), fixed


def _work(problem: Problem) -> float:
    """About how much work one strength of a path is."""
    return 0.0 if problem.loss.quadratic and problem.penalty.separable else float(problem.n * problem.size**2)
