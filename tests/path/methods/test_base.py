"""What every method has: where a path begins, what violations are a share of, and weights of zero."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Problem
from explorer.core.checkpoint import no_checkpoint
from explorer.path.methods import path_method
from explorer.path.methods.base import TOP


def method_of(data, loss, penalty):
    return path_method(Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.3))


@pytest.mark.parametrize(("loss", "penalty"), [("squared", "l1"), ("huber", "l1"), ("logistic", "l2"), ("cross_entropy", "l1")])
def test_weights_of_zero_have_the_best_biases(loss, penalty, data_for):
    method = method_of(data_for(LOSSES[loss]()), loss, penalty)
    w, layer = method.start(), method.problem.network.layers[0]
    assert not layer.weights(w).any()
    assert np.abs(layer.biases(method.problem.gradient(w))).max() < 1e-10


def test_a_path_begins_where_all_weights_are_zero_or_the_penalty_outweighs_the_data(data_for):
    lasso = method_of(data_for(LOSSES["huber"]()), "huber", "l1")
    lasso.prepare(no_checkpoint)
    assert lasso.largest_strength == lasso.zeroing > 0
    ridge = method_of(data_for(LOSSES["logistic"]()), "logistic", "l2")
    assert ridge.zeroing is None
    z = ridge.problem.network.predict(ridge.start())
    steepest = ridge.problem.loss.curvature(ridge.problem.data.y, z).max() * ridge.centred.widest()
    assert ridge.largest_strength == pytest.approx(TOP * steepest)


def test_violations_are_a_share_of_the_largest_strength_or_of_the_steepest_slope(regression_data):
    method = method_of(regression_data, "huber", "l1")
    assert method.kkt_unit(np.array([0.2, 3.0])) == 3.0
    assert method.kkt_unit(np.zeros(2)) == pytest.approx(method.zeroing)


def test_the_mean_loss_and_violation_are_those_of_the_problem(regression_data):
    method, s = method_of(regression_data, "huber", "l2"), 0.3
    W = np.random.default_rng(0).normal(size=(3, 6))
    data, violation = method.mean_loss_and_violation(np.full(3, s), W)
    assert data == pytest.approx(method.problem.mean_loss(W), rel=1e-12)
    whole = method.problem.gradients(W) + s * W * method.problem.network.penalised
    assert violation == pytest.approx(np.abs(whole).max(axis=1), rel=1e-10)
