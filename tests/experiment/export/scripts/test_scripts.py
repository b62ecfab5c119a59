"""Exported scripts: they run by themselves, and their coefficients are those of the experiment."""

from __future__ import annotations

import re
import subprocess
import sys

import numpy as np
import pytest

from explorer import Experiment, regularization_path
from explorer.experiment.export.scripts import KINDS, script, script_refusal
from tests.helpers.exported import agrees, named, ran

MINIMA = [
    {"dataset": "diabetes", "penalty": "l2"},
    {"dataset": "diabetes", "penalty": "l1", "strength": 0.1},
    {"dataset": "stackloss", "penalty": "elastic_net"},
    {"dataset": "diabetes", "penalty": "l2", "standardise": False},
    {"dataset": "diabetes", "penalty": "elastic_net", "strength": 0.0},
    {"dataset": "breast_cancer", "penalty": "l2", "loss": "logistic"},
    {"dataset": "penguins", "loss": "cross_entropy", "penalty": "l2"},
    {"dataset": "wages", "loss": "gamma", "penalty": "l2"},
]


@pytest.mark.parametrize("fields", named(MINIMA))
@pytest.mark.parametrize("kind", ["numpy", "scikit-learn"])
def test_the_minimum_is_found(kind, fields):
    assert agrees(Experiment(**fields), kind).startswith('"""Find the weights with the lowest cost')


ODD = [
    {"dataset": "engel", "model": "polynomial", "penalty": "l2", "noise": 0.3},
    {"dataset": "diabetes", "penalty": "l2", "edits": ((3, 0, 90.0), (5, 10, 300.0))},
    {"dataset": "penguins", "loss": "logistic", "penalty": "l1", "flips": 0.1, "balance": 0.5},
    {"dataset": "stackloss", "penalty": "l1", "changes": ((50, "strength", 0.5),)},
    {"dataset": "diabetes", "validation": 0.0, "seed": 5},
]


@pytest.mark.parametrize("fields", named(ODD))
@pytest.mark.parametrize("kind", ["numpy", "scikit-learn"])
def test_data_that_were_changed_are_those_of_the_experiment(kind, fields):
    agrees(Experiment(**fields), kind)


def test_a_script_runs_in_a_python_of_its_own(tmp_path):
    e = Experiment(dataset="stackloss", penalty="l1")
    file = tmp_path / "fit.py"
    file.write_text(script(e, "numpy"), encoding="utf-8")
    done = subprocess.run([sys.executable, "-I", file], capture_output=True, text=True, cwd=tmp_path, check=True)
    found = [float(line.split()[0]) for line in done.stdout.splitlines()]
    np.testing.assert_allclose(found, regularization_path(e.problem(), [e.strength]).weights[0], atol=1e-8)


@pytest.mark.parametrize(
    ("fields", "kind", "said"),
    [
        ({"loss": "tukey"}, "scikit-learn", "scikit-learn has nothing that minimises Tukey biweight with L2."),
        ({"dataset": "breast_cancer", "penalty": "none"}, "scikit-learn", "Without a penalty some line may separate"),
        ({"loss": "tukey", "changes": ((50, "strength", 1.0),)}, "numpy", "this one was changed on its way"),
        ({"solver": "adamw", "changes": ((50, "strength", 1.0),)}, "pytorch", "this one was changed on its way"),
        ({"loss": "barron"}, "pytorch", "Barron is not written out"),
        ({}, "fortran", '"fortran" is not a kind of script. Allowed: numpy, scikit-learn, pytorch.'),
    ],
)
def test_what_there_is_no_script_for_is_said(fields, kind, said):
    e = Experiment(**({"dataset": "diabetes"} | fields))
    assert said in script_refusal(e, kind)
    with pytest.raises(ValueError, match=r"\."):
        script(e, kind)


def test_the_kinds_are_in_the_order_of_the_page():
    assert list(KINDS) == ["numpy", "scikit-learn", "pytorch"]


@pytest.mark.parametrize("kind", ["numpy", pytest.param("pytorch", marks=pytest.mark.torch)])
@pytest.mark.parametrize(
    "fields",
    [
        {"dataset": "penguins", "loss": "cross_entropy", "penalty": "elastic_net", "strength": 0.3},
        {"dataset": "breast_cancer", "loss": "logistic", "penalty": "l1"},
        {"dataset": "breast_cancer", "loss": "logistic", "penalty": "l2"},
    ],
)
def test_a_script_whose_steps_do_not_settle_says_so(kind, fields):
    text = script(Experiment(**fields), kind)
    assert "not settled" not in ran(text, kind)[1]
    short = (
        re.sub(r"range\([\d_]{4,}\)", "range(1)", text).replace("max_iter=500", "max_iter=1").replace("range(5)", "range(1)")
    )
    assert short != text
    assert ran(short, kind)[1].startswith("The steps have not settled, so")
