"""The run itself as a script: every solver, schedule and activation gives the weights of the run."""

from __future__ import annotations

import pytest

from explorer import SCHEDULES, SOLVERS, Experiment
from explorer.experiment.export.scripts.replay import ACTIVATIONS, replay_refusal
from explorer.models.layer import ACTIVATIONS as KNOWN
from tests.helpers.exported import agrees

RUN = Experiment(dataset="stackloss", loss="welsch", steps=25)
"""A loss that is not convex, so that the script repeats the run."""


@pytest.mark.parametrize("solver", SOLVERS)
def test_every_solver_is_repeated(solver):
    assert agrees(RUN.change(solver=solver), "numpy", atol=1e-10).startswith('"""Repeat a run')


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_every_schedule_is_repeated(schedule):
    agrees(RUN.change(schedule=schedule, batch=7), "numpy", atol=1e-10)


@pytest.mark.parametrize("activation", KNOWN)
def test_every_activation_is_written_out(activation):
    e = RUN.change(model="mlp", params={"model.activation": activation})
    assert activation in ACTIVATIONS
    assert replay_refusal(e.problem()) == ""
    agrees(e, "numpy", atol=1e-10)
