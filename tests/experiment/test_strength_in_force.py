"""The strength at each step of a run whose settings were changed."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.experiment.strength_in_force import strength_in_force


@pytest.mark.parametrize("step", [0, 59, 60, 61, 199, 200, 300])
def test_it_is_that_of_the_phase_that_holds(step):
    e = (
        Experiment(steps=300, strength=0.1)
        .change(at=60, strength=0.5)
        .change(at=120, loss="huber")
        .change(at=200, strength=2.0)
    )
    held = [phase.strength for at, phase in e.phases if at <= step][-1]
    assert strength_in_force(e, np.array([step])) == [held]
