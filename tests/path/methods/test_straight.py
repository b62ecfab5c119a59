"""Methods for straight lines: the same minima as the method of multipliers, with weights, offsets and factors."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from sklearn.linear_model import QuantileRegressor

from explorer import LOSSES, MODELS, PENALTIES, Problem
from explorer.core.checkpoint import no_checkpoint
from explorer.path.methods import path_method
from explorer.path.methods.general import KinkedMethod
from explorer.path.methods.straight import MOST_WEIGHTS, StraightL1Method, StraightL2Method, straight_parts

STRENGTHS = np.array([0.3, 0.05, 0.004])
STRAIGHT = ["absolute", "quantile", "epsilon_insensitive", "hinge"]


@pytest.mark.parametrize("also", ["plain", "weights", "offset", "factors", "no intercept"])
@pytest.mark.parametrize("penalty", ["l1", "l2"])
@pytest.mark.parametrize("loss", STRAIGHT)
def test_costs_are_as_low_as_those_of_the_method_of_multipliers_and_bounds_hold(loss, penalty, also, data_for):
    data, model, factors = data_for(LOSSES[loss]()), MODELS["linear"](), None
    rng = np.random.default_rng(3)
    if also == "weights":
        data = replace(data, example_weights=rng.integers(0, 4, size=data.n))
    if also == "offset":
        data = replace(data, offset=rng.normal(size=data.n))
    if also == "factors":
        factors = np.linspace(0.5, 2.0, data.X.shape[1])
    if also == "no intercept":
        model = MODELS["linear"](intercept=False)
    problem = Problem(data, model, LOSSES[loss](), PENALTIES[penalty](), 0.0, factors=factors)
    method = path_method(problem)
    assert type(method) is (StraightL1Method if penalty == "l1" else StraightL2Method)
    ours, theirs = method.solve(STRENGTHS, no_checkpoint), KinkedMethod(problem).solve(STRENGTHS, no_checkpoint)
    assert ours.gap.max() <= 1e-7
    scale = method.solver.scale
    for s, w, other, gap in zip(STRENGTHS, ours.weights, theirs.weights, theirs.gap, strict=True):
        above = problem.at(s).cost(other).total - problem.at(s).cost(w).total
        assert -1e-7 * scale <= above <= (gap + 1e-7) * scale


@pytest.mark.parametrize("loss", ["absolute", "quantile"])
def test_l1_is_scikit_learns_linear_programme(loss, regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES[loss](), PENALTIES["l1"](), 0.0)
    half, tau = (2.0, 0.5) if loss == "absolute" else (1.0, problem.loss.tau)
    found = path_method(problem).solve(STRENGTHS, no_checkpoint).weights
    for s, w in zip(STRENGTHS, found, strict=True):
        fit = QuantileRegressor(quantile=tau, alpha=s / half, solver="highs").fit(regression_data.X, regression_data.y)
        theirs = problem.at(s).cost(np.append(fit.coef_, fit.intercept_)).total
        assert problem.at(s).cost(w).total == pytest.approx(theirs, rel=1e-9)


def test_strength_zero_and_other_penalties_are_left_to_the_method_of_multipliers(regression_data):
    absolute = LOSSES["absolute"]()
    problem = Problem(regression_data, MODELS["linear"](), absolute, PENALTIES["l1"](), 0.0)
    found = path_method(problem).solve(np.array([0.1, 0.0]), no_checkpoint)
    others = KinkedMethod(problem).solve(np.array([0.1, 0.0]), no_checkpoint)
    np.testing.assert_array_equal(found.weights, others.weights)
    assert straight_parts(Problem(regression_data, MODELS["linear"](), absolute, PENALTIES["mcp"](), 0.0)) is None
    assert straight_parts(Problem(regression_data, MODELS["linear"](), LOSSES["huber"](), PENALTIES["l1"](), 0.0)) is None
    free = [0.0] + [1.0] * (regression_data.X.shape[1] - 1)
    free_one = Problem(regression_data, MODELS["linear"](), absolute, PENALTIES["l1"](), 0.0, factors=free)
    assert straight_parts(free_one) is None
    wide = replace(
        regression_data, X=np.random.default_rng(0).normal(size=(60, MOST_WEIGHTS)), features=(), units=()
    )  # fmt: skip
    assert straight_parts(Problem(wide, MODELS["linear"](), absolute, PENALTIES["l1"](), 0.0)) is None


def test_the_zeroing_strength_is_where_the_first_weight_leaves(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["absolute"](), PENALTIES["l1"](), 0.0)
    method, slow = path_method(problem), KinkedMethod(problem)
    assert method.zeroing == pytest.approx(slow.zeroing, rel=1e-5)
    at = method.solve(method.zeroing * np.array([1.0001, 0.999]), no_checkpoint).weights[:, :-1]
    assert not at[0].any()
    assert at[1].any()
