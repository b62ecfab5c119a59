"""Examples of weight 0 do not count: whatever is decided by single examples is decided without them."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.cost.counting import counting
from explorer.cost.existence import minimum_exists
from explorer.cost.separability import separable

X = np.array([[0.0], [1.0], [2.0], [3.0], [0.5]])
Y = np.array([-1.0, -1.0, 1.0, 1.0, 1.0])


def classes(weights):
    data = Dataset(X, Y, task="binary", example_weights=weights)
    return Problem(data, MODELS["linear"](), LOSSES["logistic"](), PENALTIES["none"](), 0.0)


def test_classes_are_apart_once_the_example_between_them_has_no_weight():
    overlapping, apart = classes([1, 1, 1, 1, 0.1]), classes([1, 2, 1, 1, 0])
    assert (separable(overlapping), minimum_exists(overlapping).exists) == (False, True)
    assert (separable(apart), minimum_exists(apart).exists) == (True, False)


def test_counts_above_0_without_weight_do_not_hold_a_direction():
    data = Dataset(X, np.array([0.0, 0.0, 0.0, 0.0, 3.0]), task="count", example_weights=[1, 1, 1, 2, 0])
    problem = Problem(data, MODELS["linear"](), LOSSES["poisson"](), PENALTIES["l2"](), 0.1)
    assert minimum_exists(problem).exists is False


def test_the_cost_is_the_same_and_a_problem_in_which_all_count_is_itself():
    problem = classes([1, 2, 1, 3, 0])
    w = np.array([0.3, -0.2])
    assert counting(problem).cost(w).total == pytest.approx(problem.cost(w).total, rel=1e-15)
    assert counting(problem).gradient(w) == pytest.approx(problem.gradient(w), rel=1e-14)
    assert counting(problem.at(0.5)).strength == 0.5
    assert counting(counting(problem)) is counting(problem)
