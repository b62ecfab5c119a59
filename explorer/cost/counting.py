"""The examples that count: those of a weight above 0."""

from __future__ import annotations

from copy import copy

from explorer.core.cached import cached
from explorer.cost.problem import Problem


@cached(64)
def counting(problem: Problem) -> Problem:
    """The problem without the examples whose weight is 0, which has the same cost; itself where there are none.

    >>> import numpy as np
    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> data = Dataset(np.eye(3), np.arange(3.0), example_weights=[1.0, 0.0, 2.0])
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1)
    >>> counting(problem).n, bool(counting(problem).cost(np.ones(4)) == problem.cost(np.ones(4)))
    (2, True)
    """
    weights = problem.data.example_weights
    if weights is None or (weights > 0).all():
        return problem
    other = copy(problem)
    for name in ("examples", "feature_means"):  # of all examples, where they are cached already
        vars(other).pop(name, None)
    other.data, other.network = problem.data.rows(weights > 0), problem.network.rows(weights > 0)
    return other
