"""How far weights violate the KKT conditions for a minimum (Karush, 1939; Kuhn and Tucker, 1951), at many strengths."""

from __future__ import annotations

import numpy as np

from explorer.cost.problem import Problem
from explorer.path.algorithms.objective import ROUNDING, RidgedLoss

Array = np.ndarray
SUMMED = 1e-13
"""What rounding leaves of a gradient at weights that were solved for, as a share of its terms: that of hundreds of sums."""


def mean_loss_and_gradient(problem: Problem, W: Array) -> tuple[Array, Array]:
    """The mean loss (k,) and its gradient (k, p) at each row of W (k, p), for a model linear in its weights."""
    return RidgedLoss(problem).mean_loss_and_gradient(W)


def violations(problem: Problem, strengths: Array, W: Array, G: Array, slack: Array | float = 0.0) -> Array:
    """By how much the KKT conditions are violated (k,), at strengths (k,) with weights W and gradients G (k, p).

    The largest over all weights and biases, in the gradient's units. Where each weight is penalised by itself:
    |g + slope x sign(w)| for those in use, what |g| has above the slope for those that are zero, |g| for biases. For groups of
    weights: how far its prox moves the weights after a step down the gradient, over the length of that step, which is the
    same for L1 and 0 exactly where no step of descent helps. What the rounding of a bias explains counts as 0, and ``slack``
    (k, p) of each gradient does not count either.
    """
    G = _without_rounding(problem, W, G)
    layer = problem.network.layers[0]
    own, bias = slice(layer.start, layer.bias), slice(layer.bias, layer.stop)
    weights, gradient_norms = W[:, own], G[:, own]
    separate = layer.width == 1 or problem.penalty.separable
    if problem.penalty.smooth and problem.penalty.scaled:
        slopes = problem.penalty.slope(layer.weights(W)).reshape(weights.shape)
        violation = np.abs(gradient_norms + strengths[:, None] * slopes)
    elif separate:
        slopes = _penalty_slopes(problem, strengths, np.abs(layer.weights(W))).reshape(weights.shape)
        violation = np.abs(gradient_norms + slopes * np.sign(weights))
        violation -= slopes * (weights == 0)
    else:
        t = _step(problem)
        shape = (layer.inputs, layer.width)
        moved = [
            problem.penalty.prox((w - t * g).reshape(shape), t, float(s)).ravel()
            for w, g, s in zip(weights, gradient_norms, strengths, strict=True)
        ]
        violation = np.abs(weights - np.array(moved).reshape(weights.shape)) / t
    every = np.concatenate([violation, np.abs(G[:, bias])], axis=1) - slack
    return np.maximum(every.max(axis=1), 0.0)


def gradient_rounding(problem: Problem, W: Array) -> Array:
    """How much of each gradient (k, p) rounding may explain, for weights W (k, p) of a model linear in its weights.

    A share of what it is the sum of: each example's slope, and what the rounding of its prediction, itself a sum, makes of it
    through the loss's curvature.
    """
    sizes, y, width = np.abs(problem.network.design), problem.data.y, problem.network.layers[0].width
    out = np.empty(W.shape)
    with np.errstate(over="ignore", invalid="ignore"):
        for i, w in enumerate(W):
            out[i] = (sizes.T @ _slopes_and_rounding(problem, sizes, y, w, width)).ravel()
    return np.where(np.isfinite(out), SUMMED * out / problem.n, 0.0)


def _penalty_slopes(problem: Problem, strengths: Array, sizes: Array) -> Array:
    """The penalty's slope in the size of each weight (k, inputs, width) at its strength."""
    penalty = problem.penalty
    if penalty.scaled:
        return strengths[:, None, None] * penalty.rise(sizes, 1.0)[0]
    return np.array([penalty.rise(size, float(s))[0] for size, s in zip(sizes, strengths, strict=True)]).reshape(sizes.shape)


def _step(problem: Problem) -> float:
    """1/L of the mean loss, or of a curvature of 1 where it has no bound."""
    return 1.0 / max((problem.loss.curvature_bound or 1.0) * problem.largest_eigenvalue(), 1e-12)


def _without_rounding(problem: Problem, W: Array, G: Array) -> Array:
    """The gradients (k, p) as they would be if no bias were rounded.

    A bias far from 0 cannot be given more closely than its last digit, and features with an offset multiply what that leaves
    of its slope. Where the slope is no more than rounding leaves of its terms it counts as 0, with what it adds to the slopes
    of the weights, which is the features' means times as much. A larger one is left as it is.
    """
    layer = problem.network.layers[0]
    if not layer.biased:
        return G
    with np.errstate(over="ignore", invalid="ignore"):
        terms = _terms(problem, W)
    bias_slopes = layer.biases(G)
    rest = np.where(np.isfinite(terms) & (np.abs(bias_slopes) <= ROUNDING * terms), bias_slopes, 0.0)
    if not rest.any():
        return G
    out, mean = G.copy(), problem.feature_means
    layer.weights(out)[...] -= mean[:, None] * rest[:, None, :]
    layer.biases(out)[...] -= rest
    return out


def _terms(problem: Problem, W: Array) -> Array:
    """How large the terms are that the slope of each bias (k, K) is made of: the losses' slopes, and their curvature times all
    that a prediction is the sum of."""
    design, y, loss, width = problem.network.design, problem.data.y, problem.loss, problem.network.layers[0].width
    sizes = np.abs(design)
    if loss.quadratic and width == 1 and loss.curvature_bound is not None and loss is problem.examples.loss:
        return loss.curvature_bound * (np.abs(W) @ sizes.mean(axis=0) + np.abs(y).mean())[:, None]
    return np.array([_slopes_and_rounding(problem, sizes, y, w, width).mean(axis=0) for w in W]).reshape(len(W), width)


def _slopes_and_rounding(problem: Problem, sizes: Array, y: Array, w: Array, width: int) -> Array:
    """The size of each example's slope (n, width) at weights w (p,), and its curvature times what its prediction sums up."""
    V, z, loss = w.reshape(-1, width), problem.network.predict(w), problem.examples.loss
    slope, curvature = (np.abs(part).reshape(-1, width) for part in (loss.slope(y, z), loss.curvature(y, z)))
    # A convex loss's second derivative in two scores is at most the root of the product of those in each.
    root = np.sqrt(curvature)
    return slope + root * (root * (sizes @ np.abs(V))).sum(axis=1, keepdims=True)
