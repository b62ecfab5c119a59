"""What the Surface page draws of a run on a slice: the three panels, and what they hide."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explorer.core.cached import cached
from explorer.figures.base.picture import Picture
from explorer.figures.surface.content import MinimumMark, SliceContent
from explorer.figures.surface.picture import slice_pictures
from explorer.figures.surface.projected_cost import projected_cost_picture
from explorer.landscape.minimum import PARTS, Minimum
from explorer.landscape.other_weights import PROFILE_POINTS
from explorer.landscape.overlays import CostGrid, cost_grid, grid_minimum, grid_work, minimum_curve, penalty_ball, tangency_at
from explorer.landscape.profile import affine
from explorer.landscape.slices import Slice
from explorer.landscape.window import Window
from explorer.ui.interruption import give_way
from explorer.ui.view_models.slice import RunOnSlice
from explorer.words import surface as words

COARSE, FINE = 31, 101
"""Places along an axis: in the picture that comes at once, and in the one that follows."""
PROFILED_COARSE = 13
CHEAP = 6_000_000
"""A grid of so many examples, scores and places is worked out in some milliseconds."""


class PanelOptions(NamedTuple):
    """How the panels are drawn: in 3-D, with one colour scale for all three, with axes on one scale.

    ``log_heights`` makes heights in 3-D logarithmic. ``no_webgl`` says that the browser cannot draw in 3-D. ``aspect`` is how
    many times as wide as high the panels are on the screen: with axes on one scale they are filled.
    """

    in_3d: bool = False
    shared_scale: bool = False
    equal_axes: bool = False
    no_webgl: bool = False
    log_heights: bool = False
    aspect: float = 1.0


def slice_content(on_slice: RunOnSlice, options: PanelOptions, window: Window | None, fine: bool) -> SliceContent:
    """What is drawn of a slice in a window, or in the one that holds the paths; on a coarse grid unless ``fine`` or cheap."""
    slice_, shown = on_slice.slice, window or on_slice.home
    if options.equal_axes:
        shown = shown.with_aspect(1.0 if options.in_3d and not options.no_webgl else options.aspect)
    coarse, fine_points = (PROFILED_COARSE, PROFILE_POINTS) if slice_.rest == "profile" else (COARSE, FINE)
    points = fine_points if fine or grid_work(slice_, fine_points) <= CHEAP else coarse
    grid = _grid(slice_, shown, points, give_way)
    minima = {part: _minimum_in(on_slice, part, shown) for part in PARTS}
    data, penalty, total = (minima[part] or grid_minimum(slice_, grid, part) for part in PARTS)
    ball, level = (np.empty((0, 2)), None) if total is None or total.place is None else penalty_ball(slice_, total.place)
    curve, (tangency_sentence, touching) = _curve(slice_, give_way), _tangency(slice_, minima["total"], options.equal_axes)
    return SliceContent(
        grid.x, grid.y, grid.data, grid.penalty, grid.total, axis_names(slice_),
        priced=slice_.problem.penalty.priced,
        minima=(_mark(data), _mark(penalty), _mark(total)), missing_reasons=_missing_reasons(minima, grid),
        minimum_curve=curve.places, held_fixed=curve.held,
        penalty_ball=ball, ball_shape=_ball_shape(slice_),
        data_level=level, tangency_sentence=tangency_sentence, touching=touching,
        pin_count=on_slice.pinned, same_cost=on_slice.same_cost,
        log_heights=options.log_heights, equal_axes=options.equal_axes, shared_scale=options.shared_scale,
        in_3d=options.in_3d and not options.no_webgl, no_webgl=options.in_3d and options.no_webgl,
        refine=points < fine_points, since=max(on_slice.run.history.breaks, default=0),
    )  # fmt: skip


def _ball_shape(slice_: Slice) -> str:
    """What the penalty's ball looks like to the two weights of the plane."""
    penalty, axes = slice_.problem.penalty, slice_.plane.axes
    if axes is not None and slice_.problem.network.penalised[list(axes)].all():
        penalty = penalty.of_inputs(np.array(axes) // slice_.problem.network.layers[0].width)
    return penalty.shape.partition(":")[0]


@cached(8)
def panel_pictures(on_slice: RunOnSlice, options: PanelOptions, window: Window | None, fine: bool) -> tuple[Picture, ...]:
    """The three panels of a `slice_content`."""
    return slice_pictures(slice_content(on_slice, options, window, fine))


@cached(8)
def projected_cost(on_slice: RunOnSlice) -> Picture:
    """The true cost of a run, and the cost of its projection onto the slice."""
    run, reoptimised = on_slice.run, on_slice.slice.rest == "profile"
    return projected_cost_picture(
        run.columns["step"], run.columns["total"], on_slice.columns["plane"], on_slice.explained, breaks=run.history.breaks,
        reoptimised=reoptimised, interpolated=reoptimised and not affine(on_slice.slice.problem),
    )  # fmt: skip


def axis_names(slice_: Slice) -> tuple[str, str]:
    """The names of the axes: a weight belongs to its feature."""
    axes, names = slice_.plane.axes, slice_.plane.labels
    if axes is None:
        return names
    x, y = (f"weight of {name}" if slice_.problem.network.penalised[i] else name for i, name in zip(axes, names, strict=True))
    return x, y


def _minimum_in(on_slice: RunOnSlice, part: str, window: Window) -> Minimum | None:
    """The minimum of a part of the cost; searched for in the window shown where there is none around the paths."""
    around = on_slice.minima[part]
    if around is None or around.place is not None or on_slice.home.contains(window):
        return around
    return _minimum(on_slice.slice, part, window, give_way)


def _missing_reasons(minima: dict[str, Minimum | None], grid: CostGrid) -> tuple[str, str, str]:
    """Why a part has no minimum, where that is known; a penalty of 0 everywhere needs no reason."""
    data, penalty, total = ("" if low is None or low.place is not None else low.reason for low in minima.values())
    return data, penalty if grid.penalty.any() else "", total


def _mark(minimum: Minimum | None) -> MinimumMark | None:
    if minimum is None or minimum.place is None or minimum.value is None:
        return None
    return MinimumMark(float(minimum.place[0]), float(minimum.place[1]), minimum.value, minimum.exact)


def _tangency(slice_: Slice, total: Minimum | None, equal_axes: bool) -> tuple[str, bool]:
    """Whether the penalty's ball touches the contour, and a sentence about it; without equal axes, how to see it."""
    tangency = None if total is None or total.place is None else tangency_at(slice_, total.place)
    if tangency is None:
        return "", False
    return tangency.sentence if equal_axes or not tangency.holds else words.EQUAL_AXES, tangency.holds


_grid = cached(24)(cost_grid)
_minimum = cached(24)(Slice.minimum)
_curve = cached(24)(minimum_curve)
