"""Which rows one direction can make positive, against SciPy's linear programmes."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from explorer.core import cone
from explorer.core.cone import positive_rows


def programme(A):
    """The most rows: max sum t for t <= A d and 0 <= t <= 1; as d may be as long as it likes, each t is 0 or 1."""
    m, q = A.shape
    A = A / np.maximum(np.abs(A).max(axis=0), 1e-300)
    cost = np.concatenate([np.zeros(q), -np.ones(m)])
    bounds = [(None, None)] * q + [(0, 1)] * m
    return linprog(cost, np.column_stack([-A, np.eye(m)]), np.zeros(m), bounds=bounds).x[q:] > 1e-7


def drawn(seed):
    """Whole numbers, where many rows touch, or any; turned to one side of a plane or not; columns of very different sizes."""
    rng = np.random.default_rng(seed)
    m, q = int(rng.integers(1, 25)), int(rng.integers(1, 6))
    A = rng.integers(-2, 3, (m, q)).astype(float) if seed % 2 else rng.normal(size=(m, q))
    if seed % 3:
        return A
    side = np.sign(A @ rng.normal(size=q).round())
    A *= np.where(side == 0, rng.choice([-1.0, 1.0], m), side)[:, None]
    return A if seed % 2 else A * 10.0 ** rng.uniform(-3, 3, q)


@pytest.mark.parametrize("start", range(0, 300, 50))
def test_it_is_what_the_linear_programme_says(start):
    for seed in range(start, start + 50):
        A = drawn(seed)
        found = positive_rows(A)
        assert found is not None, seed
        assert found.tolist() == programme(A).tolist(), seed


def test_the_seeds_above_hold_all_answers():
    kinds = {(found.any(), found.all()) for found in (positive_rows(drawn(seed)) for seed in range(300))}
    assert kinds == {(False, False), (True, False), (True, True)}


@pytest.mark.parametrize("offset", [1e-6, 1e-3])
def test_a_hair_apart_and_a_hair_across_are_told_apart(offset):
    rows = np.array([[0.0, 1.0], [1.0, 1.0], [0.0, -1.0]])
    apart, across = rows.copy(), rows.copy()
    apart[2], across[2] = [offset, -1.0], [-offset, -1.0]
    assert positive_rows(apart).tolist() == [True] * 3
    assert positive_rows(rows).tolist() == [False, True, False]
    assert positive_rows(across).tolist() == [False] * 3


def test_dependent_columns_zero_rows_and_nothing_at_all():
    A = np.array([[1.0, 1.0], [2.0, 2.0], [0.0, 0.0]])
    assert positive_rows(A).tolist() == [True, True, False]
    assert positive_rows(np.zeros((3, 2))).tolist() == [False] * 3
    assert positive_rows(np.zeros((0, 2))).tolist() == []


def test_what_is_too_large_is_not_known(monkeypatch):
    A = np.ones((5, 2))
    assert positive_rows(A) is not None
    monkeypatch.setattr(cone, "MOST_CELLS", 9)
    assert positive_rows(A) is None


def test_steps_that_change_nothing_do_not_go_in_circles():
    """Every row twice with both signs: all steps are degenerate, and no direction makes any positive."""
    rows = np.random.default_rng(0).integers(-1, 2, (40, 6)).astype(float)
    assert not positive_rows(np.vstack([rows, -rows, rows, -rows])).any()


def test_a_search_that_takes_too_long_is_given_up(monkeypatch):
    A = np.random.default_rng(4).normal(size=(40, 8))
    assert positive_rows(A) is not None
    monkeypatch.setattr(cone, "MOST", 3 * 9 * 49)
    assert positive_rows(A) is None
