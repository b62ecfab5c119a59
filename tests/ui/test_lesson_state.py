"""Which lesson a visit is in: by its link, moved on by what the run shows."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from explorer import Experiment
from explorer.lessons import LESSONS
from explorer.ui import lesson_state, undo
from explorer.ui.lesson_state import TRIES, read
from tests.helpers.whole_app import choose, did, experiment, healthy, page, set_strength, slider, texts, visit

pytestmark = pytest.mark.usefixtures("shown_step")


def plain(at) -> str:
    """What the page says, as a visitor reads it: without the marks that keep Markdown from reading it."""
    return texts(at).replace("\\", "")


def test_a_link_names_a_lesson_and_how_many_tasks_are_done():
    assert read(["l1-zeroes"]) == ("l1-zeroes", 0, [])
    assert read(["l1-zeroes.2"]) == ("l1-zeroes", 2, [])
    assert read([]) == ("", 0, [])


@pytest.mark.parametrize("text", ["l1-zeroes.3", "l1-zeroes.-1", "l1-zeroes.x", "l1-zeroes.٢", "l1-zeroes.100"])
def test_a_number_of_tasks_that_cannot_be_is_told(text):
    name, done, notes = read([text])
    assert (name, done) == ("l1-zeroes", 0)
    assert "Allowed: 0 to 2." in notes[0]


def test_a_lesson_that_is_none_is_told_with_all_there_are():
    name, done, notes = read(["<b>nothing</b>" * 20])
    assert (name, done) == ("", 0)
    assert len(notes[0].split("Allowed")[0]) < 100
    assert all(name in notes[0] for name in LESSONS)


def test_the_link_of_a_lesson_opens_its_start_and_stays_short():
    at = page(lesson="l1-zeroes")
    assert experiment(at) == LESSONS["l1-zeroes"]().start
    assert visit(at).query == {"lesson": ["l1-zeroes"]}
    assert "Keep exactly six of the ten weights" in plain(at)


def test_solving_the_tasks_moves_on_and_ends_with_what_was_seen():
    lesson = LESSONS["l1-zeroes"]()
    at = page(lesson="l1-zeroes")
    choose(at, "Penalty", "L1")
    set_strength(at, 0.1)
    assert visit(at).tasks_done == 1
    assert visit(at).query["lesson"] == ["l1-zeroes.1"]
    assert "1 of 2 done." in plain(at)
    assert lesson.tasks[1].text in plain(at)
    set_strength(at, 0.5)
    assert visit(at).tasks_done == 2
    assert lesson.payoff in plain(at)
    assert lesson.next_try in plain(at)


def test_a_link_from_the_middle_of_a_lesson_opens_there():
    at = page(lesson="l1-zeroes.1", penalty="l1", strength="0.1")
    assert experiment(at) == Experiment(penalty="l1", strength=0.1)
    assert visit(at).tasks_done == 1
    assert "At the end 6 of 10 weights are not zero. The goal: 3." in plain(at)
    assert visit(at).order.seek == 0


def test_what_solves_a_task_is_shown_at_its_end_and_so_is_a_lesson_that_was_done():
    at = page(lesson="l1-zeroes", penalty="l1", strength="0.1")
    assert (visit(at).tasks_done, visit(at).order.seek) == (1, 500)
    set_strength(at, 0.2)
    assert (visit(at).tasks_done, visit(at).order.seek) == (1, 500)  # a whole new run; its end is what the next check looks at
    assert not experiment(at).changes
    at = page(lesson="l1-zeroes.2", penalty="l1", strength="0.5")
    assert visit(at).order.seek == 500
    at = page(lesson="l1-zeroes.2", penalty="l1", strength="0.5", at="20")
    assert visit(at).order.seek == 20


def test_undo_brings_back_the_run_that_a_lesson_took_the_place_of_and_leaves_the_lesson(monkeypatch):
    at = page(lesson="outliers.1", loss="absolute", steps="60")
    set_strength(at, 0.5)
    did(at, monkeypatch, kind="pin")
    before = visit(at)
    healthy(next(b for b in at.button if b.label == "Next: What a loss predicts").click().run())
    now = visit(at)
    assert (now.lesson, now.experiment, now.pins) == ("what-it-predicts", LESSONS["what-it-predicts"]().start, ())
    assert undo.taken_back(now) == "the start of the lesson What a loss predicts"
    set_strength(at, 0.1)
    assert undo.taken_back(visit(at)).startswith("strength ")
    for run, lesson in ((now.experiment, now.lesson), (before.experiment, "outliers")):
        did(at, monkeypatch, kind="undo")
        assert (visit(at).experiment, visit(at).lesson) == (run, lesson)
        assert visit(at).order.seek == run.steps  # in a lesson the end is shown
    assert (visit(at).pins, visit(at).tasks_done) == (before.pins, before.tasks_done)


def test_the_hint_comes_when_asked_for_or_after_some_tries_and_the_run_stays_when_one_leaves():
    lesson = LESSONS["l1-zeroes"]()
    hint = lesson.tasks[0].hint
    at = page(lesson="l1-zeroes")
    assert hint not in plain(at)
    healthy(next(b for b in at.button if b.label == "Hint").click().run())
    assert hint in plain(at)
    assert [b.label for b in at.button].count("Hint") == 1  # it has the focus
    at = page(lesson="l1-zeroes")
    for strength in (0.2, 0.4, 0.5)[:TRIES]:
        assert hint not in plain(at)
        set_strength(at, strength)
    assert hint in plain(at)
    before = experiment(at)
    healthy(next(b for b in at.button if b.label == "Leave").click().run())
    assert experiment(at) == before
    assert lesson.tasks[0].text not in plain(at)
    assert "lesson" not in visit(at).query


@pytest.mark.parametrize("name", LESSONS)
def test_a_lesson_goes_on_with_a_run_that_solves_what_was_done(name):
    first, *later = lesson_state.addresses(name)
    assert first == lesson_state.address(name)
    for done, (address, task) in enumerate(zip(later, LESSONS[name]().tasks, strict=True), 1):
        query = parse_qs(urlsplit(address).query)
        assert query.pop("lesson") == [f"{name}.{done}"]
        run, notes = Experiment.from_query(query)
        assert (run, notes) == (LESSONS[name]().solved(task), [])
        assert LESSONS[name]().progress(task, run, run.train()).done


def test_another_length_of_the_run_shows_its_new_end():
    at = page(lesson="stopping-early")
    healthy(slider(at, "Run length").set_value(160).run())
    assert (experiment(at).steps, visit(at).order.seek) == (160, 160)
