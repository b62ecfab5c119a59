"""Models without an intercept: paths, minima, degrees of freedom and cross-validation against independent answers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog, minimize
from sklearn.linear_model import (
    ElasticNet,
    Lasso,
    LogisticRegression,
    PoissonRegressor,
    QuantileRegressor,
    Ridge,
    lars_path,
)

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem, regularization_path
from explorer.cost.existence import minimum_exists
from explorer.path import path_refusal
from explorer.path.optimum import optimum
from explorer.selection import cross_validate
from explorer.selection.information import information_criteria

RNG = np.random.default_rng(5)
N, D = 30, 4
X = RNG.normal(size=(N, D)) * [1.0, 1.0, 5.0, 0.2] + [3.0, 0.0, -10.0, 1.0]
SCORE = X @ [0.5, -1.0, 0.1, 2.0]
TARGETS = {
    "regression": SCORE + 4.0 + RNG.normal(size=N),
    "count": RNG.poisson(np.exp(0.4 * SCORE)).astype(float),
    "positive": np.exp(0.2 * SCORE) * RNG.gamma(2.0, 0.5, N) + 0.01,
    "binary": np.where(SCORE - 2.5 + RNG.normal(size=N) > 0, 1.0, -1.0),
    "multiclass": np.arange(N) % 3,
}
PRECISE = {"ftol": 1e-16, "gtol": 1e-11, "maxiter": 5000}
CLASSES = {"binary": ("a", "b"), "multiclass": ("a", "b", "c")}


def problem(loss, penalty="none", strength=0.0, **parameters):
    task = LOSSES[loss].task
    task = task if task in TARGETS else "positive"
    data = Dataset(X, TARGETS[task], task=task, classes=CLASSES.get(task, ()))
    return Problem(data, MODELS["linear"](intercept=False), LOSSES[loss](**parameters), PENALTIES[penalty](), strength)


def at(loss, penalty, strength, **parameters):
    return regularization_path(problem(loss, penalty, strength, **parameters), [strength]).weights[0]


SCIKIT_LEARN = [
    ("squared", "l2", 0.3, Ridge(alpha=N * 0.15, fit_intercept=False, solver="svd")),
    ("squared", "l1", 0.3, Lasso(alpha=0.15, fit_intercept=False, tol=1e-13, max_iter=100_000)),
    ("squared", "elastic_net", 0.3, ElasticNet(alpha=0.15, l1_ratio=0.5, fit_intercept=False, tol=1e-13, max_iter=100_000)),
    ("logistic", "l2", 0.1, LogisticRegression(C=1 / (N * 0.1), fit_intercept=False, tol=1e-12, max_iter=10_000)),
    ("cross_entropy", "l2", 0.1, LogisticRegression(C=1 / (N * 0.1), fit_intercept=False, tol=1e-12, max_iter=10_000)),
    ("poisson", "l2", 0.1, PoissonRegressor(alpha=0.1, fit_intercept=False, solver="newton-cholesky", tol=1e-12)),
    ("quantile", "l1", 0.05, QuantileRegressor(alpha=0.05, quantile=0.75, fit_intercept=False, solver="highs")),
]


@pytest.mark.parametrize(("loss", "penalty", "strength", "model"), SCIKIT_LEARN, ids=lambda v: str(v).split("(")[0])
def test_the_minimum_is_scikit_learns(loss, penalty, strength, model):
    p = problem(loss, penalty, strength)
    model.fit(X, p.data.y)
    assert not np.any(model.intercept_)
    np.testing.assert_allclose(at(loss, penalty, strength), model.coef_.T.ravel(), rtol=0, atol=1e-6)


def test_the_kinks_are_those_of_lars_on_data_as_given():
    strengths, _, coefficients = lars_path(X, TARGETS["regression"], method="lasso")
    path = regularization_path(problem("squared", "l1"), 2.0 * strengths)  # down to 0, so that no kink is at the very end
    np.testing.assert_allclose(path.kinks, 2.0 * strengths[:-1], rtol=1e-9)
    np.testing.assert_allclose(path.weights, coefficients.T, atol=1e-9)
    assert path.freedom.tolist() == path.active.tolist() == np.count_nonzero(coefficients, axis=0).tolist()


def smooth_minimum(p, l1, l2):
    """By SciPy: the positive and the negative part of every weight are variables of their own."""
    y, loss, columns = p.data.y, p.loss, max(len(p.data.classes), 1) if p.loss.task == "multiclass" else 1

    def cost(parts):
        u, v = parts.reshape(2, -1)
        z = X @ (u - v).reshape(D, columns)
        z = z if loss.task == "multiclass" else z[:, 0]
        slope = X.T @ np.asarray(loss.slope(y, z)).reshape(N, columns) / N
        g = slope.ravel() + l2 * (u - v)
        return loss.value(y, z).mean() + l1 * parts.sum() + l2 / 2 * ((u - v) ** 2).sum(), np.append(g + l1, l1 - g)

    start = np.zeros(2 * D * columns)
    found = minimize(cost, start, jac=True, bounds=[(0, None)] * start.size, options=PRECISE)
    return cost(found.x)[0]


SMOOTH = [name for name, loss in LOSSES.items() if not loss.untrainable and loss().smooth and loss().convex]


@pytest.mark.parametrize("loss", SMOOTH)
def test_every_smooth_convex_loss_ends_as_low_as_scipy_gets(loss):
    for penalty, (l1, l2) in {"l2": (0.0, 1.0), "l1": (1.0, 0.0), "elastic_net": (0.5, 0.5)}.items():
        path = regularization_path(problem(loss, penalty), [0.2, 0.02])
        for strength, total in zip(path.strengths, path.total, strict=True):
            lowest = smooth_minimum(problem(loss), strength * l1, strength * l2)
            assert total <= lowest + 1e-9 * (1 + abs(lowest))
            assert total >= lowest - 1e-5 * (1 + abs(lowest))
        assert path.kkt.max() <= 1e-6
    best = optimum(problem(loss, "l2", 0.1))
    assert LOSSES[loss].task == "multiclass" or best.cost <= smooth_minimum(problem(loss), 0.0, 0.1) + 1e-9


def kinked_lowest(y, strength, sides, margins):
    """The lowest mean loss + strength |w| as a linear programme: a loss is the largest of some lines of the prediction.

    Each of ``sides`` is (slope of the line, times y for classes; offset).
    """
    rows, limits = [], []
    for slope, offset in sides:
        s = slope * (y if margins else np.ones(N))
        rows.append(np.column_stack([s[:, None] * X, -s[:, None] * X, -np.eye(N)]))
        limits.append(-offset if margins else slope * y - offset)
    c = np.concatenate([np.full(2 * D, strength), np.full(N, 1.0 / N)])
    found = linprog(c, A_ub=np.concatenate(rows), b_ub=np.concatenate([np.broadcast_to(v, N) for v in limits]))
    return found.fun


@pytest.mark.parametrize(
    ("loss", "sides"),
    [
        ("absolute", [(1.0, 0.0), (-1.0, 0.0)]),
        ("quantile", [(0.25, 0.0), (-0.75, 0.0)]),
        ("epsilon_insensitive", [(1.0, -0.1), (-1.0, -0.1)]),
        ("hinge", [(-1.0, 1.0), (0.0, 0.0)]),
    ],
)
def test_losses_with_kinks_end_as_low_as_a_linear_programme(loss, sides):
    p = problem(loss, "l1", **({"epsilon": 0.1} if loss == "epsilon_insensitive" else {}))
    path = regularization_path(p, [0.3, 0.03])
    for strength, total, gap in zip(path.strengths, path.total, path.gap, strict=True):
        lowest = kinked_lowest(p.data.y, strength, sides, loss == "hinge")
        assert total == pytest.approx(lowest, abs=1e-6)
        assert gap <= 1e-4
    zero = float(p.loss.value(p.data.y, np.zeros(N)).mean())
    assert kinked_lowest(p.data.y, 0.99 * path.zeroing, sides, loss == "hinge") < zero - 1e-6
    assert kinked_lowest(p.data.y, 1.01 * path.zeroing, sides, loss == "hinge") == pytest.approx(zero, abs=1e-9)


def test_the_strength_that_zeroes_all_starts_from_a_score_of_0():
    y = TARGETS["regression"]
    expected = 2.0 * np.abs(X.T @ y).max() / N
    path = regularization_path(problem("squared", "l1"), [1.001 * expected, 0.999 * expected])
    assert path.zeroing == pytest.approx(expected, rel=1e-12)
    assert path.active.tolist() == [0, 1]
    counts = TARGETS["count"]
    assert regularization_path(problem("poisson", "l1"), [1.0]).zeroing == pytest.approx(np.abs(X.T @ (1.0 - counts)).max() / N)


def existing(x, y, task, loss, intercept, strength=0.0):
    data = Dataset(np.array(x, dtype=float)[:, None], np.array(y, dtype=float), task=task, classes=CLASSES.get(task, ()))
    model = MODELS["linear"](intercept=intercept)
    return minimum_exists(Problem(data, model, LOSSES[loss](), PENALTIES["l2"](), strength)).exists


def test_a_minimum_exists_where_only_a_bias_could_lower_the_cost_for_ever():
    for intercept in (True, False):  # a border at 2.5 needs a bias, one at 0 does not
        assert existing([1, 2, 3, 4], [-1, -1, 1, 1], "binary", "logistic", intercept) is not intercept
        assert existing([-1, -2, 3, 4], [-1, -1, 1, 1], "binary", "logistic", intercept) is False
        assert existing([1, 2, 3], [0, 0, 2], "count", "poisson", intercept) is not intercept
        assert existing([1, 2, 3], [0, 0, 0], "count", "poisson", intercept, 0.1) is not intercept
        assert existing([1, 2, 3], [0, 0, 0], "count", "poisson", intercept) is False
    assert existing([1, -2, 3], [0, 0, 0], "count", "poisson", False) is True  # no weight lowers both of two signs


def test_degrees_of_freedom_count_no_bias():
    y, strengths = TARGETS["regression"], [3.0, 0.2]
    path = regularization_path(problem("squared", "l2"), strengths)
    hat = [np.trace(X @ np.linalg.solve(X.T @ X + N * s / 2 * np.eye(D), X.T)) for s in strengths]
    np.testing.assert_allclose(path.freedom, hat, rtol=1e-10)
    p = problem("squared", "l2")
    np.testing.assert_allclose(
        information_criteria(p, path).aic,
        [N * np.log(np.mean((X @ w - y) ** 2)) + 2 * f for w, f in zip(path.weights, hat, strict=True)],
    )
    p, weights = problem("logistic", "l1"), regularization_path(problem("logistic", "l1"), [0.05, 1e3])
    assert information_criteria(p, weights).freedom == pytest.approx(weights.active)


def test_cross_validation_scales_and_does_not_centre():
    data = Dataset(X, TARGETS["regression"])
    p = Problem(data, MODELS["linear"](intercept=False), LOSSES["squared"](), PENALTIES["l2"](), 0.0)
    chosen = cross_validate(p, [1.0, 0.1], folds=3)
    for fold in range(3):
        kept, out = chosen.folds != fold, chosen.folds == fold
        scale, unit = X[kept].std(axis=0), data.y[kept].std()
        for k, s in enumerate(chosen.strengths):
            model = Ridge(alpha=kept.sum() * s / 2, fit_intercept=False).fit(X[kept] / scale, data.y[kept] / unit)
            error = np.mean((model.predict(X[out] / scale) - data.y[out] / unit) ** 2)
            assert chosen.errors[fold, k] == pytest.approx(error, rel=1e-9)


def test_a_run_ends_at_the_line_through_the_origin():
    e = Experiment(dataset="engel", penalty="none", steps=3000, params={"model.intercept": False})
    prepared, raw = e.prepared(), e.raw()
    x, y = raw.X[prepared.rows, 0], raw.y[prepared.rows]
    slope = e.train().weights[-1] * prepared.scaling.y_scale / prepared.scaling.x_scale
    np.testing.assert_allclose(slope, x @ y / (x @ x), rtol=1e-8)
    assert not path_refusal(e.change(penalty="l2").problem())
