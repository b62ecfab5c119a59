"""Weights at zero are counted, in the words of the penalty."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.findings import stretches
from explorer.findings.weights_at_zero import WeightsAtZero


def of(e):
    return WeightsAtZero().told(next(stretches(e, e.train())))


def test_each_step_is_told_its_own_number():
    e = Experiment(penalty="l1", strength=0.3, steps=100)
    zeros = (e.train().weights[:, :10] == 0.0).sum(axis=1)
    told = of(e)
    for step in range(101):
        now = [one for one in told if one.first <= step <= one.last]
        if 0 < zeros[step] < 10:
            assert [one.sentence for one in now] == [f"L1 holds {zeros[step]} of 10 weights at exactly zero."]
        else:
            assert now == []
    assert np.unique(zeros).size > 3


def test_not_under_a_smooth_penalty_nor_without_strength_nor_where_nothing_ever_moved():
    assert of(Experiment()) == []
    assert of(Experiment(penalty="l1", strength=0.0)) == []
    assert of(Experiment(penalty="l1", strength=100.0)) == []
