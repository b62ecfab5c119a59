"""The slope of a loss as a table that can be read by linear interpolation, for those who do not know the loss."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from explorer.core.numerics import exp_or_inf
from explorer.cost.problem import Problem
from explorer.datasets.preparation import Scaling
from explorer.losses import LOSSES
from explorer.losses.base import Loss

Array = np.ndarray
TOLERANCE = 2e-4
"""Of the largest slope: how far off the table may be."""
FINEST = 1e-7
"""Of the table's range: its places are no closer than this, so that a jump becomes a steep line."""
MOST_ROUNDS = 40
SMALLEST = 1e-9
"""The smallest prediction under a log link that is distinguished from 0."""


@dataclass(frozen=True, eq=False)
class SlopeTable:
    """The slope of a loss at ``places`` (k,), rising, in original units.

    ``over`` is ``"residual"``, or ``"prediction"`` under a log link, where the slope is ``level`` (k,) + ``tilt`` (k,) times
    the target. ``largest`` is the largest size of the slope that the table has to show. What stroke is full: `full_slope`.
    """

    over: Literal["residual", "prediction"]
    places: Array
    level: Array
    tilt: Array | None
    largest: float


def slope_table(problem: Problem, scaling: Scaling, weights: Array, low: float, high: float) -> SlopeTable | None:
    """The slope of a problem's loss along the residual, or along the prediction under a log link; None where it is neither.

    Wide enough for the residuals of all training examples at some weights (m, p), with predictions cut to ``low`` ..
    ``high`` (original units). Under a log link the slope of a likelihood is a straight line in the target
    (McCullagh and Nelder, Generalized linear models, 1989).
    """
    loss, y = problem.loss, problem.data.y
    z = problem.examples.scores(problem.network.predict(weights))
    if loss.link == "log":
        shown = np.clip(exp_or_inf(z), low, high)
        return _over_predictions(loss, y, np.maximum(shown, SMALLEST)) if _linear_in_target(loss, y) else None
    shown = np.clip(scaling.original_y(z), low, high)
    residual = (shown - scaling.y_mean) / scaling.y_scale - y
    return _over_residuals(loss, residual, scaling.y_scale) if _depends_on_residual(loss, y) else None


def full_slope(problem: Problem) -> float:
    """The slope to which those of a problem's loss are compared; it depends on the targets alone, whatever their losses.

    What the squared loss gives the target farthest from the mean target, on a prediction of that mean: so the slopes of
    all losses of the residual have one scale. Under a log link the unit of a likelihood's slope is its dispersion, which is
    not known; there each likelihood has its own slope at that place, which is where all of them agree up to that unit.
    """
    loss, y = problem.loss, problem.data.y
    mean = float(y.mean())
    if loss.link == "log":
        unit = np.abs(loss.slope(y, np.full(y.size, np.log(max(mean, SMALLEST))))).max()
    else:
        unit = np.abs(LOSSES["squared"]().slope(y, np.full(y.size, mean))).max()
    return float(unit) or 1.0


def _over_residuals(loss: Loss, residual: Array, unit: float) -> SlopeTable:
    """The table of a loss that depends on the residual alone, wide enough for these; ``unit`` is what 1 stands for."""

    def slope(r: Array) -> Array:
        return loss.slope(np.zeros_like(r), r)[:, None]

    farthest = float(np.abs(residual).max()) or 1.0
    half = np.concatenate([np.geomspace(1e-6, 1.0, 65), np.linspace(0.0, 1.0, 65)])
    grid = farthest * np.unique(np.concatenate([-half, half]))
    largest = float(np.abs(slope(grid)).max()) or 1.0
    places, values = piecewise_linear(slope, 2.0 * grid, TOLERANCE * largest)
    return SlopeTable("residual", unit * places, values[:, 0], None, largest)


def _over_predictions(loss: Loss, y: Array, shown: Array) -> SlopeTable:
    """The table of a loss under a log link whose slope is linear in the target, wide enough for the predictions shown."""
    largest = float(np.abs(loss.slope(y, np.log(shown))).max()) or 1.0
    low = 0.5 * min(float(shown.min()), float(y[y > 0].min(initial=1.0)))
    high = 2.0 * max(float(shown.max()), float(y.max()), 1.0)
    grid = np.geomspace(low, high, 129)
    places, values = piecewise_linear(lambda u: _level_and_tilt(loss, u), grid, TOLERANCE * largest, [1.0, float(y.max())])
    return SlopeTable("prediction", places, values[:, 0], values[:, 1], largest)


def piecewise_linear(
    curves: Callable[[Array], Array], places: Array, tolerance: float, weights: Sequence[float] = (1.0,)
) -> tuple[Array, Array]:
    """Places (k,) and the values (k, c) of curves there, dense enough for straight lines between them.

    From the places given, intervals are halved until the middles are off by ``tolerance`` at most, the curves' errors added
    up with the weights (c,), or until an interval is a ten-millionth of the whole: so a jump becomes a steep line.
    """
    finest = FINEST * float(np.ptp(places))
    values = curves(places)
    for _ in range(MOST_ROUNDS):
        middles = 0.5 * (places[1:] + places[:-1])
        between = curves(middles)
        error = np.abs(between - 0.5 * (values[1:] + values[:-1])) @ np.asarray(weights)
        split = np.flatnonzero((error > tolerance) & (np.diff(places) > finest))
        if not split.size:
            break
        places = np.insert(places, split + 1, middles[split])
        values = np.insert(values, split + 1, between[split], axis=0)
    return places, values


def _level_and_tilt(loss: Loss, prediction: Array) -> Array:
    """Level and tilt (k, 2) of the slope as a straight line in the target, at predictions exp(z)."""
    z = np.log(prediction)
    one, two = (loss.slope(np.full(z.size, target), z) for target in (1.0, 2.0))
    return np.stack([2.0 * one - two, two - one], axis=1)


def _linear_in_target(loss: Loss, y: Array) -> bool:
    """Whether the slope is a straight line in the target."""
    u = np.geomspace(0.1, 10.0, 21)
    level, tilt = _level_and_tilt(loss, u).T
    return all(np.allclose(loss.slope(np.full(u.size, t), np.log(u)), level + t * tilt) for t in (y.min() or 0.5, y.max()))


def _depends_on_residual(loss: Loss, y: Array) -> bool:
    """Whether the slope depends on the residual alone."""
    r = np.linspace(-2.0, 2.0, 22)
    moved = (loss.slope(np.full(r.size, t), t + r) for t in (float(y.min()), float(y.max())))
    return all(np.allclose(slope, loss.slope(np.zeros(r.size), r)) for slope in moved)
