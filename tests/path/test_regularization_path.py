"""Regularization paths: the conditions for a minimum, scikit-learn's coefficients, and what has to hold along any path."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.datasets import load_diabetes
from sklearn.linear_model import ElasticNet, Lasso, LogisticRegression, PoissonRegressor, Ridge, lars_path

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, Dataset, Experiment, Problem, regularization_path
from explorer.core.params import instances
from explorer.path.algorithms import elastic_net
from explorer.path.methods.base import Solution
from explorer.path.methods.choice import path_method
from explorer.path.path_found import Path
from explorer.path.strength_grid import default_strengths

RNG = np.random.default_rng(17)


def problem_of(data, loss="squared", penalty="l1", model="linear", loss_params=None, **params):
    return Problem(data, MODELS[model](), LOSSES[loss](**(loss_params or {})), PENALTIES[penalty](**params), 0.3)


def drawn(n, d, noise=1.0, correlation=0.0):
    rng = np.random.default_rng([n, d])
    X = rng.normal(size=(n, d)) + correlation * rng.normal(size=(n, 1))
    beta = np.where(np.arange(d) % 3 == 0, 1.0, -0.4) * (np.arange(d) < 6)
    return X, X @ beta + noise * rng.normal(size=n)


def awkward():
    """Inputs (n, d) on which a path may trip, each with a target; names say how."""
    X, y = drawn(40, 6)
    wide, target = drawn(15, 30)
    return {
        "plain": (X, y),
        "off centre": (X + 300.0 * np.arange(6), y + 500.0),
        "duplicated": (np.column_stack([X, X[:, :2], -X[:, 2], 2.0 * X[:, 3]]), y),
        "made up of others": (np.column_stack([X, X[:, 0] + X[:, 1], X[:, 2] - 3.0 * X[:, 3]]), y),
        "constant": (np.column_stack([X, np.full(40, 7.3), np.zeros(40)]), y),
        "badly scaled": (X * 10.0 ** np.arange(-6, 6, 2), y),
        "badly scaled target": (X, 1e7 * y),
        "wide": (wide, target),
        "wide and off centre": (wide + 100.0, target),
        "wide and duplicated": (np.column_stack([wide, wide[:, :5]]), target),
        "two examples": (X[:2], y[:2]),
        "orthogonal and tied": (np.kron(np.eye(4), [[1.0], [-1.0]]), np.tile([1.0, -1.0], 4)),
        "collinear": drawn(60, 8, correlation=100.0),
        "perfect fit": (X, X @ np.array([3.0, 0.0, 0.0, -1.0, 0.0, 0.0])),
        "constant target": (X, np.full(40, 2.5)),
        "whole numbers": (np.round(2 * X), np.round(y)),
    }


AWKWARD = awkward()


def squared_gap(X, y, strengths, W, a, b):
    """By how much (2/n) x_j'(Xw - y) + s (a sign w_j + b w_j) = 0, its bound for zeros, and the bias are missed, by hand."""
    worst = 0.0
    for s, w in zip(strengths, W, strict=True):
        r = X @ w[:-1] + w[-1] - y
        g = 2.0 * X.T @ r / len(y) + s * b * w[:-1]
        used = w[:-1] != 0
        worst = max(worst, abs(2.0 * r.mean()), np.abs(g + s * a * np.sign(w[:-1]))[used].max(initial=0.0))
        worst = max(worst, (np.abs(g) - s * a)[~used].max(initial=0.0))
    return worst / max(strengths)


@pytest.mark.parametrize(("penalty", "ratio"), [("l1", 1.0), ("l2", 0.0), ("elastic_net", 0.6), ("group_l1", 1.0)])
@pytest.mark.parametrize("kind", AWKWARD)
def test_the_exact_methods_miss_the_conditions_by_no_more_than_rounding(kind, penalty, ratio):
    X, y = AWKWARD[kind]
    problem = problem_of(Dataset(X, y), penalty=penalty, **({"ratio": ratio} if penalty == "elastic_net" else {}))
    path = regularization_path(problem)
    assert path.exact
    gap = squared_gap(X, y, path.strengths, path.weights, ratio, 1.0 - ratio)
    assert gap <= 1e-9
    assert path.kkt.max() <= 1e-9
    assert "not reached" not in path.note


