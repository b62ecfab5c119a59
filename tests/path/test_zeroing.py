"""Weights of zero: the best biases there, the gradient, and the strength from which on they are a minimum."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.path.zeroing import best_bias, gradient_at_zero, zeroing_strength, zeroing_unknown


def problem_of(data, loss, penalty="l1", model="linear"):
    return Problem(data, MODELS[model](), LOSSES[loss](), PENALTIES[penalty](), 0.3)


@pytest.mark.parametrize("loss", ["squared", "huber", "logistic", "poisson", "cross_entropy"])
def test_the_gradient_at_zero_is_the_problems_own_at_the_best_bias(loss, data_for):
    problem = problem_of(data_for(LOSSES[loss]()), loss)
    w, layer = np.zeros(problem.size), problem.network.layers[0]
    layer.biases(w)[...] = best_bias(problem)
    gradient = problem.gradient(w)
    assert np.abs(layer.biases(gradient)).max() < 1e-10
    assert gradient_at_zero(problem) == pytest.approx(layer.weights(gradient), abs=1e-10)
    assert zeroing_strength(problem) == pytest.approx(np.abs(layer.weights(gradient)).max(), abs=1e-10)
    assert zeroing_unknown(problem) == ""


@pytest.mark.parametrize(
    ("loss", "model", "why"),
    [("squared", "mlp", "hidden layers"), ("absolute", "linear", "has a kink"), ("cauchy", "linear", "not convex")],
)
def test_where_it_is_not_known_it_is_said_why(loss, model, why, data_for):
    problem = problem_of(data_for(LOSSES[loss]()), loss, model=model)
    assert zeroing_strength(problem) is None
    assert why in zeroing_unknown(problem)


def test_no_strength_zeroes_all_under_l2(regression_data):
    assert zeroing_strength(problem_of(regression_data, "squared", "l2")) is None


@pytest.mark.parametrize("size", [1e-6, 1.0, 1e6, 1e9])
@pytest.mark.parametrize("loss", ["epsilon_insensitive", "expectile", "squared_epsilon_insensitive", "huber"])
def test_the_best_bias_is_found_whatever_the_size_of_the_targets(loss, size):
    """No other constant costs less: the minimum over the places where the loss bends, or between two of them a parabola's."""
    y = size * (10.0 + np.random.default_rng(2).normal(size=31))
    params = {"epsilon_insensitive": {"epsilon": min(0.3 * size, 10.0)}, "squared_epsilon_insensitive": {"epsilon": 0.0}}
    own = LOSSES[loss](**params.get(loss, {}))
    problem = Problem(Dataset(np.ones((31, 1)), y), MODELS["linear"](), own, PENALTIES["l1"](), 0.0)
    found = best_bias(problem)
    assert found is not None
    cost = lambda b: own.value(y, np.full(31, b)).mean()
    reach = max(getattr(own, "epsilon", 0.0), getattr(own, "delta", 0.0))
    best = min(_lowest_between(cost, a, b) for a, b in pairwise(np.sort(np.concatenate([y - reach, y + reach]))))
    assert cost(found[0]) == pytest.approx(best, rel=1e-12)


def _lowest_between(cost, a, b):
    """The lowest value between two places of what is a parabola there: by its values at both ends and in the middle."""
    left, middle, right = cost(a), cost(0.5 * (a + b)), cost(b)
    bend, slope = 2.0 * (left - 2.0 * middle + right), right - left
    at = -slope / (2.0 * bend) if bend > 0 else np.inf
    return min(left, right, middle + at * slope + at * at * bend if abs(at) <= 0.5 else np.inf)
