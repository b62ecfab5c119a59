"""The axis on which losses are drawn: residual, margin, lead or prediction, whichever suits the loss."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.text import three_figures
from explorer.cost.example_losses import ExampleLosses
from explorer.cost.loss_section import LossSection
from explorer.cost.problem import Problem

Array = np.ndarray
POINTS = 601
FARTHEST = 1e30
"""What lies farther out is drawn here."""
NARROWEST, WIDEST = 2.5, 5.0
"""How far an axis of margins reaches at least, and at most (farther only for the picked example)."""


@dataclass(frozen=True)
class LossAxis(LossSection):
    """A `LossSection` with the words for its chart.

    ``title`` is the title of the axis, ``name`` what it shows in a word, and ``at`` the name of its reference. ``margin``
    says whether it is a margin, and ``along`` in what the slope is, where that is not the axis itself. ``above`` says that
    losses are drawn above their least value, since each has another one here.
    """

    title: str
    name: str
    at: str
    margin: bool
    along: str = ""
    above: bool = False


def axis_of(problem: Problem, examples: ExampleLosses, picked: int) -> LossAxis:
    """The axis that suits the loss, wide enough for nearly all examples and for the picked one at every step."""
    loss, place = problem.loss, examples.place
    place = np.minimum(np.abs(place), FARTHEST)
    usual, own = float(np.quantile(place, 0.99)), float(place[:, picked].max())
    if loss.task in ("binary", "multiclass"):
        usual = min(max(usual, NARROWEST), WIDEST)
    reach = 1.06 * max(usual, own)
    if loss.task == "binary":
        m = _through(-reach, reach, -1.0)
        title = "margin: label × score, above 0 is right"
        return LossAxis(m, np.ones(m.size), m, -1.0, title, "margin", "a margin of -1", True)
    if loss.task == "multiclass":
        m = _through(-reach, reach, -1.0)
        z = np.zeros((m.size, len(problem.data.classes)))
        z[:, 0] = m
        title = "lead of the true class's score over the others, here all equal"
        return LossAxis(m, np.zeros(m.size, dtype=int), z, -1.0, title, "lead", "a lead of -1", True)
    if loss.link == "log":
        y = float(problem.data.y[picked])
        ceiling = 3.0 * max(float(problem.data.y.max()), 1.0)
        high = min(max(3.0 * y, 3.0, 1.05 * own), ceiling)
        x = _through(high / 400.0, high, 2.0 * y or 1.0)
        at = f"a prediction of {three_figures(2.0 * y or 1.0)}"
        title = f"predicted {problem.data.target}, where the true value is {three_figures(y)}"
        return LossAxis(
            x, np.full(x.size, y), np.log(x), 2.0 * y or 1.0, title, "prediction", at, False, " in z, its logarithm", above=True
        )
    r = _through(-max(reach, 2.0), max(reach, 2.0), 1.0)
    unit = "standard deviations" if problem.data.task == "regression" else problem.data.target_unit
    title = f"residual: prediction - truth ({unit})" if unit else "residual: prediction - truth"
    return LossAxis(r, np.zeros(r.size), r, 1.0, title, "residual", "a residual of 1", False)


def _through(low: float, high: float, place: float) -> Array:
    """An even grid that also holds 0 and one place, where both lie inside."""
    inside = [v for v in (0.0, place, 1.0, -1.0) if low < v < high]
    return np.unique(np.concatenate([np.linspace(low, high, POINTS), inside]))
