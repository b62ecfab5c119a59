"""Residuals: a line from each example to its prediction, the stronger the steeper the loss is there."""

from __future__ import annotations

import numpy as np

from explorer.cost.problem import Problem
from explorer.cost.slope_table import slope_table
from explorer.datasets.preparation import Scaling
from explorer.figures.base.palette import role
from explorer.figures.base.played import Residuals
from explorer.training.history import History

Array = np.ndarray
SHOWING_SLOPES = "Strokes run from truth to prediction, as strong as the loss lets each training example pull."
ALL_ALIKE = "Strokes run from truth to prediction; under this loss they do not say how hard an example pulls."


def residuals(problem: Problem, scaling: Scaling, history: History, shown: list[float], start: str) -> tuple[Residuals, str]:
    """What draws the residuals of a trace of `predictions`; and a sentence on what they show.

    ``start`` names the trace's array with the true targets, ``"x"`` or ``"y"``; ``shown`` is the range of predictions that the
    chart shows. The line of an example is as strong as the size of its loss's slope, as a share of ``largest``, which the
    page looks up in a `SlopeTable`. Where a loss has none, all lines are alike.
    """
    table = slope_table(problem, scaling, history.weights[[0, -1]], *shown)
    if table is None:
        return Residuals(start, role("data")), ALL_ALIKE
    return Residuals(start, role("data"), table.over, table.places, table.level, table.tilt, table.largest), SHOWING_SLOPES
