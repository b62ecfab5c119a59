"""Whether the penalty's ball touches a contour of the data loss, as it does at a minimum of the cost."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explorer.cost.feature_factors import prices
from explorer.cost.problem import Problem
from explorer.landscape.planes import Plane

Array = np.ndarray
TOLERANCE = 1e-6
"""Of the largest slope that the losses at a place could have."""


class Tangency(NamedTuple):
    """Whether they touch, and a sentence that says so, or why it cannot be said."""

    holds: bool
    sentence: str


def tangency(problem: Problem, plane: Plane, place: Array | None = None, tolerance: float = TOLERANCE) -> Tangency:
    """Whether at a place (2,) the penalty's ball through it touches the data loss's contour and does not cross it.

    That is so where no move of the two weights lowers the cost: minus the gradient of the data loss is then normal to the ball
    (Boyd and Vandenberghe, Convex Optimization, 2004, section 5.5.3). It is checked by a proximal gradient step, which stays at
    such a point (Combettes and Wajs, 2005), to ``tolerance`` of the largest gradient that the losses at this place could have.
    The place is the plane's centre unless given. For two weights of a model linear in them, under a smooth convex loss and a
    convex penalty.
    """
    axes = plane.axes
    place = plane.offset if place is None else np.asarray(place, dtype=float)
    if reason := _unsuited(problem, axes):
        return Tangency(False, reason)
    assert axes is not None
    index = list(axes)
    w = plane.lift(place[None])[0]
    if not w[index].any():
        return Tangency(False, "Both weights are zero here, so the line of equal penalty is a point.")
    slope = problem.examples.loss.slope(problem.data.y, problem.network.predict(w))
    gradient = problem.gradient(w)
    design = problem.network.design[:, np.array(index) // problem.network.layers[0].width]
    length = np.sqrt((design * design).mean(axis=0))
    largest = float(np.sqrt((slope * slope).sum() / problem.n)) * length
    if (np.abs(gradient[index]) <= tolerance * largest).all():
        return Tangency(False, "The data loss is at its own lowest here, so the line of equal data loss is a point.")
    t = 1.0 / ((problem.loss.curvature_bound or 1.0) * max(float(np.max(length)) ** 2, 1e-300))
    moved = (w - _shrunk(problem, w - t * gradient, t))[index] / t
    if (np.abs(moved) <= tolerance * largest + 1e-14 * np.abs(w[index]) / t).all():
        return Tangency(True, "The two lines touch here: no place with a lower data loss has a penalty as low.")
    return Tangency(False, "The cost still falls from here along these two weights, so the two lines cross.")


def _unsuited(problem: Problem, axes: tuple[int, int] | None) -> str:
    """Why tangency has no meaning for such a problem and plane, in a sentence; empty where it has."""
    if axes is None:
        return "The axes are not two weights, so the line of equal penalty has another shape here."
    if not (problem.network.linear and problem.loss.convex and problem.penalty.convex):
        return "The cost is not convex, so the two lines may touch at one place and cross at another."
    if not problem.loss.smooth:
        return f"{problem.loss.name} has a kink, so its lines have corners of their own."
    if not problem.network.penalised[list(axes)].all():
        return "The penalty leaves biases alone, so it has no closed line on this plane."
    if not prices(problem)[list(axes)].all():
        return "A factor of 0 leaves a feature's weight alone, so the penalty has no closed line on this plane."
    if problem.penalty.is_zero(problem.strength):
        return "Weights cost nothing here, so there is no line of equal penalty."
    return ""


def _shrunk(problem: Problem, v: Array, t: float) -> Array:
    """The prox of the penalty on every layer's weights, whether the penalty is smooth or not."""
    out = v.copy()
    for layer in problem.network.layers:
        layer.weights(out)[...] = problem.penalty.prox(layer.weights(v), t, problem.strength)
    return out
