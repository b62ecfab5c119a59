"""The panel of a lesson on the pages."""

from __future__ import annotations

import pytest

from explorer.lessons import LESSONS
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
    told = lesson.tasks[0].check(lesson.start, lesson.start.train()).says
    assert lesson.tasks[0].text in plain(at)
    assert told in plain(at)


@pytest.mark.parametrize(("message", "shown"), [({"kind": "hint"}, True), ({"kind": "undo"}, False), ("hint", False)])
def test_the_hint_is_shown_when_the_browser_says_that_it_is_due(monkeypatch, message, shown):
    kept = begun(monkeypatch, LESSONS["downhill"]().start)
    kept["lesson.progress"] = sent(message)
    lesson_panel._on_message("lesson.progress")
    assert (kept[VISIT].tries >= TRIES) is shown
