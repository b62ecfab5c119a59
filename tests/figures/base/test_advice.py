"""Advice is such that it can be followed, and that following it shows what is promised."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import DATASETS, PENALTIES, Experiment
from explorer.figures.base.advice import bend, other_penalty, price

CLASSES = [name for name, source in DATASETS.items() if source.task in ("binary", "multiclass")]
LARGEST = 1000.0


def length(e: Experiment) -> float:
    return float(np.linalg.norm(e.train().weights[-1][e.problem().network.penalised > 0]))


@pytest.mark.parametrize("dataset", CLASSES)
def test_a_straight_border_can_be_bent_by_a_model_that_the_data_allow(dataset):
    e = Experiment(dataset=dataset, steps=10)
    assert "polynomial" in bend(e.problem())
    assert not e.change(model="polynomial").problem().network.basis.identity


@pytest.mark.parametrize("model", ["mlp", "polynomial"])
@pytest.mark.parametrize("penalty", list(PENALTIES))
@pytest.mark.parametrize("strength", [0.0, 0.01])
def test_less_strength_is_advised_only_where_there_is_some(model, penalty, strength):
    advice = bend(Experiment(dataset="moons", model=model, penalty=penalty, strength=strength, steps=10).problem())
    assert ("less strength" in advice) == (penalty != "none" and strength > 0)
    assert ("Try a penalty" in advice) == (penalty == "none")
    assert ("Try a little strength" in advice) == (penalty != "none" and strength == 0)


def test_a_little_strength_shortens_the_weights_and_less_strength_lengthens_them():
    none = Experiment(dataset="moons", model="polynomial", strength=0.0)
    assert "little strength" in bend(none.problem())
    some = none.change(strength=0.1)
    assert "less strength" in bend(some.problem())
    assert length(some) < length(some.change(strength=0.01))
    assert length(some) < length(none)


@pytest.mark.parametrize(
    ("settings", "advice"),
    [
        ({"penalty": "none"}, "Try a penalty"),
        ({"penalty": "l2", "strength": 0.0}, "Try a larger strength"),
        ({"penalty": "l1", "strength": 0.1}, "Try a larger strength"),
        ({"penalty": "l1", "strength": 3.0}, "Try less strength"),  # all weights are zero: more does nothing
        ({"penalty": "l2", "strength": LARGEST}, "Try less strength"),  # there is no larger one
    ],
)
def test_another_strength_changes_the_cost_as_is_said(settings, advice):
    e = Experiment(steps=300, **settings)
    h = e.train()
    assert price(e.problem(), h.weights[-1]).startswith(advice)
    if advice != "Try a penalty":
        other = e.change(strength=e.strength + 0.5 if "larger" in advice else 0.02).train()
        assert (other.data[-1] > h.data[-1]) == ("larger" in advice)


@pytest.mark.parametrize("penalty", list(PENALTIES))
@pytest.mark.parametrize("strength", [0.0, 0.1])
def test_what_is_said_of_weights_is_done_by_the_penalty_named(penalty, strength):
    e = Experiment(penalty=penalty, strength=strength, steps=10)
    advice = other_penalty(e.problem())
    assert advice.startswith("Raise the strength") == (penalty != "none" and strength == 0)
    assert ("some strength" in advice) == (penalty == "none" and strength == 0)
    wanted = {"L1": "l1", "L2": "l2"}.get(advice.removeprefix("Try ")[:2], penalty)
    followed = e.change(penalty=wanted, strength=0.3, steps=1000)
    zeros = (followed.train().weights[-1][e.problem().network.penalised > 0] == 0).any()
    assert zeros == ("exactly zero" in advice)
