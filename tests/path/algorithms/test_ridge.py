"""Ridge's principal directions: their factors, and that they add up to the weights."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path


def path_of(X, y, strengths):
    return regularization_path(
        Problem(Dataset(X, y), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.0), strengths
    )


@pytest.mark.parametrize("shape", [(40, 6), (8, 20), (12, 12)])
@pytest.mark.parametrize("scales", [1.0, 1e4])
def test_each_direction_shrinks_by_its_own_factor_and_together_they_are_the_weights(shape, scales):
    rng = np.random.default_rng(shape)
    n, d = shape
    X, y = rng.normal(size=shape) * np.geomspace(1.0, scales, d) + 3.0, rng.normal(size=n)
    strengths = np.array([10.0, 0.3, 0.001])
    path = path_of(X, y, strengths)
    found = path.principal
    r = min(n - 1, d)
    values = np.linalg.svd(X - X.mean(axis=0), compute_uv=False)[:r]
    assert found.singular_values == pytest.approx(values, rel=1e-8)
    assert found.directions @ found.directions.T == pytest.approx(np.eye(r), abs=1e-9)
    for s, factors in zip(strengths, found.factors, strict=True):
        assert factors == pytest.approx(values**2 / (values**2 + n * s / 2), rel=1e-8)
    weights = (found.factors * found.least_squares) @ found.directions
    assert weights == pytest.approx(path.weights[:, :-1], abs=1e-9)
    assert path.freedom == pytest.approx(1.0 + found.factors.sum(axis=1), rel=1e-12)


def test_at_a_strength_of_zero_it_is_least_squares_or_the_shortest_of_them():
    rng = np.random.default_rng(2)
    for n, d in ((30, 4), (5, 9)):
        X, y = rng.normal(size=(n, d)), rng.normal(size=n)
        truth = np.linalg.pinv(X - X.mean(axis=0)) @ (y - y.mean())
        assert path_of(X, y, [1.0, 0.0]).weights[1, :-1] == pytest.approx(truth, abs=1e-10)


def test_columns_that_repeat_each_other_share_the_weight():
    rng = np.random.default_rng(3)
    x, y = rng.normal(size=(20, 1)), rng.normal(size=20)
    path = path_of(np.column_stack([x, x]), y, [0.5])
    assert path.weights[0, 0] == pytest.approx(path.weights[0, 1], rel=1e-12)
    assert path.principal.singular_values.size == 1


@pytest.mark.parametrize("ratio", [1.0, 2e-3, 1.1e-3, 0.9e-3, 1e-6, 1e-9])
@pytest.mark.parametrize("mean", [0.0, 10.0])
def test_the_conditions_hold_to_rounding_however_uneven_the_directions(ratio, mean):
    """The squares of the widest and the narrowest direction are so far apart; refinement is left out where they are close."""
    rng = np.random.default_rng(4)
    U = np.linalg.qr(rng.normal(size=(60, 6)))[0]
    U = np.linalg.qr(U - U.mean(axis=0))[0]
    V = np.linalg.qr(rng.normal(size=(6, 6)))[0]
    X, y = (U * np.geomspace(1.0, ratio**0.5, 6)) @ V.T * 60**0.5, rng.normal(size=60)
    strengths = np.array([1.0, 1e-2, 1e-5, 0.0])
    path = path_of(X + mean, y, strengths)
    A, y0 = X - X.mean(axis=0), y - y.mean()
    for s, w in zip(strengths, path.weights[:, :-1], strict=True):
        assert np.abs(2.0 * (A.T @ (A @ w - y0)) / 60 + s * w).max() <= (1e-12 if mean == 0 else 1e-10)
    assert path.kkt.max() <= 1e-9
