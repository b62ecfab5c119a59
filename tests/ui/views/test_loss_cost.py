"""The page Loss & cost without a browser: every data set, odd choices, picks, nudges and the way back."""

from __future__ import annotations

import pytest

from explorer import DATASETS, LOSSES
from explorer.figures.loss.curve import MOST_CURVES
from tests.helpers.loss_cost_page import page, told
from tests.helpers.paged import experiment

pytestmark = pytest.mark.usefixtures("shown_step")


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_every_data_set_has_the_page(dataset):
    at = page(dataset=dataset, steps="30")
    assert len(at.get("bidi_component")) == 5
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


def compare(at):
    return next(m for m in at.multiselect if m.label == "Compare with")


def test_a_loss_is_not_compared_with_itself_and_all_that_can_be_chosen_are_drawn():
    at = page(dataset="stackloss", steps="30")
    assert "Squared" not in compare(at).options
    assert compare(at).value == ["absolute", "huber"]
    assert compare(at).proto.max_selections == MOST_CURVES - 1
    most = ["huber", "quantile", "log_cosh", "cauchy", "tukey"]
    compare(at).set_value(most).run()
    assert not at.exception
    alts = "\n".join(str(c.proto) for c in at.get("bidi_component"))
    curves = next(line for line in alts.splitlines() if "Line chart of the loss of" in line)
    for name in most:
        assert LOSSES[name].name in curves
    next(s for s in at.selectbox if s.label == "Loss").select("huber").run()
    assert not at.exception
    assert compare(at).value == ["squared", *most[1:]]  # the loss before takes its place


def test_what_cannot_be_trained_with_is_compared_from_the_start_and_again_when_it_is_asked_for():
    at = page(dataset="moons", loss="hinge", steps="30")
    assert "zero_one" in compare(at).value
    compare(at).set_value(["logistic"]).run()
    next(s for s in at.selectbox if s.label == "Loss").select("zero_one").run()
    assert not at.exception
    assert experiment(at).loss == "hinge"
    assert compare(at).value == ["logistic", "zero_one"]
    compare(at).set_value(["logistic"]).run()
    assert compare(at).value == ["logistic"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"dataset": "engel", "loss": "absolute", "rate": "0.5"}, "steps of one length never settle"),
        ({"dataset": "blobs", "dataset__noise": "0.2", "strength": "0", "steps": "1000"}, "there is no lowest cost"),
    ],
)
def test_what_is_remarked_of_a_run_is_remarked_here_too(query, said):
    assert said in told(page(**query)).replace("\\", "")
