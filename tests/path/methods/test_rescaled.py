"""Paths with factors for single features, against scikit-learn on scaled columns and against closed forms."""

import numpy as np
import pytest
from scipy.optimize import linprog
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, Ridge, lars_path

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.path import regularization_path
from explorer.path.methods.choice import path_method
from explorer.path.optimum import optimum

RNG = np.random.default_rng(5)
N, D = 50, 6
X = RNG.normal(size=(N, D)) * np.array([1, 30, 0.1, 1, 1, 2]) + np.array([0, 5, 0, 0, 10, 0])
X[:, 3] += X[:, 0]
TRUE = np.array([1.0, -0.05, 0.0, 0.5, 0.0, 1.0])
DATA = Dataset(X, X @ TRUE + RNG.normal(size=N) + 4.0)
LABELS = Dataset(X, np.where(RNG.normal(size=N) + (DATA.y - DATA.y.mean()) > 0, 1.0, -1.0), task="binary")
ABOVE, ZERO = np.array([0.7, 2.0, 1.0, 0.5, 3.0, 1.0]), np.array([0.0, 2.0, 1.0, 0.0, 3.0, 1.0])
STRENGTHS = [4.0, 0.7, 0.1, 0.01]


def problem(
    penalty: str, factors: np.ndarray, data: Dataset = DATA, loss: str = "squared", strength: float = 0.1, **own: float
):
    return Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](**own), strength, factors=factors)


def close(found: np.ndarray, w: np.ndarray, bias: float, unit: np.ndarray) -> None:
    assert found[:-1] * X.std(axis=0) == pytest.approx(w / unit * X.std(axis=0), abs=1e-6)
    assert found[-1] == pytest.approx(bias, abs=1e-5)


def test_l1_is_the_lasso_of_columns_divided_by_their_factors_kinks_included() -> None:
    path = regularization_path(problem("l1", ABOVE), STRENGTHS)
    assert path.exact
    for strength, w in zip(STRENGTHS, path.weights, strict=True):
        theirs = Lasso(alpha=strength / 2, tol=1e-13, max_iter=10**6).fit(X / ABOVE, DATA.y)
        close(w, theirs.coef_, theirs.intercept_, ABOVE)
    A = X / ABOVE
    kinks, *_ = lars_path(A - A.mean(axis=0), DATA.y - DATA.y.mean(), method="lasso")
    ours = regularization_path(problem("l1", ABOVE), [0.0]).kinks
    assert ours == pytest.approx(2 * kinks[: ours.size], rel=1e-6)
    assert path.zeroing == pytest.approx(2 * kinks[0], rel=1e-9)
    assert path.freedom.tolist() == (1.0 + path.active).tolist()


def test_l2_is_generalised_ridge_in_closed_form() -> None:
    A = np.column_stack([X, np.ones(N)])
    for factors in (ABOVE, ZERO):
        path = regularization_path(problem("l2", factors), STRENGTHS)
        for strength, w, freedom in zip(STRENGTHS, path.weights, path.freedom, strict=True):
            H = 2 * A.T @ A / N + strength * np.diag(np.append(factors, 0.0))
            assert w == pytest.approx(np.linalg.solve(H, 2 * A.T @ DATA.y / N), abs=1e-8)
            assert freedom == pytest.approx(np.trace(np.linalg.solve(H, 2 * A.T @ A / N)), abs=1e-8)
    theirs = Ridge(alpha=N * 0.7 / 2, solver="svd").fit(X / np.sqrt(ABOVE), DATA.y)
    close(regularization_path(problem("l2", ABOVE), [0.7]).weights[0], theirs.coef_, theirs.intercept_, np.sqrt(ABOVE))


