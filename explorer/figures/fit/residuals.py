"""Residuals as the loss sees them: a stroke from each example to its prediction, as strong as the loss lets it pull."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from explorer.core.numerics import exp_or_inf
from explorer.cost.problem import Problem
from explorer.datasets.preparation import Scaling
from explorer.figures.base.palette import role
from explorer.figures.base.played import Residuals
from explorer.losses.base import Loss
from explorer.training.history import History

Array = np.ndarray
TOLERANCE = 2e-4  # of the largest pull
FINEST = 1e-7  # of the table's range: how near its places may stand, so that a jump is one
ROUNDS = 40
SMALLEST = 1e-9  # prediction under a log link that is told apart from 0
PULLING = "Strokes run from truth to prediction, as strong as the loss lets each training example pull."
EVEN = "Strokes run from truth to prediction; under this loss they do not say how hard an example pulls."


def residuals(problem: Problem, scaling: Scaling, history: History, seen: list[float], start: str) -> tuple[Residuals, str]:
    """What draws the residuals of a trace of `predictions`; and a sentence on what the strokes say.

    ``start`` names the trace's array with the true targets, ``"x"`` or ``"y"``; ``seen`` is the range of predictions that the
    chart shows. How hard an example pulls is the size of the loss's slope at it. The page looks that up in a table: over the
    residual, or, under a log link, over the prediction, where the slope of a likelihood is a straight line in the target
    (McCullagh and Nelder, 1989): ``level`` + ``tilt`` times target. It is told as a share of ``largest``: the
    strongest pull at the run's start and end, or at any smaller residual. All in original units. Where a loss is neither, all
    strokes are alike.
    """
    loss, y = problem.loss, problem.data.y
    z = problem.network.predict(history.weights[[0, -1]])
    if loss.link == "log":
        shown = np.clip(exp_or_inf(z), seen[0], seen[1])
        read = _over_predictions(loss, y, np.maximum(shown, SMALLEST)) if _tilted(loss, y) else None
    else:
        shown = np.clip(scaling.original_y(z), seen[0], seen[1])
        residual = (shown - scaling.y_mean) / scaling.y_scale - y
        read = _over_residuals(loss, residual, scaling.y_scale) if _by_residual(loss, y) else None
    return Residuals(start, role("data"), **(read or {})), PULLING if read else EVEN


def _over_residuals(loss: Loss, residual: Array, unit: float) -> dict[str, Any]:
    """The table of a loss that depends on the residual alone, wide enough for these; ``unit`` is what 1 stands for."""

    def slope(r: Array) -> Array:
        return loss.slope(np.zeros_like(r), r)[:, None]

    farthest = float(np.abs(residual).max()) or 1.0
    half = np.concatenate([np.geomspace(1e-6, 1.0, 65), np.linspace(0.0, 1.0, 65)])
    grid = farthest * np.unique(np.concatenate([-half, half]))
    largest = float(np.abs(slope(grid)).max()) or 1.0
    places, values = table(slope, 2.0 * grid, TOLERANCE * largest)
    return {"over": "residual", "places": unit * places, "level": values[:, 0], "largest": largest}


def _over_predictions(loss: Loss, y: Array, shown: Array) -> dict[str, Any]:
    """The table of a loss under a log link whose slope is a straight line in the target, wide enough for predictions shown."""
    largest = float(np.abs(loss.slope(y, np.log(shown))).max()) or 1.0
    low = 0.5 * min(float(shown.min()), float(y[y > 0].min(initial=1.0)))
    high = 2.0 * max(float(shown.max()), float(y.max()), 1.0)
    grid = np.geomspace(low, high, 129)
    places, values = table(lambda u: _parts(loss, u), grid, TOLERANCE * largest, [1.0, float(y.max())])
    return {"over": "prediction", "places": places, "level": values[:, 0], "tilt": values[:, 1], "largest": largest}


def table(
    curves: Callable[[Array], Array], places: Array, tolerance: float, weigh: Sequence[float] = (1.0,)
) -> tuple[Array, Array]:
    """Places (k,) and the values (k, c) of curves there, dense enough that straight lines between them will do.

    From the places given, stretches are halved until the middles are off by ``tolerance`` at most, the curves' errors added
    up with the weights ``weigh`` (c,), or until a stretch is a ten-millionth of the whole: so a jump becomes a steep line.
    """
    finest = FINEST * float(np.ptp(places))
    values = curves(places)
    for _ in range(ROUNDS):
        middles = 0.5 * (places[1:] + places[:-1])
        between = curves(middles)
        off = np.abs(between - 0.5 * (values[1:] + values[:-1])) @ np.asarray(weigh)
        split = np.flatnonzero((off > tolerance) & (np.diff(places) > finest))
        if not split.size:
            break
        places = np.insert(places, split + 1, middles[split])
        values = np.insert(values, split + 1, between[split], axis=0)
    return places, values


def _parts(loss: Loss, prediction: Array) -> Array:
    """Level and tilt (k, 2) of the slope as a straight line in the target, at predictions exp(z)."""
    z = np.log(prediction)
    one, two = (loss.slope(np.full(z.size, target), z) for target in (1.0, 2.0))
    return np.stack([2.0 * one - two, two - one], axis=1)


def _tilted(loss: Loss, y: Array) -> bool:
    """Whether the slope is a straight line in the target."""
    u = np.geomspace(0.1, 10.0, 21)
    level, tilt = _parts(loss, u).T
    return all(np.allclose(loss.slope(np.full(u.size, t), np.log(u)), level + t * tilt) for t in (y.min() or 0.5, y.max()))


def _by_residual(loss: Loss, y: Array) -> bool:
    """Whether the slope depends on the residual alone."""
    r = np.linspace(-2.0, 2.0, 22)
    moved = (loss.slope(np.full(r.size, t), t + r) for t in (float(y.min()), float(y.max())))
    return all(np.allclose(slope, loss.slope(np.zeros(r.size), r)) for slope in moved)
