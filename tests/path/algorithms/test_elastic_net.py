"""The elastic net's solver against scikit-learn, from any guess, and its degrees of freedom by hand."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.core.checkpoint import no_checkpoint
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.elastic_net import ElasticNetPath

RNG = np.random.default_rng(5)
X = RNG.normal(size=(40, 6)) * (1.0, 2.0, 0.5, 1.0, 1.0, 3.0)
Y = X @ (1.0, 0.0, -2.0, 0.5, 0.0, 0.1) + RNG.normal(size=40)
LEVELS, SHARES = np.array([0.5, 0.1, 0.01]), np.array([0.2, 0.05, 0.3])


@pytest.fixture
def path():
    problem = Problem(Dataset(X, Y), MODELS["linear"](), LOSSES["squared"](), PENALTIES["elastic_net"](), 0.0)
    return ElasticNetPath(CentredDesign.of(problem), Y - Y.mean())


def test_each_strength_is_scikit_learns(path):
    """Theirs is |y - Xw|^2 / 2n + alpha (ratio |w|_1 + (1 - ratio) |w|^2 / 2)."""
    V, known = path.weights(LEVELS, SHARES, no_checkpoint)
    assert known.all()
    for v, level, share in zip(V, LEVELS, SHARES, strict=True):
        alpha = level + share
        theirs = ElasticNet(alpha=alpha, l1_ratio=level / alpha, tol=1e-14, max_iter=1_000_000).fit(X, Y)
        assert v / path.std == pytest.approx(theirs.coef_, abs=1e-9)


def test_any_guess_leads_to_the_same_weights(path):
    first = path.weights(LEVELS, SHARES, no_checkpoint)[0]
    guesses = RNG.normal(size=first.shape)
    assert path.weights(LEVELS, SHARES, no_checkpoint, guesses)[0] == pytest.approx(first, abs=1e-10)


def test_freedom_is_the_trace_of_ridges_hat_matrix_in_the_weights_in_use(path):
    V = path.weights(LEVELS, SHARES, no_checkpoint)[0]
    for v, share, freedom in zip(V, SHARES, path.freedom(V, SHARES), strict=True):
        A = (X - X.mean(axis=0))[:, v != 0]
        hat = A @ np.linalg.solve(A.T @ A + 40 * share * np.eye(A.shape[1]), A.T)
        assert freedom == pytest.approx(1.0 + np.trace(hat), rel=1e-10)


def test_nothing_in_use_leaves_the_bias_alone(path):
    assert path.freedom(np.zeros((2, 6)), np.zeros(2)).tolist() == [1.0, 1.0]
