"""The relaxed path: at each strength the features that are left are fitted once more, without a penalty."""

from __future__ import annotations

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.core.effort import WHOLE, Effort
from explorer.cost.feature_factors import free_features
from explorer.cost.problem import Problem
from explorer.cost.weight_norms import alive
from explorer.path.algorithms.unpenalised import unpenalised_fit
from explorer.path.methods.choice import path_method, path_refusal
from explorer.path.zeroing import null_weights

Array = np.ndarray


def relaxed_refusal(problem: Problem) -> str:
    """Why there is no relaxed path to show, in a sentence; empty where there is one.

    >>> from explorer import Experiment
    >>> [relaxed_refusal(Experiment(penalty=penalty).problem()) for penalty in ("l1", "l2")]
    ['', 'L2 leaves every feature in, so fitting them without a penalty is the same at every strength.']
    """
    if refusal := path_refusal(problem):
        return refusal
    if not problem.penalty.kink:
        return (
            f"{problem.penalty.name} leaves every feature in, so fitting them without a penalty is the same at every strength."
        )
    if path_method(problem).slow:
        return f"Fitting each choice of features once more takes long under {problem.loss.name} with several classes."
    return ""


def relaxed_weights(problem: Problem, W: Array, checkpoint: Checkpoint = no_checkpoint) -> Array:
    """The weights (k, p) with the lowest mean loss that use the features in use in each row of W (k, p) alone.

    A feature is in use where its weight counts as not zero, with several classes where one of its weights does; features with
    a factor of 0 always are. Least squares under squared loss; the maximum of the likelihood where the loss is one. Rows are
    NaN where there is no minimum, and where finding it takes too long (`explorer.core.effort`). It is the end phi = 0 of the
    relaxed lasso (Meinshausen, "Relaxed lasso", 2007), and of L1 with squared loss also called the hybrid of LARS and least
    squares (Efron, Hastie, Johnstone and Tibshirani, 2004).
    Raises ``ValueError`` with the sentence of `relaxed_refusal`.

    >>> from explorer import Dataset, LOSSES, MODELS, PENALTIES
    >>> data = Dataset(np.array([[-1.0], [1.0]]), np.array([-3.0, 3.0]))
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 3.0)
    >>> relaxed_weights(problem, np.array([[1.5, 0.0], [0.0, 0.0]]))[:, 0]
    array([3., 0.])
    """
    if refusal := relaxed_refusal(problem):
        raise ValueError(refusal)
    layer, free = problem.network.layers[0], free_features(problem)
    used = layer.weights(alive(problem, W)).any(axis=-1) | free
    out = np.full(W.shape, np.nan)
    start = np.zeros(problem.size)
    layer.biases(start)[...] = _biases(problem)
    found: dict[bytes, Array | None] = {}
    whole = Effort(WHOLE)
    for i, features in enumerate(used):
        key = features.tobytes()
        if key not in found:
            effort = whole.share()
            fit = unpenalised_fit(problem, start, features, checkpoint, effort) if whole.left else None
            found[key] = fit if effort.left else None
            whole.spend(effort.done)
            checkpoint()
        weights = found[key]
        if weights is not None:
            out[i] = weights
    return out


def _biases(problem: Problem) -> Array | float:
    """Where biases start."""
    null = null_weights(problem)
    return 0.0 if null is None else problem.network.layers[0].biases(null)
