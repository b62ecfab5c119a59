"""Newton's method for many smooth functions at once, each with its own step length and damping."""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.core.line_search import less_damping, more_damping, sufficient_decrease

Array = np.ndarray
STEPS = 100
CONVERGED = 1e-11
"""The gradient has to be this small, as a share of the terms that it is the sum of."""
SHORT = 1e-7
"""The next step has to be this short, as a share of the way from zero. Where a minimum is infinitely far away the gradient
fades but each step is as long as the last."""
HALVINGS = 14


class Derivatives(NamedTuple):
    """The gradients (m, p) of m functions, how large the terms are that they are sums of (m, p), and Hessians (m, p, p)."""

    gradient: Array
    terms: Array
    hessian: Array


class SmoothFunctions(Protocol):
    """m functions of p variables. ``rows`` (k,) says which of them are asked for, at ``x`` (k, p)."""

    def values(self, x: Array, rows: Array) -> tuple[Array, Array]:
        """The values (k,), and how large a difference in them may be rounding (k,)."""

    def derivatives(self, x: Array, rows: Array) -> Derivatives:
        """The first and second derivatives."""


def damped_newton(
    functions: SmoothFunctions, start: Array, curvature: Array, checkpoint: Checkpoint = no_checkpoint, short: float = SHORT
) -> tuple[Array, Array]:
    """The minima (m, p) of m functions from ``start`` (m, p) on, and which of them were reached (m,).

    Newton's steps, halved until the function falls (Boyd and Vandenberghe, Convex Optimization, 2004, section 9.5). Where the
    function is flat or has a seam, so that no length helps, some of a bound on its ``curvature`` (m, p, p) is added to the
    Hessian for a while (Levenberg, 1944). A minimum is reached where the gradient is 1e-11 of its terms and the next step no
    longer than ``short`` of the way from zero. ``checkpoint`` is called at each step.
    """
    x, reached = np.array(start, dtype=float), np.zeros(len(start), dtype=bool)
    damping, everything = np.zeros(len(x)), np.arange(len(x))
    values, rounding = functions.values(x, everything)
    gradient, terms, hessian = (np.array(part) for part in functions.derivatives(x, everything))
    for _ in range(STEPS):
        rows = np.flatnonzero(~reached)
        if not rows.size:
            break
        checkpoint()
        g = gradient[rows]
        step = -_solved(hessian[rows] + damping[rows, None, None] * curvature[rows], g)
        near = (damping[rows] == 0) & (np.abs(step).max(axis=1) <= short * (1.0 + np.abs(x[rows]).max(axis=1)))
        done = near & (np.abs(g) <= CONVERGED * terms[rows]).all(axis=1)
        x[rows[done]] += step[done]  # the last step, which is known to be short
        reached[rows[done]] = True
        slope = np.einsum("mi,mi->m", g, step)
        moved = np.zeros(len(x), dtype=bool)
        trying, length = np.flatnonzero(~done & (slope <= 0)), 1.0
        for _ in range(HALVINGS):
            if not trying.size:
                break
            own = rows[trying]
            trial = x[own] + length * step[trying]
            after, rounding_there = functions.values(trial, own)
            slack = np.maximum(rounding[own], rounding_there)
            fell = sufficient_decrease(after, values[own], length * slope[trying], slack)
            at = own[fell]
            x[at], values[at], rounding[at], moved[at] = trial[fell], after[fell], rounding_there[fell], True
            trying, length = trying[~fell], 0.5 * length
        stuck = rows[~done & ~moved[rows]]
        damping[stuck] = more_damping(damping[stuck])
        ahead = np.flatnonzero(moved)
        if ahead.size:
            damping[ahead] = less_damping(damping[ahead])
            gradient[ahead], terms[ahead], hessian[ahead] = functions.derivatives(x[ahead], ahead)
    return x, reached


def _solved(hessian: Array, gradient: Array) -> Array:
    """x (m, p) with hessian x = gradient for matrices (m, p, p); NaN in rows where there is none."""
    try:
        return np.linalg.solve(hessian, gradient[:, :, None])[:, :, 0]
    except np.linalg.LinAlgError:
        if len(hessian) == 1:
            return np.full(gradient.shape, np.nan)
        return np.concatenate([_solved(hessian[i : i + 1], gradient[i : i + 1]) for i in range(len(hessian))])