@pytest.mark.parametrize("s", [0.0, 1e-3, 0.2, 30.0])
def test_ridge_is_scikit_learns(s, regression_data):
    path = regularization_path(problem_of(regression_data, penalty="l2"), [50.0, s])
    fit = Ridge(alpha=60 * s / 2, tol=1e-14).fit(regression_data.X, regression_data.y)
    assert path.weights[1] == pytest.approx(np.append(fit.coef_, fit.intercept_), abs=1e-11)


@pytest.mark.parametrize("ratio", [1.0, 0.9, 0.3])
def test_lasso_and_elastic_net_are_scikit_learns(ratio, regression_data):
    """Ours is twice theirs: half the mean of the squares, alpha = s / 2."""
    X, y = regression_data.X, regression_data.y
    strengths = np.array([0.003, 2.0, 0.1])
    path = regularization_path(problem_of(regression_data, penalty="elastic_net", ratio=ratio), strengths)
    for s, w in zip(strengths, path.weights, strict=True):
        settings = {"alpha": s / 2, "tol": 1e-15, "max_iter": 1_000_000}
        fit = (Lasso(**settings) if ratio == 1 else ElasticNet(l1_ratio=ratio, **settings)).fit(X, y)
        assert w == pytest.approx(np.append(fit.coef_, fit.intercept_), abs=1e-9)
        assert np.array_equal(w[:-1] != 0, fit.coef_ != 0)


@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_logistic_is_scikit_learns(penalty, binary_data):
    """C = 1 / (n s); their lasso solver, saga, does not penalise the intercept either."""
    strengths = np.array([0.2, 0.05, 0.005])
    path = regularization_path(problem_of(binary_data, "logistic", penalty), strengths)
    assert (path.weights[:, :-1] == 0).any() == (penalty == "l1")
    for s, w in zip(strengths, path.weights, strict=True):
        settings = {"C": 1 / (binary_data.n * s), "tol": 1e-11, "max_iter": 100_000}
        solver = "newton-cholesky" if penalty == "l2" else "saga"
        fit = LogisticRegression(l1_ratio=float(penalty == "l1"), solver=solver, **settings)
        fit.fit(binary_data.X, binary_data.y)
        assert w == pytest.approx(np.append(fit.coef_[0], fit.intercept_[0]), abs=1e-7)


def test_poisson_and_several_classes_with_l2_are_scikit_learns(data_for):
    counts = data_for(LOSSES["poisson"]())
    for s, w in zip((0.5, 0.01), regularization_path(problem_of(counts, "poisson", "l2"), [0.5, 0.01]).weights, strict=True):
        fit = PoissonRegressor(alpha=s, tol=1e-12, max_iter=1000, solver="newton-cholesky").fit(counts.X, counts.y)
        assert w == pytest.approx(np.append(fit.coef_, fit.intercept_), abs=1e-8)
    several = data_for(LOSSES["cross_entropy"]())
    w = regularization_path(problem_of(several, "cross_entropy", "l2"), [0.05]).weights[0]
    fit = LogisticRegression(C=1 / (several.n * 0.05), tol=1e-10, max_iter=5000).fit(several.X, several.y)
    assert w[:-3].reshape(5, 3) == pytest.approx(fit.coef_.T, abs=1e-6)
    assert w[-3:] - w[-3:].mean() == pytest.approx(fit.intercept_ - fit.intercept_.mean(), abs=1e-6)


def test_the_diabetes_lassos_kinks_are_those_of_least_angle_regression():
    """The LARS paper's own data: 12 kinks, one of them where a weight leaves again."""
    X, y = load_diabetes(return_X_y=True)
    path = regularization_path(problem_of(Dataset(X, y)), np.geomspace(10.0, 1e-6, 40))
    alphas, _, theirs = lars_path(X, y - y.mean(), method="lasso")
    assert len(path.kinks) == len(alphas) - 1 == 12
    assert path.kinks == pytest.approx(2.0 * alphas[:-1], rel=1e-9)
    assert path.at(path.kinks)[:, :-1] == pytest.approx(theirs.T[:-1], abs=1e-8)
    assert path.zeroing == pytest.approx(2.0 * alphas[0], rel=1e-13)


