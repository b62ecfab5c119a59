"""A weight that changed its sign is told from where that is clear."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer import Experiment
from explorer.findings import stretches
from explorer.findings.weight_changes_sign import WeightChangesSign


def told(column):
    e = Experiment(steps=10)
    stretch = next(stretches(e, e.train()))
    W = np.zeros((len(column), stretch.weights.shape[1]))
    W[:, 2], W[:, 0] = column, 1.0
    return WeightChangesSign().told(replace(stretch, weights=W, steps=np.arange(len(column))))


def test_from_where_it_is_clear_with_the_step_at_which_it_crossed():
    (one,) = told([0.0, 0.2, 0.1, -0.01, -0.2, *[-0.3] * 95])
    assert one.sentence == "The weight of bmi changed sign at step 3."
    assert (one.first, one.last) == (4, 14)


def test_a_weight_that_only_leaves_zero_or_trembles_about_it_is_not_told():
    assert told([0.0, 0.2, 0.1, 0.05, *[0.04] * 50]) == []
    assert told([0.0, 0.01, -0.01, *[-0.5] * 50]) == []
    assert told([0.0, 0.2, 0.1, -0.04, *[-0.03] * 50]) == []


def test_on_the_diabetes_data_each_told_weight_does_change_sign():
    e = Experiment()
    history = e.train()
    found = WeightChangesSign().told(next(stretches(e, history)))
    assert found
    for one in found:
        name, step = one.sentence.removeprefix("The weight of ").split(" changed sign at step ")
        column = history.weights[:, e.problem().names.index(name)]
        k = int(step.rstrip("."))
        assert column[k] * column[k - 1] < 0
