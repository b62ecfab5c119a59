"""What the Surface page draws of a run's ground: the three panels, and what they hide."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from explorer.figures.base.picture import Picture
from explorer.figures.surface.content import MinimumMark, SliceContent
from explorer.figures.surface.projected_cost import shadow_picture
from explorer.figures.surface.slices import relief_pictures
from explorer.landscape.minimum import PARTS, Minimum
from explorer.landscape.other_weights import PROFILE_POINTS
from explorer.landscape.overlays import CostGrid, cost_grid, grid_minimum, grid_work, minimum_curve, penalty_ball, tangency_at
from explorer.landscape.profile import affine
from explorer.landscape.slices import Slice
from explorer.landscape.window import Window
from explorer.ui.interruption import give_way
from explorer.ui.view_models.slice import Walked

COARSE, FINE = 31, 101
"""Places along an axis: in the picture that comes at once, and in the one that follows."""
PROFILED_COARSE = 13
CHEAP = 6_000_000
"""A grid of so many examples, scores and places is worked out in some milliseconds."""


class Look(NamedTuple):
    """How the panels are drawn: in 3-D, with one colour scale for all three, with axes on one scale.

    ``unable`` says that the browser cannot draw in 3-D.
    """

    solid: bool = False
    shared: bool = False
    equal: bool = False
    unable: bool = False


def relief(seen: Walked, look: Look, window: Window | None, fine: bool) -> SliceContent:
    """What is drawn of a run's ground in a window, or in the one that holds its path; coarse unless ``fine`` or cheap."""
    ground, shown = seen.ground, window or (seen.home.squared() if look.equal else seen.home)
    few, many = (PROFILED_COARSE, PROFILE_POINTS) if ground.rest == "profile" else (COARSE, FINE)
    points = many if fine or grid_work(ground, many) <= CHEAP else few
    grid = _grid(ground, shown, points, give_way)
    found = {part: _lowest(seen, part, shown) for part in PARTS}
    data, penalty, total = (found[part] or grid_minimum(ground, grid, part) for part in PARTS)
    ball, level = (np.empty((0, 2)), None) if total is None or total.place is None else penalty_ball(ground, total.place)
    curve = _curve(ground, give_way)
    return SliceContent(
        grid.x, grid.y, grid.data, grid.penalty, grid.total, _axes(ground),
        priced=ground.problem.penalty.priced,
        lowest=(_mark(data), _mark(penalty), _mark(total)), missing=_missing(found, grid),
        trail=curve.places, fixed=curve.held,
        ball=ball, form=ground.problem.penalty.shape.partition(":")[0],
        level=level, touching=_touching(ground, found["total"], look.equal),
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


def _axes(ground: Slice) -> tuple[str, str]:
    """The names of the axes: a weight belongs to its feature."""
    axes, names = ground.plane.axes, ground.plane.labels
    if axes is None:
        return names
    x, y = (f"weight of {name}" if ground.problem.network.penalised[i] else name for i, name in zip(axes, names, strict=True))
    return x, y


def _lowest(seen: Walked, part: str, window: Window) -> Minimum | None:
    """The lowest place of a part of the cost; looked for in the window shown where there is none around the paths."""
    around = seen.lowest[part]
    if around is None or around.place is not None or seen.home.contains(window):
        return around
    return _minimum(seen.ground, part, window, give_way)


def _missing(found: dict[str, Minimum | None], grid: CostGrid) -> tuple[str, str, str]:
    """Why a part has no lowest place, where that is known; a penalty that is nothing needs no reason."""
    data, penalty, total = ("" if low is None or low.place is not None else low.reason for low in found.values())
    return data, penalty if grid.penalty.any() else "", total


def _mark(found: Minimum | None) -> MinimumMark | None:
    if found is None or found.place is None or found.value is None:
        return None
    return MinimumMark(float(found.place[0]), float(found.place[1]), found.value, found.exact)


def _touching(ground: Slice, best: Minimum | None, equal: bool) -> str:
    """That the ball touches the contour, where it is so; it is seen where the axes are ``equal``, else, where to see it."""
    found = None if best is None or best.place is None else tangency_at(ground, best.place)
    if found is None:
        return ""
    return found.sentence if equal or not found.holds else "Choose Equal axes to see the two touch."


_grid = lru_cache(maxsize=24)(cost_grid)
_minimum = lru_cache(maxsize=24)(Slice.minimum)
_curve = lru_cache(maxsize=24)(minimum_curve)
