"""What is to be compared: controls, links, and data that other choices do not fit."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.ui.parts import compare_setup
from explorer.ui.view_choice import read, written
from tests.helpers.compare_page import page, said
from tests.helpers.paged import opened

pytestmark = pytest.mark.usefixtures("shown_step")


def asked(at):
    at.button(key="compare.begin").click().run()
    assert not at.exception
    work = at.session_state["comparing.work"]
    work.ticket.cancel()
    return work.asked


def test_a_plain_link_asks_for_the_usual():
    question = asked(opened("compare", {}))
    assert question.losses == ("squared", "absolute", "huber")
    assert question.penalties == ("l2",)
    assert (question.metric, question.tried, question.folds, question.repeats, question.nested) == ("mae", 30, 5, 3, True)


def test_a_link_carries_all_choices():
    query = {"losses": "huber,squared", "penalties": "l1,l2", "metric": "pinball", "quantile": "0.9", "tried": "10",
             "folds": "3", "repeats": "5", "nested": "False"}  # fmt: skip
    at = opened("compare", query)
    question = asked(at)
    assert question.losses == ("huber", "squared")
    assert question.penalties == ("l1", "l2")
    assert (question.metric, question.quantile) == ("pinball", 0.9)
    assert (question.tried, question.folds, question.repeats, question.nested) == (10, 3, 5, False)
    assert {name: "".join(at.query_params[name]) for name in query} == query


def test_junk_in_a_link_is_noted_and_the_usual_taken():
    at = opened("compare", {"losses": "huber,nonsense", "metric": "auc", "folds": "7"})
    notes = at.session_state["visit"].notes
    assert len(notes) == 3
    assert all("is not one of" in note for note in notes)
    assert asked(at).losses == ("huber",)


def test_other_data_have_choices_of_their_own():
    at = page()
    at.multiselect(key="comparing.losses.regression").set_value(["huber"]).run()
    at.selectbox(key="comparing.metric.regression").set_value("rmse").run()
    next(box for box in at.selectbox if box.label == "Data").set_value("blobs").run()
    assert not at.exception
    assert at.session_state["comparing.losses.binary"] == ["logistic", "hinge", "squared_hinge"]
    assert at.session_state["comparing.metric.binary"] == "accuracy"
    next(box for box in at.selectbox if box.label == "Data").set_value("stackloss").run()
    assert asked(at).losses == ("huber",)


def test_the_quantile_is_asked_for_where_it_counts():
    at = page()
    assert "Quantile" not in [box.label for box in at.selectbox]
    at.selectbox(key="comparing.metric.regression").set_value("pinball").run()
    at.selectbox(key="comparing.quantile").set_value(0.8).run()
    assert asked(at).quantile == 0.8
    at.selectbox(key="comparing.metric.regression").set_value("mae").run()
    assert asked(at).quantile == 0.5


@pytest.mark.parametrize(("key", "says"), [("losses", "at least one loss"), ("penalties", "at least one penalty")])
def test_nothing_chosen_is_nothing_to_compare(key, says):
    at = page()
    at.multiselect(key=f"comparing.{key}.regression").set_value([]).run()
    assert not at.exception
    assert says in said(at)
    assert at.button(key="compare.begin").disabled


def test_what_is_left_out_is_told():
    assert "Left out here: noise" in said(page(noise="0.5"))
    assert "Left out" not in said(page())


def test_every_choice_has_options_that_hold_the_usual():
    for dataset in ("diabetes", "breast_cancer", "penguins", "doctor_visits", "wages"):
        runs = (Experiment(dataset=dataset),)
        for one in compare_setup.CHOICES:
            usual = one.usual(runs)
            assert set(usual if one.most else [usual]) <= set(one.options(runs))


def test_usual_choices_are_in_no_link(monkeypatch):
    kept: dict = {}
    monkeypatch.setattr("streamlit.session_state", kept)
    runs = (Experiment(),)
    assert read(compare_setup.CHOICES, {"losses": ["squared,absolute,huber"], "folds": ["5"]}, runs) == ()
    assert written(compare_setup.CHOICES, runs) == {}
    assert compare_setup.can_compare(Experiment())
    assert not compare_setup.can_compare(Experiment(dataset="moons", model="mlp"))
