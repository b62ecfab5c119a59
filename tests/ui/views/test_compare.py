"""The Compare page as a whole: on every data set, with every metric, for networks, and beside other pages."""

from __future__ import annotations

import pytest

from explorer import DATASETS
from explorer.selection.comparing.metrics import comparison_metrics
from explorer.ui.views import VIEWS
from tests.helpers.compare_page import WORK, charts, compared, keys, page, said
from tests.helpers.paged import experiment

pytestmark = pytest.mark.usefixtures("shown_step")


def test_it_stands_between_shrinkage_and_learn():
    assert list(VIEWS)[-2:] == ["compare", "learn"]
    assert not VIEWS["compare"].plays


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_every_data_set_has_the_page(dataset):
    at = page(dataset=dataset)
    assert "compare.begin" in keys(at)
    assert not at.button(key="compare.begin").disabled


@pytest.mark.parametrize("task", ["binary", "count", "positive", "multiclass"])
@pytest.mark.thorough
def test_every_metric_gives_an_answer(task):
    dataset = {"binary": "blobs", "count": "doctor_visits", "positive": "wages", "multiclass": "penguins"}[task]
    losses = {"multiclass": "cross_entropy"}.get(task, "")  # others take long there
    for metric in comparison_metrics(DATASETS[dataset].task):
        at = compared(dataset=dataset, metric=metric.id, **({"losses": losses} if losses else {}))
        assert at.session_state[WORK].ticket.state == "done"
        assert f"By {metric.short}, " in said(at)
        assert charts(at) == 1


def test_a_loss_that_a_metric_cannot_judge_is_left_out_with_a_sentence():
    at = compared(dataset="blobs", metric="brier", losses="logistic,hinge")
    assert "Hinge: Hinge gives scores and no probabilities, so its Brier score is not defined" in said(at)


def test_networks_are_refused_with_a_way_out():
    at = page(dataset="moons", model="mlp")
    assert "Losses are compared for linear models." in said(at)
    at.button(key="no_compare.button").click().run()
    assert experiment(at).model == "linear"
    assert "compare.begin" in keys(at)


def test_the_strength_and_the_optimizer_change_nothing_that_was_found():
    at = compared()
    before = said(at)
    at.session_state["visit"] = at.session_state["visit"].__class__(
        **{**vars(at.session_state["visit"]), "experiment": experiment(at).change(strength=0.5, solver="adam")}
    )
    at.run()
    assert not at.exception
    assert said(at) == before
