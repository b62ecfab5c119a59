"""How far a target may be moved: within the domain of the loss in force, and the original on a slider's step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import LOSSES, Dataset, Experiment
from explorer.core.domains import DOMAINS, NONNEGATIVE, POSITIVE, REAL
from explorer.datasets.target_limits import lowest, nearest, slider_range


def test_a_target_is_brought_to_the_nearest_that_the_loss_takes():
    counts, amounts, any_number = (Experiment(dataset=name).raw() for name in ("doctor_visits", "wages", "engel"))
    assert [nearest(counts, v, NONNEGATIVE) for v in (-3.2, 0.4, 6.7)] == [0.0, 0.0, 7.0]
    assert nearest(counts, -3.2, REAL) == -3.0
    assert nearest(amounts, -5.0, POSITIVE) == pytest.approx(0.1 * amounts.y.min())
    assert nearest(amounts, -5.0, NONNEGATIVE) == 0.0
    assert nearest(amounts, -5.0, REAL) == -5.0
    assert nearest(amounts, 3.25, POSITIVE) == 3.25
    assert nearest(any_number, -1e6, REAL) == -1e6


def test_a_zero_that_was_moved_there_does_not_make_zero_the_limit():
    assert lowest(POSITIVE, np.array([0.0, 2.0, 5.0])) == 0.2


NUMBER_TASKS = [task for task, domain in DOMAINS.items() if domain.numbers]


@pytest.mark.parametrize("task", NUMBER_TASKS)
@given(st.lists(st.floats(0.01, 1e6), min_size=1, max_size=6), st.integers(0, 5), st.floats(-0.5, 2.0))
def test_every_place_of_a_slider_is_taken_by_the_loss_and_the_original_is_one(task, values, row, factor):
    y = np.round(values) if DOMAINS[task].whole else np.array(values)
    data, row = Dataset(np.eye(len(y)), y, task=task), row % len(y)
    domains = {loss.domain for loss in LOSSES.values() if task in loss.domain.tasks}
    assert REAL in domains
    for domain in domains:
        now = nearest(data, factor * float(y[row]), domain)
        low, high, step = slider_range(data, now, row, domain)
        assert step > 0
        assert low <= min(now, y[row]) <= max(now, y[row]) <= high
        assert domain.holds(np.array([low, high])).all()
        low, _, step = slider_range(data, float(y[row]), row, domain)
        assert (y[row] - low) / step == pytest.approx(round((y[row] - low) / step), abs=1e-5)


def test_zero_can_be_reached_where_the_loss_takes_it_and_not_where_it_does_not():
    wages = Experiment(dataset="wages").raw()
    for row in range(0, 500, 50):
        now = float(wages.y[row])
        assert slider_range(wages, now, row, NONNEGATIVE)[0] == 0.0
        assert 0.0 < slider_range(wages, now, row, POSITIVE)[0] < now
        assert slider_range(wages, now, row, REAL)[0] < 0.0
