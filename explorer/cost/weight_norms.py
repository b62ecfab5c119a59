"""How large weights are: how many are exactly zero, and the norm that the penalty adds up."""

from __future__ import annotations

import numpy as np

from explorer.cost.problem import Problem

Array = np.ndarray


def zero_count(problem: Problem, W: Array) -> Array:
    """How many weights are exactly zero, (m,) integers, at each row of W (m, p). Biases are not counted.

    Weights of zero are what L1 and its kin leave; a weight that is merely tiny does not count.
    """
    kept = problem.network.penalised > 0
    return np.count_nonzero(W[:, kept] == 0, axis=1)


def penalty_norm(problem: Problem, W: Array) -> Array:
    """What the penalty adds up, (m,), at each row of W (m, p), in the words of its ``measure``.

    The penalty at strength 1 where the strength is a mere factor, so that the strength times this is its part of the cost;
    the price at the problem's own strength where it is not.

    >>> from explorer import Experiment
    >>> W = np.array([[0.0, 0.0], [-3.0, 7.0]])
    >>> problem = Experiment(dataset="engel", penalty="l1", strength=0.1).problem()
    >>> penalty_norm(problem, W), zero_count(problem, W)
    (array([0., 3.]), array([1, 0]))
    """
    return problem.penalties(W, 1.0 if problem.penalty.scaled else problem.strength)


def weight_sizes(problem: Problem, weights: Array) -> tuple[Array, str]:
    """How large each row of weights (k, p) is without its biases, (k,), and what is measured, for an axis.

    What the penalty itself adds up, since that never rises with the strength; the root of it where it adds up squares. Where
    the strength is no mere factor, the length.
    """
    penalty = problem.penalty
    mixed = penalty.mixture(1.0)
    if penalty.scaled and mixed != (0.0, 0.0) and (mixed is None or mixed[0] > 0):
        return problem.penalties(weights, 1.0), f"size of the weights: {penalty.measure}"
    square = ((weights * (problem.network.penalised > 0)) ** 2).sum(axis=-1)
    return np.sqrt(square), "size of the weights: root of the sum of w²"


def nonzero(problem: Problem, W: Array) -> Array:
    """How many weights are not exactly zero, (m,) integers, at each row of W (m, p). Biases are not counted.

    >>> from explorer import Experiment
    >>> nonzero(Experiment(dataset="engel").problem(), np.array([[0.0, 0.0], [-3.0, 7.0]]))
    array([0, 1])
    """
    return np.count_nonzero(W[:, problem.network.penalised > 0], axis=1)


def share_of_length(problem: Problem, w: Array, reference: Array) -> float | None:
    """The length of the weights w (p,) as a share of that of other ones (p,), biases left out; None where that is 0.

    >>> from explorer import Experiment
    >>> share_of_length(Experiment(dataset="engel").problem(), np.array([1.0, 5.0]), np.array([2.0, 0.0]))
    0.5
    """
    kept = problem.network.penalised > 0
    whole = float(np.linalg.norm(reference[kept]))
    return float(np.linalg.norm(w[kept])) / whole if whole else None


def largest_weights(problem: Problem, W: Array) -> Array:
    """The indices of the weights, biases left out, by their largest size in any row of W (m, p), the largest first.

    >>> from explorer import Experiment
    >>> largest_weights(Experiment(dataset="stackloss").problem(), np.array([[1.0, -3.0, 0.0, 9.0], [2.0, 0.0, 0.0, 9.0]]))
    array([1, 0, 2])
    """
    kept = np.flatnonzero(problem.network.penalised > 0)
    order: Array = kept[np.argsort(-np.abs(W[:, kept]).max(axis=0), kind="stable")]
    return order
