"""Residuals: a line from each example to its prediction, the stronger the steeper the loss in force is there."""

from __future__ import annotations

from itertools import groupby

import numpy as np

from explorer.core.text import three_figures
from explorer.cost.problem import Problem
from explorer.cost.slope_table import full_slope, slope_table
from explorer.datasets.preparation import Scaling
from explorer.figures.base.palette import role
from explorer.figures.base.played import Residuals, StrokeTable
from explorer.losses.base import Loss
from explorer.training.history import History, Stage

Array = np.ndarray
SHOWING_SLOPES = "Strokes run to the prediction, as strong as each training example pulls."
ONE_SCALE = "A full one is Squared's, for the target farthest from the mean."
LOG_SCALE = "A full one is the pull of the target farthest from the mean where the mean is predicted."
WEIGHED = "The weight of an example is in its pull."
EACH_ITS_OWN = "They are those of the loss that held at the step shown."
ALL_ALIKE = "Strokes run to the prediction; under this loss they do not say how hard an example pulls."
FAINTEST = 1 / 48
"""Strokes below this share of a full one are not drawn: half of the finest difference that the page draws."""


def residuals(problem: Problem, scaling: Scaling, history: History, shown: list[float], start: str) -> tuple[Residuals, str]:
    """What draws the residuals of a trace of `predictions`; and a sentence or two on what they show.

    ``start`` names the trace's array with the true targets, ``"x"`` or ``"y"``; ``shown`` is the range of predictions that the
    chart shows. The line of an example is as strong as the size of the slope there, as a share of `full_slope`, of the loss
    with which the next step is taken; the page looks it up in a `SlopeTable` for each loss of the run. Where a loss has none,
    all lines are alike.
    """
    stages = history.stages[: len(history.runs)]
    first = [next(same) for _, same in groupby(stages, key=_pull)]
    tables = [slope_table(stage.problem, scaling, history.weights[[0, -1]], *shown) for stage in first]
    units = [full_slope(stage.problem if stage.problem.loss.link == "log" else problem) for stage in first]
    strokes = tuple(
        StrokeTable(stage.at, shares=_shares(stage.problem, problem))
        if table is None
        else StrokeTable(stage.at, table.over, table.places, table.level, table.tilt, unit, _shares(stage.problem, problem))
        for stage, table, unit in zip(first, tables, units, strict=True)
    )
    own, unit = tables[-1], units[-1]
    if own is None:
        sentence = ALL_ALIKE
    else:
        sentence = f"{SHOWING_SLOPES} {LOG_SCALE if problem.loss.link == 'log' else ONE_SCALE}"
        if own.largest < FAINTEST * unit:
            sentence += (
                f" {problem.loss.label} pulls at most {three_figures(own.largest / unit)} of it, too little to be drawn."
            )
    if problem.data.example_weights is not None:
        sentence += f" {WEIGHED}"
    several = f" {EACH_ITS_OWN}" if len({stage.problem.loss for stage in first}) > 1 else ""
    return Residuals(start, role("data"), strokes), sentence + several


def _pull(stage: Stage) -> tuple[Loss, bytes | None]:
    """What decides how hard examples pull: the loss and what they weigh."""
    weights = stage.problem.data.example_weights
    return stage.problem.loss, None if weights is None else weights.tobytes()


def _shares(problem: Problem, drawn: Problem) -> Array | None:
    """How much each example counts in a stretch of the run; None where all count alike, or they are others than those drawn."""
    shares = problem.examples.shares
    return shares if shares is None or shares.size == drawn.n else drawn.examples.shares
