"""Scripts for NumPy alone: every loss, every penalty, and what no library has."""

from __future__ import annotations

import pytest

from explorer import LOSSES, PENALTIES, Experiment
from explorer.experiment.export.scripts.with_numpy import MOST, method
from tests.helpers.exported import agrees, named

ONLY_NUMPY = [
    {"dataset": "diabetes", "loss": "expectile", "penalty": "l1"},
    {"dataset": "doctor_visits", "loss": "poisson", "penalty": "elastic_net"},
    {"dataset": "breast_cancer", "loss": "squared_hinge", "penalty": "group_l1", "strength": 0.1},
    {"dataset": "penguins", "loss": "cross_entropy", "penalty": "group_l1"},
    {"dataset": "diabetes", "loss": "tukey", "penalty": "mcp", "steps": 60},
    {"dataset": "diabetes", "loss": "absolute", "solver": "momentum", "batch": 50, "schedule": "inverse_time", "steps": 60},
    {"dataset": "penguins", "model": "mlp", "steps": 60, "penalty": "l1", "params": {"model.activation": "relu"}},
    {
        "dataset": "moons",
        "model": "mlp",
        "steps": 40,
        "penalty": "l1",
        "strength": 0.001,
        "params": {
            "model.hidden": 5,
            "model.hidden2": 4,
            "model.activation2": "relu",
            "model.hidden3": 3,
            "model.activation3": "sigmoid",
            "model.inputs": "all",
        },
    },
    {"dataset": "penguins", "model": "mlp", "steps": 40, "params": {"model.hidden2": 3, "model.inputs": "sines"}},
    {"dataset": "stackloss", "model": "mlp", "steps": 60, "solver": "adamw", "params": {"model.activation": "sigmoid"}},
    {"dataset": "stackloss", "loss": "cauchy", "solver": "nesterov", "penalty": "scad", "start": "normal", "steps": 60},
    {"dataset": "engel", "loss": "welsch", "rate": 500.0, "steps": 200},
    {"dataset": "engel", "loss": "welsch", "starting_weights": (3.0, -2.0), "steps": 30},
]


@pytest.mark.parametrize("fields", named(ONLY_NUMPY))
def test_numpy_alone_writes_out_what_no_library_has(fields):
    agrees(Experiment(**fields), "numpy")


TASKS = {"regression": "stackloss", "count": "doctor_visits", "amount": "wages", "positive": "wages", "binary": "breast_cancer"}


@pytest.mark.parametrize("loss", [name for name, loss in LOSSES.items() if not loss.untrainable])
def test_every_loss_has_a_numpy_script(loss):
    e = Experiment(dataset=TASKS.get(LOSSES[loss].task, "penguins"), loss=loss, penalty="l2", strength=0.3, steps=20)
    agrees(e, "numpy")


@pytest.mark.parametrize("penalty", list(PENALTIES))
def test_every_penalty_has_a_numpy_script(penalty):
    e = Experiment(dataset="stackloss", loss="welsch", penalty=penalty, strength=0.1, steps=20)
    agrees(e, "numpy")


RAW = [
    {"dataset": "penguins", "loss": "cross_entropy", "penalty": "l2", "strength": 0.1, "standardise": False},
    {"dataset": "penguins", "loss": "cross_entropy", "penalty": "elastic_net", "strength": 0.1, "standardise": False},
    {"dataset": "penguins", "loss": "cross_entropy", "penalty": "group_l1", "strength": 0.1, "standardise": False},
    {"dataset": "breast_cancer", "loss": "logistic", "penalty": "l1", "strength": 0.1, "standardise": False},
]


@pytest.mark.thorough
@pytest.mark.parametrize("fields", named(RAW))
def test_features_of_very_different_size_do_not_keep_numpy_from_the_minimum(fields):
    assert agrees(Experiment(**fields), "numpy").startswith('"""Find the weights')


def test_with_very_many_weights_and_a_kink_the_run_is_repeated():
    """Coordinate descent in plain Python would take too long."""
    wide = Experiment(dataset="diabetes", model="polynomial", penalty="l1", params={"model.degree": 3})
    assert wide.problem().size > MOST
    assert method(wide) == ""
    assert method(wide.change(penalty="l2")) != ""
