"""Where training ends is the minimum of the whole cost: the optimality conditions, and other libraries' solutions."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.linear_model import GammaRegressor, LogisticRegression, PoissonRegressor, QuantileRegressor, TweedieRegressor
from sklearn.svm import LinearSVC, LinearSVR

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, train

N, D = 90, 5
RNG = np.random.default_rng(11)
X = RNG.normal(size=(N, D)) * (1.0, 0.6, 1.3, 0.8, 1.0)
SIGNAL = X @ (0.7, -0.9, 0.0, 0.3, 0.0)
Y = {
    "regression": SIGNAL + 0.4 + 0.5 * RNG.normal(size=N),
    "count": RNG.poisson(np.exp(0.6 * SIGNAL + 0.3)).astype(float),
    "positive": np.exp(0.6 * SIGNAL + 0.2) * RNG.gamma(4.0, 0.25, size=N),
    "binary": np.where(SIGNAL + RNG.logistic(size=N) > 0, 1.0, -1.0),
    "multiclass": np.argmax(np.column_stack([SIGNAL, X[:, 2] - 0.5, -SIGNAL]) + RNG.gumbel(size=(N, 3)), axis=1),
    "amount": np.exp(0.6 * SIGNAL + 0.2) * RNG.gamma(4.0, 0.25, size=N) * (np.arange(N) % 3 > 0),
}


def problem_of(loss, penalty, strength, loss_params=None, **params):
    task = LOSSES[loss].task
    data = Dataset(X, Y[task], task=task)
    return Problem(data, MODELS["linear"](), LOSSES[loss](**(loss_params or {})), PENALTIES[penalty](**params), strength)


def blocks(problem, w):
    """Weights (inputs, outputs) and biases (outputs,) of a linear model."""
    (layer,) = problem.network.layers
    return layer.weights(w), layer.biases(w)


def trained(problem, start=None, steps=12000, solver="momentum"):
    """The weights after so many steps, or after fewer where they have long stood still, to thirteen digits."""
    for _ in range(0, steps, 1000):
        history = train(problem, SOLVERS[solver](), steps=min(steps, 1000), start=start)
        assert history.status == "finished"
        start = history.weights[-1]
        if np.ptp(history.weights[-400:], axis=0).max() <= 1e-13:
            break
    return start


def at_zero(problem):
    """Zero weights with the bias that is best beside them (p,), and the gradient of their block (inputs, outputs)."""
    width = len(blocks(problem, np.zeros(problem.size))[1])
    whole = lambda b: np.append(np.zeros(problem.size - width), b)
    found = minimize(
        lambda b: problem.cost(whole(b)).data, np.zeros(width), jac=lambda b: problem.gradient(whole(b))[-width:],
        method="BFGS", options={"gtol": 1e-12},
    )  # fmt: skip
    w = whole(found.x)
    assert np.abs(problem.gradient(w)[-width:]).max() < 1e-7
    return w, blocks(problem, problem.gradient(w))[0]


SPARSE = ["squared", "huber", "logistic", "poisson", "cross_entropy"]


@pytest.mark.parametrize("loss", SPARSE)
@pytest.mark.parametrize(("penalty", "ratio"), [("l1", 1.0), ("elastic_net", 0.7)])
def test_l1_and_elastic_net_end_where_the_conditions_hold(loss, penalty, ratio):
    """g + s (ratio sign w + (1 - ratio) w) = 0 for each weight in use, |g| <= s ratio for the others, no slope in the bias."""
    s = 0.3 * PENALTIES["l1"]().zeroing_strength(at_zero(problem_of(loss, "l1", 0.0))[1])
    problem = problem_of(loss, penalty, s, **({"ratio": ratio} if penalty == "elastic_net" else {}))
    w = trained(problem)
    (weights, _), (g, bias) = blocks(problem, w), blocks(problem, problem.gradient(w))
    used = weights != 0
    assert 0 < used.sum() < used.size
    assert np.abs(g + s * (ratio * np.sign(weights) + (1 - ratio) * weights))[used].max() <= 1e-6
    assert np.abs(g[~used]).max() <= s * ratio + 1e-6
    assert np.abs(bias).max() <= 1e-6


@pytest.mark.parametrize("loss", ["cross_entropy", "multiclass_brier", "squared"])
def test_group_l1_ends_where_the_conditions_hold_for_each_row(loss):
    """G_j + s W_j / |W_j| = 0 for each row in use, |G_j| <= s for the others; a row drops out whole."""
    penalty = PENALTIES["group_l1"]()
    s = 0.5 * penalty.zeroing_strength(at_zero(problem_of(loss, "group_l1", 0.0))[1])
    problem = problem_of(loss, "group_l1", s)
    w = trained(problem)
    (weights, _), (g, bias) = blocks(problem, w), blocks(problem, problem.gradient(w))
    lengths = np.linalg.norm(weights, axis=1)
    used = lengths > 0
    assert 0 < used.sum() < D
    assert (weights[used] != 0).all()
    assert np.abs(g[used] + s * weights[used] / lengths[used, None]).max() <= 1e-6
    assert np.linalg.norm(g[~used], axis=1).max() <= s + 1e-6
    assert np.abs(bias).max() <= 1e-6


@pytest.mark.parametrize("loss", SPARSE)
@pytest.mark.parametrize("penalty", ["l1", "elastic_net", "group_l1", "mcp", "scad"])
def test_the_zeroing_strength_zeroes_all_weights_and_a_little_less_does_not(loss, penalty):
    start, g = at_zero(problem_of(loss, penalty, 0.0))
    strength = PENALTIES[penalty]().zeroing_strength(g)
    if loss == "squared":
        assert start[-1] == pytest.approx(Y["regression"].mean(), abs=1e-7)
        if penalty == "l1":
            centred = Y["regression"] - Y["regression"].mean()
            assert strength == pytest.approx(np.abs(2 * X.T @ centred / N).max(), rel=1e-6)
    stays = lambda factor: (
        not blocks(*(p := problem_of(loss, penalty, factor * strength), trained(p, start, 300, "gd")))[0].any()
    )
    assert stays(1.0 + 1e-6)
    assert not stays(0.99)


@pytest.mark.parametrize("loss", ["squared", "logistic", "cross_entropy"])
def test_from_afar_the_zeroing_strength_is_reached_as_well(loss):
    _, g = at_zero(problem_of(loss, "l1", 0.0))
    strength = PENALTIES["l1"]().zeroing_strength(g)
    for factor, empty in ((1.001, True), (0.99, False)):
        problem = problem_of(loss, "l1", factor * strength)
        w = trained(problem, np.random.default_rng(1).normal(size=problem.size))
        assert bool(blocks(problem, w)[0].any()) is not empty


@pytest.mark.parametrize("s", [0.02, 0.3])
def test_cross_entropy_with_l2_is_scikit_learns_logistic_regression(s):
    """mean loss + s |w|^2 / 2  =  s (|w|^2 / 2 + C sum loss) with C = 1 / (n s); biases are free up to a common constant."""
    problem = problem_of("cross_entropy", "l2", s)
    weights, biases = blocks(problem, trained(problem))
    theirs = LogisticRegression(C=1 / (N * s), tol=1e-12, max_iter=20000).fit(X, Y["multiclass"])
    assert weights == pytest.approx(theirs.coef_.T, abs=1e-6)
    assert biases - biases.mean() == pytest.approx(theirs.intercept_ - theirs.intercept_.mean(), abs=1e-6)


@pytest.mark.parametrize(
    ("loss", "params", "theirs"),
    [
        ("poisson", {}, PoissonRegressor),
        ("gamma", {}, GammaRegressor),
        ("tweedie", {"power": 1.5}, lambda **k: TweedieRegressor(power=1.5, link="log", **k)),
    ],
)
@pytest.mark.parametrize("s", [0.05, 0.5])
def test_log_link_losses_with_l2_are_scikit_learns_regressors(loss, params, theirs, s):
    problem = problem_of(loss, "l2", s, params)
    w = trained(problem)
    fit = theirs(alpha=s, tol=1e-10, max_iter=10000, solver="newton-cholesky").fit(X, problem.data.y)
    assert w == pytest.approx(np.append(fit.coef_, fit.intercept_), abs=1e-6)


@pytest.mark.parametrize("tau", [0.25, 0.75])
def test_no_step_of_the_quantile_loss_costs_less_than_the_linear_programmes_optimum_and_the_best_is_close(tau):
    problem = problem_of("quantile", "l1", 0.02, {"tau": tau})
    fit = QuantileRegressor(quantile=tau, alpha=0.02, solver="highs").fit(X, Y["regression"])
    least = problem.cost(np.append(fit.coef_, fit.intercept_)).total
    history = train(problem, SOLVERS["gd"](rate=0.01), steps=4000)
    assert least * (1 - 1e-12) <= history.total.min() <= 1.01 * least


def test_squared_margins_and_tubes_with_l2_are_scikit_learns_support_vector_machines():
    """Theirs penalises the bias too, so the bias is made a weight: a large constant feature costs next to nothing."""
    s, big = 0.2, 1e3
    settings = {"C": 1 / (N * s), "tol": 1e-10, "max_iter": 200_000, "intercept_scaling": big, "dual": False}
    w = trained(problem_of("squared_hinge", "l2", s))
    fit = LinearSVC(**settings).fit(X, Y["binary"])
    assert w == pytest.approx(np.append(fit.coef_, fit.intercept_), abs=2e-5)
    w = trained(problem_of("squared_epsilon_insensitive", "l2", s, {"epsilon": 0.3}))
    fit = LinearSVR(loss="squared_epsilon_insensitive", epsilon=0.3, **settings).fit(X, Y["regression"])
    assert w == pytest.approx(np.append(fit.coef_, fit.intercept_), abs=2e-5)