def test_the_diabetes_coefficients_are_the_published_ones():
    """Efron, Hastie, Johnstone and Tibshirani (2004): the order in which variables join (figure 1: 3, 9, 4, 7, 2, 10, 5, 8, 6,
    1), and table 1's data by least squares as R's lars prints it for its own copy of the data, which rounds its columns
    a little differently."""
    X, y = load_diabetes(return_X_y=True)
    path = regularization_path(problem_of(Dataset(X, y)), [0.0])
    published = [-10.01, -239.82, 519.84, 324.39, -792.18, 476.75, 101.04, 177.06, 751.28, 67.63]
    assert path.weights[0, :-1] == pytest.approx(np.array(published), abs=0.015)
    assert path.weights[0, -1] == pytest.approx(152.13, abs=0.006)
    middles = np.append((path.kinks[:-1] + path.kinks[1:]) / 2, path.kinks[-1] / 2)
    joined, before = [], np.zeros(10, dtype=bool)
    for used in path.at(middles)[:, :-1] != 0:
        joined += list(np.flatnonzero(used & ~before) + 1)
        before = used
    assert joined == [3, 9, 4, 7, 2, 10, 5, 8, 6, 1, 7]


@pytest.mark.parametrize("kind", ["plain", "wide", "wide and off centre", "whole numbers"])
def test_the_lasso_is_exact_between_its_kinks(kind):
    """Straight lines: the middle of two kinks is the mean of both; and one more strength does not change the others."""
    X, y = AWKWARD[kind]
    path = regularization_path(problem_of(Dataset(X, y)), [1e-3])
    kinks = path.kinks
    assert (np.diff(kinks) <= 0).all()
    ends, middles = path.at(kinks), path.at((kinks[:-1] + kinks[1:]) / 2)
    assert middles == pytest.approx((ends[:-1] + ends[1:]) / 2, abs=1e-9)
    assert squared_gap(X, y, kinks, ends, 1.0, 0.0) <= 1e-11
    own = path.at(kinks * (1 - 1e-6))[:, :-1] != 0
    assert (own[1:] != own[:-1]).any(axis=1).all()  # at every kink a weight joins or leaves


def smooth_convex_cases():
    """Losses with kinks: algorithms/test_augmented_lagrangian.py; the others have no path (methods/test_choice.py)."""
    for loss in (cls() for cls in LOSSES.values()):
        if loss.smooth and loss.convex and not loss.untrainable:
            for penalty in ("l1", "l2", "elastic_net", "group_l1"):
                yield pytest.param(loss, PENALTIES[penalty](), id=f"{loss.id}-{penalty}")


def gap_by_definition(problem, s, w):
    """By how much w misses the conditions for a minimum: slopes from differences of the loss's values, penalty by hand."""
    X, y, loss, penalty = problem.data.X, problem.data.y, problem.loss, problem.penalty
    K = len(problem.data.classes) if loss.task == "multiclass" else 1
    W, b = w[:-K].reshape(-1, K), w[-K:]
    z = X @ W + b
    h = 1e-6
    slope = np.empty(z.shape)
    for k in range(K):
        up, down = z.copy(), z.copy()
        up[:, k] += h
        down[:, k] -= h
        at = (lambda v: loss.value(y, v)) if loss.task == "multiclass" else (lambda v: loss.value(y, v[:, 0]))
        slope[:, k] = (at(up) - at(down)) / (2 * h)
    g, bias = X.T @ slope / len(y), slope.mean(axis=0)
    ratio = {"l1": 1.0, "l2": 0.0}.get(penalty.id, getattr(penalty, "ratio", 1.0))
    lengths = np.linalg.norm(W, axis=1, keepdims=True) if penalty.id == "group_l1" else np.abs(W)
    unit = np.divide(W, lengths, out=np.zeros(W.shape), where=lengths > 0)
    inside = np.where(lengths > 0, 0.0, s * ratio)
    left = g + s * ratio * unit + s * (1 - ratio) * W
    size = np.linalg.norm(left, axis=1, keepdims=True) if penalty.id == "group_l1" else np.abs(left)
    return max(np.maximum(size - inside, 0.0).max(), np.abs(bias).max())


