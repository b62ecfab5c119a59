"""Newton's steps along the strengths where they are hard: flat curves, overflow, separable classes, offsets and units."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.path.strength_grid import default_strengths


def made(loss, penalty, X, y, loss_params=None, **params):
    task = LOSSES[loss].task
    return Problem(
        Dataset(X, y, task=task), MODELS["linear"](), LOSSES[loss](**(loss_params or {})), PENALTIES[penalty](**params), 1.0
    )


def drawn(seed, n=50, d=4):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    return X, X @ rng.normal(size=d), rng


def left(problem, s, w, ratio):
    """By how much w misses the conditions, by hand, for a penalty s (ratio |w| + (1 - ratio) w^2 / 2)."""
    g = problem.gradient(w)
    full = g[:-1] + s * (1 - ratio) * w[:-1]
    used = w[:-1] != 0
    return max(
        abs(g[-1]),
        np.abs(full + s * ratio * np.sign(w[:-1]))[used].max(initial=0.0),
        (np.abs(full) - s * ratio)[~used].max(initial=0.0),
    )


HARD = {
    "wild targets, narrow Huber": ("huber", {"delta": 0.05}, lambda X, z, rng: 30.0 * rng.standard_cauchy(len(z))),
    "counts from 0 to thousands": ("poisson", {}, lambda X, z, rng: rng.poisson(np.exp(np.clip(3.0 * z, -5, 7))).astype(float)),
    "separable classes": ("logistic", {}, lambda X, z, rng: np.where(z > 0, 1.0, -1.0)),
    "separable, exponential": ("exponential", {}, lambda X, z, rng: np.where(z > 0, 1.0, -1.0)),
    "a hinge that is flat": ("smoothed_hinge", {"gamma": 0.1}, lambda X, z, rng: np.where(z > 0, 1.0, -1.0)),
    "tiny and huge positives": ("gamma", {}, lambda X, z, rng: np.exp(3.0 * z) * rng.gamma(2.0, size=len(z)) + 1e-6),
    "a wide tube": ("squared_epsilon_insensitive", {"epsilon": 1.0}, lambda X, z, rng: z + rng.normal(size=len(z))),
}


@pytest.mark.parametrize("ratio", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("kind", HARD)
def test_hard_problems_are_solved_to_what_is_promised(kind, ratio):
    loss, loss_params, target = HARD[kind]
    X, z, rng = drawn(5)
    problem = made(loss, "elastic_net", X, target(X, z, rng), loss_params, ratio=ratio)
    path = regularization_path(problem, default_strengths(problem, 20))
    bound = 1e-7 if ratio == 0 else 1e-6
    worst = max(left(problem, s, w, ratio) for s, w in zip(path.strengths, path.weights, strict=True))
    assert worst <= bound * path.strengths[0]
    assert path.note == ""


@pytest.mark.parametrize("kind", ["off centre", "badly scaled", "duplicated", "constant", "wide"])
@pytest.mark.parametrize("ratio", [0.0, 1.0])
@pytest.mark.parametrize("loss", ["logistic", "huber"])
def test_awkward_features(kind, ratio, loss):
    X, z, rng = drawn(6)
    y = np.where(z + rng.logistic(size=50) > 0, 1.0, -1.0) if loss == "logistic" else z + rng.normal(size=50)
    X = {
        "off centre": X + 100.0, "badly scaled": X * (1e-4, 1.0, 1e2, 1e4), "duplicated": np.column_stack([X, X]),
        "constant": np.column_stack([X, np.full(50, 3.3)]), "wide": np.column_stack([X, rng.normal(size=(50, 80))]),
    }[kind]  # fmt: skip
    problem = made(loss, "elastic_net", X, y, ratio=ratio)
    path = regularization_path(problem, default_strengths(problem, 12))
    worst = max(left(problem, s, w, ratio) for s, w in zip(path.strengths, path.weights, strict=True))
    assert worst <= (1e-7 if ratio == 0 else 1e-6) * path.strengths[0]


@given(st.integers(0, 10_000), st.floats(0.003, 0.9))
def test_no_other_weights_cost_less(seed, share):
    """An independent minimiser on w = u - v with u, v >= 0, from the answer and from zero, finds nothing lower."""
    X, z, rng = drawn(seed, 30, 3)
    y = np.where(z + rng.logistic(size=30) > 0, 1.0, -1.0)
    y[:2] = (1.0, -1.0)
    problem = made("logistic", "l1", X, y)
    s = share * default_strengths(problem, 2)[0]
    w = regularization_path(problem, [s]).weights[0]

    def cost(u):
        return problem.cost(np.append(u[:3] - u[3:6], u[6])).data + s * u[:6].sum()

    def slope(u):
        g = problem.gradient(np.append(u[:3] - u[3:6], u[6]))
        return np.concatenate([g[:3] + s, s - g[:3], g[3:]])

    ours = problem.cost(w).data + s * np.abs(w[:-1]).sum()
    bounds = [(0.0, None)] * 6 + [(None, None)]
    answer = np.concatenate([np.maximum(w[:3], 0.0), np.maximum(-w[:3], 0.0), w[3:]])
    beside = answer + np.append(0.1 * rng.random(6), 0.1)  # from zero alone a line search may give up early
    lowest = min(
        minimize(cost, start, jac=slope, bounds=bounds, method="L-BFGS-B", options={"ftol": 1e-15, "gtol": 1e-9}).fun
        for start in (np.zeros(7), answer, beside)
    )
    assert ours <= lowest + 1e-12
    assert ours == pytest.approx(lowest, abs=1e-6)


def test_it_goes_where_the_cost_is_lower_under_a_penalty_that_is_not_convex():
    """Each minimum costs no more than staying at the one before it."""
    X, z, rng = drawn(8)
    problem = made("squared", "mcp", X, z + rng.normal(size=50), gamma=1.5)
    path = regularization_path(problem, default_strengths(problem, 30))
    for i in range(1, 30):
        s = path.strengths[i]
        stayed = problem.cost(path.weights[i - 1]).data + problem.penalties(path.weights[i - 1][None], s)[0]
        assert path.total[i] <= stayed + 1e-10


@pytest.mark.parametrize("penalty", ["l1", "elastic_net", "mcp"])
@pytest.mark.parametrize("loss", ["logistic", "squared_hinge", "huber", "squared"])
@pytest.mark.parametrize("value", [1.0, 0.1, 7.3, 1e5 / 3.0])
def test_one_constant_column_has_no_pull(value, loss, penalty):
    """What rounding leaves of it is no strength that zeroes weights: they are zero from none on."""
    rng = np.random.default_rng(3)
    y = np.where(rng.random(30) < 0.4, -1.0, 1.0)
    path = regularization_path(made(loss, penalty, np.full((30, 1), value), y))
    assert (path.zeroing, path.strengths[0]) == (0.0, 1.0)
    assert not path.weights[:, 0].any()
    assert path.kkt.max() <= 1e-9
    assert "not reached" not in path.note


@pytest.mark.parametrize("loss", ["squared", "huber", "squared_epsilon_insensitive"])
def test_targets_that_are_all_one_number_pull_nothing(loss):
    """0.1 and 30 examples: their mean is not 0.1 to the last digit."""
    X = np.random.default_rng(4).normal(size=(30, 2))
    path = regularization_path(made(loss, "l1", X, np.full(30, 0.1)))
    assert path.zeroing == 0.0
    assert path.strengths[0] > 0.1
    assert not path.weights[:, :-1].any()
    assert path.kkt.max() <= 1e-12


def test_a_faint_pull_is_no_rounding():
    """A column that follows the target by 1e-6 of its size, beside an offset of a thousand: the mean product."""
    X = np.kron([[1.0], [-1.0], [1.0], [-1.0]], np.ones((5, 1)))
    y = np.kron([1.0, 1.0, -1.0, -1.0], np.ones(5)) + 1e-6 * X[:, 0]
    for loss in ("squared", "huber"):
        path = regularization_path(made(loss, "l1", X + 1e3, y, {"delta": 50.0} if loss == "huber" else None), [1.0])
        assert path.zeroing == pytest.approx(2e-6 if loss == "squared" else 1e-6, rel=1e-6)


def test_a_strength_of_zero_is_the_minimum_without_a_penalty(binary_data):
    problem = made("logistic", "l1", binary_data.X, binary_data.y)
    w = regularization_path(problem, [0.1, 0.0]).weights[1]
    assert np.abs(problem.gradient(w)).max() <= 1e-9
