"""The unregularised weights, against scikit-learn, and None where they are not known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.linear_model import LinearRegression, LogisticRegression, TweedieRegressor

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.optimum import unregularised


def problem_of(data, loss, model="linear", **params):
    return Problem(data, MODELS[model](**params), LOSSES[loss](), PENALTIES["l2"](), 0.7)


def test_least_squares(regression_data):
    theirs = LinearRegression().fit(regression_data.X, regression_data.y)
    ours = unregularised(problem_of(regression_data, "squared"))
    assert ours == pytest.approx(np.append(theirs.coef_, theirs.intercept_), rel=1e-9)


def test_logistic_without_a_penalty(binary_data):
    theirs = LogisticRegression(C=np.inf, tol=1e-12, max_iter=10000).fit(binary_data.X, binary_data.y)
    ours = unregularised(problem_of(binary_data, "logistic"))
    assert ours == pytest.approx(np.append(theirs.coef_[0], theirs.intercept_[0]), abs=1e-6)


def test_huber_without_a_penalty(regression_data):
    problem = problem_of(regression_data, "huber")
    free = Problem(regression_data, MODELS["linear"](), LOSSES["huber"](), PENALTIES["none"](), 0.0)
    theirs = minimize(lambda w: free.cost(w).data, np.zeros(6), jac=free.gradient, method="BFGS", options={"gtol": 1e-10})
    assert unregularised(problem) == pytest.approx(theirs.x, abs=1e-6)


@pytest.mark.parametrize("loss", ["poisson", "gamma", "tweedie"])
def test_log_link_losses_without_a_penalty(loss):
    """scikit-learn's regressors with alpha = 0, through TweedieRegressor's power: 1, 2 and 1.5."""
    rng = np.random.default_rng(5)
    X = rng.normal(size=(80, 3))
    y = rng.poisson(np.exp(X @ (0.5, -0.3, 0.0) + 1)) + (loss == "gamma")
    data = Dataset(X, y, task="positive" if loss == "gamma" else "count")
    if loss == "tweedie":
        data = Dataset(X[y > 0], y[y > 0], task="positive")
    power = {"poisson": 1, "gamma": 2, "tweedie": 1.5}[loss]
    theirs = TweedieRegressor(power=power, alpha=0, link="log", solver="newton-cholesky", tol=1e-10).fit(data.X, data.y)
    assert unregularised(problem_of(data, loss)) == pytest.approx(np.append(theirs.coef_, theirs.intercept_), abs=1e-6)


def test_several_classes_have_none():
    data = Dataset(np.random.default_rng(0).normal(size=(30, 2)), np.arange(30) % 3, task="multiclass")
    assert unregularised(problem_of(data, "cross_entropy")) is None


@pytest.mark.parametrize("loss", ["absolute", "hinge"])
def test_kinks_have_no_known_minimum_here(loss, regression_data, binary_data):
    data = binary_data if loss == "hinge" else regression_data
    assert unregularised(problem_of(data, loss)) is None


def test_hidden_layers_have_none(regression_data):
    assert unregularised(problem_of(regression_data, "squared", "mlp", hidden=2)) is None


def test_collinear_features_have_no_unique_minimum():
    x = np.arange(6.0)
    assert unregularised(problem_of(Dataset(np.column_stack([x, 2 * x]), x), "squared")) is None


def test_separable_classes_have_no_finite_minimum():
    x = np.array([-2.0, -1.0, 1.0, 2.0])
    assert unregularised(problem_of(Dataset(x[:, None], np.sign(x), task="binary"), "logistic")) is None