@pytest.mark.parametrize(("loss", "penalty"), list(smooth_convex_cases()))
def test_every_path_there_is_meets_the_conditions_and_its_terms_move_one_way(loss, penalty, data_for):
    """The loss's slope by differences, good to 1e-9; with the strength penalty(w) never rises, the data loss never falls."""
    data = data_for(loss)
    problem = Problem(data, MODELS["linear"](), loss, penalty, 1.0)
    path = regularization_path(problem, default_strengths(problem, 12))
    largest = path.strengths[0]
    for s, w in list(zip(path.strengths, path.weights, strict=True))[::3]:
        assert gap_by_definition(problem, s, w) <= 1e-6 * largest + 2e-9
    assert path.kkt.max() <= 1e-6
    price = path.penalty / path.strengths
    assert (np.diff(price) >= -1e-6 * price.max()).all()
    assert (np.diff(path.data) <= 1e-7 * path.data[0]).all()
    for i in (0, 5, 11):
        cost = Problem(data, MODELS["linear"](), loss, penalty, path.strengths[i]).cost(path.weights[i])
        assert (path.data[i], path.penalty[i]) == pytest.approx(cost[:2], rel=1e-12, abs=1e-300)
        assert path.total[i] == path.data[i] + path.penalty[i]
        layer = problem.network.layers[0]
        assert path.active[i] == np.count_nonzero(path.weights[i, : layer.bias])


@pytest.mark.parametrize("penalty", ["l1", "elastic_net", "group_l1", "mcp", "scad"])
@pytest.mark.parametrize("loss", ["squared", "huber", "logistic", "poisson", "cross_entropy"])
def test_the_zeroing_strength_zeroes_all_and_a_little_less_does_not(loss, penalty, data_for):
    problem = problem_of(data_for(LOSSES[loss]()), loss, penalty)
    strengths = default_strengths(problem, 5)
    zeroing = strengths[0]
    assert strengths[-1] == pytest.approx(1e-4 * zeroing, rel=1e-12)
    path = regularization_path(problem, [0.99 * zeroing, zeroing, 2 * zeroing])
    assert path.zeroing == zeroing
    assert list(path.active > 0) == [True, False, False]


@pytest.mark.parametrize("kind", ["plain", "wide", "duplicated", "whole numbers"])
def test_the_elastic_net_is_the_lasso_on_augmented_data(kind):
    """Zou and Hastie (2005), lemma 1: rows sqrt(n s b / 2) e_j with target 0 below, centred beforehand, no bias."""
    X, y = AWKWARD[kind]
    X, y = X - X.mean(axis=0), y - y.mean()
    n, d = X.shape
    s, ratio = 0.2, 0.6
    w = regularization_path(problem_of(Dataset(X, y), penalty="elastic_net", ratio=ratio), [s]).weights[0, :-1]
    below = np.sqrt(n * s * (1 - ratio) / 2) * np.eye(d)
    fit = Lasso(alpha=s * ratio * n / 2 / (n + d), fit_intercept=False, tol=1e-15, max_iter=1_000_000)
    fit.fit(np.vstack([X, below]), np.append(y, np.zeros(d)))
    assert w == pytest.approx(fit.coef_, abs=1e-8)


@pytest.mark.parametrize("before", [[], [1.0]])
@pytest.mark.parametrize("kind", ["duplicated", "made up of others", "constant", "wide", "wide and duplicated", "badly scaled"])
def test_without_a_penalty_the_elastic_net_is_the_shortest_least_squares(kind, before):
    """Where columns depend on each other too: LAPACK's least squares of what is centred, and the rank it counts."""
    X, y = AWKWARD[kind]
    path = regularization_path(problem_of(Dataset(X, y), penalty="elastic_net", ratio=0.6), [*before, 0.0])
    centred = X - X.mean(axis=0)
    w, _, rank, spread = np.linalg.lstsq(centred, y - y.mean(), rcond=1e-13)
    assert path.weights[-1, :-1] == pytest.approx(w, rel=1e-7, abs=1e-9 * np.abs(w).max())
    assert path.at(0.0) == pytest.approx(path.weights[-1], abs=1e-12 * np.abs(w).max())
    rest = y - y.mean() - centred @ w
    assert path.data[-1] == pytest.approx(rest @ rest / len(y), rel=1e-9, abs=1e-20)
    assert path.kkt[-1] <= 1e-9 * spread[0]
    assert path.freedom[-1] == pytest.approx(1 + rank, abs=1e-9)
    assert "not " not in path.note


