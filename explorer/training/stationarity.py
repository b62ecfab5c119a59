"""Whether weights are where steps end: how large the gradient still is, and whether such a place is a saddle."""

from __future__ import annotations

import numpy as np

from explorer.cost.feature_factors import penalty_slope
from explorer.cost.hessian import MOST_WEIGHTS, hessian
from explorer.cost.problem import Problem

Array = np.ndarray

SETTLED = 1e-4
"""A gradient below this share of the one at a usual start is small enough for a minimum."""
LOOKS = 24
"""So many places down the slope are looked at, each half as far as the one before."""
NOTHING = 1e-9
"""Below this share a gradient gives no direction at all."""
ASIDE = 1e-3
"""So far to a side, as a share of the largest weight, the cost is tried."""
BENT_DOWN = 1e-6
"""A curvature below minus this share of the largest is one along which the cost falls."""


def uphill(problem: Problem, w: Array) -> Array:
    """The gradient of the cost at w (p,), 0 exactly where steps stay.

    Under a penalty with a kink it is the gradient mapping instead: how far a step of length t and the prox move, over t
    (Nesterov, "Gradient methods for minimizing composite functions", 2013). t is 1/L, or 1 where L is not known.
    """
    g = problem.gradient(w)
    prox = problem.prox()
    if prox is None:
        return np.asarray(g + penalty_slope(problem, w))
    t = 1.0 / (problem.curvature() or 1.0)
    return np.asarray(w - prox(w - t * g, t)) / t


def leftover(problem: Problem, w: Array) -> float:
    """How large the gradient of the cost is at w (p,), or the gradient mapping: its length."""
    return float(np.linalg.norm(uphill(problem, w)))


def settled(problem: Problem, w: Array, seed: int) -> bool:
    """Whether the gradient at w (p,) is a small share of that where a run usually starts, and no plateau makes it small.

    A network with saturated units has hardly any gradient far from its minimum. So the cost is looked at further down the
    slope, as far as the weights are long: where it falls there, a run has not come to its end.
    """
    start = problem.network.start(problem.usual_start, seed)
    usual = leftover(problem, start)
    if usual == 0.0:
        return True
    slope = uphill(problem, w)
    left = float(np.linalg.norm(slope))
    if left > SETTLED * usual:
        return False
    if left == 0.0 or problem.network.linear:
        return True
    far = max(1.0, float(np.abs(w).max()))
    ahead = w - far * 0.5 ** np.arange(LOOKS)[:, None] * slope / left
    with np.errstate(over="ignore", invalid="ignore"):
        now, lowest = problem.cost(w).total, np.nanmin(problem.costs(ahead).total)
    return bool(now - lowest <= SETTLED * abs(problem.cost(start).total - now))


def saddle(problem: Problem, w: Array, seed: int) -> bool:
    """Whether w (p,) is a place that gradient steps cannot leave though the cost falls beside it.

    The gradient gives no direction there, and the cost bends down along some. For networks whose Hessian can be formed; a
    model that is linear in its weights under a convex loss has none.

    >>> from explorer import Experiment
    >>> problem = Experiment(dataset="circles", model="mlp", penalty="none").problem()
    >>> saddle(problem, np.zeros(problem.size), 0), saddle(problem, problem.network.start("normal", 0), 0)
    (True, False)
    """
    if problem.network.linear or problem.size > MOST_WEIGHTS:
        return False
    random = leftover(problem, problem.network.start("normal", seed))
    if not leftover(problem, w) <= NOTHING * random:
        return False
    kink = bool(problem.penalty.kink) and problem.strength > 0
    free = np.flatnonzero(~((w == 0) & (problem.network.penalised > 0) & kink))  # a kink holds the others where they are
    if not free.size:
        return False
    values, vectors = np.linalg.eigh(hessian(problem, w)[np.ix_(free, free)])
    if not values[0] < -BENT_DOWN * np.abs(values).max():
        return False
    # It is tried, since a kink has a curvature that no Hessian has, and on a plateau all curvatures may be rounding.
    beside = np.repeat(w[None], 2, axis=0)
    beside[:, free] += ASIDE * max(1.0, float(np.abs(w).max())) * np.array([[1.0], [-1.0]]) * vectors[:, 0]
    return bool(problem.costs(beside).total.min() < problem.cost(w).total)
