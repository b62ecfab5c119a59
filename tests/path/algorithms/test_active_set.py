"""The lasso's exact solution: against every guess of signs there is, scikit-learn, and the conditions for a minimum."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from sklearn.linear_model import Lasso

from explorer.core.effort import Effort
from explorer.path.algorithms.active_set import feature_sign, sparse_minimum


def cost(A, t, price, w):
    return 0.5 * ((A @ w - t) ** 2).sum() + (price * np.abs(w)).sum()


def brute_force(A, t, price):
    """The lowest cost over all guesses of which weights are zero and which sign the others have."""
    best = np.inf
    for guess in product((-1, 0, 1), repeat=len(price)):
        sign = np.array(guess)
        used = sign != 0
        w = np.zeros(len(price))
        if used.any():
            own = A[:, used]
            w[used] = np.linalg.solve(own.T @ own, own.T @ t - (price * sign)[used])
        best = min(best, cost(A, t, price, w))
    return best


def drawn(seed, n=12, p=4, correlation=0.0):
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(n, p)) + correlation * rng.normal(size=(n, 1))
    return A, A @ rng.normal(size=p) + rng.normal(size=n), rng


@given(st.integers(0, 10_000), st.floats(0.0, 1.2), st.floats(0.0, 30.0))
def test_no_guess_of_signs_is_cheaper(seed, share, correlation):
    A, t, rng = drawn(seed, correlation=correlation)
    price = share * np.abs(A.T @ t).max() * rng.uniform(0.5, 1.0, 4) * (np.arange(4) > 0)
    w = sparse_minimum(A, t, price)
    assert w is not None
    assert cost(A, t, price, w) == pytest.approx(brute_force(A, t, price), rel=1e-12)


@given(st.integers(0, 10_000), st.floats(0.0, 1.2), st.integers(1, 40), st.integers(1, 60))
@example(0, 0.25, 9, 2)
def test_the_conditions_for_a_minimum_hold(seed, share, p, n):
    """A'(A w - t) + price sign(w) = 0 for weights in use, |A'(A w - t)| <= price for the others; with few rows, too."""
    A, t, _ = drawn(seed, n, p)
    price = np.full(p, share * np.abs(A.T @ t).max())
    assume(p <= n or share >= 1e-3)  # otherwise the weights in use are as many as the rows, or not unique
    w = sparse_minimum(A, t, price)
    assert w is not None
    slope, scale = A.T @ (A @ w - t), np.linalg.norm(A) * np.linalg.norm(t)
    assert np.abs(slope + price * np.sign(w))[w != 0].max(initial=0.0) <= 1e-12 * scale
    assert (np.abs(slope)[w == 0] <= price[w == 0] + 1e-12 * scale).all()
    if share >= 1:
        assert not w.any()


@pytest.mark.parametrize("rows", [1, 2, 5])
def test_with_fewer_rows_than_weights_an_answer_is_found_and_uses_no_more_than_there_are_rows(rows):
    for seed in range(100):
        A, t, _ = drawn(seed, rows, 20)
        w = sparse_minimum(A, t, np.full(20, 0.02 * np.abs(A.T @ t).max()))
        assert w is not None
        assert 1 <= np.count_nonzero(w) <= rows


@pytest.mark.parametrize("alpha", [0.01, 0.1, 0.5])
def test_it_is_scikit_learns_lasso(alpha):
    A, t, _ = drawn(3, 80, 15, correlation=1.0)
    fit = Lasso(alpha=alpha, fit_intercept=False, tol=1e-14, max_iter=1_000_000).fit(A, t)
    assert sparse_minimum(A, t, np.full(15, 80 * alpha)) == pytest.approx(fit.coef_, abs=1e-10)


def test_units_cost_no_digits():
    """Columns in other units give the same fit, where the price moves with them."""
    A, t, _ = drawn(5, 50, 6)
    units = 10.0 ** np.arange(-9, 9, 3)
    w = sparse_minimum(A, t, np.full(6, 3.0))
    assert sparse_minimum(A * units, t, 3.0 * units) * units == pytest.approx(w, rel=1e-10)


def test_one_of_two_equal_columns_is_taken():
    A, t, _ = drawn(6)
    twice = np.column_stack([A, A[:, 0]])
    w = sparse_minimum(twice, t, np.full(5, 0.5))
    alone = sparse_minimum(A, t, np.full(4, 0.5))
    assert cost(twice, t, 0.5, w) == pytest.approx(cost(A, t, 0.5, alone), rel=1e-12)


def test_free_weights_that_are_not_unique_have_no_answer():
    A, t, _ = drawn(7)
    assert sparse_minimum(np.column_stack([A[:, 0], A[:, 0]]), t, np.zeros(2)) is None


def test_a_column_of_zeros_is_not_used():
    A, t, _ = drawn(8)
    A[:, 2] = 0.0
    w = sparse_minimum(A, t, np.full(4, 0.1))
    assert w[2] == 0
    assert (w[[0, 1, 3]] != 0).all()


@given(st.integers(0, 10_000), st.floats(0.05, 1.2))
def test_where_it_starts_does_not_matter(seed, share):
    A, t, rng = drawn(seed, 30, 6)
    gram, pull = A.T @ A, A.T @ t
    price = np.full(6, share * np.abs(pull).max())
    cold = feature_sign(gram, pull, price)
    for start in (rng.normal(size=6), feature_sign(gram, pull, 0.7 * price), 0.0 * cold):
        assert feature_sign(gram, pull, price, start) == pytest.approx(cold, abs=1e-10)


def test_a_search_that_takes_too_long_is_given_up():
    rng = np.random.default_rng(3)
    A = rng.normal(size=(40, 12))
    gram, pull, price = A.T @ A, A.T @ rng.normal(size=40), np.full(12, 0.5)
    effort = Effort(1e12)
    assert feature_sign(gram, pull, price, None, effort) is not None
    assert 0 < effort.done < 1e9
    short = Effort(effort.done / 2)
    assert feature_sign(gram, pull, price, None, short) is None
    assert short.done <= effort.done
