"""Squared loss: the mean loss and gradient from products of features are those of the examples, also where digits are lost."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.path.methods import path_method
from explorer.path.methods.squared import proportional_parts


def method_of(X, y, penalty="l1"):
    return path_method(Problem(Dataset(X, y), MODELS["linear"](), LOSSES["squared"](), PENALTIES[penalty](), 0.0))


@pytest.mark.parametrize("shape", [(50, 4), (6, 9)])
@pytest.mark.parametrize("penalty", ["l1", "l2", "elastic_net"])
def test_the_mean_loss_and_gradient_are_the_problems(shape, penalty):
    rng = np.random.default_rng(shape)
    method = method_of(rng.normal(size=shape) + 5.0, rng.normal(size=shape[0]), penalty)
    W = rng.normal(size=(3, shape[1] + 1))
    data, G = method.mean_loss_and_gradient(W)
    assert data == pytest.approx(method.problem.mean_loss(W), rel=1e-11)
    assert G == pytest.approx(method.problem.gradients(W), rel=1e-9, abs=1e-9)


def test_a_fit_that_leaves_next_to_nothing_keeps_its_digits():
    rng = np.random.default_rng(0)
    X, w = rng.normal(size=(40, 3)), np.array([1.0, -2.0, 0.5])
    y = X @ w + 3.0 + 1e-7 * rng.normal(size=40)
    method = method_of(X, y)
    W = np.append(w, 3.0)[None]
    rest = X @ w + 3.0 - y
    assert method.mean_loss_and_gradient(W)[0][0] == pytest.approx(rest @ rest / 40, rel=1e-6)


def test_constant_columns_are_named():
    X = np.column_stack([np.arange(6.0), np.full(6, 2.0)])
    note = method_of(X, np.arange(6.0) ** 2, "elastic_net").note()
    assert note == "x2: the same in every example, so the weight stays zero."


def test_targets_that_differ_by_rounding_alone_count_as_equal():
    assert not method_of(np.arange(30.0)[:, None], np.full(30, 0.1)).y.any()


def test_which_penalties_are_proportional_to_the_strength(regression_data, data_for):
    parts = lambda data, loss, penalty: proportional_parts(
        Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 7.0)
    )
    assert parts(regression_data, "squared", "l1") == (1.0, 0.0)
    assert parts(regression_data, "squared", "l2") == (0.0, 1.0)
    assert parts(regression_data, "squared", "mcp") is None
    assert parts(data_for(LOSSES["cross_entropy"]()), "cross_entropy", "l1") is None
