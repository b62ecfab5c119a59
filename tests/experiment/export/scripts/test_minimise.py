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
