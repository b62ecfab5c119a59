"""Straight lines with L1 against linear programming, ties and repeats among them."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from explorer.core.checkpoint import no_checkpoint
from explorer.core.effort import WHOLE, Effort
from explorer.path.algorithms.parametric_simplex import ParametricSimplex

RNG = np.random.default_rng(0)
N, D = 40, 4
X = RNG.normal(size=(N, D))
Y = X @ [1.0, -0.5, 0.0, 0.2] + RNG.standard_t(2, size=N)
STRENGTHS = np.array([30.0, 12.0, 4.0, 1.0, 0.2, 0.01])
PRICE = np.array([1.0, 2.0, 0.5, 1.0])


def lowest(A, kinks, below, above, price, strength):
    """The minimum by linear programming: weights and residuals are differences of parts from 0 up."""
    n, p = A.shape
    cost = np.concatenate([strength * price, np.zeros(p - price.size)])
    ahead, behind = np.concatenate([cost, cost]), np.concatenate([above, -below])
    equal = np.hstack([A, -A, -np.eye(n), np.eye(n)])
    return linprog(np.concatenate([ahead, behind]), A_eq=equal, b_eq=kinks, bounds=(0, None), method="highs").fun


def cost(A, kinks, below, above, price, strength, v):
    r = A @ v - kinks
    return (np.maximum(above * r, below * r)).sum() + strength * price @ np.abs(v[: price.size])


def cases():
    ones = np.ones(N)
    biased = np.column_stack([X, ones])
    yield "median", biased, Y, -ones, ones
    yield "quantile", biased, Y, -0.9 * ones, 0.1 * ones
    yield "no bias", X, Y, -ones, ones
    yield "ties", np.column_stack([np.round(X), ones]), np.round(Y), -ones, ones
    yield "repeats", np.column_stack([X[:, [0, 0, 1, 1]], ones]), Y, -ones, ones
    yield "constant", np.column_stack([X[:, :3], 0.0 * ones, ones]), Y, -ones, ones
    yield "weights", biased, Y, -np.arange(1.0, N + 1), np.arange(1.0, N + 1)
    labels = np.sign(Y)
    yield "hinge", biased, labels, np.where(labels > 0, -1.0, 0.0), np.where(labels > 0, 0.0, 1.0)
    tube = np.concatenate([Y + 0.3, Y - 0.3])
    yield "tube", np.tile(biased, (2, 1)), tube, np.repeat([0.0, -1.0], N), np.repeat([1.0, 0.0], N)


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case[0])
def test_no_weights_cost_less_and_the_bound_is_the_minimum(case):
    _, A, kinks, below, above = case
    V, bounds = ParametricSimplex(A, kinks, below, above, PRICE).path(STRENGTHS, no_checkpoint, Effort(WHOLE))
    for v, bound, strength in zip(V, bounds, STRENGTHS, strict=True):
        theirs = lowest(A, kinks, below, above, PRICE, strength)
        assert cost(A, kinks, below, above, PRICE, strength, v) == pytest.approx(theirs, rel=1e-8, abs=1e-8)
        assert bound == pytest.approx(theirs, rel=1e-8, abs=1e-8)


def test_weights_are_zero_from_the_first_event_up_and_not_below():
    A = np.column_stack([X, np.ones(N)])
    solver = ParametricSimplex(A, Y, -np.ones(N), np.ones(N), PRICE)
    zeroing = solver.zeroing()
    V, _ = solver.path(zeroing * np.array([1.001, 0.999]), no_checkpoint, Effort(WHOLE))
    assert not V[0, :D].any()
    assert V[0, D] == pytest.approx(np.sort(Y)[N // 2 - 1])
    assert V[1, :D].any()
    u = np.sign(Y - np.sort(Y)[N // 2 - 1])
    assert zeroing == pytest.approx((np.abs(X.T @ u + np.outer(X[u == 0][0], -u.sum()).T.ravel()) / PRICE).max(), rel=1e-8)


def test_what_costs_less_and_less_has_no_first_vertex():
    A = np.ones((3, 1))
    assert (
        ParametricSimplex(A, np.zeros(3), np.ones(3), np.ones(3), np.zeros(0)).path(STRENGTHS, no_checkpoint, Effort(WHOLE))
        is None
    )
    assert ParametricSimplex(A, np.zeros(3), np.ones(3), np.ones(3), np.zeros(0)).zeroing() is None


def test_a_long_path_calls_its_checkpoint():
    rng, calls = np.random.default_rng(1), []
    A, ones = np.column_stack([rng.normal(size=(400, 20)), np.ones(400)]), np.ones(400)
    y = A[:, :20].sum(axis=1) + rng.normal(size=400)
    ParametricSimplex(A, y, -ones, ones, np.ones(20)).path(np.array([1e-3]), lambda: calls.append(1), Effort(WHOLE))
    assert calls


def test_it_ends_where_the_effort_does_and_notes_what_was_done():
    solver, effort = ParametricSimplex(X, Y, -np.ones(N), np.ones(N), PRICE), Effort(WHOLE)
    assert solver.path(STRENGTHS, no_checkpoint, effort) is not None
    assert solver.path(STRENGTHS, no_checkpoint, Effort(effort.done)) is None
