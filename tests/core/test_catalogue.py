"""The catalogue as a whole: its ids and parameters, that all of it trains, and what is refused in which words."""

from __future__ import annotations

import re

import numpy as np
import pytest

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, SOLVERS, Experiment, Problem, train
from explorer.core.params import FieldError, params_of
from explorer.cost.compatibility import fits

CONTRACT = {
    "squared": "", "absolute": "", "huber": "delta", "pseudo_huber": "delta", "log_cosh": "", "quantile": "tau",
    "expectile": "tau", "epsilon_insensitive": "epsilon", "squared_epsilon_insensitive": "epsilon", "cauchy": "c",
    "tukey": "c", "geman_mcclure": "c", "welsch": "c", "barron": "alpha c", "poisson": "", "gamma": "", "tweedie": "power",
    "logistic": "", "hinge": "", "squared_hinge": "", "smoothed_hinge": "gamma", "modified_huber": "", "exponential": "",
    "perceptron": "", "brier": "", "focal": "gamma", "tangent": "", "zero_one": "", "cross_entropy": "smoothing",
    "multiclass_focal": "gamma", "multiclass_brier": "", "crammer_singer": "", "weston_watkins": "",
}  # fmt: skip
PENALTY_CONTRACT = {"none": "", "l1": "", "l2": "", "elastic_net": "ratio", "mcp": "gamma", "scad": "a", "group_l1": ""}

OF_TASK = {task: [name for name, cls in DATASETS.items() if cls.task == task] for task in {c.task for c in DATASETS.values()}}
OF_TASK["amount"] = OF_TASK["positive"]
"""The data sets of each task, the first of which is real. Amounts above 0 are amounts from 0 too."""
TRAINABLE = [name for name, cls in LOSSES.items() if not cls.untrainable]
UNTRAINABLE = [name for name, cls in LOSSES.items() if cls.untrainable]


@pytest.mark.parametrize(
    ("registry", "contract"), [(LOSSES, CONTRACT), (PENALTIES, PENALTY_CONTRACT)], ids=["losses", "penalties"]
)
def test_every_id_of_the_contract_is_there_with_exactly_its_parameters(registry, contract):
    assert {name: " ".join(params_of(registry[name])) for name in contract} == contract


def test_the_contract_has_33_losses_and_no_two_names_are_alike():
    assert len(CONTRACT) == 33
    names = [cls.name for cls in LOSSES.values()]
    assert len(set(names)) == len(names)


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("loss", "dataset", "model"),
    [(loss, data, "linear") for loss in TRAINABLE for data in OF_TASK[LOSSES[loss].task]]
    + [(loss, OF_TASK[LOSSES[loss].task][0], "mlp") for loss in TRAINABLE],
)
def test_every_loss_trains_with_the_default_settings(loss, dataset, model):
    history = Experiment(dataset=dataset, loss=loss, model=model).train()
    assert history.status in ("finished", "band")
    assert history.steps[-1] == 500
    for found in (history.total, history.weights, history.validation):
        assert np.isfinite(found).all()
    assert history.total[-1] < history.total[0]


@pytest.mark.parametrize("loss", [name for name in TRAINABLE if len(LOSSES[name].domain.tasks) > 1])
def test_a_loss_also_trains_on_every_other_task_of_its_domain(loss):
    for task in LOSSES[loss].domain.tasks:
        history = Experiment(dataset=OF_TASK[task][0], loss=loss, steps=200).train()
        assert history.status in ("finished", "band")
        assert history.total[-1] < history.total[0]


@pytest.mark.parametrize("loss", UNTRAINABLE)
def test_a_loss_that_cannot_train_is_refused_with_one_that_can(loss):
    reason = LOSSES[loss].untrainable
    dataset = OF_TASK[LOSSES[loss].task][0]
    with pytest.raises(FieldError) as refused:
        Experiment(dataset=dataset, loss=loss)
    error = refused.value
    assert error.field == "loss"
    assert reason in str(error)
    allowed = str(error).split("Allowed: ")[1].rstrip(".").split(", ")
    assert error.remedy["loss"] in allowed
    assert not {loss, *UNTRAINABLE} & set(allowed)
    assert all(Experiment(dataset=dataset, loss=name).loss == name for name in allowed)
    assert LOSSES[error.remedy["loss"]].name in error.offer
    problem = Problem(DATASETS[dataset]().load(), MODELS["linear"](), LOSSES[loss](), PENALTIES["l2"](), 0.1)
    assert np.isfinite(problem.cost(np.zeros(problem.size)).total)
    with pytest.raises(ValueError, match=reason):
        train(problem, SOLVERS["gd"]())


def test_zero_one_is_the_one_that_cannot_train():
    assert UNTRAINABLE == ["zero_one"]
    assert Experiment.from_query({"dataset": "moons", "loss": "zero_one"})[0].loss == "logistic"


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_a_loss_whose_task_does_not_fit_is_refused_in_a_sentence_that_names_one_that_does(dataset):
    source = DATASETS[dataset]
    own = Experiment(dataset=dataset)
    assert fits(LOSSES[own.loss], source.task)
    wrong = [name for name in LOSSES if name not in own.losses()]
    assert wrong
    for name in wrong:
        with pytest.raises(FieldError) as refused:
            Experiment(dataset=dataset, loss=name)
        error = refused.value
        assert re.match(rf"{LOSSES[name].name} is for a [a-z, ]+ target; {source.name} has a {source.task} one", error.reason)
        assert f'{LOSSES[error.remedy["loss"]].name} ("{error.remedy["loss"]}") fits' in error.reason
        assert Experiment(**({"dataset": dataset, "loss": name} | error.remedy)).loss == own.loss
