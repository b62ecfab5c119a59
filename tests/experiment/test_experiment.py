"""An experiment: validated, equal where its choices are equal, and what it stands for."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, SOLVERS, Experiment
from explorer.core.params import FieldError
from explorer.datasets.preparation import prepare


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({"strength": -1}, "strength", "-1 is below 0. Allowed: 0 to 1000."),
        ({"strength": "0.1"}, "strength", "not a number"),
        ({"loss": "bogus"}, "loss", "squared, absolute, huber"),
        ({"dataset": 3}, "dataset", "diabetes"),
        ({"seed": -1}, "seed", "whole numbers 0 to 4294967295"),
        ({"seed": 2**32}, "seed", "above 4294967295"),
        ({"seed": 1.5}, "seed", "not a whole number"),
        ({"steps": 999999999}, "steps", "999999999 is above 1000000"),
        ({"rate": 0}, "rate", "or auto"),
        ({"rate": "fast"}, "rate", "not a number"),
        ({"batch": 0}, "batch", "or full"),
        ({"validation": 0.9}, "validation", "0 to 0.5"),
        ({"standardise": 1}, "standardise", "on, off"),
        ({"loss": "huber", "params": {"loss.delta": 0}}, "loss.delta", "below 0.01"),
        ({"penalty": "elastic_net", "params": {"penalty.ratio": 1.5}}, "penalty.ratio", "0 to 1"),
        ({"params": {"loss.delta": 1.0}}, "loss.delta", "no such parameter"),
        ({"params": 7}, "params", "not a mapping"),
        (
            {"dataset": "moons", "loss": "squared"},
            "loss",
            "Squared is for a regression, count or positive target; Two moons has a binary one",
        ),
        ({"model": "mlp", "start": "zero"}, "start", "all hidden units are the same"),
        ({"plane_x": 11}, "plane_x", "Allowed: 0 to 10"),
        ({"plane_x": 1, "plane_y": 1}, "plane_y", "another one"),
        ({"dataset": "breast_cancer", "model": "polynomial"}, "model.degree", "highest degree here is 2"),
        ({"dataset": "doctor_visits", "model": "mlp", "params": {"model.hidden": 64}, "steps": 20000}, "steps", "limit is 5 s"),
    ],
)
def test_an_error_names_the_field_and_what_is_allowed(values, field, said):
    with pytest.raises(FieldError) as refused:
        Experiment(**values)
    assert refused.value.field == field
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "values",
    [
        {"dataset": "moons", "loss": "squared"},
        {"model": "mlp", "start": "zero"},
        {"plane_x": 11},
        {"plane_x": 1, "plane_y": 1},
        {"dataset": "breast_cancer", "model": "mlp", "steps": 20000, "params": {"model.hidden": 64}},
        {"dataset": "breast_cancer", "model": "polynomial"},
    ],
)
def test_the_remedy_of_a_refusal_is_accepted(values):
    with pytest.raises(FieldError) as refused:
        Experiment(**values)
    params = {k: v for k, v in refused.value.remedy.items() if "." in k}
    fixed = {k: v for k, v in refused.value.remedy.items() if "." not in k}
    Experiment(**(values | fixed | {"params": values.get("params", {}) | params}))


def test_the_same_choices_are_the_same_experiment():
    short = Experiment(loss="huber")
    long = Experiment(dataset="diabetes", loss="huber", params={"loss.delta": 1.35}, strength=np.float64(0.02))
    assert short == long
    assert hash(short) == hash(long)
    assert short != Experiment(loss="huber", params={"loss.delta": 1.4})
    with pytest.raises(AttributeError):
        short.strength = 1.0


def test_the_first_loss_fits_the_data():
    first = {
        "regression": "squared", "count": "poisson", "positive": "gamma", "binary": "logistic", "multiclass": "cross_entropy",
    }  # fmt: skip
    assert {name: Experiment(dataset=name).loss for name in DATASETS} == {
        name: first[cls.task] for name, cls in DATASETS.items()
    }


def test_entries_are_made_with_their_parameters():
    e = Experiment(
        dataset="moons", model="mlp", penalty="elastic_net", solver="adam", rate=0.05,
        params={"model.hidden": 5, "model.activation": "relu", "penalty.ratio": 0.25, "solver.beta1": 0.5,
                "dataset.noise": 0.3},
    )  # fmt: skip
    assert e.make("model") == MODELS["mlp"](hidden=5, activation="relu")
    assert e.make("penalty") == PENALTIES["elastic_net"](ratio=0.25)
    assert e.make("solver") == SOLVERS["adam"](rate=0.05, beta1=0.5)
    assert e.make("dataset") == DATASETS["moons"](noise=0.3)
    assert e.make("loss") == LOSSES["logistic"]()


def test_the_problem_is_the_prepared_training_part():
    e = Experiment(dataset="wages", validation=0.3, seed=4, strength=0.5)
    train = prepare(DATASETS["wages"]().load(), 0.3, 4, True).train
    assert np.array_equal(e.problem().data.X, train.X)
    assert np.array_equal(e.problem().data.y, train.y)
    assert e.problem().strength == 0.5
    assert e.problem().size == 6


def test_training_follows_every_field():
    e = Experiment(dataset="engel", steps=30, solver="momentum", rate=0.1, batch=20, seed=3, start="normal")
    history = e.train()
    assert history.rate == 0.1
    assert len(history.steps) == 31
    assert history.weights[0][0] != 0
    assert history.validation.size == 31
    assert Experiment(validation=0.0, steps=10).train().validation.size == 0
    assert history.run.batch == 20


def test_a_change_keeps_the_rest_and_drops_what_no_longer_belongs():
    e = Experiment(loss="huber", plane_x=8, strength=1.0, params={"loss.delta": 3.0})
    assert e.change(strength=2.0).params["loss.delta"] == 3.0
    assert e.change(loss="absolute").params == {}
    moons = e.change(dataset="moons")
    assert (moons.loss, moons.plane_x, moons.strength) == ("logistic", "auto", 1.0)
    assert e.change(dataset="engel").loss == "huber"
    assert e.change(dataset="engel").params["loss.delta"] == 3.0
    assert e.change(model="mlp").plane_x == "auto"
    assert e.change(params={"loss.delta": 0.5}).params["loss.delta"] == 0.5


def test_a_new_model_starts_from_the_value_that_suits_the_data():
    e = Experiment(dataset="breast_cancer").change(model="polynomial")
    assert e.params["model.degree"] == 2
    with pytest.raises(FieldError, match="model.degree"):
        e.change(params={"model.degree": 3})


def test_a_binary_loss_sees_the_first_class_against_the_rest():
    e = Experiment(dataset="penguins", loss="logistic", validation=0.0)
    assert set(np.unique(e.problem().data.y)) == {-1.0, 1.0}
    assert (e.problem().data.y == 1).sum() == 146


def test_a_loss_for_several_classes_sees_them_all():
    problem = Experiment(dataset="penguins", validation=0.0).problem()
    assert set(np.unique(problem.data.y)) == {0, 1, 2}
    assert problem.size == 3 * (4 + 1)


def test_a_penalty_on_groups_is_refused_with_steps_of_a_weights_own_and_the_remedy_keeps_the_penalty():
    with pytest.raises(FieldError) as refused:
        Experiment(dataset="penguins", penalty="group_l1", solver="adam")
    error = refused.value
    assert (error.field, error.remedy) == ("penalty", {"solver": "gd", "penalty": "group_l1"})
    assert "Adam gives each weight a step length of its own" in error.reason
    assert "gd, momentum, nesterov, fista, adamw" in error.reason
    cured = Experiment(**({"dataset": "penguins", "penalty": "group_l1", "solver": "adam"} | error.remedy))
    assert (cured.penalty, cured.solver) == ("group_l1", "gd")


@pytest.mark.parametrize(("dataset", "loss"), [("moons", "perceptron"), ("diabetes", "squared")])
def test_a_run_starts_where_zero_weights_are_not_the_best_already(dataset, loss):
    e = Experiment(dataset=dataset, loss=loss, steps=10)
    kind = "normal" if loss == "perceptron" else "zero"
    assert e.problem().usual_start == kind
    assert np.array_equal(e.train().weights[0], e.problem().network.start(kind, e.seed))
    assert not e.change(start="zero").train().weights[0].any()
