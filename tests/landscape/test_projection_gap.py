"""The gap between a run's cost and the cost shown for it."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.landscape.projection_gap import projection_gap

TOTAL = np.array([5.0, 3.0, 2.0])


def test_the_largest_distance_counts_both_ways_and_above_only_upwards():
    gap = projection_gap(TOTAL, TOTAL + np.array([0.5, -0.25, 0.0]))
    assert (gap.apart, gap.above, gap.same) == (0.5, 0.25, False)


@pytest.mark.parametrize(("factor", "same"), [(1.0, True), (1.0 + 1e-11, True), (1.0 + 1e-6, False)])
def test_costs_that_differ_by_rounding_are_the_same(factor, same):
    assert projection_gap(TOTAL, factor * TOTAL).same is same


def test_a_step_that_is_not_known_is_left_out_but_not_taken_for_the_same():
    gap = projection_gap(TOTAL, np.array([5.0, np.nan, 2.0]))
    assert (gap.apart, gap.same) == (0.0, False)
    assert projection_gap(TOTAL, np.full(3, np.inf)).apart == 0.0
