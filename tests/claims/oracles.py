"""Minima by SciPy, linear programmes by HiGHS, margins by LIBSVM.

Nothing here uses the package beyond the value and slope of a cost."""

from __future__ import annotations

import warnings

import numpy as np
from scipy.optimize import linprog, minimize
from sklearn.svm import SVC, SVR

from explorer import Problem

Array = np.ndarray
TINY = 1e-9


def lowest_near(problem: Problem, w: Array, steps: int = 400) -> float:
    """The lowest cost that SciPy finds from weights w (p,): see `minimum_near`."""
    return minimum_near(problem, w, steps)[0]


def minimum_near(problem: Problem, w: Array, steps: int = 400) -> tuple[float, Array]:
    """The lowest cost that SciPy finds from weights w (p,), and the weights (p,) there.

    Each penalised weight is a difference u - t of two parts at or above zero and is charged for u + t, so that a penalty
    with a kink at zero is smooth; at a minimum one of the two is zero.
    """
    penalised = problem.network.penalised > 0

    def joined(v: Array) -> Array:
        return v[: w.size] - v[w.size :]

    def cost(v: Array) -> tuple[float, Array]:
        at, sizes = joined(v), np.where(penalised, v[: w.size] + v[w.size :], 0.0)
        gradient, rise = problem.gradient(at), _rise(problem, sizes, penalised)
        value = problem.cost(at).data + problem.penalties(sizes[None])[0]
        return (value if np.isfinite(value) else 1e300), np.concatenate(
            [gradient + rise, np.where(penalised, rise - gradient, 0.0)]
        )

    bounds = [(0.0, None) if one else (None, None) for one in penalised]
    bounds += [(0.0, None) if one else (0.0, 0.0) for one in penalised]
    start = np.concatenate([np.where(penalised, np.maximum(w, 0.0), w), np.where(penalised, np.maximum(-w, 0.0), 0.0)])
    with np.errstate(all="ignore"):
        found = minimize(
            cost,
            start,
            jac=True,
            method="L-BFGS-B",
            bounds=bounds,
            options={"maxiter": steps, "maxcor": 30, "ftol": 1e-15, "gtol": 1e-10},
        )
        ends = [w, joined(found.x)]
        costs = [problem.cost(v).total for v in ends]
    return float(np.nanmin(costs)), ends[int(np.nanargmin(costs))]


def _rise(problem: Problem, sizes: Array, penalised: Array) -> Array:
    """The slope (p,) of strength x penalty in the size of each weight, by differences forward."""
    if problem.strength == 0 or problem.penalty.is_zero():
        return np.zeros(sizes.size)
    h = 1e-7 * max(1.0, float(sizes.max(initial=0.0)))
    columns = np.flatnonzero(penalised)
    moved = np.repeat(sizes[None], columns.size, axis=0)
    moved[np.arange(columns.size), columns] += h
    rise = np.zeros(sizes.size)
    rise[columns] = (problem.penalties(moved) - problem.penalties(sizes[None])[0]) / h
    return rise


def separable(A: Array, y: Array) -> bool:
    """Whether scores linear in A (n, q) put every example strictly on its side: labels -1, +1, or class numbers 0 ... K - 1."""
    if set(np.unique(y)) <= {-1.0, 1.0}:
        rows = A * y[:, None]
    else:
        classes = int(y.max()) + 1
        q, parts = A.shape[1], []
        for i, own in enumerate(y.astype(int)):
            for other in set(range(classes)) - {own}:
                row = np.zeros(q * classes)
                row[own * q : (own + 1) * q], row[other * q : (other + 1) * q] = A[i], -A[i]
                parts.append(row)
        rows = np.array(parts)
    rows = rows / np.maximum(np.abs(rows).max(axis=0), 1e-300)
    width = rows.shape[1]
    # Find w and the largest t with rows w >= t, |w| <= 1: t above 0 means that they are.
    found = linprog(
        np.append(np.zeros(width), -1.0), A_ub=np.column_stack([-rows, np.ones(len(rows))]), b_ub=np.zeros(len(rows)),
        bounds=[(-1.0, 1.0)] * width + [(None, 1.0)], method="highs",
    )  # fmt: skip
    return bool(found.status == 0 and -found.fun > TINY)


def cheapest_with_l1(problem: Problem, strength: float) -> float | None:
    """The lowest mean loss + strength x |w|_1 by a linear programme, for losses that are the largest of some lines."""
    lines = _lines(problem)
    if lines is None:
        return None
    X, (n, d) = problem.network.features, problem.network.features.shape
    slopes, heights = lines
    blocks = [np.column_stack([m[:, None] * X, -m[:, None] * X, m, -m, -np.eye(n)]) for m in slopes]
    cost = np.concatenate([np.full(2 * d, strength), [0.0, 0.0], np.full(n, 1.0 / n)])
    bounds = [(0.0, None)] * (2 * d + 2) + [(None, None)] * n
    found = linprog(cost, A_ub=np.vstack(blocks), b_ub=-np.concatenate(heights), bounds=bounds, method="highs")
    return float(found.fun) if found.status == 0 else None


def _lines(problem: Problem) -> tuple[list[Array], list[Array]] | None:
    """The loss of each example as the largest of lines slope z + height, each (n,), by the textbooks; None for other losses."""
    y, loss = problem.data.y, problem.loss
    one, zero = np.ones(y.size), np.zeros(y.size)
    if loss.id == "absolute":
        return [one, -one], [-y, y]
    if loss.id == "quantile":
        tau = vars(loss)["tau"]
        return [(1.0 - tau) * one, -tau * one], [-(1.0 - tau) * y, tau * y]
    if loss.id == "epsilon_insensitive":
        tube = vars(loss)["epsilon"]
        return [zero, one, -one], [zero, -y - tube, y - tube]
    if loss.id == "hinge":
        return [zero, -y], [zero, one]
    return None


def between_with_l2(problem: Problem, strength: float) -> tuple[float, float] | None:
    """The lowest mean loss + strength x |w|^2 / 2 lies between these two, by LIBSVM: its dual value and its primal one.

    For the hinge and for losses that are |z - y| beyond a tube. Both are computed here from what the library found.
    """
    X, y, n, loss = problem.network.features, problem.data.y, problem.n, problem.loss
    C = 1.0 / (n * strength)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if loss.id == "hinge":
            fit = SVC(kernel="linear", C=C, tol=1e-10, max_iter=2_000_000).fit(X, y)
            signed = np.zeros(n)
            signed[fit.support_] = fit.dual_coef_[0] * (1.0 if fit.classes_[1] == 1 else -1.0)
            gain = np.abs(signed).sum()
        elif loss.id in ("absolute", "epsilon_insensitive"):
            tube = 0.0 if loss.id == "absolute" else float(vars(loss)["epsilon"])
            fit = SVR(kernel="linear", C=C, epsilon=tube, tol=1e-10, max_iter=2_000_000).fit(X, y)
            signed = np.zeros(n)
            signed[fit.support_] = fit.dual_coef_[0]
            gain = signed @ y - tube * np.abs(signed).sum()
        else:
            return None
    w = X.T @ signed
    primal = problem.at(strength).cost(np.append(w, fit.intercept_[0])).total
    return float(strength * (gain - 0.5 * w @ w)), primal
