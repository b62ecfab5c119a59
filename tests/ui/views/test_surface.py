"""The Surface page without a browser: every data set and plane, what the panels tell, odd words, the way to a new run."""

from __future__ import annotations

import pytest

from explorer import DATASETS, Experiment
from explorer.ui.parts.slice_readings import AGAIN
from explorer.ui.view_models.slice import run_on_slice
from explorer.ui.view_models.trained_run import trained
from explorer.ui.views import surface
from tests.helpers.surface_page import page, told

pytestmark = pytest.mark.usefixtures("shown_step")


CHARTS = 5
"""Three panels, what the plane hides, and the player."""


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_every_data_set_has_the_page(dataset):
    at = page(dataset=dataset, steps="30")
    assert len(at.get("bidi_component")) == CHARTS
    assert "How it bends" in told(at)
    assert "What shape it has" in told(at)


@pytest.mark.parametrize(
    "query",
    [
        {"slice": "principal"},
        {"slice": "random"},
        {"slice": "random", "model": "mlp", "dataset": "moons"},
        {"slice": "principal", "model": "mlp", "dataset": "penguins"},
        {"rest": "profile"},
        {"rest": "profile", "loss": "huber", "penalty": "l1"},
        {"rest": "profile", "model": "mlp"},
        {"rest": "step", "penalty": "group_l1", "dataset": "penguins"},
        {"penalty": "scad"},
        {"penalty": "none"},
        {"loss": "absolute", "penalty": "elastic_net"},
        {"loss": "tukey"},
        {"dataset": "engel", "slice": "principal"},
        {"dataset": "doctor_visits", "loss": "poisson"},
        {"rate": "10"},
    ],
)
def test_every_point_of_view_has_a_picture(query):
    at = page(steps="30", **query)
    assert len(at.get("bidi_component")) == CHARTS


def test_what_a_profile_is_refused_for_is_told():
    assert "The model has hidden layers" in told(page(rest="profile", model="mlp", steps="20"))


@pytest.fixture
def heard(monkeypatch):
    """Hands a panel's words to the page, and gives what the page keeps of them."""
    kept = {"visit": type("Visit", (), {"experiment": Experiment(steps=100)})()}
    monkeypatch.setattr(surface.st, "session_state", kept)
    seen = run_on_slice(trained(Experiment(steps=100)), (), 0)

    class Words:
        picked = None

    def hear(words):
        kept["surface.surface_total"] = Words()
        kept["surface.surface_total"].picked = words
        surface._on_panel("surface_total", seen, None)
        return kept

    return hear


@pytest.mark.parametrize(
    "words",
    [
        None, "x", 7, [1], {}, {"cursor": "x"}, {"cursor": [1]}, {"cursor": [1, "x"]}, {"cursor": [True, 0]},
        {"cursor": [float("nan"), 0]}, {"cursor": [1e300, 0]}, {"range": [1, 0, 0, 1]}, {"range": [0, 0, 0, 1]},
        {"range": [0, 1, 0]}, {"range": [0, float("inf"), 0, 1]}, {"range": {"a": 1}}, {"here": "x"}, {"here": -1},
        {"here": float("nan")}, {"here": True},
    ],
)  # fmt: skip
def test_forged_words_of_a_panel_do_nothing(heard, words):
    kept = heard(words)
    assert kept.get(surface.CURSOR, ("", None))[1] is None
    assert kept.get(surface.WINDOW, ("", None))[1] is None
    assert kept.get(surface.STEP, 0) == 0
    assert not kept.get(AGAIN)


def test_words_of_a_panel_are_kept(heard):
    kept = heard({"cursor": [0.5, -1], "range": [0, 1, 2, 3], "here": 40})
    assert kept[surface.CURSOR][1] == (0.5, -1.0)
    assert kept[surface.WINDOW][1] == (0.0, 1.0, 2.0, 3.0)
    assert kept[surface.STEP] == 40
    assert not kept[AGAIN]  # these others stand at the optimum
    kept = heard({"here": 10**9, "range": None, "cursor": None})
    assert kept[surface.STEP] == 100
    assert kept[surface.WINDOW][1] is None
