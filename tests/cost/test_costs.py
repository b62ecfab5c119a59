"""The cost in its two parts."""

from __future__ import annotations

import numpy as np

from explorer import Experiment


def test_the_total_is_the_sum_of_both_parts_to_the_last_bit():
    problem = Experiment(dataset="stackloss", strength=0.3).problem()
    W = np.random.default_rng(0).normal(size=(4, problem.size))
    costs = problem.costs(W)
    assert (costs.total == costs.data + costs.penalty).all()
    assert [problem.cost(w).total for w in W] == [one.data + one.penalty for one in map(problem.cost, W)]