@pytest.mark.parametrize("penalty", ["l1", "group_l1"])
def test_columns_with_a_factor_of_0_are_projected_out(penalty: str) -> None:
    free, path = ZERO == 0, regularization_path(problem(penalty, ZERO), STRENGTHS)
    F = np.column_stack([X[:, free], np.ones(N)])
    M = np.eye(N) - F @ np.linalg.pinv(F)
    for strength, w in zip(STRENGTHS, path.weights, strict=True):
        lasso = Lasso(alpha=strength / 2, tol=1e-13, max_iter=10**6, fit_intercept=False)
        own = lasso.fit(M @ X[:, ~free] / ZERO[~free], M @ DATA.y).coef_ / ZERO[~free]
        rest = np.linalg.lstsq(F, DATA.y - X[:, ~free] @ own, rcond=None)[0]
        assert w[:-1][~free] == pytest.approx(own, abs=1e-6)
        assert np.append(w[:-1][free], w[-1]) == pytest.approx(rest, abs=1e-5)
    assert "no strength shrinks" in path.note
    assert path.active[0] >= 2


def test_the_elastic_net_scales_both_parts_as_glmnet_does() -> None:
    """Its L2 part as further examples (Zou and Hastie, 2005), its L1 part by columns."""
    for factors in (ABOVE, ZERO + 1e-9):
        path = regularization_path(problem("elastic_net", factors, ratio=0.3), STRENGTHS)
        assert path.exact
        for strength, w in zip(STRENGTHS, path.weights, strict=True):
            rows = np.sqrt(N * strength * 0.7 / 2 * factors)
            A = np.concatenate([X - X.mean(axis=0), np.diag(rows)]) / factors
            y = np.append(DATA.y - DATA.y.mean(), np.zeros(D))
            lasso = Lasso(alpha=strength * 0.3 / 2 * N / len(y), tol=1e-14, max_iter=10**6, fit_intercept=False).fit(A, y)
            assert w[:-1] == pytest.approx(lasso.coef_ / factors, abs=2e-5 if factors.min() < 1e-3 else 1e-6)
    even = regularization_path(problem("elastic_net", np.full(D, 2.0), ratio=0.3), [0.35]).weights[0]
    theirs = ElasticNet(alpha=0.35, l1_ratio=0.3, tol=1e-13, max_iter=10**6).fit(X, DATA.y)
    close(even, theirs.coef_, theirs.intercept_, np.ones(D))


@pytest.mark.parametrize(("penalty", "ratio"), [("l1", 1.0), ("l2", 0.0)])
def test_logistic_regression_on_scaled_columns(penalty: str, ratio: float) -> None:
    unit = ABOVE if ratio else np.sqrt(ABOVE)
    centre, scale = X.mean(axis=0), X.std(axis=0)
    A = (X - centre) / scale
    data = Dataset(A, LABELS.y, task="binary")
    path = regularization_path(problem(penalty, ABOVE, data, "logistic"), [0.1, 0.02])
    for strength, w in zip([0.1, 0.02], path.weights, strict=True):
        more = (
            {"solver": "saga", "tol": 1e-10, "max_iter": 10**5}
            if ratio
            else {"solver": "lbfgs", "tol": 1e-12, "max_iter": 10**4}
        )
        theirs = LogisticRegression(C=1 / (N * strength), l1_ratio=ratio, **more).fit(A / unit, data.y)
        assert w[:-1] == pytest.approx(theirs.coef_[0] / unit, abs=1e-6)
        assert w[-1] == pytest.approx(theirs.intercept_[0], abs=1e-5)


@pytest.mark.parametrize("loss", ["absolute", "hinge"])
def test_losses_with_kinks_cost_what_a_linear_programme_finds(loss: str) -> None:
    data = DATA if loss == "absolute" else LABELS
    A, y = (X - X.mean(axis=0)) / X.std(axis=0), data.y
    for factors in (ABOVE, ZERO):
        path = regularization_path(problem("l1", factors, Dataset(A, y, task=data.task), loss), [0.3, 0.05])
        assert path.gap.max() <= 1e-4
        for strength, total in zip([0.3, 0.05], path.total, strict=True):
            assert total == pytest.approx(programme(A, y, strength * factors, loss), abs=2e-4)


