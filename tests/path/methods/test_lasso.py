"""The lasso's method: kinks and ties of each answer, and weights that are improved where they miss the conditions."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.core.checkpoint import no_checkpoint
from explorer.path.algorithms.lasso_homotopy import lasso_segments
from explorer.path.methods import path_method
from explorer.path.zeroing import zeroing_strength

RNG = np.random.default_rng(9)
X = RNG.normal(size=(40, 5))
Y = X @ (2.0, -1.0, 0.5, 0.0, 0.2) + RNG.normal(size=40)


def method_of(X, loss="squared", penalty="l1"):
    return path_method(Problem(Dataset(X, Y), MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.0))


@pytest.mark.parametrize("until", [1.0, 0.1, 1e-3])
def test_lines_cut_off_a_longer_homotopy_are_those_of_the_short_one(until):
    method = method_of(X)
    short = lasso_segments(method.centred, method.y, until)
    cut = lasso_segments(method.centred, method.y, 1e-6).down_to(until)
    for name in ("kinks", "value", "drift", "sign", "until"):
        assert np.array_equal(getattr(short, name), getattr(cut, name))


def test_each_answer_says_whether_its_features_are_a_choice():
    """With a copy of the second feature, from the strength on at which that is in use."""
    method = method_of(np.column_stack([X, X[:, 1]]))
    strengths = np.array([0.999 * method.zeroing, 0.05])
    assert "Which of them L1 keeps is arbitrary" in method.solve(strengths, no_checkpoint).note
    assert method.solve(strengths[:1], no_checkpoint).note == ""


def test_freedom_counts_the_weights_in_use_and_the_bias():
    method = method_of(X)
    W = method.solve(np.array([2.0 * method.zeroing, 1e-6]), no_checkpoint).weights
    assert method.freedom(np.zeros(2), W).tolist() == [1.0, 6.0]


@pytest.mark.parametrize("penalty", ["l1", "elastic_net"])
def test_dust_is_no_feature_and_no_degree_of_freedom(penalty):
    """Five columns of the identity, and the first of them as the target: one weight of 1, and 1 for the bias."""
    data = Dataset(np.eye(10)[:, :5], np.eye(10)[0])
    path = regularization_path(Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES[penalty](), 0.0), [0.0])
    assert path.weights[0] == pytest.approx([1.0, 0.0, 0.0, 0.0, 0.0, 0.0], abs=1e-14)
    assert (path.active.tolist(), path.freedom.tolist()) == ([1], pytest.approx([2.0]))


@pytest.mark.parametrize("penalty", ["l1", "elastic_net"])
def test_correlations_that_are_rounding_zero_all_weights_at_strength_0(penalty):
    """A feature at right angles to the target: the path and `zeroing_strength` say the same, and a real one is not lost."""
    x = np.tile([0.1, 0.1, -0.2, 0.3], 6)
    for tilt, zero in ((0.0, True), (1e-9, False)):
        y = np.tile([0.3, -0.3, 0.0, 0.0], 6) + tilt * x
        problem = Problem(Dataset(x[:, None], y), MODELS["linear"](), LOSSES["squared"](), PENALTIES[penalty](), 0.0)
        found = path_method(problem).zeroing
        assert (found == 0) is zero
        assert found == pytest.approx(zeroing_strength(problem), rel=1e-5)
