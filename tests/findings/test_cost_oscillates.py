"""Oscillation is told where the cost rises often under full-batch descent."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer import Experiment
from explorer.findings import stretches
from explorer.findings.cost_oscillates import RISING, WINDOW, CostOscillates


def of(e):
    return CostOscillates().told(next(stretches(e, e.train())))


def test_a_rate_just_below_the_limit_on_a_kinked_loss_goes_up_and_down_and_the_press_mends_it():
    e = Experiment(loss="absolute", rate=0.5, steps=200)
    (one, *_) = of(e)
    assert one.sentence == "The cost goes up and down: the steps are too long."
    slower = e.change(**one.presses[0].settings)
    assert slower.rate == e.rate / 4
    assert slower.train().total[-1] < e.train().total[-1]


def test_a_smooth_descent_and_mini_batches_are_left_alone():
    assert of(Experiment()) == []
    assert of(Experiment(batch=8, rate=0.2)) == []


def test_the_line_is_at_five_rises_in_twenty_steps():
    e = Experiment(steps=10)
    stretch = next(stretches(e, e.train()))
    for rises in (RISING - 1, RISING):
        total = np.linspace(2.0, 1.0, 60)
        for i in range(rises):
            total[20 + 3 * i :] += 0.05
        told = CostOscillates().told(replace(stretch, total=total, steps=np.arange(60), batch=None))
        assert bool(told) == (rises == RISING)
        if told:
            assert (told[0].first, told[0].last) == (20 + 3 * (RISING - 1), 20 + WINDOW - 1)


def test_rises_that_are_not_seen_beside_the_fall_are_left_out():
    e = Experiment(steps=10)
    stretch = next(stretches(e, e.train()))
    for height, seen in ((0.009, False), (0.011, True)):
        total = np.concatenate([[2.0], np.where(np.arange(59) % 2, 1.0 + height, 1.0)])
        told = CostOscillates().told(replace(stretch, total=total, steps=np.arange(60), batch=None))
        assert bool(told) == seen


def test_a_band_as_thin_as_a_line_is_no_oscillation():
    for e in (Experiment(dataset="line", loss="absolute", steps=550), Experiment(dataset="blobs", loss="hinge", strength=0.01)):
        history = e.train()
        assert np.diff(history.total)[-200:].max() < 0.01 * np.ptp(history.total)
        assert not any(told.last == e.steps for told in CostOscillates().told(next(stretches(e, history))))
