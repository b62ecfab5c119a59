"""Whether a model that is linear in its weights can separate all classes of its data."""

from __future__ import annotations

from functools import partial

import numpy as np

from explorer.core.columns import rank
from explorer.core.line_search import RoundedCost, backtrack
from explorer.cost.counting import counting
from explorer.cost.hessian import MOST_WEIGHTS, hessian
from explorer.cost.problem import Problem
from explorer.losses.base import Loss
from explorer.losses.binary_probability import Logistic
from explorer.losses.multiclass import lead
from explorer.losses.multiclass_probability import CrossEntropy
from explorer.penalties.norms import NoPenalty

Array = np.ndarray

STEPS, HALVINGS = 40, 14
VANISHED = 1e-12
"""A curvature, or a margin, below this share of the largest is not known well enough to prove anything."""
TRIED_LEADS = (0.0, 1.0, 3.0, 10.0, 30.0)


def separable(problem: Problem) -> bool | None:
    """Whether some weights put every example of a classification problem on the right side of every border.

    True comes with such weights found. False comes with proof that every change of the scores makes some example worse
    (Gordan's theorem: factors above 0 for all of them that cancel). Both are looked for by Newton's steps on the logistic
    loss without a penalty, which has a minimum only in the second case (Albert and Anderson, "On the existence of maximum
    likelihood estimates in logistic regression models", 1984). None where neither is the case or was found, for other
    tasks, for models with hidden layers, and above 200 weights.

    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> def line(y):
    ...     data = Dataset(np.array([[0.0], [1.0], [2.0], [3.0]]), np.array(y), task="binary")
    ...     return Problem(data, MODELS["linear"](), LOSSES["hinge"](), PENALTIES["l2"](), 0.1)
    >>> separable(line([-1.0, -1.0, 1.0, 1.0])), separable(line([-1.0, 1.0, -1.0, 1.0]))
    (True, False)
    """
    problem = counting(problem)
    network, y = problem.network, problem.data.y
    if problem.data.task not in ("binary", "multiclass") or not network.linear or problem.size > MOST_WEIGHTS:
        return None
    several = network.layers[0].outputs is not None
    loss: Loss = CrossEntropy() if several else Logistic()
    plain = Problem(problem.data, problem.model, loss, NoPenalty(), 0.0)
    plain.network = network  # the features as they were fitted for this problem
    w = np.zeros(plain.size)
    reach = np.abs(network.design).sum(axis=1).max()
    independent = rank(network.design) * (plain.size // network.design.shape[1] - several)

    def cost(w: Array) -> RoundedCost:
        value = plain.cost(w).data
        return RoundedCost(value, np.finfo(float).eps * value)

    for _ in range(STEPS):
        gradient = plain.gradient(w)
        values, vectors = np.linalg.eigh(hessian(plain, w))
        values, vectors = values[-independent:], vectors[:, -independent:]  # every other direction is flat everywhere
        if values[0] <= VANISHED * values[-1]:
            return None
        step = vectors @ (vectors.T @ gradient / values)
        left = gradient - vectors @ (values * (vectors.T @ step))
        if _change(network.predict(step)) + 2.0 * reach * np.linalg.norm(left) / values[0] < 0.5:
            return False
        slope = -float(gradient @ step)
        accepted = backtrack(partial(_moved, w, step), cost, cost(w), slope, halvings=HALVINGS)
        if accepted is None:
            return None
        w = accepted.weights
        if leads(y, network.predict(w)).min() > VANISHED * reach * np.abs(w).max():
            return True
    return None


def _moved(w: Array, step: Array, length: float) -> Array:
    return w - length * step


def leads(y: Array, z: Array) -> Array:
    """The margin of each example (n,): y z for scores z (n,), the true class's lead over the best other one for z (n, K).

    All are above 0 where every example is classified correctly.

    >>> leads(np.array([1.0, -1.0]), np.array([2.0, 3.0])), leads(np.array([1]), np.array([[0.5, 2.0]]))
    (array([ 2., -3.]), array([1.5]))
    """
    return y * z if z.ndim == 1 else lead(z, y)


def _change(scores: Array) -> float:
    """The largest relative change, to first order, of a wrong class's probability under a step with these scores.

    The gradient is a sum of the examples' features weighted by these probabilities, all above 0; Newton's step changes them
    so that to first order the sum is 0. Where no relative change reaches 1 they stay above 0, which is the proof.
    """
    return float(np.abs(scores).max() if scores.ndim == 1 else np.ptp(scores, axis=-1).max())


def never_satisfied(loss: Loss, classes: int = 2) -> bool:
    """Whether the loss falls towards 0 as the true class's lead grows, without ever reaching it.

    >>> from explorer import LOSSES
    >>> [never_satisfied(LOSSES[name]()) for name in ("logistic", "hinge", "cross_entropy", "tangent")]
    [True, False, True, False]
    """
    tried = np.array(TRIED_LEADS)
    if loss.task == "binary":
        y = np.ones(tried.size)
        slope, value = loss.slope(y, tried), loss.value(y, tried)
    elif loss.task == "multiclass":
        y = np.zeros(tried.size, dtype=int)
        z = np.zeros((tried.size, classes))
        z[:, 0] = tried
        slope, value = loss.slope(y, z)[:, 0], loss.value(y, z)
    else:
        return False
    return bool((slope < 0).all() and (value > 0).all() and value[-1] < 1e-6)
