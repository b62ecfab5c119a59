"""What stays when settings change, and what falls back since it belonged to the old data or model."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.core.params import FieldError
from explorer.experiment.carry_over import carry_over
from explorer.experiment.settings import Settings


def test_a_change_keeps_the_rest_and_drops_what_no_longer_belongs():
    e = Experiment(loss="huber", plane_x=8, strength=1.0, params={"loss.delta": 3.0})
    assert e.change(strength=2.0).params["loss.delta"] == 3.0
    assert "loss.delta" not in e.change(loss="absolute").params
    moons = e.change(dataset="moons")
    assert (moons.loss, moons.plane_x, moons.strength) == ("logistic", "auto", 1.0)
    assert e.change(dataset="engel").loss == "huber"
    assert e.change(dataset="engel").params["loss.delta"] == 3.0
    assert e.change(model="mlp").plane_x == "auto"
    assert e.change(params={"loss.delta": 0.5}).params["loss.delta"] == 0.5


def test_the_axes_fall_back_where_the_weights_are_others():
    e = Experiment(plane_x=10, plane_y=0, starting_weights=[0.1] * 11)
    bare = e.change(params={"model.intercept": False})
    assert (bare.plane_x, bare.plane_y, bare.starting_weights) == ("auto", "auto", ())
    assert bare.problem().size == e.problem().size - 1
    assert bare.change(plane_x=3).change(strength=2.0).plane_x == 3


def test_a_new_model_starts_from_the_value_that_suits_the_data():
    e = Experiment(dataset="breast_cancer").change(model="polynomial")
    assert e.params["model.degree"] == 2
    with pytest.raises(FieldError, match="model.degree"):
        e.change(params={"model.degree": 3})


@pytest.mark.parametrize("changes", [{"strength": 2.0}, {"solver": "adam"}, {"steps": 40}, {"seed": 3}])
def test_settings_that_mean_the_same_stay(changes):
    old = Settings(plane_x=3, start="normal", edits=((1, 0, 2.0),))
    values, params = carry_over(old, changes)
    assert values == {name: getattr(old, name) for name in values} | changes
    assert params == {name: value for name, value in old.params.items() if name.split(".")[0] not in changes}


def test_other_data_take_along_neither_moves_nor_weights_nor_corruption():
    old = Settings(plane_x=3, edits=((1, 0, 2.0),), noise=0.5, starting_weights=(0.0,) * 11)
    values, _ = carry_over(old, {"dataset": "moons"})
    assert (values["edits"], values["starting_weights"], values["noise"]) == ((), (), 0.0)
    assert (values["plane_x"], values["loss"]) == ("auto", "auto")
    kept, _ = carry_over(old, {"dataset": "moons", "edits": ((2, 0, 1.0),), "plane_x": 1})
    assert (kept["edits"], kept["plane_x"]) == (((2, 0, 1.0),), 1)


def test_parameters_stay_with_their_entry_and_go_with_it():
    old = Settings(loss="huber", penalty="elastic_net", params={"loss.delta": 3.0, "penalty.ratio": 0.2})
    kept = {"model.intercept": True, "penalty.ratio": 0.2}
    assert carry_over(old, {"loss": "absolute"})[1] == kept
    assert carry_over(old, {"loss": "huber"})[1] == kept | {"loss.delta": 3.0}
    assert carry_over(old, {"loss": "quantile", "params": {"loss.tau": 0.9}})[1] == kept | {"loss.tau": 0.9}