def test_a_guess_in_place_of_an_answer_is_told(monkeypatch, regression_data):
    """Also where it misses little beside the largest strength."""
    solve = elastic_net.feature_sign
    monkeypatch.setattr(
        elastic_net,
        "feature_sign",
        lambda H, b, price, *more: solve(H, b, price, *more) if price[0] > 1 else None,
    )
    path = regularization_path(problem_of(regression_data, penalty="elastic_net"), [1e14, 0.1, 0.0])
    assert "At 1 of 3 strengths it was not found which weights are in use" in path.note
    assert path.kkt[1] > 1e-16
    assert path.kkt[2] <= 1e-25


def test_that_weights_are_a_guess_is_said_of_those_that_are(regression_data, monkeypatch):
    """Not of those that another visitor asked for meanwhile: here, just before the words are chosen."""
    solve = elastic_net.feature_sign
    monkeypatch.setattr(
        elastic_net,
        "feature_sign",
        lambda H, b, price, *more: solve(H, b, price, *more) if price[0] > 1 else None,
    )
    problem = problem_of(regression_data, penalty="elastic_net")
    for own, other, told in (([1e14, 0.1], [1e14], True), ([1e14, 1e13], [0.1], False)):
        path = regularization_path(problem, own)
        regularization_path(problem, other)
        assert ("At 1 of 2 strengths it was not found" in path.note) == told == bool(path.note)


@pytest.mark.parametrize(("penalty", "params"), [("l2", {}), ("elastic_net", {"ratio": 0.4}), ("l1", {})])
@pytest.mark.parametrize("kind", ["plain", "wide", "badly scaled", "constant"])
def test_the_degrees_of_freedom_are_the_trace_of_the_hat_matrix(kind, penalty, params):
    """The fit's derivative in the targets, by differences: fits are straight lines in y while no weight joins or leaves."""
    X, y = AWKWARD[kind]
    strengths = np.array([0.3, 0.03])
    path = regularization_path(problem_of(Dataset(X, y), penalty=penalty, **params), strengths)
    h, trace = 1e-6, np.zeros(2)
    for i in range(len(y)):
        moved = [y + sign * h * np.eye(len(y))[i] for sign in (1, -1)]
        fits = []
        for target in moved:
            W = regularization_path(problem_of(Dataset(X, target), penalty=penalty, **params), strengths).weights
            fits.append(W[:, :-1] @ X[i] + W[:, -1])
        trace += (fits[0] - fits[1]) / (2 * h)
    assert path.freedom == pytest.approx(trace, abs=1e-6)


def test_only_squared_loss_has_known_degrees_of_freedom_and_only_straight_lines_have_kinks(regression_data):
    paths = {
        (loss, penalty): regularization_path(problem_of(regression_data, loss, penalty), [0.1])
        for loss in ("squared", "huber")
        for penalty in ("l1", "l2", "elastic_net", "mcp")
    }
    assert {key for key, path in paths.items() if path.freedom is not None} == {
        ("squared", p) for p in ("l1", "l2", "elastic_net")
    }
    assert {key for key, path in paths.items() if path.kinks is not None} == {("squared", "l1")}
    assert {key for key, path in paths.items() if path.principal is not None} == {("squared", "l2")}
    assert {key for key, path in paths.items() if path.depends_on_start} == {("squared", "mcp"), ("huber", "mcp")}
    assert all(path.method.endswith(".") for path in paths.values())
    assert "other minima" in paths["squared", "mcp"].note


