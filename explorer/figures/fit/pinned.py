"""The fits of pinned runs, drawn with the fit of the run on the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from explorer.cost.problem import Problem
from explorer.datasets.preparation import Scaling
from explorer.figures.base.drawing import Trace
from explorer.figures.base.palette import pinned_style
from explorer.figures.base.picture import scatter
from explorer.figures.base.played import predictions

Array = np.ndarray
BOUNDARY_POINTS = 28


def can_draw_pinned(problem: Problem) -> bool:
    """Whether pinned runs can be drawn in the fit: lines over one feature, or one boundary each in the plane of two."""
    features = problem.data.X.shape[1]
    classes = problem.loss.task in ("binary", "multiclass")
    return features == 2 and problem.loss.task == "binary" if classes else features == 1


def pinned_lines(pinned: Sequence[Problem], grid: Array, scaling: Scaling) -> Iterator[Trace]:
    """The line of each pinned run over a grid (m, 1) of the feature, in its colour and dash.

    The browser has the weights of pinned run i as columns ``p{i}w0``, ``p{i}w1`` ...
    """
    for i, problem in enumerate(pinned):
        own = predictions(problem.network.at(grid), "y", scaling.y_scale, scaling.y_mean, link=problem.loss.link, pinned=i)
        yield scatter(x=scaling.original_x(grid)[:, 0], mode="lines", line=_line(i), meta=own.meta)


def pinned_boundaries(pinned: Sequence[Problem], x: Array, y: Array, grid: Array) -> Iterator[Trace]:
    """Where each pinned run is undecided, in its colour and dash, over the places x (a,), y (b,).

    ``grid`` (a b, 2) are the standardised inputs there, row by row.
    """
    for i, problem in enumerate(pinned):
        meta = predictions(problem.network.at(grid), "boundary", pinned=i).meta
        yield scatter(x=x, y=y, mode="lines", line=_line(i), meta=meta)


def pinned_alt(drawn: int) -> str:
    """That pinned runs are drawn, for a text alternative, with a space before it."""
    return f" {drawn} pinned run{'s' if drawn > 1 else ''} in dashed lines of other colours." if drawn else ""


def _line(index: int) -> dict[str, Any]:
    colour, dash = pinned_style(index)
    return {"color": colour, "dash": dash, "width": 2.0}
