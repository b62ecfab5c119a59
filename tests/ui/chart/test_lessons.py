"""What the browser is told about lessons, and what it may say."""

from __future__ import annotations

import pytest

from explorer.lessons import LESSONS
from explorer.ui.chart import lessons
from tests.helpers.paged import unopened
from tests.helpers.whole_app import healthy, page

pytestmark = pytest.mark.usefixtures("shown_step")


def test_the_panel_tells_the_browser_how_many_tasks_are_done_and_where_to_look_at_the_end(monkeypatch):
    told = []
    monkeypatch.setattr(lessons, "_panel", lambda **given: told.append(given["data"]))
    lesson = LESSONS["l1-zeroes"]()
    page(lesson="l1-zeroes")
    page(lesson="l1-zeroes.1", penalty="l1", strength="0.5")  # which solves the second task
    page(lesson="l1-zeroes.2", penalty="l1", strength="0.5")  # where it was solved before
    assert [(data["lesson"], data["done"], data["tasks"]) for data in told] == [("l1-zeroes", done, 2) for done in (0, 2, 2)]
    assert [(data["picture"], data["now"]) for data in told] == [("", False), (lesson.picture, True), (lesson.picture, False)]
    assert [data["say"] for data in told] == ["", f"Done. {lesson.payoff}", ""]


def test_learn_names_every_lesson_with_its_address(monkeypatch):
    told = []
    monkeypatch.setattr(lessons, "_list", lambda **given: told.append(given["data"]))
    healthy(unopened("learn").run())
    assert [one["id"] for one in told[-1]["lessons"]] == list(LESSONS)
    assert told[-1]["lessons"][0]["addresses"][0].endswith("/loss_cost?lesson=one-loss")
