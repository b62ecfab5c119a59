"""The weights that minimise the data term alone, where they are known and unique."""

from __future__ import annotations

import numpy as np

from explorer.problem import Problem

Array = np.ndarray
NEWTON_STEPS = 60
CONVERGED = 1e-9
SETTLED = 1e-6


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
