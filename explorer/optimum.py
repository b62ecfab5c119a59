"""Minima that are known without a run: the weights without a penalty, and the strength that leaves no weight."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explorer.problem import Problem

Array = np.ndarray
NEWTON_STEPS = 60
CONVERGED = 1e-9
SETTLED = 1e-6
BIAS_STEPS = 5000


def unregularised(problem: Problem) -> Array | None:
    """The weights (p,) with the smallest mean loss and no penalty, or None where they are not known.

    Least squares in closed form; another smooth convex loss under a model linear in its weights by damped Newton (Boyd
    and Vandenberghe, Convex Optimization, 2004, section 9.5), to a gradient of 1e-9. None where the minimum is not
    unique (collinear features), does not exist (separable classes), or is not of that kind (kinks, hidden layers).
    """
    network, loss = problem.network, problem.loss
    if not (network.linear and loss.smooth and loss.convex) or network.layers[0].outputs is not None:
        return None
    design = network.design
    if np.linalg.matrix_rank(design) < design.shape[1]:
        return None
    if loss.quadratic:
        return np.linalg.lstsq(design, problem.data.y, rcond=None)[0]
    with np.errstate(over="ignore", invalid="ignore"):
        return _newton(problem)


def _newton(problem: Problem) -> Array | None:
    design, y, loss, n = problem.network.design, problem.data.y, problem.loss, problem.n
    w = np.zeros(problem.size)
    value = float(loss.value(y, design @ w).mean())
    for _ in range(NEWTON_STEPS):
        z = design @ w
        gradient = design.T @ loss.slope(y, z) / n
        hessian = (design.T * loss.curvature(y, z)) @ design / n
        try:
            step = np.linalg.solve(hessian, gradient)
        except np.linalg.LinAlgError:
            return None
        slope = float(gradient @ step)
        if not np.isfinite(step).all() or slope < 0:
            return None
        # Where classes are separable the gradient fades, but each step is as long as the last.
        if np.abs(gradient).max() <= CONVERGED and np.abs(step).max() <= SETTLED * (1.0 + np.abs(w).max()):
            return w
        length = 1.0
        while length > 1e-8:
            trial = w - length * step
            reached = float(loss.value(y, design @ trial).mean())
            if reached <= value - 1e-4 * length * slope or np.abs(length * step).max() < 1e-12:
                break
            length *= 0.5
        w, value = trial, reached
    return None


def zeroing_strength(problem: Problem) -> float | None:
    """The smallest strength at which weights of zero are a minimum, for a local one at least; None where none is known.

    At zero weights and the best biases the penalty has to rise more steeply than the data term falls. Known for models
    linear in their weights under a smooth convex loss, and for penalties with a kink at zero.
    """
    network, loss = problem.network, problem.loss
    if not (network.linear and loss.smooth and loss.convex):
        return None
    layer = network.layers[0]
    w = np.zeros(problem.size)
    with np.errstate(over="ignore", invalid="ignore"):
        bias = _best_bias(problem)
        if bias is None:
            return None
        w[layer.bias : layer.stop] = bias
        block = problem.gradient(w)[: layer.bias].reshape(layer.inputs, layer.width)
    return problem.penalty.zeroing_strength(block)


def _best_bias(problem: Problem) -> Array | None:
    """The biases (K,) with the smallest mean loss where all weights are zero, by gradient steps of length 1/L on K numbers,
    or by bisection on the slope of one."""
    y, loss, outputs = problem.data.y, problem.loss, problem.network.layers[0].outputs
    if outputs is None:
        return _bisected(lambda b: float(loss.slope(y, np.full(y.shape, b)).mean()))
    if loss.curvature_bound is None:
        return None
    z = np.zeros(outputs)
    for _ in range(BIAS_STEPS):
        step = loss.slope(y, np.tile(z, (len(y), 1))).mean(axis=0) / loss.curvature_bound
        z = z - step
        if np.abs(step).max() < 1e-13:
            break
    return z


def _bisected(slope: Callable[[float], float]) -> Array | None:
    """Where a slope that never falls crosses 0; None where it does not within 1e6."""
    reach = 1.0
    while not (slope(-reach) <= 0.0 <= slope(reach)):
        reach *= 4.0
        if reach > 1e6:
            return None
    low, high = -reach, reach
    for _ in range(100):
        middle = 0.5 * (low + high)
        low, high = (middle, high) if slope(middle) < 0.0 else (low, middle)
    return np.array([0.5 * (low + high)])
