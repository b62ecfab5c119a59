"""Where the penalty's kink makes the cost not differentiable: which weights are at it, and across which directions."""

from __future__ import annotations

import numpy as np

from explorer.cost.feature_factors import prices
from explorer.cost.problem import Problem

Array = np.ndarray
NEAR = 1e-6
"""A weight counts as zero where a step of this share of the largest weight along the plane makes it so."""
STILL = 1e-9
"""A weight that moves by less than this share of the one that moves most does so by rounding alone."""


def at_kink(problem: Problem, w: Array, size: Array | float = 0.0) -> Array:
    """Which of the weights w (p,) are at the penalty's kink at zero: bools (p,).

    Those within ``size`` of zero; where the penalty joins all weights of an input, those of inputs that are zero altogether.
    Biases, and weights with a factor of 0, have no penalty and no kink.

    >>> from explorer import LOSSES, MODELS, PENALTIES, Dataset
    >>> data = Dataset(np.array([[1.0, 0.0], [-1.0, 2.0]]), np.array([0.0, 1.0]))
    >>> problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.5)
    >>> at_kink(problem, np.array([0.0, 2.0, 0.0]))
    array([ True, False, False])
    """
    kinked = (np.abs(w) <= size) & (prices(problem) > 0) & (problem.penalty.kink * problem.strength > 0)
    if not problem.penalty.separable:
        for layer in problem.network.layers:
            layer.weights(kinked)[...] = layer.weights(kinked).all(axis=1, keepdims=True)
    return kinked


def kink_directions(problem: Problem, along: Array, w: Array) -> Array:
    """The directions (k, 2) of a plane along which the slope of the cost jumps by the penalty's kink: none, one or two.

    ``along`` (p, 2) are the plane's axes and w (p,) the weights at the place. At right angles to all of them there is no
    kink. They are unit vectors in the plane's own coordinates.
    """
    length = np.linalg.norm(along, axis=1)
    reach = length * NEAR * max(1.0, float(np.abs(w).max(initial=0.0)))
    moved = along[at_kink(problem, w, reach) & (length > STILL * length.max(initial=0.0))]
    if not len(moved):
        return np.zeros((0, 2))
    _, sizes, directions = np.linalg.svd(moved / np.linalg.norm(moved, axis=1, keepdims=True), full_matrices=False)
    return directions[sizes > NEAR]
