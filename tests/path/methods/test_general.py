"""Iterative methods: what each is asked, where a kinked path begins, and what is known of its answers."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.core.checkpoint import no_checkpoint
from explorer.path.methods import path_method


def method_of(data, loss, penalty="l1"):
    return path_method(Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.0))


@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_under_a_loss_with_kinks_each_cost_has_a_gap_and_no_slope_is_checked(penalty, regression_data):
    method = method_of(regression_data, "absolute", penalty)
    strengths = np.array([0.3, 0.03])
    found = method.solve(strengths, no_checkpoint)
    assert found.gap.shape == (2,)
    assert (found.gap >= 0).all()
    assert (found.gap <= method.bound).all()
    data, violation = method.mean_loss_and_violation(strengths, found.weights)
    assert violation is None
    assert data == pytest.approx(method.problem.mean_loss(found.weights))
    nearby = found.weights[0] + 0.05 * np.random.default_rng(0).normal(size=(100, 6))
    problem = method.problem.at(0.3)
    slack = method.bound * problem.cost(method.start()).total
    assert (problem.costs(nearby).total >= problem.cost(found.weights[0]).total - slack).all()


def test_a_kinked_path_begins_where_weights_are_first_zero_or_the_data_hardly_count(regression_data):
    kinked = method_of(regression_data, "absolute", "l1")
    kinked.prepare(no_checkpoint)
    zeroing = kinked.zeroing
    assert kinked.largest_strength == zeroing > 0
    assert not kinked.solve(np.array([1.001 * zeroing]), no_checkpoint).weights[0, :-1].any()
    assert kinked.solve(np.array([0.95 * zeroing]), no_checkpoint).weights[0, :-1].any()
    ridge = method_of(regression_data, "absolute", "l2")
    assert ridge.zeroing is None
    w = ridge.solve(np.array([ridge.largest_strength]), no_checkpoint).weights[0, :-1]
    assert np.abs(w).max() < 0.2


def test_targets_that_zero_weights_meet_leave_nothing_to_see(regression_data):
    flat = Dataset(regression_data.X, np.full(60, 0.5))
    method = method_of(flat, "absolute", "l2")
    assert "so no strength moves them" in method.note()
    assert method.largest_strength == 1.0


@pytest.mark.parametrize(("loss", "penalty"), [("huber", "l1"), ("poisson", "mcp"), ("cross_entropy", "group_l1")])
def test_smooth_paths_are_checked_by_their_slopes(loss, penalty, data_for):
    method = method_of(data_for(LOSSES[loss]()), loss, penalty)
    strengths = method.zeroing * np.array([0.5, 0.1])
    found = method.solve(strengths, no_checkpoint)
    assert found.gap is None
    assert found.kinks is None
    violation = method.mean_loss_and_violation(strengths, found.weights)[1]
    assert (violation <= method.bound * method.kkt_unit(strengths)).all()
