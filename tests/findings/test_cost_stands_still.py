"""A plateau is told where the cost hardly falls and falls on later; the end of a run is none."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer import Experiment
from explorer.findings import stretches
from explorer.findings.cost_stands_still import CostStandsStill


def told(total, **settings):
    e = Experiment(steps=10, **settings)
    stretch = next(stretches(e, e.train()))
    return CostStandsStill().told(replace(stretch, total=np.array(total, dtype=float), steps=np.arange(len(total))))


LEVEL = np.r_[np.linspace(1.0, 0.5, 21), np.full(60, 0.5), np.linspace(0.49, 0.0, 20)]


def test_from_twenty_steps_into_it_to_its_end():
    (one,) = told(LEVEL)
    assert one.first == 40
    assert one.last == 80
    assert one.sentence == "A plateau: the cost has hardly fallen since step 20."
    assert one.presses[0].settings == {"solver": "momentum"}
    assert told(LEVEL, solver="adam")[0].presses == ()


def test_a_run_that_has_settled_stands_on_no_plateau():
    assert told(LEVEL[:81]) == []
    assert told(np.r_[LEVEL[:81], np.linspace(0.5, 0.48, 20)]) == []


def test_a_slope_is_no_plateau_nor_is_a_rest_of_a_few_steps():
    assert told(np.linspace(1.0, 0.0, 101)) == []
    assert told(np.r_[np.linspace(1.0, 0.5, 21), np.full(15, 0.5), np.linspace(0.49, 0.0, 20)]) == []
    assert told(np.ones(100)) == []
    assert told([1.0, 0.5]) == []


def test_a_network_of_sigmoids_waits_on_one_before_it_learns_xor():
    settings = {"dataset": "xor", "model": "mlp", "params": {"model.activation": "sigmoid"}, "strength": 0.0, "rate": 0.1}
    e = Experiment(steps=2000, **settings)
    history = e.train()
    (one,) = CostStandsStill().told(next(stretches(e, history)))
    began = int(one.sentence.split("step ")[1].rstrip("."))
    fall = history.total[0] - history.total[-1]
    assert history.total[began] - history.total[one.first] < 0.01 * fall
    assert history.total[one.last] - history.total[-1] > 0.5 * fall
