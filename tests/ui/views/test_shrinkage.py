"""The Shrinkage page without a browser: every data set and penalty, refusals, the choice, what the line tells, odd words."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explorer import DATASETS, PENALTIES, Experiment
from explorer.path.methods.choice import path_refusal
from explorer.ui.chart.inbox import HANDLED
from explorer.ui.parts import cross_validation, strength_line
from explorer.ui.parts.export import WHOLE
from explorer.ui.view_models import weight_path
from explorer.ui.view_models.trained_run import trained
from explorer.ui.view_models.weight_path import run_on_path
from explorer.ui.views import shrinkage
from explorer.ui.visit import VISIT, Visit
from tests.helpers.messages import sent
from tests.helpers.paged import experiment
from tests.helpers.session import begun
from tests.helpers.shrinkage_page import button, charts, page, told

pytestmark = pytest.mark.usefixtures("shown_step")


@pytest.mark.parametrize("dataset", list(DATASETS))
def test_every_data_set_has_the_page(dataset):
    at = page(dataset=dataset)
    assert charts(at) == 4  # the player, the path, why, and the held-out error
    assert "in other libraries" in told(at)
    for toggle in at.toggle:
        if toggle.key == WHOLE:  # a long script is shown on request
            toggle.set_value(True).run()
    assert "import" in at.code[0].value


@pytest.mark.parametrize("penalty", list(PENALTIES))
def test_every_penalty_has_a_path_or_a_sentence_and_a_way_out(penalty):
    at = page(penalty=penalty)
    refusal = path_refusal(experiment(at).problem())
    assert refusal in told(at)
    assert bool(refusal) == ("no_path.button" in [b.key for b in at.button])
    assert charts(at) == 3 + (not refusal)
    assert ("is not convex" in run_on_path(trained(experiment(at)), "strength").path.note) == (not PENALTIES[penalty]().convex)


@pytest.mark.parametrize(
    "query",
    [{"penalty": "none"}, {"loss": "absolute", "penalty": "mcp"}, {"loss": "tukey"}, {"model": "mlp"},
     {"loss": "brier", "dataset": "moons"},
     {"model": "mlp", "loss": "quantile", "penalty": "none"}],
)  # fmt: skip
def test_where_there_is_no_path_one_click_leads_to_one(query):
    at = page(**query)
    assert charts(at) == 3
    assert path_refusal(experiment(at).problem()) in told(at)
    at.button(key="no_path.button").click().run()
    assert not at.exception
    assert not path_refusal(experiment(at).now.problem())
    assert charts(at) == 4


def test_a_loss_with_kinks_has_a_path_whose_gap_is_told():
    at = page(loss="absolute")
    assert charts(at) == 4
    said = "\n".join(str(chart.proto) for chart in at.get("bidi_component"))  # under More
    assert "Along this path the cost is at most" in said
    assert "as a share of the fall from zero weights to the lowest cost that the targets allow." in said
    assert "of the cost at zero weights" not in told(at) + said


def test_stopping_early_is_shown_beside_l2_where_there_is_no_penalty():
    seen = run_on_path(trained(Experiment(penalty="none", steps=50)), "strength")
    assert seen.path is not None
    assert seen.path_content("weights").shows.keys() == {"early"}
    run = trained(Experiment(penalty="none", steps=50, solver="adam"))
    assert run_on_path(run, "strength").path is None


def test_the_twins_are_a_click_away():
    at = page()
    button(at, "Twins with L1").click().run()
    e = experiment(at).now
    assert (e.dataset, e.penalty) == ("twins", "l1")
    lasso = e.path([0.1]).weights[0]
    ridge = e.change(penalty="l2").path([0.1]).weights[0]
    assert np.count_nonzero(lasso[:2]) == 1
    assert abs(ridge[0] - ridge[1]) < 0.5 * abs(ridge[:2]).max()


@pytest.fixture
def received(monkeypatch):
    """Hands a message of a chart to the page, and gives what the session keeps after it."""
    kept = begun(monkeypatch, Experiment(steps=100))

    def receive(name, callback, message):
        kept[f"shrinkage.{name}"] = sent(message)
        callback()
        return {key: value for key, value in kept.items() if key != HANDLED}

    return receive


def on_path_message() -> None:
    shrinkage._on_path_message(Experiment().problem())


CALLBACKS = [
    ("path", on_path_message),
    ("validated", cross_validation._on_message),
    ("why", shrinkage._on_why_message),
]


@pytest.mark.parametrize("callback", CALLBACKS, ids=[name for name, _ in CALLBACKS])
@pytest.mark.parametrize(
    "message",
    [
        None, "x", 7, [1], {},
        *({"kind": "strength", "strength": value, "step": 0} for value in ("x", True, math.nan, -1.0, 1e9, None)),
        *({"kind": "menu", "name": name, "value": value} for name, value in (
            ("judged_by", "x"), ("judged_by", 3), (shrinkage.WHY, "x"))),
    ],
)  # fmt: skip
def test_forged_messages_of_a_chart_change_nothing(received, callback, message):
    kept = received(*callback, message)
    assert kept[VISIT] == Visit(Experiment(steps=100), (), {}, length=100)
    assert kept.keys() == {VISIT, f"shrinkage.{callback[0]}"}


@pytest.mark.parametrize("callback", CALLBACKS[:2], ids=["path", "validated"])
def test_a_moved_line_is_the_strength_from_the_step_shown(received, callback):
    kept = received(*callback, {"kind": "strength", "strength": 0.5, "step": 40})
    assert kept[VISIT].experiment.changes == ((40, "strength", 0.5),)
    assert kept[strength_line.AGAIN]


def test_forged_menus_show_what_is_usual():
    at = page(penalty="l1", loss="huber")
    at.session_state[shrinkage.SHOWN] = "<b>"
    at.session_state[shrinkage.AGAINST] = "freedom"  # not known for this loss
    at.session_state[shrinkage.WHY] = "?"
    at.run()
    assert not at.exception
    assert charts(at) == 4


def test_an_expensive_path_is_coarse_until_it_is_seen(received, monkeypatch):
    monkeypatch.setattr(weight_path, "POINTS", 12)
    run = trained(Experiment(dataset="penguins", loss="crammer_singer", penalty="l2", steps=20))
    first = run_on_path(run, "strength")
    assert first.coarse
    assert first.path.strengths.size < 12
    assert weight_path.FOLLOWS in first.notes
    kept = received("path", lambda: shrinkage._on_path_message(first.problem), {"kind": "refine", "stamp": "any"})
    assert kept[VISIT].experiment == Experiment(steps=100)
    second = run_on_path(run, "strength", kept[shrinkage.FINE])
    assert not second.coarse
    assert second.path.strengths.size >= 12
    assert second.id != first.id
    other = trained(Experiment(dataset="penguins", loss="cross_entropy", penalty="l2", steps=20))
    assert not run_on_path(other, "strength").coarse
