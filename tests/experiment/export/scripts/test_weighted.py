"""Scripts of runs whose examples do not count alike find the weights of the experiment, or repeat its run."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.experiment.export.scripts import script, script_refusal
from tests.helpers.exported import agrees, named

BALANCED = {"dataset": "blobs", "params": {"dataset.balance": 0.2}, "class_weight": "balanced"}
EXPOSED = {"dataset": "claims", "exposure_column": "years insured"}
BY_COLUMN = {"dataset": "stackloss", "weight_column": "water temperature"}
MINIMA = [
    {**BALANCED, "loss": "logistic", "penalty": "l2", "strength": 0.1},
    {**BY_COLUMN, "loss": "squared", "penalty": "l2", "strength": 0.1},
    {**BY_COLUMN, "loss": "squared", "penalty": "l1", "strength": 0.1},
    {**EXPOSED, "loss": "poisson", "penalty": "l2", "strength": 0.1},
    {**EXPOSED, "loss": "tweedie", "penalty": "l2", "strength": 0.1},
    {**EXPOSED, "loss": "poisson", "penalty": "l2", "strength": 0.1, "weight_column": "power"},
    {"dataset": "penguins", "loss": "cross_entropy", "class_weight": "1,3,0.5", "penalty": "l2", "strength": 0.1},
]


@pytest.mark.parametrize("fields", named(MINIMA))
@pytest.mark.parametrize("kind", ["numpy", "scikit-learn"])
def test_the_minimum_is_that_of_the_path(fields, kind):
    text = agrees(Experiment(**fields, model="linear"), kind)
    assert ("SHARE" in text) == (len({"class_weight", "weight_column"} & set(fields)) > 0)
    assert ("OFFSET" in text) == ("exposure_column" in fields)


@pytest.mark.parametrize(
    "fields",
    named([
        {**BALANCED, "loss": "hinge", "steps": 30, "batch": 50},
        {**EXPOSED, "model": "mlp", "steps": 30, "batch": 40, "weight_column": "power"},
        {"dataset": "penguins", "class_weight": "balanced", "loss": "weston_watkins", "steps": 20},
    ]),
)  # fmt: skip
def test_a_repeated_run_ends_where_the_run_does(fields):
    assert agrees(Experiment(**fields), "numpy").startswith('"""Repeat a run')


def test_pytorch_takes_no_batches_of_examples_that_do_not_count_alike():
    batches = Experiment(**BALANCED, loss="hinge", batch=50)
    assert "do not count alike" in script_refusal(batches, "pytorch")
    assert "SHARE" in script(batches.change(batch=None), "pytorch")
