"""How far a target may be moved: within the domain of the loss in force, and the original on a slider's step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explorer import LOSSES, Dataset, Experiment
from explorer.core.domains import DOMAINS, NONNEGATIVE, POSITIVE, REAL, Domain
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


def test_the_lowest_target_follows_from_where_a_domain_begins():
    y = np.array([3.0, 5.0])
    assert lowest(Domain("1 or above", low=1.0), y) == 1.0
    assert lowest(Domain("above 1", low=1.0, above=True), y) == pytest.approx(1.2)  # a tenth of the way to 3
    assert lowest(POSITIVE, np.array([0.0, -1.0])) is None
    assert lowest(REAL, y) is None


@pytest.mark.parametrize(
    ("task", "domain", "y", "row", "now", "expected"),
    [
        # two widths of the data to either side, in about 200 steps that meet the original target
        ("regression", REAL, [0.0, 10.0], 1, 3.0, (-20.0, 30.0, 0.2)),
        ("regression", REAL, [0.0, 1.7], 1, 0.0, (1.7 - 127 * 0.04, 5.1, 0.04)),
        ("regression", REAL, [0.0, 1.7], 0, 0.0, (-3.4, 127 * 0.04, 0.04)),
        ("regression", REAL, [5.0, 5.0], 0, 5.0, (3.0, 7.0, 0.02)),
        ("regression", REAL, [0.0, 10.0], 1, -25.0, (-25.0, 30.0, 0.2)),
        ("regression", REAL, [0.0, 10.0], 1, 35.0, (-20.0, 35.0, 0.2)),
        # whole numbers
        ("count", NONNEGATIVE, [2.0, 8.0], 0, 4.0, (0.0, 20.0, 1.0)),
        ("count", REAL, [2.0, 8.0], 0, 4.0, (-10.0, 20.0, 1.0)),
        ("count", REAL, [2.0, 8.0], 0, -15.0, (-15.0, 20.0, 1.0)),
        ("count", REAL, [2.0, 8.0], 0, 50.0, (-10.0, 50.0, 1.0)),
        # from the limit on, with steps from there to the original
        ("amount", NONNEGATIVE, [2.0, 8.0], 1, 4.0, (0.0, 20.0, 0.1)),
        ("amount", NONNEGATIVE, [2.0, 8.03], 1, 4.0, (0.0, 8.03 + 60 * 8.03 / 40, 8.03 / 40)),
        ("amount", NONNEGATIVE, [0.0, 8.0], 0, 4.0, (0.0, 24.0, 0.2)),
        ("amount", NONNEGATIVE, [0.01, 8.0], 0, 4.0, (0.0, 0.01 + 2397 * 0.01, 0.01)),
        ("amount", NONNEGATIVE, [100.0, 110.0], 1, 105.0, (80.0, 130.0, 0.2)),
        ("amount", Domain("1 or above", low=1.0), [2.0, 8.0], 1, 4.0, (1.0, 20.0, 0.1)),
        ("amount", Domain("-10 or above", low=-10.0), [2.0, 8.0], 1, 4.0, (-10.0, 20.0, 0.1)),
        # a limit that is itself left out
        ("positive", POSITIVE, [2.0, 8.0], 1, 4.0, (0.1, 20.0, 0.1)),
        ("positive", POSITIVE, [0.01, 8.0], 1, 4.0, (0.2, 8.0 + 79 * 0.2, 0.2)),
        ("positive", POSITIVE, [0.01, 8.0], 0, 4.0, (0.01, 0.01 + 119 * 0.2, 0.2)),
    ],
)
def test_a_slider_goes_two_widths_beyond_the_data_or_to_the_limit(task, domain, y, row, now, expected):
    data = Dataset(np.eye(len(y)), np.array(y), task=task)
    assert slider_range(data, now, row, domain) == pytest.approx(expected, rel=1e-9)
