"""No exact answer is called inexact: 2,000 random problems, strength 0 among their strengths, against other solvers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.path.methods import path_method

COUNTS = {"squared": 1000, "absolute": 280, "quantile": 280, "hinge": 280, "crammer_singer": 100, "weston_watkins": 60}
EXACT = 1e-10
"""So close to the lowest cost, as a share of what zero weights cost above it, an answer is exact."""


def drawn(rng, loss):
    """Whole numbers, where much is degenerate; normal ones; or with an offset. Two to twelve examples."""
    n, d, kind = int(rng.integers(2, 13)), int(rng.integers(1, 4)), rng.choice(["whole", "normal", "offset"])
    X = rng.integers(-3, 4, (n, d)).astype(float) if kind == "whole" else rng.normal(size=(n, d))
    X += 10.0 ** rng.uniform(0, 3, d) if kind == "offset" else 0.0
    if LOSSES[loss].task == "regression":
        y = rng.integers(-4, 5, n).astype(float) if kind == "whole" else rng.normal(size=n) * 10.0 ** rng.uniform(-3, 3)
    elif LOSSES[loss].task == "binary":
        y = rng.choice([-1.0, 1.0], n)
        y[:2] = -1.0, 1.0
    else:
        y = rng.integers(0, min(3, n), n)
        y[: min(3, n)] = np.arange(min(3, n))
    return X, y


def squared(X, y, ridge):
    """Least squares, with a row for every weight that asks it to be 0."""
    n, d = X.shape
    rows = np.vstack(
        [np.column_stack([X, np.ones(n)]) / n**0.5, np.column_stack([(ridge / 2) ** 0.5 * np.eye(d), np.zeros(d)])]
    )
    target, unit = np.append(y / n**0.5, np.zeros(d)), np.abs(rows).max(axis=0)
    unit[unit == 0] = 1.0
    w = np.linalg.lstsq(rows / unit, target)[0] / unit
    return ((rows @ w - target) ** 2).sum()


def kinked(X, y, loss, l1):
    """The linear programme of a loss made of straight pieces, with L1."""
    n, D = len(y), np.column_stack([X, np.ones(len(y))])
    if LOSSES[loss].task == "multiclass":
        K = int(y.max()) + 1
        pairs = [(i, j) for i in range(n) for j in range(K) if j != y[i]]
        rows = np.array([np.kron(D[i], np.eye(K)[j] - np.eye(K)[y[i]]) for i, j in pairs])
        height = np.ones(len(pairs))
        own = np.array([i for i, _ in pairs]) if loss == "crammer_singer" else np.arange(len(pairs))
        price = np.full(own.max() + 1, 1.0 / n if loss == "crammer_singer" else 1.0 / (n * K))
        held = np.append(np.full(X.shape[1] * K, l1), np.zeros(K))
    else:
        slopes = {
            "absolute": [(1.0, -y), (-1.0, y)],
            "quantile": [(0.25, -0.25 * y), (-0.75, 0.75 * y)],
            "hinge": [(-y, 1.0 + 0 * y)],
        }
        rows = np.vstack([np.reshape(a * np.ones(n), (n, 1)) * D for a, _ in slopes[loss]])
        height = np.concatenate([b for _, b in slopes[loss]])
        own, price = np.tile(np.arange(n), len(slopes[loss])), np.full(n, 1.0 / n)
        held = np.append(np.full(X.shape[1], l1), 0.0)
    slack = np.zeros((len(rows), len(price)))
    slack[np.arange(len(rows)), own] = -1.0
    cost = np.concatenate([held, held, price])
    return linprog(cost, np.hstack([rows, -rows, slack]), -height).fun


@pytest.mark.thorough
@pytest.mark.parametrize(("loss", "count"), COUNTS.items())
def test_what_is_exact_is_not_called_inexact(loss, count):
    rng, exact = np.random.default_rng(sorted(LOSSES).index(loss)), 0
    for case in range(count):
        X, y = drawn(rng, loss)
        penalty = rng.choice(["l1", "l2", "elastic_net"])
        strengths = [[0.0], [0.3, 0.0], [1e-3, 1e-9, 0.0], [1e-12]][rng.integers(4)]
        data = Dataset(X, y, task=LOSSES[loss].task)
        problem = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.0)
        path = regularization_path(problem, strengths)
        if loss == "squared":
            lowest = [squared(X, y, s) if penalty == "l2" or s == 0 else np.nan for s in strengths]
        else:
            lowest = [kinked(X, y, loss, s) if penalty == "l1" or s == 0 else np.nan for s in strengths]
        scale = max(problem.mean_loss(np.zeros((1, problem.size)))[0], 1e-300)
        close = np.abs(path.total - lowest) <= EXACT * scale
        excess = path.kkt if path.gap is None else path.gap
        said = excess > path_method(problem).bound
        assert not (close & said).any(), (case, penalty, strengths, excess, path.total - lowest)
        exact += int(close.sum())
    assert exact > 0.5 * count
