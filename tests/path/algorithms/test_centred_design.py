"""Centred features: means and spreads by hand, constants, and the way to flat weights and back."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.path.algorithms.centred_design import CentredDesign


def centred(X, y=None, loss="squared"):
    y = np.arange(len(X), dtype=float) if y is None else y
    data = Dataset(X, y, task=LOSSES[loss].task)
    problem = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES["l1"](), 0.0)
    return problem, CentredDesign.of(problem)


def drawn(n, d, offset=0.0):
    return np.random.default_rng([n, d]).normal(size=(n, d)) * np.geomspace(1.0, 100.0, d) + offset


@pytest.mark.parametrize("offset", [0.0, 1e6])
@pytest.mark.parametrize("shape", [(30, 4), (5, 9)])
def test_deviations_have_mean_zero_and_features_spread_one(shape, offset):
    X = drawn(*shape, offset)
    design = centred(X)[1]
    assert design.mean == pytest.approx(X.mean(axis=0), rel=1e-14)
    assert design.std == pytest.approx(X.std(axis=0), rel=1e-8)
    assert np.abs(design.deviations.mean(axis=0)).max() < 1e-13 * (1.0 + offset * 1e-3)
    assert design.features.std(axis=0) == pytest.approx(np.ones(shape[1]), rel=1e-12)
    assert design.gram == pytest.approx(np.corrcoef(X.T), abs=1e-8)


def test_constant_columns_are_zero_with_spread_one():
    X = np.column_stack([drawn(20, 2), np.full(20, 0.1), np.full(20, 1e8)])
    design = centred(X)[1]
    assert design.constant.tolist() == [False, False, True, True]
    assert not design.deviations[:, 2:].any()
    assert design.std[2:].tolist() == [1.0, 1.0]


@pytest.mark.parametrize("scaled", [False, True])
@pytest.mark.parametrize("shape", [(30, 4), (5, 9)])
def test_the_widest_direction_is_the_largest_singular_value_squared(shape, scaled):
    X = drawn(*shape)
    A = X - X.mean(axis=0)
    A = A / A.std(axis=0) if scaled else A
    assert centred(X)[1].widest(scaled) == pytest.approx(np.linalg.svd(A, compute_uv=False)[0] ** 2 / len(X), rel=1e-12)


@pytest.mark.parametrize("loss", ["squared", "cross_entropy"])
def test_blocks_predict_what_their_flat_weights_predict(loss):
    X = drawn(12, 3, offset=50.0)
    problem, design = centred(X, np.arange(12) % 3 if loss == "cross_entropy" else None, loss)
    w = np.random.default_rng(1).normal(size=problem.size)
    V = design.block(w, loss == "cross_entropy")
    assert V.shape == ((4, 3) if loss == "cross_entropy" else (4,))
    assert design.features @ V[:-1] + V[-1] == pytest.approx(problem.network.predict(w), rel=1e-10, abs=1e-10)
    assert design.flat(V) == pytest.approx(w, rel=1e-10, abs=1e-10)
    if V.ndim == 1:
        assert design.weights(V[None, :-1], V[-1:])[0] == pytest.approx(w, rel=1e-10, abs=1e-10)
