"""Minima that are known without a run: the smallest cost, and the weights without a penalty."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.columns import rank
from explorer.cost.counting import counting
from explorer.cost.existence import minimum_exists
from explorer.cost.feature_factors import free_features, prices
from explorer.cost.problem import Problem
from explorer.path.algorithms.active_set import sparse_minimum
from explorer.path.algorithms.damped_newton import Derivatives, damped_newton
from explorer.path.algorithms.objective import RidgedLoss

Array = np.ndarray
SHORT = 1e-6
"""How short the last of Newton's steps has to be, as a share of the way from zero."""
MOST_WEIGHTS = 250
"""With more, Newton's steps take seconds."""


@dataclass(frozen=True, eq=False)
class Optimum:
    """The weights (p,) with the smallest cost there is, and that cost, penalty included."""

    weights: Array
    cost: float


def optimum(problem: Problem) -> Optimum | None:
    """The smallest cost of a problem and where it is, or None where that is not known to the last digits.

    Known for a model linear in its weights with one score. Under a loss that is quadratic: in closed form (Hoerl and Kennard,
    1970), and with an L1 part by `sparse_minimum`. Under another smooth convex loss, without an L1 part: by damped Newton
    (Boyd and Vandenberghe, Convex Optimization, 2004, section 9.5), to a gradient of 1e-11 of the terms that it is made of.
    None where there is no single minimum (collinear features and no L2), none at all (separable classes), where it was not
    reached or there are too many weights to reach it quickly, and for all else (kinks in the loss, several classes, hidden
    layers, penalties that are not convex).
    """
    parts = problem.penalty.base.mixture(problem.strength)
    weights = None if parts is None else _minimum(problem, *parts)
    return None if weights is None else Optimum(weights, problem.cost(weights).total)


def distance(optimum: Optimum, totals: Array) -> Array:
    """How far each cost (m,) is above the minimum, (m,).

    At least 0: a cost that rounding puts below the minimum counts as equal to it. Differences of about 1e-15 of the cost are
    rounding too. A solver that does not descend this cost, such as AdamW with its decoupled decay, need not get to 0.
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
    if l2 == 0 and l1 == 0 and problem.size > counting(problem).n:
        return None
    if loss.quadratic:
        return _quadratic(problem, l1, l2)
    if l1 > 0 or problem.size > MOST_WEIGHTS:
        return None
    if (l2 == 0 or free_features(problem).any()) and (
        rank(counting(problem).network.design) < problem.size or minimum_exists(problem.at(l2)).exists is False
    ):
        return None
    with np.errstate(over="ignore", invalid="ignore"):
        return _newton(problem, l2 * prices(problem))


def _quadratic(problem: Problem, l1: float, l2: float) -> Array | None:
    """Least squares, with a row for every penalised weight that asks it to be 0 (Hoerl and Kennard, 1970)."""
    curvature, p, mask = problem.loss.curvature_bound, problem.size, prices(problem)
    assert curvature is not None
    examples = problem.examples
    both = (curvature / problem.n) ** 0.5 * np.column_stack([examples.rooted_design, examples.rooted_targets])
    if l2 > 0:
        both = np.concatenate([both, np.diag(np.append((l2 * mask) ** 0.5, 0.0))])
    R = _triangle(both)
    A, t = R[:, :p], R[:, p]
    if l1 > 0:
        return sparse_minimum(A, t, l1 * mask)
    w, _, rank, _ = np.linalg.lstsq(A, t, rcond=None)
    return w if rank == p else None


def _triangle(A: Array) -> Array:
    """As few rows as columns with the same lengths |A v|, and so with the same minimum: R of A = QR."""
    return np.asarray(np.linalg.qr(A, mode="r"))


class _Ridged:
    """The mean loss + ridge w^2 / 2 of a model linear in its weights with one score, for `damped_newton`; ridge (p,)."""

    def __init__(self, problem: Problem, ridge: Array) -> None:
        self.mean, self.ridge, self.sizes = RidgedLoss(problem), ridge, np.abs(problem.network.design).T / problem.n

    def values(self, x: Array, rows: Array) -> tuple[Array, Array]:
        """The cost (1,), and how large a difference in it may be rounding."""
        return self.mean.value_and_rounding(x, self.ridge)

    def derivatives(self, x: Array, rows: Array) -> Derivatives:
        """A score is rounded too, and its error reaches the gradient through the curvature."""
        w, loss, y, design = x[0], self.mean.loss, self.mean.y, self.mean.design
        z = design @ w
        slope, curvature = loss.slope(y, z), loss.curvature(y, z)
        gradient = design.T @ slope / self.mean.n + self.ridge * w
        terms = self.sizes @ (np.abs(slope) + np.abs(curvature * z)) + self.ridge * np.abs(w)
        hessian = (design.T * curvature) @ design / self.mean.n + np.diag(self.ridge)
        return Derivatives(gradient[None], terms[None], hessian[None])


def _newton(problem: Problem, ridge: Array) -> Array | None:
    """The minimum (p,) of the mean loss + ridge w^2 / 2; None where Newton's steps do not reach it."""
    design = problem.network.design
    unit = float((design * design).sum()) / design.size
    found, reached = damped_newton(
        _Ridged(problem, ridge), np.zeros((1, problem.size)), unit * np.eye(problem.size)[None], short=SHORT
    )
    return found[0] if reached[0] else None
