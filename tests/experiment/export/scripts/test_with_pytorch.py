"""Scripts for PyTorch: the same weights, where PyTorch is installed."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.experiment.export.scripts import script
from tests.helpers.exported import agrees, named

WITH_TORCH = [
    {"dataset": "diabetes", "penalty": "l2"},
    {"dataset": "diabetes", "penalty": "elastic_net", "strength": 0.1, "standardise": False},
    {"dataset": "diabetes", "penalty": "l1", "strength": 0.02, "standardise": False},
    {"dataset": "diabetes", "penalty": "l2", "strength": 0.1, "standardise": False},
    {"dataset": "engel", "model": "polynomial", "penalty": "elastic_net", "strength": 0.0},
    *({"dataset": "penguins", "penalty": p, "strength": 0.1, "standardise": False} for p in ("l2", "l1")),
    *({"dataset": "breast_cancer", "penalty": p, "strength": 0.1, "standardise": False} for p in ("l2", "elastic_net")),
    {"dataset": "stackloss", "penalty": "elastic_net"},
    {"dataset": "penguins", "loss": "cross_entropy", "penalty": "l2", "strength": 0.3},
    {"dataset": "wages", "loss": "gamma", "penalty": "l2"},
    {"dataset": "stackloss", "loss": "tukey", "penalty": "elastic_net", "steps": 30},
    {"dataset": "stackloss", "loss": "absolute", "penalty": "l2", "steps": 30},
    {"dataset": "penguins", "model": "mlp", "penalty": "l2", "steps": 30},
    {"dataset": "diabetes", "loss": "huber", "penalty": "mcp", "steps": 30},
    {"dataset": "stackloss", "loss": "absolute", "solver": "momentum", "batch": 5, "schedule": "inverse_time", "steps": 30},
    {"dataset": "penguins", "penalty": "group_l1", "solver": "fista", "steps": 30, "params": {"loss.smoothing": 0.1}},
    {
        "dataset": "moons",
        "model": "mlp",
        "penalty": "l1",
        "solver": "adam",
        "steps": 30,
        "params": {"model.hidden": 5, "model.hidden2": 4, "model.activation2": "relu", "model.inputs": "all"},
    },
    *({"dataset": "diabetes", "penalty": p, "strength": 0.1, "factors": {"bmi": 0.0, "s5": 2.0}} for p in ("l1", "l2")),
    {"dataset": "stackloss", "weight_column": "water temperature", "penalty": "l1", "params": {"model.intercept": False}},
    {"dataset": "claims", "exposure_column": "years insured", "loss": "poisson", "factors": {"power": 2.0}, "strength": 0.1},
    {"dataset": "penguins", "class_weight": "1,3,0.5", "strength": 0.1, "params": {"model.intercept": False}},
    {"dataset": "blobs", "class_weight": "1,5", "loss": "hinge", "steps": 30},
]


@pytest.mark.torch
@pytest.mark.parametrize("fields", named(WITH_TORCH))
def test_pytorch_agrees(fields):
    agrees(Experiment(**fields), "pytorch")


def test_a_penalty_with_a_kink_gets_proximal_steps_and_a_smooth_one_an_optimizer():
    smooth, kinked = (script(Experiment(dataset="diabetes", penalty=name), "pytorch") for name in ("l2", "l1"))
    assert "torch.optim.LBFGS" in smooth
    assert "torch.optim" not in kinked
    assert "Accelerated proximal steps" in kinked
    for text in (smooth, kinked):
        compile(text, "script", "exec")
