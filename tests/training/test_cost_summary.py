"""A run's costs in a few numbers: the same however they come in, and rises found where they are."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.training.cost_summary import WINDOW, CostSummary, lowest_on_the_way, rises


def summed_up(costs, parts):
    summary = CostSummary.begin(0, costs[0], costs[0])
    for part in np.array_split(np.array(costs[1:]), parts):
        summary = summary.after(part)
    return summary


@pytest.mark.parametrize("parts", [1, 2, 7])
def test_it_is_the_same_in_however_many_parts_the_costs_come(parts):
    costs = np.cos(np.arange(200.0)) + np.arange(200) / 50
    whole = summed_up(costs, 1)
    found = summed_up(costs, parts)
    assert np.array_equal(found.tail, costs[-WINDOW - 1 :])
    assert np.array_equal(found.tail, whole.tail)
    assert (found.rise, found.seen, found.last, found.start) == (whole.rise, 200, 199, costs[0])
    assert np.array_equal(found.recent, costs[-WINDOW:])


@pytest.mark.parametrize(
    ("costs", "expected"),
    [
        ([5, 4, 5, 6, 7, 1], (1, 4.0)),  # three rises from step 1 on
        ([5, 4, 5, 6, 5, 6, 7], None),  # never three in a row
        ([1, 2, 3, 4], (0, 1.0)),
    ],
)
def test_the_first_three_rises_in_a_row_are_found(costs, expected):
    assert summed_up(np.array(costs, dtype=float), 1).rise == expected


def test_rounding_is_no_rise():
    assert rises(np.array([1.0, 1.0 + 1e-13, 1.0 + 1e-10])).tolist() == [False, True]


@pytest.mark.parametrize("first", [0, 7, 100])
@pytest.mark.parametrize("parts", [1, 3, 9])
@pytest.mark.parametrize("lowest", [3, 58, 171])
def test_steps_are_counted_from_the_first_one_of_the_run(first, parts, lowest):
    """The cost falls to its lowest and rises again from there, in a stage that begins at step ``first``."""
    costs = np.abs(np.arange(200.0) - lowest) + 1.0
    summary = CostSummary.begin(first, costs[0], 5.0)
    for part in np.array_split(costs[1:], parts):
        summary = summary.after(part)
    assert summary.rise == (first + lowest, 1.0)
    assert (summary.first, summary.last, summary.seen, summary.opening) == (first, first + 199, 200, 5.0)
    assert np.array_equal(summary.tail, costs[149:])
    assert np.array_equal(summary.recent, costs[150:])


@pytest.mark.parametrize(
    ("costs", "lowest"),
    [([2.0, 1.0, 1.5], 1.0), ([2.0, 1.0, 1.01], None), ([1.0, 2.0, 3.0], None), ([1.0, 0.9, 3.0], 0.9), ([1.0, 1.0], None)],
)
def test_the_lowest_on_the_way_is_visibly_below_both_ends(costs, lowest):
    assert lowest_on_the_way(np.array(costs)) == lowest
