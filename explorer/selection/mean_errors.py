"""The errors on examples that were held out, and their means over the folds."""

from __future__ import annotations

import numpy as np

from explorer.cost.bound_examples import BoundExamples
from explorer.cost.problem import CELLS_AT_ONCE, Problem
from explorer.datasets.preparation import Scaling
from explorer.selection.metrics import Metric

Array = np.ndarray


def errors_and_scores(
    problem: Problem, held: BoundExamples, weights: Array, metric: Metric, scaling: Scaling
) -> tuple[Array, Array]:
    """The mean loss and the metric (k,) of weights (k, p) on what is held out, a few rows at a time."""
    network, y, layer = held.network, held.y, problem.network.layers[0]
    errors, scores = np.empty(len(weights)), np.empty(len(weights))
    block = max(1, CELLS_AT_ONCE // (y.size * layer.width))
    for i in range(0, len(weights), block):
        rows = weights[i : i + block]
        z = rows @ network.design.T if layer.outputs is None else network.predict(rows)
        errors[i : i + block] = held.loss.value(y, z).mean(axis=-1)
        scores[i : i + block] = metric.of(y, held.scores(z), problem.loss, scaling, held.shares)
    return errors, scores


def mean_and_se(errors: Array) -> tuple[Array, Array]:
    """The mean over the folds, the first axis, and its standard error; both inf where an error is.

    >>> mean_and_se(np.array([[1.0, 2.0], [3.0, np.inf]]))
    (array([ 2., inf]), array([ 1., inf]))
    """
    finite = np.isfinite(errors).all(axis=0)
    usable = errors if finite.all() else np.where(finite, errors, 0.0)
    mean, n = usable.mean(axis=0), len(errors)
    deviations = usable - mean
    se = np.sqrt(np.einsum("i...,i...->...", deviations, deviations) / ((n - 1) * n))
    return np.where(finite, mean, np.inf), np.where(finite, se, np.inf)
