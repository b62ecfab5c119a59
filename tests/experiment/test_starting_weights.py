"""Weights that a run is told to start from: checked, kept by a link, and dropped where they mean something else."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from explorer import Experiment
from explorer.core.params import FieldError
from explorer.experiment.changes import can_go_on
from explorer.experiment.starting_weights import MOST_WEIGHTS, from_text, tidy, to_text

ENGEL = Experiment(dataset="engel", steps=20)


def test_a_run_starts_where_it_is_told():
    e = ENGEL.change(starting_weights=(0.5, -1.25))
    assert e.train().weights[0].tolist() == [0.5, -1.25]
    gradient = e.problem().gradient(np.array([0.5, -1.25])) + np.array([0.02 * 0.5, 0.0])
    np.testing.assert_allclose(e.train().weights[1], np.array([0.5, -1.25]) - e.train().rate * gradient, rtol=1e-12)


@given(st.lists(st.floats(-1e6, 1e6), min_size=2, max_size=2))
@settings(max_examples=40)
def test_the_link_keeps_them_to_the_last_bit(weights):
    e = ENGEL.change(starting_weights=weights)
    assert Experiment.from_query(e.to_query()) == (e, [])
    np.testing.assert_allclose(e.starting_weights, weights, rtol=1e-8, atol=0)


@given(st.lists(st.floats(-1e6, 1e6), max_size=MOST_WEIGHTS))
def test_text_gives_back_what_was_written(weights):
    assert from_text(to_text(tidy(weights))) == tidy(weights)


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ((0.5,), "1 numbers for a model with 2 weights and biases. Allowed here: 2"),
        ((0.5, float("nan")), "nan is not a number between -1e6 and 1e6"),
        ((0.5, 2e6), "2000000 is not a number between"),
        ("0.5", "not a list of numbers"),
        (7, "not a list of numbers"),
        ((0.5, "x"), '"x" is not a number'),
        ((0.0,) * (MOST_WEIGHTS + 1), f"a link carries at most {MOST_WEIGHTS}"),
    ],
)
def test_a_refusal_names_the_field_and_offers_the_usual_start(weights, said):
    with pytest.raises(FieldError, match="starting_weights") as refused:
        ENGEL.change(starting_weights=weights)
    assert said in str(refused.value)
    assert refused.value.remedy == {"starting_weights": ()}


@pytest.mark.parametrize("text", ["a,b", "1;2", "1,", "nan,1", "1e999,0", "0.1", "9" * 30 + ",1"])
def test_junk_in_a_link_is_told_and_the_usual_start_taken(text):
    e, notes = Experiment.from_query({"dataset": "engel", "starting_weights": text})
    assert e.starting_weights == ()
    assert len(notes) == 1
    assert notes[0].startswith("starting_weights: ")


def test_a_place_where_the_cost_is_no_number_is_refused():
    with pytest.raises(FieldError, match="too large for a number"):
        Experiment(dataset="moons", loss="exponential", starting_weights=(1e6, 1e6, -1e6))


@pytest.mark.parametrize(
    "change",
    [{"dataset": "diabetes"}, {"model": "polynomial"}, {"start": "normal"}, {"standardise": False}],
)
def test_they_fall_away_where_they_mean_something_else(change):
    e = ENGEL.change(starting_weights=(0.5, -1.25))
    assert e.change(**change).starting_weights == ()


def test_they_fall_away_with_another_degree_and_with_another_number_of_scores():
    e = Experiment(dataset="engel", model="polynomial", params={"model.degree": 2}, starting_weights=(0.1, 0.2, 0.3))
    assert e.change(params={"model.degree": 3}).starting_weights == ()
    penguins = Experiment(dataset="penguins", loss="logistic")
    begun = penguins.change(starting_weights=np.zeros(penguins.problem().size))
    assert begun.change(loss="hinge").starting_weights == begun.starting_weights
    assert begun.change(loss="cross_entropy").starting_weights == ()


def test_they_stay_where_weights_mean_the_same():
    e = ENGEL.change(starting_weights=(0.5, -1.25))
    assert e.change(strength=1.0).change(loss="huber").starting_weights == (0.5, -1.25)
    assert not can_go_on(ENGEL, e)  # it is a new run
    live = e.change(at=10, strength=1.0)
    assert live.train().weights[0].tolist() == [0.5, -1.25]
    assert Experiment.from_query(live.to_query()) == (live, [])
