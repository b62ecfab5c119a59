"""The lowest cost and where it is, against scikit-learn and the conditions for a minimum; None where it is not known."""

from __future__ import annotations

from time import perf_counter

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, LogisticRegression, Ridge, TweedieRegressor

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Experiment, Problem, train
from explorer.core.params import instances
from explorer.path.optimum import Optimum, distance, optimum, unregularised


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


def penalised(data, loss, penalty, strength, loss_params=None, **params):
    return Problem(data, MODELS["linear"](), LOSSES[loss](**(loss_params or {})), PENALTIES[penalty](**params), strength)


@pytest.mark.parametrize("s", [1e-4, 0.02, 1.0, 50.0])
@pytest.mark.parametrize(("penalty", "params"), [("l2", {}), ("elastic_net", {"ratio": 0.0})])
def test_ridge(s, penalty, params, regression_data):
    """mean r^2 + s |w|^2 / 2 is Ridge with alpha = n s / 2 (LOSSES.md, section 6)."""
    problem = penalised(regression_data, "squared", penalty, s, **params)
    theirs = Ridge(alpha=problem.n * s / 2, tol=1e-14).fit(regression_data.X, regression_data.y)
    assert optimum(problem).weights == pytest.approx(np.append(theirs.coef_, theirs.intercept_), abs=1e-10)


@pytest.mark.parametrize("s", [0.002, 0.05, 0.5, 100.0])
@pytest.mark.parametrize("ratio", [1.0, 0.7, 0.1])
def test_lasso_and_elastic_net(s, ratio, regression_data):
    """mean r^2 + s p(w) is twice scikit-learn's: half the mean of r^2, alpha = s / 2."""
    X, y = regression_data.X, regression_data.y
    settings = {"tol": 1e-15, "max_iter": 1_000_000}
    if ratio == 1:
        problem, theirs = penalised(regression_data, "squared", "l1", s), Lasso(alpha=s / 2, **settings)
    else:
        problem = penalised(regression_data, "squared", "elastic_net", s, ratio=ratio)
        theirs = ElasticNet(alpha=s / 2, l1_ratio=ratio, **settings)
    theirs.fit(X, y)
    best = optimum(problem)
    assert best.weights == pytest.approx(np.append(theirs.coef_, theirs.intercept_), abs=1e-8)
    assert np.array_equal(best.weights[:-1] == 0, theirs.coef_ == 0)
    assert best.cost == problem.cost(best.weights).total


@pytest.mark.parametrize("s", [1e-3, 0.05, 1.0])
def test_logistic_with_l2(s, binary_data):
    """mean loss + s |w|^2 / 2 is LogisticRegression with C = 1 / (n s)."""
    problem = penalised(binary_data, "logistic", "l2", s)
    theirs = LogisticRegression(C=1 / (problem.n * s), tol=1e-13, solver="newton-cholesky", max_iter=1000)
    theirs.fit(binary_data.X, binary_data.y)
    assert optimum(problem).weights == pytest.approx(np.append(theirs.coef_[0], theirs.intercept_[0]), abs=1e-8)


@pytest.mark.parametrize(("loss", "power"), [("poisson", 1), ("tweedie", 1.5), ("gamma", 2)])
def test_log_link_losses_with_l2(loss, power, data_for):
    data = data_for(LOSSES["gamma"]())
    problem = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES["l2"](), 0.1)
    theirs = TweedieRegressor(power=power, alpha=0.1, link="log", solver="newton-cholesky", tol=1e-13).fit(data.X, data.y)
    assert optimum(problem).weights == pytest.approx(np.append(theirs.coef_, theirs.intercept_), abs=1e-8)


SMOOTH = [
    loss
    for cls in LOSSES.values()
    for loss in instances(cls)
    if loss.smooth and loss.convex and loss.task != "multiclass" and not cls.untrainable
]
named = lambda loss: f"{loss.id}-{'-'.join(str(v) for v in vars(loss).values())}"


@pytest.mark.parametrize("loss", [loss for loss in SMOOTH if getattr(loss, "epsilon", 0.0) >= 10.0], ids=named)
@pytest.mark.parametrize("s", [0.01, 0.3])
def test_where_all_targets_are_inside_the_tube_the_best_bias_is_not_the_only_one(loss, s, data_for):
    problem = Problem(data_for(loss), MODELS["linear"](), loss, PENALTIES["l2"](), s)
    assert problem.cost(np.zeros(problem.size)).total == 0
    assert optimum(problem) is None


@pytest.mark.parametrize("loss", [loss for loss in SMOOTH if getattr(loss, "epsilon", 0.0) < 10.0], ids=named)
@pytest.mark.parametrize("s", [0.01, 0.3])
def test_the_gradient_is_zero_under_every_smooth_convex_loss_and_l2(loss, s, data_for):
    problem = Problem(data_for(loss), MODELS["linear"](), loss, PENALTIES["l2"](), s)
    best = optimum(problem)
    gradient = problem.gradient(best.weights) + s * best.weights * problem.network.penalised
    largest = (
        np.abs(problem.network.design).max() * np.abs(loss.slope(problem.data.y, problem.network.predict(best.weights))).max()
    )
    assert np.abs(gradient).max() <= 1e-10 * max(largest, 1.0)
    nearby = best.weights + 1e-4 * np.random.default_rng(0).normal(size=(50, problem.size))
    assert (problem.costs(nearby).total > best.cost).all()


