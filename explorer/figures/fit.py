"""The fit at the step shown: which of its pictures suits the task and the number of features."""

from __future__ import annotations

from dataclasses import replace

from explorer.figures.fit_numbers import line, predicted
from explorer.figures.fit_plane import plane
from explorer.figures.fit_rows import rows
from explorer.figures.picture import Picture
from explorer.history import History
from explorer.preparation import Prepared
from explorer.problem import Problem


def fit_picture(problem: Problem, prepared: Prepared, history: History, picked: int | None = None) -> Picture:
    """What the model makes of the examples, at the step shown.

    One number to predict: a line over one feature, else predicted against true. Classes: regions of the plane of two
    features, else scores in a row for each class. ``picked`` is the index of a training example; it gets a ring.
    """
    picture = _suited(problem, prepared, history, picked)
    if picked is None:
        return picture
    return replace(
        picture,
        caption=f"{picture.caption} The ring is the example you picked.",
        alt=f"{picture.alt} A ring marks example {picked + 1}.",
    )


def _suited(problem: Problem, prepared: Prepared, history: History, picked: int | None) -> Picture:
    features = problem.data.X.shape[1]
    if problem.loss.task in ("binary", "multiclass"):
        return plane(problem, prepared, picked) if features == 2 else rows(problem, prepared, history, picked)
    return line(problem, prepared, picked) if features == 1 else predicted(problem, prepared, history, picked)
