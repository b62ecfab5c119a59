"""Weights of zero: the best biases there, the slopes of the data term, and the strength from which on they are a minimum."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explorer.core.cached import cached
from explorer.core.effort import WHOLE, Effort
from explorer.cost.feature_factors import free_features
from explorer.cost.problem import Problem
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.objective import ROUNDING
from explorer.path.algorithms.unpenalised import unpenalised_fit

Array = np.ndarray
BIAS_STEPS = 5000
FARTHEST = 1e6


def zeroing_strength(problem: Problem, centred: CentredDesign | None = None) -> float | None:
    """The smallest strength at which weights of zero are a minimum, for a local one at least; None where none is known.

    Weights with a factor of 0 are not among them: they are the best ones there. At zero weights and the best biases the
    penalty has to rise more steeply than the data term falls. Known for models linear in their weights under a smooth convex
    loss, and for penalties with a kink at zero. A gradient that is no more than rounding leaves of its terms counts as none.
    ``centred`` are the features about their means, if they are at hand.
    """
    gradient = gradient_at_zero(problem, centred)
    return None if gradient is None else problem.penalty.zeroing_strength(gradient)


def gradient_at_zero(problem: Problem, centred: CentredDesign | None = None) -> Array | None:
    """The gradient (q, K) of the mean loss at the `null_weights`, and 0 where it is no more than rounding.

    None for models that are not linear in their weights, for losses that are not smooth and convex, and where the best bias
    is not found. ``centred`` as for `zeroing_strength`.
    """
    network, loss = problem.network, problem.loss
    if not (network.linear and loss.smooth and loss.convex):
        return None
    layer = network.layers[0]
    w = null_weights(problem)
    if w is None:
        return None
    with np.errstate(over="ignore", invalid="ignore"):
        gradient = problem.gradient(w)
        block = layer.weights(gradient)
        if layer.biased:  # an offset of the features would multiply what rounding has left of the bias's slope
            block = block - np.outer(problem.feature_means, layer.biases(gradient))
        z = network.predict(w)
        loss = problem.examples.loss
        slope, curvature = loss.slope(problem.data.y, z), loss.curvature(problem.data.y, z)
        A = (centred or CentredDesign.of(problem)).deviations
        terms = np.abs(A).T @ (np.abs(slope) + np.abs(curvature * z)) / problem.n
        faint = np.abs(A.T @ slope) / problem.n <= ROUNDING * terms
        block[faint.reshape(block.shape)] = 0.0
    return block


@cached(16)
def null_weights(problem: Problem) -> Array | None:
    """The weights (p,) that a penalty leads to as its strength grows: zero, and the best biases; None where they are not found.

    For a model linear in its weights. Weights of features with a factor of 0 are free at any strength: they are then the best
    ones together with the biases, under a convex loss; finding those can take too long (`explorer.core.effort`). Read-only.
    """
    w = np.zeros(problem.size)
    with np.errstate(over="ignore", invalid="ignore"):
        bias = best_bias(problem)
    if bias is None:
        return None
    problem.network.layers[0].biases(w)[...] = bias
    free = free_features(problem)
    found: Array | None = w
    if free.any() and problem.loss.convex:
        found = unpenalised_fit(problem, w, free, whole=(effort := Effort(WHOLE).share()))
        found = found if effort.left else None
    if found is not None:
        found.flags.writeable = False
    return found


def zeroing_unknown(problem: Problem) -> str:
    """Why `zeroing_strength` is not known although the penalty has a kink and so there is one; empty where it is known."""
    if not problem.network.linear:
        return "the model has hidden layers"
    if not problem.loss.smooth:
        return "the loss has a kink, where its slope is a choice"
    if not problem.loss.convex:
        best = "best bias" if problem.network.biased else "minimum that it shows"
        return f"the loss is not convex, so the {best} may not be the only one"
    return "" if zeroing_strength(problem) is not None else "the best bias was not found"


def best_bias(problem: Problem) -> Array | None:
    """The biases (K,) with the smallest mean loss where all weights are zero; None where they are not found.

    None at all, (0,), for a model without an intercept: its null model is a score of 0. In closed form where the loss has one,
    or by gradient steps of length 1/L on K numbers, or by bisection on the slope of one.
    """
    examples, outputs = problem.examples, problem.network.layers[0].outputs
    y, loss = examples.y, examples.loss
    if not problem.network.biased:
        return np.zeros(0)
    if loss.minimiser.of is not None and examples.offset is None:
        with np.errstate(divide="ignore", invalid="ignore"):
            best = np.atleast_1d(loss.minimiser.of(y, examples.shares))
        if best.shape == (outputs or 1,) and np.isfinite(best).all():
            return best
    if outputs is None:
        size = float(np.abs(y).max() + (0.0 if examples.offset is None else np.abs(examples.offset).max())) or 1.0
        return _bisected(lambda b: float(loss.slope(y, np.full(y.shape, b)).mean()), size)
    if loss.curvature_bound is None:
        return None
    z = np.zeros(outputs)
    for _ in range(BIAS_STEPS):
        step = loss.slope(y, np.tile(z, (len(y), 1))).mean(axis=0) / loss.curvature_bound
        z = z - step
        if np.abs(step).max() < 1e-13:
            break
    return z


def _bisected(slope: Callable[[float], float], size: float) -> Array | None:
    """Where a slope that never falls crosses 0; None where it does not within 1e6, or 1e6 times the targets' size if that is
    farther."""
    reach = min(size, 1.0)
    while not (slope(-reach) <= 0.0 <= slope(reach)):
        reach *= 4.0
        if reach > FARTHEST * max(size, 1.0):
            return None
    low, high = -reach, reach
    for _ in range(100):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if slope(middle) < 0.0 else (low, middle)
    return np.array([0.5 * (low + high)])
