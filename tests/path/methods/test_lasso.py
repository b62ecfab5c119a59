"""The lasso's method: kinks and ties of each answer, and weights that are improved where they miss the conditions."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.core.checkpoint import no_checkpoint
from explorer.path.algorithms.lasso_homotopy import lasso_segments
from explorer.path.methods import path_method

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
    assert "which of them L1 keeps is a choice" in method.solve(strengths, no_checkpoint).note
    assert method.solve(strengths[:1], no_checkpoint).note == ""


def test_freedom_counts_the_weights_in_use_and_the_bias():
    method = method_of(X)
    W = method.weights(np.array([2.0 * method.zeroing, 1e-6]), no_checkpoint)
    assert method.freedom(np.zeros(2), W).tolist() == [1.0, 6.0]
