"""How far weights are from the conditions for a minimum: by hand at chosen points, and 0 at known minima."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.centred import Centred
from explorer.conditions import evaluated, violations

X = np.array([[1.0], [-1.0]])
DATA = Dataset(X, np.array([3.0, -3.0]))


def missed(penalty, strengths, W, **params):
    problem = Problem(DATA, MODELS["linear"](), LOSSES["squared"](), PENALTIES[penalty](**params), 0.0)
    W = np.array(W, dtype=float)
    return violations(problem, np.array(strengths, dtype=float), W, evaluated(problem, W)[1])


def test_by_hand():
    """The mean loss is (w - 3)^2 + b^2, so its slopes are 2 (w - 3) and 2 b."""
    assert missed("l1", [6.0, 5.0, 5.0, 2.0], [[0, 0], [0, 0], [1, 0], [2, 0.7]]) == pytest.approx([0.0, 1.0, 1.0, 1.4])
    assert missed("l1", [2.0], [[2, 0]])[0] == 0.0
    assert missed("l2", [2.0, 2.0], [[1.5, 0], [1, 0]]) == pytest.approx([0.0, 2.0])
    assert missed("elastic_net", [2.0], [[1, 0]], ratio=0.5) == pytest.approx([2.0])
    assert missed("group_l1", [6.0, 5.0], [[0, 0], [0, 0]]) == pytest.approx([0.0, 1.0])
    assert missed("mcp", [1.0, 1.0], [[3, 0], [2, 0]], gamma=2.0) == pytest.approx([0.0, 2.0])
    assert missed("scad", [1.0], [[2, 0]], a=3.0) == pytest.approx([1.5])


def test_groups_by_the_prox():
    """At zero weights a row's slope has to be no longer than the strength."""
    data = Dataset(np.eye(3), np.arange(3), task="multiclass")
    problem = Problem(data, MODELS["linear"](), LOSSES["cross_entropy"](), PENALTIES["group_l1"](), 0.0)
    W = np.zeros((2, 12))
    slope = np.linalg.norm((np.full(3, 1 / 3) - np.eye(3)[0]) / 3)
    found = violations(problem, np.array([slope, 0.75 * slope]), W, evaluated(problem, W)[1])
    assert found == pytest.approx([0.0, 0.25 * slope * np.sqrt(2 / 3)], abs=1e-15)


def test_the_mean_loss_and_its_gradient_are_the_problems_own(binary_data):
    problem = Problem(binary_data, MODELS["linear"](), LOSSES["logistic"](), PENALTIES["l1"](), 0.3)
    W = np.random.default_rng(0).normal(size=(4, 5))
    data, G = evaluated(problem, W)
    for w, value, g in zip(W, data, G, strict=True):
        assert value == pytest.approx(problem.cost(w).data, rel=1e-13)
        assert g == pytest.approx(problem.gradient(w), abs=1e-14)


@pytest.mark.parametrize("shape", [(30, 4), (4, 9)])
def test_centred_features_have_mean_0_and_spread_1_and_the_way_back_gives_the_same_fit(shape):
    rng = np.random.default_rng(1)
    A = rng.normal(size=shape) * 10.0 ** rng.integers(-5, 5, shape[1]) + 1e3
    A[:, 1] = 0.1
    problem = Problem(Dataset(A, rng.normal(size=shape[0])), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.0)
    centred = Centred.of(problem)
    V, bias = rng.normal(size=(3, shape[1])), rng.normal(size=3)
    assert np.flatnonzero(centred.constant).tolist() == [1]
    assert not centred.features[:, 1].any()
    rest = np.delete(centred.features, 1, axis=1)
    assert np.abs(rest.mean(axis=0)).max() <= 1e-10
    assert rest.std(axis=0) == pytest.approx(1.0, abs=1e-9)
    assert centred.gram == pytest.approx(centred.features.T @ centred.features / shape[0], abs=1e-12)
    W = centred.weights(V, bias)
    V[:, 1] = 0.0
    W[:, -1] += 0.1 * W[:, 1]  # the constant's weight moves the bias, and nothing else
    W[:, 1] = 0.0
    assert problem.network.predict(W) == pytest.approx(V @ centred.features.T + bias[:, None], abs=1e-5)
