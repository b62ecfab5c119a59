"""How far runs are made longer, and why they stop."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.experiment.run_length import longer, reason_to_stop


@pytest.mark.parametrize("steps", [10, 500, 1000, 40_000, 600_000, 999_999])
def test_a_longer_run_is_longer_and_allowed(steps):
    assert steps < longer(steps) <= 1_000_000
    assert longer(steps) <= max(2 * steps, steps + 1000)


def test_a_run_that_diverged_or_arrived_says_so_and_another_can_go_on():
    wild = Experiment(rate=1000.0)
    assert reason_to_stop(wild, wild.train()) == wild.train().message != ""
    young = Experiment(steps=20)
    assert reason_to_stop(young, young.train()) == ""
