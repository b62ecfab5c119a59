"""The list of lessons."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from explorer.lessons import LESSONS
from explorer.ui.views import VIEWS
from tests.helpers.paged import unopened

pytestmark = pytest.mark.usefixtures("shown_step")


def test_every_lesson_has_a_card_with_its_question_and_a_link_that_starts_it_on_its_page(monkeypatch):
    links, labels = [], []

    def link(page, **said):
        links.append((page.url_path, said["query_params"]))
        labels.append(said["label"])

    monkeypatch.setattr("streamlit.page_link", link)
    at = unopened("learn")
    at.session_state["pages"] = {view: SimpleNamespace(url_path=view) for view in VIEWS}
    at.run()
    assert not at.exception
    assert links == [(lesson.page, {"lesson": name}) for name, lesson in LESSONS.items()]
    cards = "\n".join(e.value.replace("\\", "") for e in at.markdown)
    assert labels == [f"Start lesson {i}" for i in range(1, len(LESSONS) + 1)]
    headings = [e.value.replace("\\", "") for e in at.subheader]
    for i, lesson in enumerate(LESSONS.values(), 1):
        assert f"{i}. {lesson.name}" in headings
        assert lesson.question in cards
