"""The lasso's straight lines: against every guess of signs there is, with a table and with an inverse, ties and all."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.path.algorithms import lasso_homotopy
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.lasso_homotopy import lasso_segments


def centred_of(X, y):
    return CentredDesign.of(Problem(Dataset(X, y), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.0))


@pytest.fixture(params=["table", "inverse"])
def kept(request, monkeypatch):
    """Both ways to keep what is known, whatever the number of columns."""
    if request.param == "inverse":
        monkeypatch.setattr(lasso_homotopy, "_Tableau", lasso_homotopy._Inverse)
    return request.param


def cost(A, y, level, w):
    return 0.5 * ((A @ w - y) ** 2).mean() + level * np.abs(w).sum()


def brute_force(A, y, level):
    """The lowest cost over all guesses of which weights are zero and which sign the others have."""
    best = cost(A, y, level, np.zeros(A.shape[1]))
    for guess in product((-1, 0, 1), repeat=A.shape[1]):
        sign = np.array(guess)
        own = A[:, sign != 0]
        if own.shape[1]:
            w = np.zeros(A.shape[1])
            w[sign != 0] = np.linalg.lstsq(own.T @ own / len(y), own.T @ y / len(y) - level * sign[sign != 0], rcond=None)[0]
            best = min(best, cost(A, y, level, w))
    return best


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("seed", range(12))
def test_no_guess_of_signs_is_cheaper_at_any_level(kept, seed, whole):
    """In whole numbers columns tie, repeat each other or are constant."""
    rng = np.random.default_rng(seed)
    n, d = rng.integers(3, 9), rng.integers(1, 5)
    X = rng.integers(-1, 2, size=(n, d)).astype(float) if whole else rng.normal(size=(n, d)) * 10.0 ** rng.integers(-3, 4, d)
    y = rng.integers(-2, 3, size=n).astype(float) if whole else rng.normal(size=n)
    centred, y = centred_of(X, y), y - y.mean()
    A, std = centred.deviations, centred.std
    segments = lasso_segments(centred, y, 0.0)
    top = float(segments.kinks[0]) if segments.kinks.size else 1.0
    levels = top * np.array([1.5, 1.0, 0.83, 0.5, 0.21, 0.05])
    for level, v in zip(levels, segments.at(levels), strict=True):
        assert cost(A, y, level, v / std) <= brute_force(A, y, level) * (1 + 1e-9) + 1e-15


@given(st.integers(0, 10_000), st.integers(2, 12), st.integers(1, 25), st.floats(0.0, 5.0))
def test_table_and_inverse_find_the_same_kinks(seed, n, d, correlation):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d)) + correlation * rng.normal(size=(n, 1))
    y = rng.normal(size=n)
    centred, y = centred_of(X, y), y - y.mean()
    table, until = lasso_homotopy._Tableau, 1e-3 * np.abs(y @ centred.deviations / n).max()
    first = lasso_segments(centred, y, until)
    try:
        lasso_homotopy._Tableau = lasso_homotopy._Inverse
        second = lasso_segments(centred, y, until)
    finally:
        lasso_homotopy._Tableau = table
    assert first.kinks == pytest.approx(second.kinks, rel=1e-6)
    levels = np.geomspace(first.kinks[0], until, 7)
    assert first.at(levels) == pytest.approx(second.at(levels), abs=1e-6 * (1 + np.abs(first.at(levels)).max()))


@pytest.mark.parametrize(("seed", "turned"), [(31, 0), (55, 1)])
def test_a_weight_leaves_and_comes_back_with_the_other_sign(kept, seed, turned):
    """Three columns that are nearly alike: in the end it is least squares, whose signs differ from those of the first kinks."""
    rng = np.random.default_rng(seed)
    X, y = rng.normal(size=(6, 3)) + 2 * rng.normal(size=(6, 1)), rng.normal(size=6)
    y = y - y.mean()
    centred = centred_of(X, y)
    segments = lasso_segments(centred, y, 0.0)
    signs = segments.sign[1:, turned].tolist()
    first = np.sign(signs[np.flatnonzero(signs)[0]])
    assert signs[-1] == -first
    assert 0.0 in signs[np.flatnonzero(signs)[0] :]
    least_squares = np.linalg.lstsq(centred.deviations, y, rcond=None)[0]
    assert segments.at(np.array([0.0]))[0] / centred.std == pytest.approx(least_squares, abs=1e-10)


def test_nothing_joins_where_nothing_is_left_to_explain():
    X = np.random.default_rng(0).normal(size=(6, 2))
    segments = lasso_segments(centred_of(X, np.ones(6)), np.zeros(6), 0.0)
    assert segments.kinks.size == 0
    assert not segments.at(np.array([1.0, 0.0])).any()
