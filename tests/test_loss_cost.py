"""The page Loss & cost without a browser: every data set, odd choices, picks, nudges and the way back."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from explorer import DATASETS, PENALTIES, Experiment

pytestmark = pytest.mark.usefixtures("shown_step")
PAGE = """
import streamlit as st

from explorer.ui import notices, state
from explorer.ui.controls import sidebar
from explorer.ui.views.loss_cost import LossCost

def controls():
    drawn = sidebar()
    notices.refusals(drawn.refusals)
    if drawn.experiment != state.settings():
        state.settle(drawn.experiment)
        st.rerun()
    state.done()
    return drawn


state.arrive()
state.settle(state.asked_for())
LossCost().show(controls)
"""


def page(**query: str) -> AppTest:
    at = AppTest.from_string(PAGE, default_timeout=60)
    for name, value in query.items():
        at.query_params[name.replace("__", ".")] = value
    at.run()
    assert not at.exception
    return at


def experiment(at: AppTest) -> Experiment:
    return at.session_state["visit"].experiment


def told(at: AppTest) -> str:
    return "\n".join(e.value for e in [*at.markdown, *at.caption, *at.warning])


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_every_data_set_has_the_page(dataset):
    at = page(dataset=dataset, steps="30")
    assert len(at.get("bidi_component")) == 8
    assert "The example in row" in told(at)
    assert "0.265" in told(at)


@pytest.mark.parametrize(
    "query",
    [
        {"dataset": "penguins", "loss": "hinge"},
        {"dataset": "wages", "loss": "gamma", "rate": "100"},
        {"dataset": "moons", "loss": "perceptron", "model": "mlp"},
        {"dataset": "stackloss", "loss": "barron", "loss__alpha": "-inf"},
        {"dataset": "stackloss", "loss": "epsilon_insensitive", "loss__epsilon": "10"},
        {"dataset": "engel", "edits": "0:1:1e9,5:1:3"},
        {"dataset": "breast_cancer", "solver": "adamw", "penalty": "l1", "edits": "3:30:-1"},
        {"dataset": "doctor_visits", "loss": "poisson", "start": "normal", "edits": "0:0:1e9"},
    ],
    ids=lambda q: "-".join(q.values()),
)
def test_odd_choices_have_the_page(query):
    assert "About " in told(page(steps="60", **query))


@pytest.mark.parametrize("penalty", list(PENALTIES))
def test_every_penalty_is_told_of(penalty):
    at = page(dataset="stackloss", penalty=penalty, steps="30")
    assert f"**About {PENALTIES[penalty].name}**" in told(at)
    assert len(at.get("bidi_component")) == (7 if penalty == "none" else 8)


def test_a_nudge_is_an_edit_and_can_be_put_back():
    at = page(dataset="stackloss", steps="30")
    slider = next(s for s in at.slider if s.label.startswith("Target"))
    row = next(s for s in at.selectbox if s.label == "Example").value
    slider.set_value(slider.max).run()
    assert not at.exception
    assert experiment(at).edits == ((row, 3, slider.max),)
    next(b for b in at.button if b.label.startswith(f"Put row {row} back")).click().run()
    assert experiment(at).edits == ()
    assert next(s for s in at.slider if s.label.startswith("Target")).value != slider.max


def test_a_class_is_flipped():
    at = page(dataset="moons", steps="30")
    before = experiment(at).prepared().train.y.sum()
    choice = next(c for c in at.segmented_control if c.label.startswith("Target"))
    choice.set_value(-choice.value).run()
    assert not at.exception
    assert abs(experiment(at).prepared().train.y.sum() - before) == 2


def test_an_edit_of_a_held_out_example_is_said_to_have_no_say():
    e = Experiment(dataset="engel")
    row = next(r for r in range(235) if r not in e.prepared().rows)
    at = page(dataset="engel", steps="30", edits=f"{row}:1:900.0")
    alt = "\n".join(str(c.proto) for c in at.get("bidi_component"))
    assert "1 of them not trained on and so without a say" in alt


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"dataset": "engel", "noise": "0.5"}, r"it is trained on as [0-9.]+ francs a year\."),
        ({"dataset": "moons", "flips": "0.1"}, r"it is trained on as [AB]\."),
        ({"dataset": "penguins", "flips": "0.1"}, r"it is trained on as (Adelie|Chinstrap|Gentoo)\."),
        ({"dataset": "penguins", "loss": "logistic", "flips": "0.1"}, r"it is trained on as (not )?Adelie\."),
    ],
)
def test_a_disturbed_target_is_told(query, said):
    """The costliest example is picked, which is one whose target was disturbed."""
    at = page(**query, steps="200")
    assert re.search(f"You disturbed the data: {said}", told(at))
    assert "You disturbed the data" not in told(page(**{k: v for k, v in query.items() if k in ("dataset", "loss")}))
