"""The panel of a lesson on the pages."""

from __future__ import annotations

import pytest
import streamlit as st

from explorer.lessons import LESSONS
from explorer.ui.address_bar import CHOICES
from explorer.ui.lesson_state import TRIES
from explorer.ui.parts import lesson_panel
from explorer.ui.visit import VISIT
from tests.helpers.messages import sent
from tests.helpers.session import begun
from tests.helpers.whole_app import page, texts

pytestmark = pytest.mark.usefixtures("shown_step")


def plain(at) -> str:
    """What the page says, as a visitor reads it: without the marks that keep Markdown from reading it."""
    return texts(at).replace("\\", "")


def test_without_a_lesson_there_is_no_panel():
    at = page(steps="30")
    assert not [b for b in at.button if b.label in ("Hint", "Leave")]


@pytest.mark.parametrize("name", ["downhill", "what-it-predicts"])
def test_it_tells_the_task_and_how_far_one_is(name):
    lesson = LESSONS[name]()
    at = page(lesson=name)
    told = lesson.tasks[0].check(lesson.start, lesson.start.train()).told
    assert lesson.tasks[0].text in plain(at)
    assert told in plain(at)


@pytest.mark.parametrize(("message", "shown"), [({"kind": "hint"}, True), ({"kind": "undo"}, False), ("hint", False)])
def test_the_hint_is_shown_when_the_browser_says_that_it_is_due(monkeypatch, message, shown):
    kept = begun(monkeypatch, LESSONS["downhill"]().start)
    kept["lesson.progress"] = sent(message)
    lesson_panel._on_message("lesson.progress", LESSONS["downhill"](), ())
    assert (kept[VISIT].tries >= TRIES) is shown


WITH_A_VIEW = [name for name, cls in LESSONS.items() if cls.choices]


@pytest.mark.parametrize("name", WITH_A_VIEW)
def test_a_picture_that_is_asked_for_is_drawn(monkeypatch, name):
    lesson = LESSONS[name]()
    kept = begun(monkeypatch, lesson.start)
    kept["lesson.progress"] = sent({"kind": "look"})
    offered = {choice.name: choice for choice in CHOICES}
    lesson_panel._on_message("lesson.progress", lesson, CHOICES)
    for choice, value in lesson.choices.items():
        assert st.session_state[offered[choice].key((lesson.start,))] == [value]


def test_it_shows_for_as_long_as_it_is_open_how_many_tasks_are_done():
    for done, shown in enumerate(["0 of 2 done.", "1 of 2 done.", "Done: 2 of 2."]):
        at = page(lesson=f"l1-zeroes.{done}")
        assert shown in plain(at)
        assert shown in plain(at.run())
