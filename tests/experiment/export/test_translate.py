"""The strength in other libraries' terms: for every loss and penalty, at every strength."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, PENALTIES, Experiment
from explorer.experiment.export.translate import translations, untranslated
from explorer.path.methods.choice import path_refusal
from tests.helpers.exported import exact

PAIRS = [
    ("breast_cancer", "hinge"), ("breast_cancer", "logistic"), ("diabetes", "absolute"), ("diabetes", "barron"),
    ("diabetes", "epsilon_insensitive"), ("diabetes", "huber"), ("diabetes", "quantile"), ("diabetes", "squared"),
    ("doctor_visits", "poisson"), ("penguins", "cross_entropy"), ("wages", "gamma"), ("wages", "tweedie"),
]  # fmt: skip
"""The data sets and losses that scikit-learn has."""
TASKS = {"regression": "diabetes", "count": "doctor_visits", "amount": "wages", "positive": "wages", "binary": "breast_cancer"}


@pytest.mark.parametrize("penalty", [name for name in PENALTIES if name != "none"])
@pytest.mark.parametrize("loss", [loss.id for loss in LOSSES.values() if not loss.untrainable])
def test_formulas_and_classes_do_not_depend_on_the_strength(loss, penalty):
    problem = Experiment(dataset=TASKS.get(LOSSES[loss].task, "penguins"), loss=loss, penalty=penalty).problem()
    at_zero, elsewhere = translations(problem, 0.0), translations(problem, 0.1)
    for ours, theirs in zip(at_zero, elsewhere, strict=True):
        assert (ours.library, ours.estimator, ours.parameter) == (theirs.library, theirs.estimator, theirs.parameter)
        if ours.estimator != "HuberRegressor":  # its epsilon is that of the fit itself
            assert ours.others == theirs.others
        assert ours.formula == theirs.formula
        assert ours.value == (np.inf if ours.parameter == "C" else 0.0)
    assert untranslated(problem, 0.0) == untranslated(problem, 0.1)


def test_formulas_of_the_elastic_net_at_strength_0_keep_both_parts():
    problem = Experiment(dataset="diabetes", penalty="elastic_net", strength=0.0).problem()
    found = {t.estimator: t.formula for t in translations(problem)}
    assert found["ElasticNet"] == r"\alpha = \tfrac12 \lambda"
    assert "Ridge" not in found
    assert "SGD" not in found
    assert "s_y" in found["glmnet"]


def test_what_has_no_equivalent_is_said_and_nothing_is_both():
    trainable = [loss for loss in LOSSES.values() if not loss.untrainable]
    assert len(trainable) > 30
    for loss in trainable:
        name = TASKS.get(loss.task, "penguins")
        for penalty in PENALTIES:
            problem = Experiment(dataset=name, loss=loss.id, penalty=penalty).problem()
            has, lacks = {t.library for t in translations(problem)}, untranslated(problem)
            assert len(has) + len(lacks) == (1 if penalty == "none" else 3)
            assert all(sentence.endswith(".") for sentence in lacks)


def test_only_translations_of_the_very_cost_are_called_exact():
    hidden = Experiment(dataset="diabetes", model="mlp", penalty="l2").problem()
    assert [t.library for t in translations(hidden)] == ["PyTorch"]
    smoothed = Experiment(dataset="penguins", params={"loss.smoothing": 0.1}).problem()
    assert not exact(smoothed)


def test_the_strength_can_be_another_than_the_problems_own():
    problem = Experiment(dataset="diabetes", penalty="l1", strength=0.02).problem()
    assert translations(problem, 1.0)[0].value == 0.5
    assert problem.strength == 0.02
    assert path_refusal(problem) == ""
    assert translations(problem, 1.0)[0].code == "Lasso(alpha=0.5)"


@pytest.mark.parametrize("penalty", ["l1", "l2", "elastic_net"])
@pytest.mark.parametrize(("dataset", "loss"), PAIRS)
def test_at_strength_zero_the_formulas_are_those_of_any_other_strength(dataset, loss, penalty):
    """A formula is in terms of the strength, so it cannot depend on it; only C = 1 / 0 cannot be called."""
    e = Experiment(dataset=dataset, loss=loss, penalty=penalty, strength=0.1)
    some, none = ({(t.estimator, t.formula) for t in translations(e.problem(), s)} for s in (0.1, 0.0))
    assert none <= some
    assert {name for name, _ in some - none} <= {"SVC", "SVR"}
