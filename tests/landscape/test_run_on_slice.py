"""A run on a slice: costs and slopes by the settings of each step, against costs and differences taken singly."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.landscape.run_on_slice import costs_by_step, slopes_by_step
from explorer.landscape.slice_kinds import take_slice

CHANGED = Experiment(plane_x=2, plane_y=8, strength=0.1, rest="end", steps=60).change(at=20, strength=2.0)
HISTORY = CHANGED.train()


def test_each_step_has_the_cost_under_the_settings_of_that_step():
    on = take_slice(CHANGED.viewpoint, CHANGED.problem(), HISTORY)
    steps = np.array([0, 10, 20, 21, 60])
    data, penalty = costs_by_step(on, HISTORY, steps, HISTORY.weights[steps])
    for k, step in enumerate(steps):
        w = HISTORY.weights[-1].copy()
        w[[2, 8]] = HISTORY.weights[step, [2, 8]]
        cost = CHANGED.problem().at(0.1 if step <= 20 else 2.0).cost(w)
        assert (data[k], penalty[k]) == pytest.approx((cost.data, cost.penalty), rel=1e-12)


def test_slopes_are_differences_of_the_cost_under_the_settings_of_the_next_step():
    on = take_slice(CHANGED.viewpoint, CHANGED.problem(), HISTORY)
    steps = np.array([0, 19, 20, 45])
    slopes = slopes_by_step(on, HISTORY, steps, HISTORY.weights[steps])
    for k, step in enumerate(steps):
        problem, w = CHANGED.problem().at(0.1 if step < 20 else 2.0), HISTORY.weights[step]
        for axis, index in enumerate((2, 8)):
            move = 1e-5 * np.eye(w.size)[index]
            up, down = problem.cost(w + move), problem.cost(w - move)
            for part, name in enumerate(("data", "penalty")):
                expected = (getattr(up, name) - getattr(down, name)) / 2e-5
                assert slopes[part][k, axis] == pytest.approx(expected, rel=1e-6, abs=1e-8)


@pytest.mark.parametrize("by_step", [costs_by_step, slopes_by_step])
def test_it_can_be_stopped(by_step):
    def stop():
        raise InterruptedError

    on = take_slice(CHANGED.viewpoint, CHANGED.problem(), HISTORY)
    with pytest.raises(InterruptedError):
        by_step(on, HISTORY, HISTORY.steps, HISTORY.weights, stop)


def test_a_slope_too_large_for_a_number_has_no_arrow():
    e = Experiment(dataset="blobs", loss="logistic", rate=1000.0, solver="adagrad", steps=30)
    history = e.change(at=20, loss="exponential").train()
    on = take_slice(e.viewpoint, e.problem(), history)
    W = np.full((2, e.problem().size), 1e4)
    data, penalty = slopes_by_step(on, history, np.array([5, 20]), W)
    assert np.isfinite(data).all()
    assert np.isfinite(penalty).all()
    assert not data[1].any()  # exp(1e4) is no number
    assert data[0].any()
