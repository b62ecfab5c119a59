"""AIC and BIC against log-likelihoods of SciPy's distributions and degrees of freedom by refitting."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from scipy.special import expit
from sklearn.linear_model import Lasso, LinearRegression

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem, regularization_path
from explorer.selection import information_criteria, information_refusal

STRENGTHS = [1.0, 0.2, 0.05, 0.01]


def problem_of(data, loss, penalty, **params):
    return Problem(data, MODELS["linear"](), LOSSES[loss](**params), PENALTIES[penalty](), 0.1)


def found_for(problem):
    path = regularization_path(problem, STRENGTHS)
    return information_criteria(problem, path), path


def log_likelihoods(problem, W):
    """Of the targets under the noise that the loss stands for, summed by SciPy."""
    y, rows = problem.data.y, []
    for w in W:
        z = problem.network.predict(w)
        if problem.loss.id == "squared":
            rows.append(stats.norm.logpdf(y, z, np.sqrt(np.mean((y - z) ** 2))).sum())
        elif problem.loss.id == "logistic":
            rows.append(stats.bernoulli.logpmf((y + 1) / 2, expit(z)).sum())
        else:
            rows.append(stats.poisson.logpmf(y, np.exp(z)).sum())
    return np.array(rows)


@pytest.mark.parametrize("penalty", ["l1", "l2", "elastic_net"])
@pytest.mark.parametrize("loss", ["squared", "logistic", "poisson"])
def test_differences_are_those_of_the_log_likelihood_and_the_freedom(loss, penalty, data_for):
    problem = problem_of(data_for(LOSSES[loss]()), loss, penalty)
    found, path = found_for(problem)
    L = log_likelihoods(problem, path.weights)
    for criterion, price in ((found.aic, 2.0), (found.bic, np.log(problem.n))):
        expected = -2.0 * L + price * found.freedom
        assert np.diff(criterion) == pytest.approx(np.diff(expected), abs=1e-7)


def test_without_a_penalty_the_freedom_is_the_number_of_weights_and_biases(regression_data, binary_data):
    for data, loss in ((regression_data, "squared"), (binary_data, "logistic")):
        problem = problem_of(data, loss, "l2")
        path = regularization_path(problem, [0.0])
        assert information_criteria(problem, path).freedom == pytest.approx([problem.size], abs=1e-6)


@pytest.mark.parametrize("loss", ["logistic", "poisson"])
def test_under_l1_the_freedom_counts_the_weights_in_use(loss, data_for):
    found, path = found_for(problem_of(data_for(LOSSES[loss]()), loss, "l1"))
    assert found.freedom == pytest.approx(path.active + 1, abs=1e-6)


@pytest.mark.parametrize("loss", ["logistic", "poisson"])
def test_under_l2_the_freedom_is_how_predictions_follow_their_targets(loss, data_for):
    """The sum over the examples of how much a prediction moves with a nudge of its own target, by refitting."""
    data = data_for(LOSSES[loss]())
    strength, h = 0.1, 1e-4
    problem = problem_of(data, loss, "l2")
    X, y = problem.network.design, (data.y + 1) / 2 if loss == "logistic" else data.y

    def mean(z):
        return expit(z) if loss == "logistic" else np.exp(z)

    def fit(target):
        w = np.zeros(X.shape[1])
        D = strength * np.append(np.ones(X.shape[1] - 1), 0.0)
        for _ in range(60):
            mu = mean(X @ w)
            weight = mu * (1 - mu) if loss == "logistic" else mu
            H = X.T @ (weight[:, None] * X) / len(y) + np.diag(D)
            w = w - np.linalg.solve(H, X.T @ (mu - target) / len(y) + D * w)
        return w

    base = mean(X @ fit(y))
    total = 0.0
    for i in range(len(y)):
        moved = y.astype(float).copy()
        moved[i] += h
        total += (mean(X @ fit(moved))[i] - base[i]) / h
    found = information_criteria(problem, regularization_path(problem, [strength]))
    assert found.freedom[0] == pytest.approx(total, rel=1e-3)


def test_bic_chooses_the_strength_that_scikit_learns_fits_give(regression_data):
    X, y = regression_data.X, regression_data.y
    strengths = np.geomspace(2.0, 0.01, 12)
    by_hand = []
    for s in strengths:
        model = LinearRegression() if s == 0 else Lasso(alpha=s / 2, tol=1e-12, max_iter=100_000)
        model.fit(X, y)
        spread = np.mean((y - model.predict(X)) ** 2)
        by_hand.append(len(y) * np.log(spread) + np.log(len(y)) * (1 + np.count_nonzero(model.coef_)))
    problem = problem_of(regression_data, "squared", "l1")
    found = information_criteria(problem, regularization_path(problem, strengths))
    assert found.best_bic == strengths[int(np.argmin(by_hand))]
    assert found.bic == pytest.approx(by_hand, abs=1e-6)


def test_where_nothing_is_left_over_there_is_no_criterion():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(8, 12))
    problem = problem_of(Dataset(X, rng.normal(size=8)), "squared", "l2")
    found = information_criteria(problem, regularization_path(problem, [10.0, 1e-9]))
    assert np.isfinite(found.aic[0])
    assert np.isnan(found.aic[1])
    assert found.best_aic == 10.0
    alone = information_criteria(problem, regularization_path(problem, [1e-9]))
    assert (alone.best_aic, alone.best_bic) == (None, None)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"loss": "huber", "penalty": "l1"}, "need a likelihood"),
        ({"penalty": "mcp"}, "degrees of freedom"),
        ({"dataset": "penguins", "penalty": "l2", "params": {"loss.smoothing": 0.1}}, "need a likelihood"),
        ({"dataset": "breast_cancer", "model": "polynomial", "penalty": "l2", "params": {"model.degree": 2}}, "up to 200"),
    ],
)
def test_where_they_are_not_defined_it_is_said_why(settings, reason):
    e = Experiment(**{"dataset": "diabetes", **settings})
    assert reason in information_refusal(e.problem())
    with pytest.raises(ValueError, match=reason):
        information_criteria(e.problem(), e.path([1.0]))


def test_an_edge_of_the_path_is_told_and_what_lies_within_is_not(regression_data):
    problem = problem_of(regression_data, "squared", "l1")
    found, _ = found_for(problem)
    assert "smaller ones may do better" in found.at_edge(min(STRENGTHS))
    assert found.at_edge(max(STRENGTHS)) == "the largest on this path"
    assert found.at_edge(0.2) == ""
    assert "smaller" not in information_criteria(problem, regularization_path(problem, [1.0, 0.0])).at_edge(0.0)


def test_with_factors_of_features_the_degrees_of_freedom_are_the_trace_of_that_very_smoother():
    rng = np.random.default_rng(4)
    X = rng.normal(size=(50, 3))
    data = Dataset(X, np.where(X[:, 0] + rng.logistic(size=50) > 0, 1.0, -1.0), task="binary")
    factors = np.array([0.0, 3.0, 1.0])
    problem = Problem(data, MODELS["linear"](), LOSSES["logistic"](), PENALTIES["l2"](), 0.0, factors=factors)
    path = regularization_path(problem, [0.5])
    A = np.column_stack([X, np.ones(50)])
    p = 1 / (1 + np.exp(-A @ path.weights[0]))
    H = (A.T * (p * (1 - p))) @ A / 50
    expected = np.trace(np.linalg.solve(H + 0.5 * np.diag([*factors, 0.0]), H))
    assert information_criteria(problem, path).freedom == pytest.approx([expected], rel=1e-7)
