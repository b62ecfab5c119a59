"""Findings on the page: what is handed to the player, and what a press beside one does."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.findings import FINDINGS, Press
from explorer.lessons import LESSONS
from explorer.ui.parts import findings_line
from explorer.ui.view_models.findings import findings_id, found_in
from explorer.ui.view_models.trained_run import trained
from explorer.ui.views import VIEWS
from tests.helpers.whole_app import did, experiment, page, visit

pytestmark = pytest.mark.usefixtures("shown_step")

OVERFIT = {"dataset": "line", "model": "polynomial", "model__degree": "9", "strength": "0", "steps": "600"}


def pressed(at, monkeypatch, label: str, shown: int, **changed):
    """Press the button with a label that is there at a step."""
    run, pins = trained(experiment(at)), visit(at).pins
    index, press = next(
        (i, j)
        for i, one in enumerate(found_in(run, pins))
        for j, press in enumerate(one.told.presses)
        if press.label == label and one.told.first <= 300 <= one.told.last
    )
    what = {"name": findings_id(run, pins), "finding": index, "press": press, "step": shown} | changed
    return did(at, monkeypatch, kind="finding", **what)


def test_stopping_where_validation_was_lowest_shortens_the_run(monkeypatch):
    at = page(**OVERFIT)
    before = experiment(at).train()
    pressed(at, monkeypatch, "Stop at step 15", 300)
    assert experiment(at).steps == 15 == int(before.steps[before.validation.argmin()])
    assert experiment(at).changes == ()


def test_a_setting_holds_from_the_step_at_which_it_was_pressed_and_the_control_shows_it(monkeypatch):
    at = page(**OVERFIT)
    pressed(at, monkeypatch, "Raise the strength to 0.05", 300)
    assert (experiment(at).strength, experiment(at).now.strength) == (0.0, 0.05)
    assert [step for step, *_ in experiment(at).changes] == [300]
    assert next(s for s in at.select_slider if s.label == "Strength").value == 0.05
    assert len(visit(at).undo_stack) == 1


def test_a_press_may_open_a_page(monkeypatch):
    at = page(penalty="l1", strength="0.3", steps="400")
    pressed(at, monkeypatch, "See when each leaves zero", 300)
    assert visit(at).page == "shrinkage"
    assert visit(at).opens == ""
    assert experiment(at) == Experiment(penalty="l1", strength=0.3, steps=400)


@pytest.mark.parametrize("forged", [{"name": "x"}, {"finding": 999}, {"press": 9}, {"step": 0}, {"step": 10**9}, {"name": 7}])
def test_what_is_not_told_of_this_run_at_this_step_does_nothing(monkeypatch, forged):
    at = page(**OVERFIT)
    before = experiment(at)
    pressed(at, monkeypatch, "Raise the strength to 0.05", 300, **forged)
    assert experiment(at) == before


def test_the_player_is_handed_sentences_and_labels_and_no_settings(monkeypatch):
    handed = []
    monkeypatch.setattr(findings_line, "findings", lambda *given: handed.append(given))
    at = page(**OVERFIT)
    _, name, kinds, found = handed[-1]
    run = trained(experiment(at))
    assert name == findings_id(run, ())
    assert [(one["first"], one["last"], one["sentence"]) for one in found] == [
        (one.told.first, one.told.last, one.told.sentence) for one in found_in(run, ())
    ]
    assert {one["kind"] for one in found} == set(kinds)
    assert kinds["overfitting"]["lesson"] == {"name": "Overfit, then fix it", "address": "/?lesson=overfit-and-fix"}
    assert all(isinstance(label, str) for one in found for label in one["presses"])


def test_every_finding_names_a_lesson_that_is_there_and_a_press_opens_a_page_that_is_there():
    assert {rule.lesson for rule in FINDINGS.values()} - {""} <= set(LESSONS)
    run = trained(Experiment(penalty="l1", strength=0.3, steps=400))
    pages = {press.page for one in found_in(run, ()) for press in one.told.presses} - {Press("x").page}
    assert pages == {"shrinkage"}
    assert pages <= set(VIEWS)


def test_in_a_lesson_nothing_else_says_what_to_do(monkeypatch):
    told = []
    monkeypatch.setattr(findings_line, "findings", lambda key, name, kinds, found: told.append(found))
    page(**OVERFIT)
    page(**OVERFIT, lesson="overfit-and-fix")
    assert told[0]
    assert not told[1]