@pytest.mark.parametrize("penalty", ["mcp", "scad"])
@pytest.mark.parametrize("loss", ["squared", "logistic", "cross_entropy"])
def test_penalties_that_are_not_convex_end_where_no_prox_step_moves(loss, penalty, data_for):
    problem = problem_of(data_for(LOSSES[loss]()), loss, penalty)
    path = regularization_path(problem, default_strengths(problem, 15))
    layer = problem.network.layers[0]
    for s, w in zip(path.strengths, path.weights, strict=True):
        g = problem.gradient(w)
        t = 0.05
        block = (w - t * g)[: layer.bias].reshape(layer.inputs, layer.width)
        moved = problem.penalty.prox(block, t, s).ravel()
        assert np.abs(moved - w[: layer.bias]).max() / t <= 1e-6 * path.strengths[0]
        assert np.abs(g[layer.bias :]).max() <= 1e-6 * path.strengths[0]
    assert path.kkt.max() <= 1e-6


def test_unsorted_repeated_and_single_strengths_keep_their_places(regression_data):
    problem = problem_of(regression_data, penalty="elastic_net")
    path = regularization_path(problem, [0.1, 1.0, 0.1, 0.0])
    assert path.strengths.tolist() == [0.1, 1.0, 0.1, 0.0]
    assert np.abs(path.weights[0] - path.weights[2]).max() < 1e-12
    assert path.at(1.0) == pytest.approx(path.weights[1], abs=1e-12)
    assert path.at([1.0]).shape == (1, problem.size)


@pytest.mark.parametrize("penalty", ["l1", "l2", "elastic_net"])
@pytest.mark.parametrize("loss", ["squared", "huber"])
def test_a_value_between_two_strengths_is_found_not_read_off(loss, penalty, regression_data):
    problem = problem_of(regression_data, loss, penalty)
    coarse = regularization_path(problem, [1.0, 0.01])
    alone = regularization_path(problem, [1.0, 0.07]).weights[1]
    assert coarse.at(0.07) == pytest.approx(alone, abs=1e-7)
    assert coarse.at(0.001) == pytest.approx(regularization_path(problem, [1.0, 0.001]).weights[1], abs=1e-7)


@pytest.mark.parametrize("strengths", [[], [-1.0], [np.nan], [np.inf], [[1.0]]])
def test_strengths_that_are_none_are_refused(strengths, regression_data):
    with pytest.raises(ValueError, match="strength"):
        regularization_path(problem_of(regression_data), strengths)


def test_it_can_be_stopped_between_two_strengths(regression_data):
    class StopError(Exception):
        pass

    seen = []

    def checkpoint():
        seen.append(1)
        if len(seen) == 3:
            raise StopError

    for loss, penalty in (("squared", "elastic_net"), ("huber", "l1")):
        seen.clear()
        with pytest.raises(StopError):
            regularization_path(problem_of(regression_data, loss, penalty), [4.0, 3.0, 2.0, 1.0], checkpoint)
        assert len(seen) == 3


def test_notes_name_what_is_odd():
    note = lambda kind, penalty: regularization_path(problem_of(Dataset(*AWKWARD[kind]), penalty=penalty)).note
    assert note("plain", "l1") == note("plain", "l2") == ""
    assert note("constant", "l1").startswith("x7, x8: the same in every example")
    assert note("constant", "l2") == note("constant", "l1") == note("constant", "elastic_net")
    assert "repeat what others say" in note("duplicated", "l1")
    assert "made up of others" in note("duplicated", "l2")
    assert "at most 14 weights" in note("wide", "l1")


def test_ridge_tells_constant_columns_from_dependent_ones():
    X, y = AWKWARD["constant"]
    said = lambda X: regularization_path(problem_of(Dataset(X, y), penalty="l2"), [1.0]).note
    same, made_up = "the same in every example, so the weight stays zero.", "made up of others"
    assert said(X) == f"x7, x8: {same}"
    assert said(X[:, 5:7] * [[1.0, 0.1]]) == f"x2: {same}"
    assert said(np.full((40, 1), 0.1)) == f"x1: {same}"
    both = said(np.column_stack([X, X[:, 0]]))
    assert both.startswith(f"x7, x8: {same} Some features")
    assert made_up in both
    assert made_up in said(np.column_stack([X[:, :3], X[:, 0] - X[:, 1]]))
    assert said(X[:, :6]) == ""


