"""How large weights are: how many are zero, and the norm that the penalty adds up."""

from __future__ import annotations

import numpy as np

from explorer.core.cached import cached
from explorer.core.columns import unit_scale
from explorer.cost.counting import counting
from explorer.cost.feature_factors import prices
from explorer.cost.problem import Problem

Array = np.ndarray
ZERO, DIGITS = 1e-12, 1e-15
"""A weight that moves predictions by a smaller share of the targets' spread, or of their last digits' size, is zero."""


def alive(problem: Problem, W: Array) -> Array:
    """Which weights count as not zero, (m, p), at each row of W (m, p); biases never do.

    The one tolerance for zero. A weight of a model linear in its weights counts as zero where, over one standard deviation of
    its feature, it moves the prediction by less than 1e-12 of the targets' standard deviation (of 1 for classes and under
    a log link), or than rounding has already moved the targets: that is dust which solving leaves, and no choice of features.
    With hidden layers only 0 itself counts.

    >>> from explorer import Dataset, LOSSES, MODELS, PENALTIES
    >>> data = Dataset(np.array([[0.0, 1.0], [2.0, 5.0], [4.0, 2.0]]), np.array([1.0, 2.0, 6.0]))
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.1)
    >>> alive(problem, np.array([[1e-9, 1e-17, 3.0]]))
    array([[ True, False, False]])
    """
    found: Array = np.abs(W) > _dust(problem)
    return found


@cached(16)
def _dust(problem: Problem) -> Array:
    """The sizes (p,) up to which weights count as zero; inf for biases."""
    network, y = counting(problem).network, counting(problem).data.y
    kept = network.penalised > 0
    sizes = np.where(kept, 0.0, np.inf)
    if not network.linear:
        return sizes
    X, layer = network.features, network.layers[0]
    spread = unit_scale(X.std(axis=0), X.mean(axis=0))
    numbers = problem.data.task not in ("binary", "multiclass") and problem.loss.link == "identity"
    dust = ZERO * float(y.std()) + DIGITS * float(np.abs(y).max()) if numbers else ZERO
    layer.weights(sizes)[...] = (dust / spread)[:, None]
    return sizes


def zero_count(problem: Problem, W: Array) -> Array:
    """How many weights are zero, (m,) integers, at each row of W (m, p), as `alive` decides. Biases are not counted."""
    return np.count_nonzero(problem.network.penalised > 0) - nonzero(problem, W)


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
    mixed = penalty.base.mixture(1.0)
    if penalty.scaled and mixed != (0.0, 0.0) and (mixed is None or mixed[0] > 0):
        return problem.penalties(weights, 1.0), f"size of the weights: {penalty.measure}"
    if penalty.factors is not None and penalty.scaled and not penalty.is_zero():
        return np.sqrt(weights**2 @ prices(problem)), "size of the weights: root of the sum of factor × w²"
    square = ((weights * (problem.network.penalised > 0)) ** 2).sum(axis=-1)
    return np.sqrt(square), "size of the weights: root of the sum of w²"


def nonzero(problem: Problem, W: Array) -> Array:
    """How many weights are not zero, (m,) integers, at each row of W (m, p), as `alive` decides. Biases are not counted.

    >>> from explorer import Experiment
    >>> nonzero(Experiment(dataset="engel").problem(), np.array([[0.0, 0.0], [-3.0, 7.0]]))
    array([0, 1])
    """
    return np.count_nonzero(alive(problem, W), axis=1)


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
