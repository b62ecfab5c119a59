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
from explorer.words import train_fit as words

Array = np.ndarray
FAINTEST = 1 / 48
"""Strokes below this share of a full one are not drawn: half of the finest difference that the page draws."""


def residuals(
    problem: Problem, scaling: Scaling, history: History, shown: list[float], start: str
) -> tuple[Residuals, tuple[str, ...]]:
    """What draws the residuals of a trace of `predictions`; and the sentences on what they show.

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
        sentences = [words.ALL_ALIKE]
    else:
        sentences = [words.PULLS, words.LOG_SCALE if problem.loss.link == "log" else words.ONE_SCALE]
        if own.largest < FAINTEST * unit:
            sentences.append(words.too_faint(problem.loss.label, three_figures(own.largest / unit)))
    if problem.data.example_weights is not None:
        sentences.append(words.WEIGHED)
    if len({stage.problem.loss for stage in first}) > 1:
        sentences.append(words.EACH_ITS_OWN)
    return Residuals(start, role("data"), strokes), tuple(sentences)


def _pull(stage: Stage) -> tuple[Loss, bytes | None]:
    """What decides how hard examples pull: the loss and what they weigh."""
    weights = stage.problem.data.example_weights
    return stage.problem.loss, None if weights is None else weights.tobytes()


def _shares(problem: Problem, drawn: Problem) -> Array | None:
    """How much each example counts in a stretch of the run; None where all count alike, or they are others than those drawn."""
    shares = problem.examples.shares
    return shares if shares is None or shares.size == drawn.n else drawn.examples.shares
