"""The unit ball of each penalty: all of it costs 1."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import PENALTIES
from explorer.figures.surface.penalty_ball import ball_picture


@pytest.mark.parametrize("name", ["l1", "l2", "elastic_net"])
def test_all_pairs_on_the_curve_cost_1(name):
    penalty = PENALTIES[name]()
    trace = ball_picture(penalty).drawing.traces[0]
    costs = [penalty.value(np.array(place)) for place in zip(trace["x"], trace["y"], strict=True) if np.isfinite(place).all()]
    assert costs == pytest.approx([1.0] * len(costs))


def test_a_penalty_that_costs_nothing_has_no_ball():
    assert ball_picture(PENALTIES["none"]()) is None
