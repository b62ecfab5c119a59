"""Directions along which the data loss never changes."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explorer.core.columns import rank
from explorer.cost.counting import counting
from explorer.cost.problem import Problem

Array = np.ndarray


class FlatDirections(NamedTuple):
    """How many independent directions leave the data loss as it is, from any weights.

    ``features`` leave every prediction as it is: columns of [features 1] that are sums of others, once for each unit they
    feed. ``scores`` add the same to the scores of all classes, under a loss that sees their differences alone. ``unpenalised``
    of all these move biases alone, so that no penalty depends on them.
    """

    features: int
    scores: int
    unpenalised: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.features + self.scores


def flat_directions(problem: Problem) -> FlatDirections:
    """The flat directions of the data loss: by the rank of [features 1], and by what the loss does not depend on.

    For a model linear in its weights these are all there are, unless the loss ignores predictions; a network can have more
    at some weights, such as behind units that are never on.

    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> x = np.array([0.0, 1.0, 3.0])
    >>> twice = Dataset(np.stack([x, 2.0 * x], axis=1), x)
    >>> flat_directions(Problem(twice, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1))
    FlatDirections(features=1, scores=0, unpenalised=0)
    """
    network = counting(problem).network
    missing = network.design.shape[1] - rank(network.design)
    first, last = network.layers[0], network.layers[-1]
    shift = sees_differences_alone(problem)
    inputs = last.rows - (missing if network.linear else 0)  # those that change no prediction are counted already
    return FlatDirections(missing * first.width, inputs if shift else 0, 1 if shift and last.biased else 0)


def sees_differences_alone(problem: Problem) -> bool:
    """Whether the same number added to the scores of all classes changes no example's loss; tried on drawn scores.

    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> data = Dataset(np.array([[0.0], [1.0], [2.0]]), np.array([0, 1, 2]), task="multiclass")
    >>> sees_differences_alone(Problem(data, MODELS["linear"](), LOSSES["cross_entropy"](), PENALTIES["l2"](), 0.1))
    True
    """
    classes = problem.network.layers[-1].outputs
    if classes is None:
        return False
    rng = np.random.default_rng(0)
    y, z, shift = rng.integers(0, classes, 64), rng.normal(size=(64, classes)) * 3.0, rng.normal(size=(64, 1)) * 5.0
    before, after = problem.loss.value(y, z), problem.loss.value(y, z + shift)
    return bool(np.allclose(before, after, rtol=1e-9, atol=1e-12))