def programme(A: np.ndarray, y: np.ndarray, price: np.ndarray, loss: str) -> float:
    """The lowest mean loss + sum(price |w|): w = u - v, and a slack for each example that is at least its loss."""
    n, d = A.shape
    cost = np.concatenate([price, price, [0.0], np.full(n, 1.0 / n)])
    if loss == "hinge":
        rows = [np.column_stack([-y[:, None] * A, y[:, None] * A, -y, -np.eye(n)])]
        most = -np.ones(n)
    else:
        rows = [np.column_stack([s * A, -s * A, np.full(n, s), -np.eye(n)]) for s in (1.0, -1.0)]
        most = np.concatenate([y, -y])
    bounds = [(0, None)] * (2 * d) + [(None, None)] + [(0, None)] * n
    return float(linprog(cost, np.concatenate(rows), most, bounds=bounds).fun)


def test_the_minimum_is_known_with_factors_too() -> None:
    for penalty in ("l1", "l2", "elastic_net"):
        for factors in (ABOVE, ZERO):
            own = problem(penalty, factors, strength=0.2)
            best = optimum(own)
            assert best is not None
            assert best.weights == pytest.approx(regularization_path(own, [0.2]).weights[0], abs=1e-8)
    for loss in ("huber", "pseudo_huber"):
        own = problem("l2", ZERO, loss=loss, strength=0.2)
        best = optimum(own)
        assert best is not None
        assert best.weights == pytest.approx(regularization_path(own, [0.2]).weights[0], abs=1e-6)


def test_features_that_repeat_free_ones_stay_out_and_more_features_than_examples_work() -> None:
    twice = np.column_stack([X[:, 0], 2 * X[:, 0], X[:, 1], X[:, 0] - X[:, 1]])
    data = Dataset(twice, DATA.y)
    path = regularization_path(problem("l1", np.array([0.0, 1.0, 0.0, 1.0]), data), [1.0, 0.1])
    assert np.abs(path.weights[:, [1, 3]]).max() == 0.0
    least = np.linalg.lstsq(np.column_stack([X[:, :2], np.ones(N)]), DATA.y, rcond=None)[0]
    assert path.weights[1, [0, 2, 4]] == pytest.approx(least, abs=1e-9)
    wide = Dataset(RNG.normal(size=(12, 20)), RNG.normal(size=12))
    factors = np.append([0.0], RNG.uniform(0.5, 2.0, 19))
    path = regularization_path(problem("l1", factors, wide), [0.5, 0.05])
    assert path.kkt.max() < 1e-9
    assert type(path_method(problem("l1", factors, wide))).__name__ == "RescaledMethod"


@pytest.mark.parametrize("penalty", ["l1", "l2", "elastic_net"])
def test_without_an_intercept_too(penalty: str) -> None:
    A = X / X.std(axis=0)
    own = Problem(
        Dataset(A, DATA.y), MODELS["linear"](intercept=False), LOSSES["squared"](), PENALTIES[penalty](), 0.0, factors=ZERO
    )
    path = regularization_path(own, [0.7])
    assert path.kkt.max() < 1e-9
    if penalty == "l2":
        best = np.linalg.solve(2 * A.T @ A / N + 0.7 * np.diag(ZERO), 2 * A.T @ DATA.y / N)
        assert path.weights[0] == pytest.approx(best, abs=1e-9)
    if penalty == "l1":
        free = ZERO == 0
        M = np.eye(N) - A[:, free] @ np.linalg.pinv(A[:, free])
        lasso = Lasso(alpha=0.35, tol=1e-13, max_iter=10**6, fit_intercept=False)
        theirs = lasso.fit(M @ A[:, ~free] / ZERO[~free], M @ DATA.y).coef_ / ZERO[~free]
        assert path.weights[0, ~free] == pytest.approx(theirs, abs=1e-6)