@pytest.mark.parametrize("loss", [loss for loss in SMOOTH if loss.quadratic], ids=named)
@pytest.mark.parametrize("penalty", ["l1", "elastic_net", "group_l1"])
@pytest.mark.parametrize("share", [1e-3, 0.1, 0.5, 0.99, 1.01])
def test_the_conditions_hold_under_every_quadratic_loss_and_an_l1_part(loss, penalty, share, regression_data):
    free = Problem(regression_data, MODELS["linear"](), loss, PENALTIES["none"](), 0.0)
    at_mean = np.append(np.zeros(5), regression_data.y.mean())
    s = share * PENALTIES[penalty]().zeroing_strength(free.gradient(at_mean)[:-1])
    problem = Problem(regression_data, MODELS["linear"](), loss, PENALTIES[penalty](), s)
    w = optimum(problem).weights
    l1, l2 = problem.penalty.mixture(s)
    slope = problem.gradient(w) + l2 * w * problem.network.penalised
    weights, g = w[:-1], slope[:-1]
    scale = np.abs(free.gradient(np.zeros(6))).max()
    assert abs(slope[-1]) <= 1e-10 * scale
    assert np.abs(g + l1 * np.sign(weights))[weights != 0].max(initial=0.0) <= 1e-10 * scale
    assert np.abs(g)[weights == 0].max(initial=0.0) <= l1 + 1e-10 * scale
    assert bool(weights.any()) is (share < 1)


def test_the_examples_of_a_data_set_come_out_in_their_own_units():
    """Features that are not standardised, with spreads from 1e-1 to 1e2 and far from 0."""
    e = Experiment(standardise=False, penalty="l1", strength=0.01)
    data = e.problem().data
    theirs = Lasso(alpha=0.005, tol=1e-15, max_iter=2_000_000).fit(data.X, data.y)
    assert optimum(e.problem()).weights[:-1] == pytest.approx(theirs.coef_, abs=1e-8)


@pytest.mark.parametrize(
    ("loss", "penalty"), [("squared", "none"), ("squared", "l2"), ("squared", "l1"), ("huber", "l2"), ("log_cosh", "none")]
)
def test_a_long_run_ends_there_and_never_below(loss, penalty, regression_data):
    problem = penalised(regression_data, loss, penalty, 0.05)
    best = optimum(problem)
    history = train(problem, SOLVERS["momentum"](), steps=3000)
    assert history.weights[-1] == pytest.approx(best.weights, abs=1e-7)
    away = distance(best, history.total)
    assert away.shape == history.total.shape
    assert away[0] == pytest.approx(history.total[0] - best.cost)
    assert (away >= 0).all()
    assert away[-1] <= 1e-13
    assert history.total.min() >= best.cost * (1 - 1e-14)


def test_a_distance_below_zero_is_rounding_and_becomes_zero():
    assert distance(Optimum(np.zeros(1), 1.0), np.array([3.0, 1.0, 1.0 - 1e-16])).tolist() == [2.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("loss", "penalty"),
    [("huber", "l1"), ("squared", "mcp"), ("squared", "scad"), ("absolute", "l2"), ("quantile", "none"), ("cauchy", "l2")],
)
def test_other_problems_have_no_exact_answer(loss, penalty, regression_data):
    assert optimum(penalised(regression_data, loss, penalty, 0.1)) is None


def test_several_classes_hidden_layers_and_separable_classes_have_no_exact_answer(regression_data):
    assert optimum(Experiment(dataset="penguins").problem()) is None
    assert optimum(problem_of(regression_data, "squared", "mlp", hidden=2)) is None
    x = np.array([-2.0, -1.0, 1.0, 2.0])
    data = Dataset(x[:, None], np.sign(x), task="binary")
    for loss in ("logistic", "exponential", "squared_hinge", "modified_huber"):
        assert optimum(penalised(data, loss, "none", 0.0)) is None
        assert optimum(penalised(data, loss, "l2", 0.1)) is not None


def test_more_weights_than_examples_need_an_l2_or_an_l1_part():
    rng = np.random.default_rng(2)
    data = Dataset(rng.normal(size=(10, 20)), rng.normal(size=10))
    assert optimum(penalised(data, "squared", "none", 0.0)) is None
    assert optimum(penalised(data, "log_cosh", "none", 0.0)) is None
    for penalty in ("l1", "l2", "elastic_net"):
        assert optimum(penalised(data, "squared", penalty, 0.1)) is not None
    assert optimum(penalised(data, "log_cosh", "l2", 0.1)) is not None


def test_hundreds_of_weights_are_not_waited_for():
    e = Experiment(dataset="breast_cancer", model="polynomial", params={"model.degree": 2}, loss="logistic")
    started = perf_counter()
    assert e.problem().size > 400
    assert optimum(e.problem()) is None
    assert perf_counter() - started < 1.0


@pytest.mark.parametrize(
    ("loss", "penalty"), [("squared", "l2"), ("squared", "l1"), ("squared", "elastic_net"), ("huber", "l2")]
)
def test_it_is_quick(loss, penalty):
    problem = Experiment(loss=loss, penalty=penalty).problem()
    times = []
    for _ in range(5):
        started = perf_counter()
        optimum(problem)
        times.append(perf_counter() - started)
    assert min(times) < 0.02