@pytest.mark.parametrize("dataset", ["diabetes", "penguins"])
def test_an_experiment_has_a_path(dataset):
    experiment = Experiment(dataset=dataset, penalty="l1")
    path = experiment.path()
    assert isinstance(path, Path)
    assert path.strengths.shape == (100,)
    assert (np.diff(path.strengths) < 0).all()
    assert (path.active[0], path.kkt.max() <= 1e-6) == (0, True)
    assert experiment.change(penalty="l2").path([1.0, 0.5]).weights.shape == (2, experiment.problem().size)
    assert set(DATASETS) >= {"diabetes", "penguins"}


@pytest.mark.parametrize(
    "penalty", [p for cls in PENALTIES.values() for p in instances(cls) if p.separable], ids=lambda p: f"{p.id}{vars(p)}"
)
def test_the_rise_of_a_penalty_is_its_derivative(penalty):
    """By differences, away from knots; at zero the steepness on the way out is the kink."""
    size, h = np.linspace(0.013, 5.0, 400), 1e-6
    up, mid, down = (penalty.terms(size + x, 0.7) for x in (h, 0.0, -h))
    steep, bend = penalty.rise(size, 0.7)
    assert steep == pytest.approx((up - down) / (2 * h), abs=1e-5)
    assert penalty.rise(np.zeros(1), 0.7)[0][0] == pytest.approx(0.7 * penalty.kink)
    assert np.diff(steep)[bend[1:] == bend[:-1]] == pytest.approx(
        (bend * np.gradient(size))[1:][bend[1:] == bend[:-1]], abs=1e-9
    )
    assert mid.shape == size.shape


@pytest.mark.parametrize("odd", ["constant", "copied", "wide", "plain"])
def test_at_strength_zero_the_elastic_net_is_least_squares_of_the_smallest_norm(odd):
    rng = np.random.default_rng(4)
    X = rng.standard_normal((6 if odd == "wide" else 30, 9 if odd == "wide" else 5)) + 2.0
    if odd == "constant":
        X[:, 2] = 1.0
    if odd == "copied":
        X[:, 2] = X[:, 1]
    y = X[:, 0] - X[:, 1] + rng.standard_normal(len(X))
    problem = Problem(Dataset(X, y), MODELS["linear"](), LOSSES["squared"](), PENALTIES["elastic_net"](), 0.0)
    path = regularization_path(problem, [1.0, 0.1, 0.0])
    D = X - X.mean(axis=0)
    shortest = np.linalg.pinv(D, rcond=1e-10) @ (y - y.mean())
    for w in (path.weights[-1], path.at(0.0), regularization_path(problem, [0.0]).weights[0]):
        np.testing.assert_allclose(w[:-1], shortest, atol=1e-9)
        assert w[-1] == pytest.approx(y.mean() - X.mean(axis=0) @ shortest)
    assert path.freedom[-1] == pytest.approx(1.0 + np.linalg.matrix_rank(D))


@pytest.mark.parametrize("loss", ["logistic", "squared_hinge"])
@pytest.mark.parametrize("penalty", ["l1", "elastic_net"])
def test_a_feature_that_says_nothing_needs_no_strength_to_be_zero(loss, penalty):
    """What rounding leaves of its pull is not a pull."""
    y = np.array([1.0, -1.0, -1.0, 1.0, 1.0, -1.0, 1.0])
    problem = problem_of(Dataset(np.full((7, 1), 1.3), y, task="binary"), loss, penalty)
    path = regularization_path(problem)
    assert path.zeroing == 0.0
    assert not path.weights[:, 0].any()
    assert path.kkt.max() < 1e-9


@pytest.mark.parametrize("penalty", ["l1", "l2", "elastic_net"])
def test_what_follows_from_the_weights_is_the_same_whenever_it_is_read(penalty):
    """Another question put to the same method in between changes nothing of an earlier answer."""
    rng = np.random.default_rng(8)
    X, y = rng.normal(size=(30, 4)), rng.normal(size=30)
    problem = Problem(Dataset(X, y), MODELS["linear"](), LOSSES["squared"](), PENALTIES[penalty](), 0.0)
    strengths = [0.3, 0.1, 0.02]
    first, second = regularization_path(problem, strengths), regularization_path(problem, strengths)
    seen = [first.data, first.penalty, first.total, first.kkt, first.note]
    regularization_path(problem, [1e-3, 0.7]), second.at([0.5, 1e-4])
    for early, late in zip(seen, [second.data, second.penalty, second.total, second.kkt, second.note], strict=True):
        assert np.array_equal(early, late)


