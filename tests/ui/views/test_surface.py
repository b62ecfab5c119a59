"""The Surface page without a browser: every data set and plane, what the panels tell, odd words, the way to a new run."""

from __future__ import annotations

import pytest

from explorer import DATASETS, Experiment
from explorer.ui.parts.slice_readings import AGAIN
from explorer.ui.view_models.slice import run_on_slice
from explorer.ui.view_models.trained_run import trained
from explorer.ui.views import surface
from tests.helpers.messages import sent
from tests.helpers.surface_page import page, told

pytestmark = pytest.mark.usefixtures("shown_step")


CHARTS = 3
"""The three panels, what the plane hides, and the player."""


@pytest.mark.thorough
@pytest.mark.parametrize("dataset", list(DATASETS))
def test_every_data_set_has_the_page(dataset):
    at = page(dataset=dataset, steps="30")
    assert len(at.get("bidi_component")) == CHARTS
    assert "Curvature" in told(at)
    assert "Shape of the cost" in told(at)


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
def received(monkeypatch):
    """Hands a panel's messages to the page, and gives what the page keeps of them."""
    kept = {"visit": type("Visit", (), {"experiment": Experiment(steps=100)})()}
    monkeypatch.setattr(surface.st, "session_state", kept)
    seen = run_on_slice(trained(Experiment(steps=100)), (), 0)

    def receive(*messages):
        kept[surface.PANELS] = sent(*messages)
        surface._on_message(seen, None)
        return kept

    return receive


@pytest.mark.parametrize(
    "message",
    [
        None, "x", 7, [1], {}, *(
            {"kind": "cursor", "place": place} for place in ("x", [1], [1, "x"], [True, 0], [float("nan"), 0], [1e300, 0])
        ), *(
            {"kind": "range", "window": window}
            for window in ([1, 0, 0, 1], [0, 0, 0, 1], [0, 1, 0], [0, float("inf"), 0, 1], {"a": 1})
        ), *({"kind": "rest", "step": step} for step in ("x", -1, float("nan"), True)),
    ],
)  # fmt: skip
def test_forged_messages_of_a_panel_do_nothing(received, message):
    kept = received(message)
    assert kept.get(surface.CURSOR, ("", None))[1] is None
    assert kept.get(surface.WINDOW, ("", None))[1] is None
    assert kept.get(surface.STEP, 0) == 0
    assert not kept.get(AGAIN)


def test_messages_of_a_panel_are_kept(received):
    kept = received(
        {"kind": "cursor", "place": [0.5, -1]}, {"kind": "range", "window": [0, 1, 2, 3]}, {"kind": "rest", "step": 40}
    )
    assert kept[surface.CURSOR][1] == (0.5, -1.0)
    assert kept[surface.WINDOW][1] == (0.0, 1.0, 2.0, 3.0)
    assert kept[surface.STEP] == 40
    assert not kept[AGAIN]  # these others stand at the optimum
    kept = received({"kind": "rest", "step": 10**9}, {"kind": "range", "window": None}, {"kind": "cursor", "place": None})
    assert kept[surface.STEP] == 100
    assert kept[surface.WINDOW][1] is None
