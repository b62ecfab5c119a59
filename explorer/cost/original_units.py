"""Weights of a linear model in the units of the data as they were before standardising."""

from __future__ import annotations

import numpy as np

from explorer.cost.problem import Problem
from explorer.datasets.preparation import Scaling

Array = np.ndarray


def weights_in_original_units(problem: Problem, scaling: Scaling, w: Array) -> Array | None:
    """How much the prediction (or score) changes per original unit of each feature, (d,), at weights w (p,).

    None for models whose weights do not belong to one feature each, and where no feature was scaled.

    >>> from explorer import Experiment
    >>> e = Experiment(dataset="engel", penalty="none", steps=2000)
    >>> weights_in_original_units(e.problem(), e.prepared().scaling, e.train().weights[-1])
    array([0.5281758])
    """
    network = problem.network
    if not network.linear or not network.basis.identity or (scaling.x_scale == 1).all():
        return None
    return w[: problem.data.X.shape[1]] * scaling.y_scale / scaling.x_scale