@pytest.mark.parametrize(
    ("loss", "steepest", "missed"), [("squared", 6.0, 4.0), ("huber", 1.0, 1.0), ("logistic", 0.5, 0.268941)]
)
def test_at_a_strength_of_0_alone_what_is_missed_is_a_share_of_the_slope_at_zero_weights(loss, steepest, missed, monkeypatch):
    """Two examples at -1 and 1 with targets -3 and 3, or these classes, of which no more than that there is no lowest cost is
    said: the slopes at weights of 0 and 1, by hand."""
    X = np.array([[-1.0], [1.0]])
    data = Dataset(X, X[:, 0] if loss == "logistic" else 3.0 * X[:, 0], task=LOSSES[loss].task)
    own = LOSSES[loss](delta=1.0) if loss == "huber" else LOSSES[loss]()
    for penalty in ("l1", "l2", "elastic_net"):
        problem = Problem(data, MODELS["linear"](), own, PENALTIES[penalty](), 0.0)
        method = type(path_method(problem))
        with monkeypatch.context() as patch:
            patch.setattr(
                method, "solve", lambda self, strengths, checkpoint: Solution(np.tile([1.0, 0.0], (strengths.size, 1)))
            )
            path = regularization_path(problem, [0.0, 0.0])
            assert path.kkt == pytest.approx(np.full(2, missed / steepest), rel=1e-4)
            share = f"{float(f'{missed / steepest:.1g}'):g} of the steepest slope that the data have at zero weights."
            if loss == "logistic":
                assert path.note.startswith("There is no lowest cost without a penalty: some weights put every example on its")
                assert "not reached" not in path.note
            else:
                assert path.note.endswith(share)
            assert regularization_path(problem, [4.0, 0.0]).kkt[1] == pytest.approx(missed / 4.0, rel=1e-4)


@pytest.mark.parametrize("size", [1e-9, 1.0, 1e9])
@pytest.mark.parametrize("loss", ["squared", "expectile", "barron"])
def test_no_unit_of_the_targets_or_features_makes_a_strength_of_0_look_met_or_missed(loss, size, regression_data):
    """And the smallest mean loss is reached, whatever it is: with as many digits as in units of 1."""
    params = {"alpha": 2.0} if loss == "barron" else {}
    paths = [
        regularization_path(
            Problem(
                Dataset(regression_data.X / unit, unit * regression_data.y), MODELS["linear"](), LOSSES[loss](**params),
                PENALTIES["l1"](), 0.0,
            ),
            [0.0],
        )
        for unit in (1.0, size)
    ]  # fmt: skip
    assert max(path.kkt[0] for path in paths) <= 1e-8
    assert paths[1].data[0] == pytest.approx(size**2 * paths[0].data[0], rel=1e-12)
    assert not any("not reached" in path.note for path in paths)


@pytest.mark.parametrize("loss", ["squared", "huber"])
def test_where_the_data_pull_at_nothing_nothing_is_missed_at_a_strength_of_0(loss):
    """Targets that are all the same: what rounding leaves of their slope is no whole to be a share of."""
    data = Dataset(np.random.default_rng(0).normal(size=(20, 2)) + 3.0, np.full(20, 0.1))
    path = regularization_path(problem_of(data, loss), [0.0])
    assert path.kkt[0] <= 1e-15
    assert path.note == ""


@pytest.mark.parametrize(
    ("loss", "penalty", "counts"),
    [("squared", "l1", True), ("squared", "l2", False), ("squared", "elastic_net", False), ("huber", "l1", False)],
)
def test_only_the_degrees_of_freedom_of_the_lasso_count_its_weights(loss, penalty, counts, regression_data):
    path = regularization_path(problem_of(regression_data, loss, penalty), [2.0, 0.5, 0.1])
    assert path.freedom_counts_weights == counts
    assert (path.freedom is None) == (loss == "huber")
    if counts:
        np.testing.assert_array_equal(path.freedom, 1 + np.count_nonzero(path.weights[:, :-1], axis=1))
