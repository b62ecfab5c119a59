"""Minima that are known without a run: the lowest cost, and the weights without a penalty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.columns import rank
from explorer.cost.problem import Problem
from explorer.path.algorithms.active_set import sparse_minimum
from explorer.path.algorithms.objective import ROUNDING

Array = np.ndarray
NEWTON_STEPS = 60
CONVERGED = 1e-11
SETTLED = 1e-6
SHORTEST = 1e-4
FLAT = 1e-4
MOST_WEIGHTS = 250
"""With more, Newton's steps take seconds."""


@dataclass(frozen=True, eq=False)
class Optimum:
    """The weights (p,) with the lowest cost there is, and that cost, penalty included."""

    weights: Array
    cost: float


def optimum(problem: Problem) -> Optimum | None:
    """The lowest cost of a problem and where it is, or None where that is not known to the last digits.

    Known for a model linear in its weights with one score. Under a loss that is quadratic: in closed form (Hoerl and Kennard,
    1970), and with an L1 part by `sparse_minimum`. Under another smooth convex loss, without an L1 part: by damped Newton
    (Boyd and Vandenberghe, Convex Optimization, 2004, section 9.5), to a gradient of 1e-11 of the terms that it is made of.
    None where there is no single minimum (collinear features and no L2), none at all (separable classes), where it was not
    reached or there are too many weights to reach it quickly, and for all else (kinks in the loss, several classes, hidden
    layers, penalties that are not convex).
    """
    parts = problem.penalty.mixture(problem.strength)
    weights = None if parts is None else _minimum(problem, *parts)
    return None if weights is None else Optimum(weights, problem.cost(weights).total)


def distance(optimum: Optimum, totals: Array) -> Array:
    """How far each cost (m,) is above the lowest there is, (m,).

    At least 0: a cost that rounding puts below the lowest counts as equal to it. Differences of about 1e-15 of the cost are
    rounding too. A solver that does not descend this cost, such as AdamW with its decay beside it, need not get to 0.
    """
    return np.maximum(np.asarray(totals, dtype=float) - optimum.cost, 0.0)


def unregularised(problem: Problem) -> Array | None:
    """The weights (p,) with the smallest mean loss and no penalty, or None where they are not known. See `optimum`."""
    return _minimum(problem, 0.0, 0.0)


def _minimum(problem: Problem, l1: float, l2: float) -> Array | None:
    """The weights (p,) with the smallest mean loss + l1 |w| + l2 |w|^2 / 2, biases free; None where they are not known."""
    network, loss = problem.network, problem.loss
    if not (network.linear and loss.smooth and loss.convex) or network.layers[0].outputs is not None:
        return None
    if l2 == 0 and l1 == 0 and problem.size > problem.n:
        return None
    if loss.quadratic:
        return _quadratic(problem, l1, l2)
    if l1 > 0 or problem.size > MOST_WEIGHTS:
        return None
    if l2 == 0 and rank(network.design) < problem.size:
        return None
    with np.errstate(over="ignore", invalid="ignore"):
        return _newton(problem, l2 * network.penalised)


def _quadratic(problem: Problem, l1: float, l2: float) -> Array | None:
    """Least squares, with a row for every penalised weight that asks it to be 0 (Hoerl and Kennard, 1970)."""
    curvature, p, mask = problem.loss.curvature_bound, problem.size, problem.network.penalised
    assert curvature is not None
    both = (curvature / problem.n) ** 0.5 * np.column_stack([problem.network.design, problem.data.y])
    if l2 > 0:
        both = np.concatenate([both, np.diag(np.append(l2**0.5 * mask, 0.0))])
    R = _triangle(both)
    A, t = R[:, :p], R[:, p]
    if l1 > 0:
        return sparse_minimum(A, t, l1 * mask)
    w, _, rank, _ = np.linalg.lstsq(A, t, rcond=None)
    return w if rank == p else None


def _triangle(A: Array) -> Array:
    """As few rows as columns with the same lengths |A v|, and so with the same minimum: R of A = QR."""
    return np.asarray(np.linalg.qr(A, mode="r"))


class _Smooth:
    """The mean loss + ridge w^2 / 2 of a model linear in its weights; ridge (p,) is 0 for biases."""

    def __init__(self, problem: Problem, ridge: Array) -> None:
        self.design, self.y, self.loss, self.n = problem.network.design, problem.data.y, problem.loss, problem.n
        self.ridge = ridge
        self.sizes = np.abs(self.design).T / self.n
        self.unit = float((self.design * self.design).sum()) / self.design.size

    def cost(self, w: Array) -> tuple[float, float]:
        """The cost, and how large a difference in it may be rounding."""
        values, penalty = self.loss.value(self.y, self.design @ w), 0.5 * float(self.ridge @ (w * w))
        return float(values.mean()) + penalty, ROUNDING * (float(np.abs(values).mean()) + penalty)

    def slopes(self, w: Array) -> tuple[Array, Array, Array]:
        """The gradient (p,), how large the terms are that it is the sum of (p,), and the second derivatives (p, p)."""
        z = self.design @ w
        pull, bend = self.loss.slope(self.y, z), self.loss.curvature(self.y, z)
        gradient = self.design.T @ pull / self.n + self.ridge * w
        # A score is rounded too, and its error reaches the gradient through the curvature.
        terms = self.sizes @ (np.abs(pull) + np.abs(bend * z)) + self.ridge * np.abs(w)
        return gradient, terms, (self.design.T * bend) @ self.design / self.n + np.diag(self.ridge)


def _newton(problem: Problem, ridge: Array) -> Array | None:
    """The minimum of the mean loss + ridge w^2 / 2 by Newton's steps, shortened until the cost falls.

    Where the cost is flat or has a seam, so that no such step helps, it is curved a little (Levenberg, 1944) for a while.
    """
    smooth = _Smooth(problem, ridge)
    w, added = np.zeros(problem.size), 0.0
    value, rounding = smooth.cost(w)
    gradient, terms, hessian = smooth.slopes(w)
    for _ in range(NEWTON_STEPS):
        step = _solved(hessian, added, gradient)
        slope = float(gradient @ step)
        # Where classes are separable the gradient fades, but each step is as long as the last.
        settled = added == 0 and np.abs(step).max() <= SETTLED * (1.0 + np.abs(w).max())
        if settled and (np.abs(gradient) <= CONVERGED * terms).all():
            return w
        length = 1.0 if slope >= 0 else 0.0
        while length >= SHORTEST:
            trial = w - length * step
            reached, rounding_there = smooth.cost(trial)
            if reached <= value - 1e-4 * length * slope + max(rounding, rounding_there):
                break
            length *= 0.5
        if length < SHORTEST:
            added = max(10.0 * added, FLAT * smooth.unit)
            continue
        w, value, rounding = trial, reached, rounding_there
        gradient, terms, hessian = smooth.slopes(w)
        added = 0.1 * added if added > FLAT * smooth.unit else 0.0
    return None


def _solved(hessian: Array, added: float, gradient: Array) -> Array:
    """The step (p,) that would take the gradient to 0; NaN where there is none."""
    try:
        return np.linalg.solve(hessian + added * np.eye(gradient.size), gradient)
    except np.linalg.LinAlgError:
        return np.full(gradient.size, np.nan)
