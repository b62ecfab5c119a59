"""Steps that make a cost fall: Armijo's test, backtracking, and the damping of Newton's step where none is short enough."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray
Number = float | np.ndarray
ARMIJO = 1e-4
"""A step has to bring this share of the fall that the slope promises."""
CLEAR = 100.0
"""A fall that should be this many times what rounding may do to the cost has to be seen."""
HALVINGS = 30
DAMPING = 1e-4
"""The first damping that is tried, as a share of the largest curvature."""


class RoundedCost(NamedTuple):
    """A cost, and how large a difference in it may be rounding."""

    value: float
    rounding: float


class Accepted(NamedTuple):
    """The end of a step: what share of it was taken, the weights there and their cost."""

    length: float
    weights: Array
    cost: RoundedCost


def sufficient_decrease(after: Number, before: Number, change: Number, slack: Number) -> Any:
    """Armijo's test: whether the cost fell by a fair share of the ``change`` (negative) that the slope promises; NaN never.

    All (m,), or numbers; ``slack`` is by how much rounding may have changed the difference.
    Source: Nocedal and Wright, Numerical Optimization, 2nd edition, 2006, section 3.1.

    >>> sufficient_decrease(np.array([0.9, 1.1]), np.ones(2), np.array([-1.0, -1.0]), np.zeros(2))
    array([ True, False])
    """
    return after <= before + ARMIJO * change + slack


def backtrack(
    move: Callable[[float], Array],
    cost: Callable[[Array], RoundedCost],
    before: RoundedCost,
    slope: float,
    longest: float = 1.0,
    snaps: bool = False,
    halvings: int = HALVINGS,
) -> Accepted | None:
    """The first of the lengths ``longest``, half of it, a quarter ... at which the cost falls; None where none is found.

    ``move(length)`` are the weights after that share of the step, ``slope`` the cost's slope along the whole step. Rounding is
    forgiven where the promised fall is not clearly more, and after a first trial that ``snaps`` weights to exactly zero.

    >>> square = lambda w: RoundedCost(float(w @ w), 0.0)
    >>> backtrack(lambda length: np.array([1.0]) - 4.0 * length, square, RoundedCost(1.0, 0.0), -8.0).length
    0.25
    """
    length = longest
    for _ in range(halvings):
        weights = move(length)
        after, change = cost(weights), length * slope
        doubtful = -change <= CLEAR * before.rounding or (snaps and length == longest)
        slack = max(before.rounding, after.rounding) if doubtful else 0.0
        if sufficient_decrease(after.value, before.value, change, slack):
            return Accepted(length, weights, after)
        length *= 0.5
    return None


def more_damping(damping: Array) -> Array:
    """The next larger damping (m,) to try where no length of a step helps (Levenberg, 1944); shares of a curvature."""
    return np.maximum(10.0 * damping, DAMPING)


def less_damping(damping: Array) -> Array:
    """The damping (m,) after a step that helped: a tenth, and soon none."""
    return np.where(damping > DAMPING, 0.1 * damping, 0.0)
