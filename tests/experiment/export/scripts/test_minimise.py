"""The methods that find the minimum in a script: which problem gets which, and that each is valid Python."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.experiment.export.scripts import minimise
from explorer.experiment.export.scripts.with_numpy import method
from tests.helpers.exported import agrees


@pytest.mark.parametrize(
    ("fields", "template"),
    [
        ({"dataset": "diabetes", "penalty": "l2"}, minimise.CLOSED),
        ({"dataset": "breast_cancer", "penalty": "l2"}, minimise.NEWTON),
        ({"dataset": "diabetes", "penalty": "l1"}, minimise.DESCENT),
        ({"dataset": "breast_cancer", "penalty": "elastic_net"}, minimise.DESCENT),
        ({"dataset": "penguins", "penalty": "group_l1"}, minimise.PROXIMAL),
    ],
)
def test_each_method_finds_the_minimum_of_the_problems_it_is_for(fields, template):
    e = Experiment(**fields)
    assert method(e) == template
    assert template in agrees(e, "numpy")


@pytest.mark.parametrize(
    "fields",
    [
        {"loss": "absolute"},
        {"loss": "tukey"},
        {"penalty": "mcp"},
        {"model": "mlp"},
        {"dataset": "breast_cancer", "penalty": "none"},
    ],
)
def test_what_has_no_single_minimum_to_find_has_no_method(fields):
    assert method(Experiment(**fields)) == ""


@pytest.mark.parametrize("penalty", ["l2", "l1"])
@pytest.mark.parametrize("loss", ["huber", "log_cosh", "pseudo_huber", "squared_epsilon_insensitive"])
def test_steps_start_where_the_loss_is_straight(loss, penalty):
    """Wages lie farther from 0 than Huber's delta: no example bends the cost there, so Newton's steps know no way."""
    agrees(Experiment(dataset="wages", loss=loss, penalty=penalty, strength=0.1, steps=3000, solver="fista"), "numpy")
