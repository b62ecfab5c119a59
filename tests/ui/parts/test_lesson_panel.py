"""The panel of a lesson on the pages."""

from __future__ import annotations

import pytest

from explorer.lessons import LESSONS
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
