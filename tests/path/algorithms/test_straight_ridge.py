"""Straight lines with L2 against quadratic programming's own conditions and against scikit-learn's support vectors."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize
from sklearn.svm import SVC, SVR

from explorer.core.checkpoint import no_checkpoint
from explorer.core.effort import WHOLE, Effort
from explorer.path.algorithms.straight_ridge import StraightRidge

RNG = np.random.default_rng(0)
N, D = 40, 3
X = RNG.normal(size=(N, D))
Y = X @ [1.0, -0.5, 0.2] + RNG.standard_t(2, size=N)
ONES = np.ones(N)
STRENGTHS = np.array([300.0, 40.0, 5.0, 0.5, 0.05])


def cost(A, kinks, below, above, strength, v):
    d = A.shape[1]
    r = A @ v[:d] + (v[d] if v.size > d else 0.0) - kinks
    return np.maximum(above * r, below * r).sum() + 0.5 * strength * v[:d] @ v[:d]


def best_dual(A, kinks, below, above, strength, biased):
    """The highest dual by a general solver: slopes in their ranges, which add up to 0 where there is a bias."""
    value = lambda u: u @ kinks + ((u @ A) ** 2).sum() / (2 * strength)
    slope = lambda u: kinks + A @ (u @ A) / strength
    sums = [{"type": "eq", "fun": lambda u: u.sum(), "jac": lambda u: np.ones(u.size)}] if biased else []
    start = np.clip(np.zeros(len(A)), below, above)
    found = minimize(
        value, start, jac=slope, bounds=list(zip(below, above, strict=True)), constraints=sums, method="SLSQP",
        options={"maxiter": 2000, "ftol": 1e-14},
    )  # fmt: skip
    return -found.fun


def cases():
    yield "median", X, Y, -ONES, ONES, True
    yield "quantile", X, Y, -0.9 * ONES, 0.1 * ONES, True
    yield "no bias", X, Y, -ONES, ONES, False
    yield "ties", np.round(X), np.round(Y), -ONES, ONES, True
    yield "repeats", X[:, [0, 0, 1]], Y, -ONES, ONES, True
    labels = np.sign(Y)
    yield "hinge", X, labels, np.where(labels > 0, -1.0, 0.0), np.where(labels > 0, 0.0, 1.0), True


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case[0])
def test_cost_and_bound_meet_at_what_a_general_solver_finds(case):
    _, A, kinks, below, above, biased = case
    V, bounds = StraightRidge(A, kinks, below, above, biased).path(STRENGTHS, no_checkpoint, Effort(WHOLE))
    assert V.shape == (STRENGTHS.size, D + biased)
    for v, bound, strength in zip(V, bounds, STRENGTHS, strict=True):
        ours = cost(A, kinks, below, above, strength, v)
        assert ours == pytest.approx(bound, rel=1e-8, abs=1e-8)
        assert ours == pytest.approx(best_dual(A, kinks, below, above, strength, biased), rel=1e-5, abs=1e-5)


@pytest.mark.parametrize("strength", [20.0, 0.5])
def test_support_vectors_are_those_of_scikit_learn(strength):
    tube = np.concatenate([Y + 0.3, Y - 0.3]), np.repeat([0.0, -1.0], N), np.repeat([1.0, 0.0], N)
    (v,), _ = StraightRidge(np.tile(X, (2, 1)), *tube, True).path(np.array([strength]), no_checkpoint, Effort(WHOLE))
    fit = SVR(kernel="linear", C=1 / strength, epsilon=0.3, tol=1e-10).fit(X, Y)
    np.testing.assert_allclose(v[:D], fit.coef_[0], atol=1e-5)
    labels = np.sign(Y)
    (v,), _ = StraightRidge(
        X, labels, np.where(labels > 0, -1.0, 0.0), np.where(labels > 0, 0.0, 1.0), True
    ).path(np.array([strength]), no_checkpoint, Effort(WHOLE))  # fmt: skip
    fit = SVC(kernel="linear", C=1 / strength, tol=1e-10).fit(X, labels)
    np.testing.assert_allclose(v[:D], fit.coef_[0], atol=1e-5)


def test_a_strength_is_the_same_alone_and_on_a_path():
    solver = StraightRidge(X, Y, -ONES, ONES, True)
    together = solver.path(STRENGTHS, no_checkpoint, Effort(WHOLE))[0]
    for strength, v in zip(STRENGTHS, together, strict=True):
        np.testing.assert_allclose(solver.path(np.array([strength]), no_checkpoint, Effort(WHOLE))[0][0], v, atol=1e-8)


def test_what_costs_less_and_less_has_no_start():
    assert StraightRidge(X, Y, ONES, ONES, True).path(STRENGTHS, no_checkpoint, Effort(WHOLE)) is None


def test_many_examples_are_the_same_and_call_the_checkpoint():
    """Enough of them that only those near their kinks are followed; the bound is one for all."""
    rng, calls = np.random.default_rng(1), []
    A = rng.normal(size=(3000, 5))
    y = A.sum(axis=1) + rng.standard_t(3, size=3000)
    strengths = np.geomspace(3e4, 3.0, 8)
    V, bounds = StraightRidge(A, y, -np.ones(3000), np.ones(3000), True).path(strengths, lambda: calls.append(1), Effort(WHOLE))
    for v, bound, strength in zip(V, bounds, strengths, strict=True):
        assert cost(A, y, -np.ones(3000), np.ones(3000), strength, v) == pytest.approx(bound, rel=1e-8)
    assert calls


def test_it_ends_where_the_effort_does_and_notes_what_was_done():
    solver, effort = StraightRidge(X, Y, -ONES, ONES, True), Effort(WHOLE)
    assert solver.path(STRENGTHS, no_checkpoint, effort) is not None
    assert solver.path(STRENGTHS, no_checkpoint, Effort(effort.done)) is None
