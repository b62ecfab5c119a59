"""Live runs without a browser: at which step a change holds, undo, pins, new runs, longer runs, what a link restores."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

import explorer
from explorer import Experiment
from explorer.core.params import FieldError
from tests.helpers.messages import sent

MAIN = Path(explorer.__file__).parent / "ui" / "main.py"


@pytest.fixture
def page(shown_step):
    """Opens the page; ``shown_step`` says where its player stands."""

    def opened(**query: str) -> AppTest:
        at = AppTest.from_file(str(MAIN), default_timeout=30)
        for name, value in query.items():
            at.query_params[name] = value
        return healthy(at.run())

    return opened


def healthy(at: AppTest) -> AppTest:
    assert not at.exception
    return at


def visit(at: AppTest):
    return at.session_state["visit"]


def set_strength(at: AppTest, value: float) -> AppTest:
    return healthy(next(s for s in at.select_slider if s.label == "Strength").set_value(value).run())


def did(at: AppTest, monkeypatch, **what) -> AppTest:
    """What the visitor did at the player: its callback, and the run of the script that follows."""
    from explorer.ui import player, state

    kept = {state.VISIT: visit(at), state.TOUCHED: None, "train.player": sent(what)}
    with monkeypatch.context() as patched:
        patched.setattr("streamlit.session_state", kept)
        player._on_message("train.player")
    for name in (state.VISIT, state.TOUCHED):
        at.session_state[name] = kept[name]
    return healthy(at.run())


def test_a_change_holds_from_the_step_shown(page, shown_step):
    at = page()
    shown_step["step"] = 120
    set_strength(at, 1.0)
    assert visit(at).experiment == Experiment().change(at=120, strength=1.0)
    assert at.query_params["changes"] in ("120:strength:1.0", ["120:strength:1.0"])
    shown_step["step"] = 50
    set_strength(at, 0.5)
    assert visit(at).experiment.changes == ((50, "strength", 0.5),)
    shown_step["step"] = 0
    set_strength(at, 0.1)
    assert visit(at).experiment == Experiment(strength=0.1)


def test_a_slider_on_its_way_is_one_thing_to_undo(page, shown_step, monkeypatch):
    at = page()
    shown_step["step"] = 80
    for value in (0.1, 0.2, 0.5):
        set_strength(at, value)
    assert visit(at).experiment.changes == ((80, "strength", 0.5),)
    assert len(visit(at).undone) == 1
    did(at, monkeypatch, kind="undo")
    assert visit(at).experiment == Experiment()
    assert next(s for s in at.select_slider if s.label == "Strength").value == 0.02
    did(at, monkeypatch, kind="undo")
    assert visit(at).experiment == Experiment()


def test_other_data_start_anew_with_the_settings_as_they_stand_and_take_the_pins_along(page, shown_step, monkeypatch):
    at = page()
    did(at, monkeypatch, kind="pin")
    shown_step["step"] = 100
    set_strength(at, 1.0)
    healthy(next(b for b in at.selectbox if b.label == "Data").set_value("engel").run())
    now = visit(at)
    assert (now.experiment.dataset, now.experiment.strength, now.experiment.changes) == ("engel", 1.0, ())
    assert [(pin.dataset, pin.strength) for pin in now.pins] == [("engel", 0.02)]
    assert "new run" in now.order.said
    assert now.order.seek == 0
    healthy(next(b for b in at.selectbox if b.label == "Data").set_value("moons").run())
    assert [pin.loss for pin in visit(at).pins] == []
    assert "1 pinned run" in visit(at).order.said


def test_pins_come_back_with_the_data_when_that_is_undone(page, monkeypatch):
    at = page()
    did(at, monkeypatch, kind="pin")
    for data in ("engel", "moons"):
        healthy(next(b for b in at.selectbox if b.label == "Data").set_value(data).run())
    for expected in (["engel"], ["diabetes"]):
        did(at, monkeypatch, kind="undo")
        assert [pin.dataset for pin in visit(at).pins] == expected
        assert visit(at).experiment.dataset == expected[0]


def test_a_slider_moved_while_it_plays_is_one_thing_to_undo_and_a_menu_is_not(page, shown_step, monkeypatch):
    at = page()
    for step, value in ((80, 0.1), (95, 0.2), (120, 0.5)):
        shown_step["step"] = step
        set_strength(at, value)
    assert len(visit(at).experiment.changes) == 3
    did(at, monkeypatch, kind="undo")
    assert visit(at).experiment == Experiment()
    for loss in ("huber", "absolute"):
        healthy(next(b for b in at.selectbox if b.label == "Loss").set_value(loss).run())
    did(at, monkeypatch, kind="undo")
    assert visit(at).experiment.now.loss == "huber"


def test_a_shorter_run_says_which_changes_fall_away_and_can_be_undone(page, shown_step, monkeypatch):
    at = page(changes="300:strength:1.0")
    shown_step["step"] = 50
    healthy(next(s for s in at.select_slider if s.label == "Run length").set_value(100).run())
    assert visit(at).experiment == Experiment(steps=100)
    assert "fell away: 1 in all" in visit(at).order.said
    assert next(s for s in at.select_slider if s.label == "Strength").value == 0.02
    did(at, monkeypatch, kind="undo")
    assert visit(at).experiment == Experiment().change(at=300, strength=1.0)


def test_pins_are_kept_in_the_link_and_taken_off(page, monkeypatch):
    at = page()
    did(at, monkeypatch, kind="pin")
    set_strength(at, 1.0)
    did(at, monkeypatch, kind="pin")
    did(at, monkeypatch, kind="pin")
    assert [pin.strength for pin in visit(at).pins] == [0.02, 1.0]
    assert "pinned already" in visit(at).order.said
    link = at.query_params["pins"]
    link = link if isinstance(link, str) else link[0]
    again = page(strength="1.0", pins=link)
    assert visit(again).pins == visit(at).pins
    did(at, monkeypatch, kind="unpin", index=0)
    assert [pin.strength for pin in visit(at).pins] == [1.0]
    did(at, monkeypatch, kind="unpin", index=7)
    assert len(visit(at).pins) == 1


def test_a_run_is_made_longer_until_a_link_could_not_hold_it(page, monkeypatch):
    at = page(steps="600")
    did(at, monkeypatch, kind="more")
    assert visit(at).experiment.steps == 1600
    did(at, monkeypatch, kind="more")
    assert visit(at).experiment.steps == 3200
    far = page(dataset="line", steps="100000")
    did(far, monkeypatch, kind="more")
    assert visit(far).experiment.steps == 100000
    assert "cannot go further" in visit(far).order.said


FORGED = [
    {"kind": None},
    {"kind": "undo"},
    {"kind": "answer"},
    {"kind": "answer", "question": "x", "step": 5},
    {"kind": "answer", "question": 99, "step": 5},
    {"kind": "answer", "question": 0, "step": float("inf")},
    {"kind": "answer", "question": 0, "step": -5},
    {"kind": "answer", "question": 0, "step": True},
    {"kind": "unpin", "index": "first"},
    {"kind": "restore", "step": 20},
    {"kind": "bogus"},
]


@pytest.mark.parametrize("forged", FORGED)
def test_forged_words_of_a_player_do_nothing(page, monkeypatch, forged):
    at = page()
    before = visit(at).experiment
    did(at, monkeypatch, **forged)
    assert visit(at).experiment == before


def test_a_link_to_a_live_run_opens_it(page):
    e = Experiment(steps=300).change(at=100, strength=1.0).change(at=200, loss="huber")
    at = page(**e.to_query())
    assert visit(at).experiment == e
    assert next(b for b in at.selectbox if b.label == "Loss").value == "huber"
    assert next(s for s in at.select_slider if s.label == "Strength").value == 1.0
    assert at.query_params["changes"] in ("100:strength:1.0;200:loss:huber", ["100:strength:1.0;200:loss:huber"])


def test_a_link_may_name_the_step_to_open_at_which_is_not_kept(page):
    at = page(dataset="line", at="120")
    assert visit(at).order.seek == 120
    assert visit(at).notes == ()
    assert "at" not in at.query_params
    number = visit(at).order.number
    set_strength(at, 1.0)
    assert visit(at).experiment.strength == 1.0
    assert visit(at).order.number == number + 1  # a new run from the start, not the old order anew
    assert visit(page(dataset="line")).order == type(visit(at).order)()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("x", 'at: "x" is not a whole number such as 12. Allowed: whole numbers 0 to 200. Using 0.'),
        ("201", "at: 201 is above 200."),
        ("-3", "at: -3 is below 0."),
        ("1.5", "is not a whole number"),
        ("", "at: it is empty"),
    ],
)
def test_a_step_that_is_none_is_told(page, text, said):
    at = page(dataset="line", steps="200", at=text)
    assert visit(at).order.seek is None
    assert len(visit(at).notes) == 1
    assert said in visit(at).notes[0]
    assert visit(at).experiment.steps == 200


def choose(at: AppTest, label: str, value: str) -> AppTest:
    return healthy(next(b for b in at.selectbox if b.label == label).set_value(value).run())


def test_a_new_run_is_no_longer_than_it_was_before_one_was_kept_going(page, monkeypatch):
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


def test_examples_are_put_back_from_the_step_shown(page, monkeypatch):
    at = page(dataset="line", edits="3:1:9.0", steps="200")
    did(at, monkeypatch, kind="restore", step=80)
    assert visit(at).experiment.now.edits == ()
    assert [(step, field) for step, field, _ in visit(at).experiment.changes] == [(80, "edits")]
    did(at, monkeypatch, kind="restore", step=90)
    assert len(visit(at).experiment.changes) == 1


def test_a_change_that_is_too_dear_is_refused_and_nothing_is_lost(page, shown_step, monkeypatch):
    monkeypatch.setattr("explorer.experiment.checks.STEP_SECONDS", 1e-3)  # so that the limit of 5 s is reached within few steps
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
    assert "the limit is 5 s" in visit(at).notes[0]
    assert next(s for s in at.select_slider if s.label == "Strength").value == 0.02


def test_a_change_at_the_end_makes_the_run_longer(page, shown_step):
    at = page(dataset="line", steps="400")
    shown_step["step"] = 400
    set_strength(at, 1.0)
    assert visit(at).experiment == Experiment(dataset="line", steps=650).change(at=400, strength=1.0)
    assert next(s for s in at.select_slider if s.label == "Run length").value == 650
