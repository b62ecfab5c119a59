"""How long each step is shown: the eventful part of a run has its time, and a run its usual length."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.lessons import LESSONS
from explorer.openings import OPENINGS
from explorer.training.pace import EVENTFUL, FIRST, LONGEST, ROWS_A_SECOND, SECONDS, pace, rows_of_fall

RUNS = {
    "default": Experiment(),
    **{f"lesson {name}": lesson().start for name, lesson in LESSONS.items()},
    **{f"opening {name}": opening().start for name, opening in OPENINGS.items()},
}


@pytest.mark.parametrize("experiment", RUNS.values(), ids=RUNS)
def test_the_fall_of_every_first_run_has_its_time_and_the_run_its_length(experiment):
    history = experiment.train()
    times = pace(history.total, np.searchsorted(history.steps, history.breaks).tolist())
    shown = np.diff(times)
    assert len(times) == len(history.total)
    assert times[0] == 0.0
    assert times[-1] == pytest.approx(max(SECONDS, len(times) / ROWS_A_SECOND))
    assert (shown > 0).all()
    assert shown.max() <= LONGEST + 1e-6
    if not history.breaks and (rows := rows_of_fall(history.total)):
        enough = times[rows + 1] >= EVENTFUL - 1e-6
        assert enough or shown[1] == pytest.approx(LONGEST, rel=1e-3)


def test_the_second_half_of_the_default_runs_fall_lasts_three_of_eight_seconds():
    """Its first half is made by a single step."""
    total = Experiment().train().total
    times = pace(total)
    fallen = (total[0] - total) / (total[0] - total[-1])
    half, done = int(np.argmax(fallen >= 0.5)), int(np.argmax(fallen >= 0.99))
    assert (half, done) == (1, 8)
    assert times[half] <= 0.5  # Play is answered at once
    assert times[done + 1] - times[half] >= 3.0
    assert times[done + 1] > 3.2
    assert times[-1] < 8.5


@pytest.mark.parametrize(
    "total",
    [
        np.linspace(1, 0, 301),
        np.full(301, 2.0),
        np.geomspace(1, 1e6, 301),
        np.ones(1),
        np.array([2.0, 1.0]),
        np.array([2, 1, 1.0]),
    ],
)
def test_what_does_not_settle_early_or_does_not_fall_keeps_the_even_pace(total):
    times = pace(total)
    assert times == pytest.approx(np.linspace(0.0, SECONDS, len(total)) if len(total) > 1 else np.zeros(1))


def test_a_fall_that_is_slow_enough_is_even_and_one_that_is_a_little_too_fast_nearly_so():
    rows = np.arange(401)
    slow, faster = (np.diff(pace(0.1 ** (rows / scale))) for scale in (200, 130))
    assert np.ptp(slow) < 1e-9
    assert 1.0 < faster.max() / faster.min() < 2.0


def test_rows_of_the_fall_have_three_seconds_where_no_row_is_too_long_for_it():
    total = 0.1 ** (np.arange(481) / 20)
    times = pace(total)
    assert rows_of_fall(total) == 21
    assert times[22] == pytest.approx(EVENTFUL, abs=1e-6)
    assert np.diff(times)[0] <= FIRST
    assert (np.diff(times[1:], n=2) <= 1e-9).all()  # ever faster


def test_a_long_run_has_one_row_a_frame_on_average():
    total = np.append(1.0, np.zeros(1999))
    assert pace(total)[-1] == pytest.approx(2000 / 60)


def test_each_stage_has_its_share_and_a_fall_of_its_own():
    fall = 0.1 ** (np.arange(200) / 3)
    total = np.append([*fall, fall[-1]], 5 * fall[:-1])  # the row of a change has the cost before it
    times = pace(total, [200])
    assert times[200] == pytest.approx(SECONDS * 200 / 399)
    for first in (0, 200):
        assert times[first + 6] - times[first] > 0.8  # of six rows that an even pace shows in an eighth of a second
    assert pace(total, [0, 200, 10**6, 399]) == pytest.approx(times)


def test_only_what_stays_down_has_fallen():
    assert rows_of_fall(np.array([1.0, 0.0, 1.0, 0.0, 0.0])) == 3
    assert rows_of_fall(np.array([1.0, 5.0, 0.4, 0.0, 0.0])) == 2  # after the change that made it 5
    assert rows_of_fall(np.array([1.0, 2.0, 3.0])) == 0
