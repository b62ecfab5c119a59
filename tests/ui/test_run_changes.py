"""At which step a change of the settings holds, new and longer runs, and pinned runs."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.core.params import FieldError
from explorer.lessons import LESSONS
from explorer.ui.view_models.trained_run import trained
from tests.helpers.whole_app import choose, did, healthy, page, set_strength, visit

pytestmark = pytest.mark.usefixtures("shown_step")


def test_a_change_holds_from_the_step_shown(shown_step):
    at = page()
    shown_step["step"] = 120
    set_strength(at, 1.0)
    x, y = trained(Experiment()).plane  # those that were shown
    assert visit(at).experiment == Experiment().change(at=120, strength=1.0, plane_x=x, plane_y=y)
    assert at.query_params["changes"] in ("120:strength:1.0", ["120:strength:1.0"])
    shown_step["step"] = 50
    set_strength(at, 0.5)
    assert visit(at).experiment.changes == ((50, "strength", 0.5),)
    shown_step["step"] = 0
    set_strength(at, 0.1)
    assert visit(at).experiment == Experiment(strength=0.1, plane_x=x, plane_y=y)


def test_other_data_start_anew_with_the_settings_as_they_stand_and_take_the_pins_along(shown_step, monkeypatch):
    at = page()
    did(at, monkeypatch, kind="pin")
    shown_step["step"] = 100
    set_strength(at, 1.0)
    healthy(next(b for b in at.selectbox if b.label == "Data").set_value("engel").run())
    now = visit(at)
    assert (now.experiment.dataset, now.experiment.strength, now.experiment.changes) == ("engel", 1.0, ())
    assert [(pin.dataset, pin.strength) for pin in now.pins] == [("engel", 0.02)]
    assert "new run" in now.order.message
    assert now.order.seek == 0
    healthy(next(b for b in at.selectbox if b.label == "Data").set_value("moons").run())
    assert [pin.loss for pin in visit(at).pins] == []
    assert "1 pinned run" in visit(at).order.message


def test_pins_are_kept_in_the_link_and_taken_off(monkeypatch):
    at = page()
    did(at, monkeypatch, kind="pin")
    set_strength(at, 1.0)
    did(at, monkeypatch, kind="pin")
    did(at, monkeypatch, kind="pin")
    assert [pin.strength for pin in visit(at).pins] == [0.02, 1.0]
    assert "pinned already" in visit(at).order.message
    link = at.query_params["pins"]
    link = link if isinstance(link, str) else link[0]
    again, own = page(strength="1.0", pins=link), {"plane_x": "auto", "plane_y": "auto"}  # axes are no part of a race
    assert [pin.to_query() | own for pin in visit(again).pins] == [pin.to_query() | own for pin in visit(at).pins]
    did(at, monkeypatch, kind="unpin", index=0)
    assert [pin.strength for pin in visit(at).pins] == [1.0]
    did(at, monkeypatch, kind="unpin", index=7)
    assert len(visit(at).pins) == 1


def test_a_run_is_made_longer_until_a_link_could_not_hold_it(monkeypatch):
    at = page(steps="600")
    did(at, monkeypatch, kind="more")
    assert visit(at).experiment.steps == 1600
    did(at, monkeypatch, kind="more")
    assert visit(at).experiment.steps == 3200
    far = page(dataset="line", steps="100000")
    did(far, monkeypatch, kind="more")
    assert visit(far).experiment.steps == 100000
    assert "cannot go further" in visit(far).order.message


def test_a_new_run_is_no_longer_than_it_was_before_one_was_kept_going(monkeypatch):
    at = page(dataset="line", steps="300")
    did(at, monkeypatch, kind="more")
    assert visit(at).experiment.steps == 1300
    choose(at, "Data", "engel")
    assert (visit(at).experiment.dataset, visit(at).experiment.steps) == ("engel", 300)
    assert next(s for s in at.select_slider if s.label == "Run length").value == 300
    did(at, monkeypatch, kind="undo")
    assert (visit(at).experiment.dataset, visit(at).experiment.steps) == ("line", 1300)
    choose(at, "Model", "polynomial")
    assert visit(at).experiment.steps == 300
    healthy(next(s for s in at.select_slider if s.label == "Run length").set_value(1000).run())
    choose(at, "Data", "engel")
    assert visit(at).experiment.steps == 1000


def test_a_change_that_is_too_expensive_is_refused_and_nothing_is_lost(shown_step, monkeypatch):
    monkeypatch.setattr(
        "explorer.experiment.checks.STEP_SECONDS", 2e-3
    )  # so that the limit of 10 s is reached within few steps
    longest = Experiment(dataset="line", model="mlp")
    while True:
        try:
            longest = longest.change(steps=longest.steps + 5000)
        except FieldError as error:
            longest = longest.change(**error.remedy)
            break
    at = page(dataset="line", model="mlp", steps=str(longest.steps - 10), rate="0.0001")
    before = visit(at).experiment
    shown_step["step"] = before.steps
    set_strength(at, 1.0)
    assert visit(at).experiment == before
    assert "the limit is 10 s" in visit(at).notes[0]
    assert next(s for s in at.select_slider if s.label == "Strength").value == 0.02


def test_a_change_at_the_end_makes_the_run_longer(shown_step):
    at = page(dataset="line", steps="400")
    shown_step["step"] = 400
    set_strength(at, 1.0)
    assert visit(at).experiment == Experiment(dataset="line", steps=650).change(at=400, strength=1.0)
    assert next(s for s in at.select_slider if s.label == "Run length").value == 650


def test_undo_brings_back_the_length_that_runs_had_before_a_shorter_one_dropped_changes(shown_step, monkeypatch):
    at = page(dataset="stackloss", steps="300")
    shown_step["step"] = 200
    set_strength(at, 1.0)
    healthy(next(s for s in at.select_slider if s.label == "Run length").set_value(100).run())
    assert (visit(at).experiment.steps, visit(at).experiment.changes, visit(at).length) == (100, (), 100)
    did(at, monkeypatch, kind="undo")
    assert visit(at).experiment.changes == ((200, "strength", 1.0),)
    assert visit(at).length == 300


@pytest.mark.parametrize(
    ("link", "first"),
    [
        ({}, Experiment()),
        ({"dataset": "engel", "loss": "huber"}, Experiment(dataset="engel", loss="huber")),
        ({"lesson": "l1-zeroes"}, LESSONS["l1-zeroes"]().start),
        ({"lesson": "l1-zeroes", "strength": "0.5"}, LESSONS["l1-zeroes"]().start),
    ],
)
def test_a_reset_leads_back_to_the_first_run_and_can_be_undone(monkeypatch, link, first):
    at = page(**link)
    did(at, monkeypatch, kind="pin")
    healthy(next(b for b in at.selectbox if b.label == "Data").set_value("stackloss").run())
    changed = visit(at).experiment
    assert changed != first
    did(at, monkeypatch, kind="reset")
    assert visit(at).experiment == first
    assert next(b for b in at.selectbox if b.label == "Data").value == first.dataset
    did(at, monkeypatch, kind="reset")  # once more changes nothing
    did(at, monkeypatch, kind="undo")
    assert visit(at).experiment == changed
