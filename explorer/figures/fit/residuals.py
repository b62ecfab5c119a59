"""Residuals as the loss sees them: a line from each example to its prediction, as strong as the slope of its loss."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.cost.problem import Problem
from explorer.cost.slope_table import slope_table
from explorer.datasets.preparation import Scaling
from explorer.figures.base.palette import role
from explorer.figures.base.played import packed
from explorer.training.history import History

Array = np.ndarray
SHOWING_SLOPES = "Strokes run from truth to prediction, as strong as the loss lets each training example pull."
ALL_ALIKE = "Strokes run from truth to prediction; under this loss they do not say how hard an example pulls."


def residuals(
    problem: Problem, scaling: Scaling, history: History, seen: list[float], start: str
) -> tuple[dict[str, Any], str]:
    """Meta that draws the residuals of a mapped trace, to be added to that of `mapped`; and a sentence on what they show.

    ``start`` names the trace's array with the true targets, ``"x"`` or ``"y"``; ``seen`` is the range of predictions that the
    chart shows. The line of an example is as strong as the size of its loss's slope, as a share of ``largest``, which the
    page looks up in a `SlopeTable`. Where a loss has none, all lines are alike.
    """
    table = slope_table(problem, scaling, history.weights[[0, -1]], *seen)
    meta: dict[str, Any] = {"from": start, "colour": role("data")}
    if table is None:
        return {"residuals": meta}, ALL_ALIKE
    meta |= {"over": table.over, "places": packed(table.places), "level": packed(table.level)}
    meta |= {"tilt": packed(table.tilt)} if table.tilt is not None else {}
    return {"residuals": meta | {"largest": table.largest}}, SHOWING_SLOPES
