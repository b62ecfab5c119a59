"""The unregularised weights, against scikit-learn, and None where they are not known."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.linear_model import LinearRegression, LogisticRegression

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
