"""Settings: each checked by itself, equal where the choices are equal, and the entries that they choose."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, SOLVERS, Experiment
from explorer.core.params import FieldError
from explorer.experiment.settings import ALL_FIELDS, FIELDS, Settings
from explorer.landscape.viewpoint import Viewpoint


@pytest.mark.parametrize("cls", [Settings, Experiment])
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
    ],
)
def test_an_error_names_the_field_and_what_is_allowed(cls, values, field, said):
    with pytest.raises(FieldError) as refused:
        cls(**values)
    assert refused.value.field == field
    assert said in str(refused.value)


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


def test_settings_do_not_ask_whether_they_go_together():
    """That is what an experiment asks: Squared is not for classes, and the model has no twelfth weight."""
    apart = {"dataset": "moons", "loss": "squared", "plane_x": 11}
    assert Settings(**apart).loss == "squared"
    with pytest.raises(FieldError, match="loss: Squared is for a regression"):
        Experiment(**apart)


def test_an_experiment_has_the_fields_of_settings_in_their_order_and_changes_behind():
    e = Experiment(loss="huber", changes=((9, "strength", 1.0),))
    assert [f.name for f in fields(e)] == [*(f.name for f in fields(Settings)), "changes"]
    assert set(ALL_FIELDS) == {f.name for f in fields(Settings)}
    assert Experiment.fields() == Settings.fields() == FIELDS
    assert set(Settings.VIEW) < set(FIELDS)
    assert {name: getattr(e, name) for name in ALL_FIELDS} == {
        name: getattr(Settings(loss="huber"), name) for name in ALL_FIELDS
    }


def test_equal_choices_are_equal_settings_whether_a_default_is_written_out():
    short, long = Settings(loss="huber"), Settings(dataset="diabetes", loss="huber", params={"loss.delta": 1.35})
    assert (short, hash(short)) == (long, hash(long))
    assert Settings(strength=np.float64(0.5)) == Settings(strength=0.5)
    assert Settings() != Experiment()  # a moment of a run is not the run


def test_the_viewpoint_holds_the_fields_that_choose_a_slice():
    e = Settings(slice="random", plane_x=3, plane_seed=7, rest="end")
    assert e.viewpoint == Viewpoint("random", 3, "auto", "end", 7)
