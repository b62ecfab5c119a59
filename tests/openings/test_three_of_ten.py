"""Three weights are left, in the run and at the minimum."""

from __future__ import annotations

import numpy as np
from sklearn.linear_model import Lasso

from explorer.openings.three_of_ten import ThreeOfTen


def test_exactly_three_of_ten_weights_are_left():
    e = ThreeOfTen().start
    weights = e.train().weights[-1][:-1]
    assert weights.size == 10
    assert np.count_nonzero(weights) == 3


def test_the_same_three_are_left_at_the_minimum():
    e = ThreeOfTen().start
    problem = e.problem()
    lasso = Lasso(alpha=e.strength / 2, tol=1e-10).fit(problem.data.X, problem.data.y)
    assert np.array_equal(np.flatnonzero(lasso.coef_), np.flatnonzero(e.train().weights[-1][:-1]))
