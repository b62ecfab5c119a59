"""The page Train without a browser: its four charts on every data set, extremes, and what its charts say."""

from __future__ import annotations

import pytest

from explorer import DATASETS, MODELS, Experiment
from explorer.figures.fit.picture import FIT_VIEW
from explorer.figures.weights.picture import VIEW
from explorer.ui.chart.inbox import HANDLED
from explorer.ui.view_models.comparison import compare
from explorer.ui.view_models.trained_run import trained
from explorer.ui.views import train
from explorer.ui.visit import VISIT
from tests.helpers.messages import sent
from tests.helpers.session import begun
from tests.helpers.whole_app import experiment, healthy, page, select


@pytest.mark.usefixtures("shown_step")
@pytest.mark.thorough
@pytest.mark.parametrize("dataset", list(DATASETS))
@pytest.mark.parametrize("model", list(MODELS))
def test_every_data_set_trains_with_every_model(dataset, model):
    at = healthy(page(dataset=dataset, steps="30"))
    select(at, "Model").select(model).run()
    assert experiment(healthy(at)).model == model
    assert len(at.get("bidi_component")) == 3
    assert not at.warning


@pytest.mark.usefixtures("shown_step")
def test_extremes_of_every_slider_run_or_say_why():
    for strength in ("0.0", "1000.0"):
        for rate in ("1e-09", "1000.0"):
            at = healthy(page(dataset="engel", strength=strength, rate=rate, steps="200"))
            assert len(at.get("bidi_component")) == 3
            assert bool(at.warning) is (rate == "1000.0")


@pytest.fixture
def say(monkeypatch):
    """Hands a message of a chart to the page, and gives what the session keeps after it."""
    e = Experiment(dataset="engel", steps=100)
    kept = begun(monkeypatch, e)

    def receive(**message) -> dict:
        kept[train.CHARTS] = sent(message)
        train._on_message(trained(e))
        return {key: value for key, value in kept.items() if key not in (HANDLED, train.CHARTS)}

    return receive


def test_the_four_charts_come_in_reading_order_and_play_the_same_run(monkeypatch):
    e = Experiment(dataset="engel", steps=30)
    begun(monkeypatch, e)
    comparison = compare(trained(e), (), "")
    messages = list(train._messages(comparison))
    assert [message["name"] for message in messages] == ["fit", "cost", "surface", "weights"]
    assert {message["run"] for message in messages} == {comparison.id}


def test_a_moved_example_becomes_an_edit(say):
    row = int(Experiment(dataset="engel").prepared().rows[5])
    kept = say(kind="moved", example=5, step=0, y=500.0)
    assert kept[VISIT].experiment == Experiment(dataset="engel", steps=100, edits=((row, 1, 500.0),))


@pytest.mark.parametrize("name", [VIEW, FIT_VIEW])
def test_a_view_is_kept_for_the_page_and_no_part_of_the_experiment(say, name):
    kept = say(kind="menu", name=name, value="any")
    assert kept[name] == "any"
    assert kept[VISIT].experiment == Experiment(dataset="engel", steps=100)


@pytest.mark.parametrize(
    "message",
    [{"kind": "menu", "name": "bogus", "value": "x"}, {"kind": "moved", "example": 10**6, "step": 0, "y": 1.0},
     {"kind": "flipped", "example": 0, "step": 0}, {"kind": "undo"}, {"kind": None}],
    ids=lambda message: str(message["kind"]),
)  # fmt: skip
def test_what_is_not_for_this_page_changes_nothing(say, message):
    kept = say(**message)
    assert kept.keys() == {VISIT}
    assert kept[VISIT].experiment == Experiment(dataset="engel", steps=100)
