"""Momentum against plain descent."""

from __future__ import annotations

import numpy as np

from explorer.experiment.comparison import yardsticks
from explorer.openings.race import Race


def test_momentum_is_behind_first_and_ahead_at_the_end():
    race = Race()
    (pin,) = race.pins
    assert (race.start.solver, pin.solver) == ("momentum", "gd")
    momentum, descent = race.start.train().total, pin.train().total
    assert (momentum[2:20] > descent[2:20]).all()
    problem = race.start.problem()
    design = np.column_stack([problem.data.X, np.ones(problem.data.n)])
    lowest = np.linalg.lstsq(design, problem.data.y, rcond=None)[1][0] / problem.data.n
    assert descent[-1] - lowest > 100 * (momentum[-1] - lowest) > 0


def test_it_is_compared_by_a_number_that_is_offered():
    race = Race()
    assert race.choices["compare_by"] in [one.id for one in yardsticks((race.start, *race.pins))]
