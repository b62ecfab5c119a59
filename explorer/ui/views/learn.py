"""Learn: lessons in the order of the article and on from it, done on the real pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import streamlit as st

from explorer.lessons import LESSONS
from explorer.ui import lesson_state, visit
from explorer.ui.chart.lessons import lesson_list
from explorer.ui.lesson_state import LESSON
from explorer.ui.markdown import literal
from explorer.ui.parts.glossary import glossary
from explorer.ui.sidebar import Controls
from explorer.ui.views.base import View


@dataclass(frozen=True)
class Learn(View):
    """The list of lessons."""

    id: ClassVar[str] = "learn"
    name: ClassVar[str] = "Learn"
    rank: ClassVar[int] = 50
    summary: ClassVar[str] = "Sixteen short lessons, done on the real pages with the real controls."
    icon: ClassVar[str] = ":material/school:"
    plays: ClassVar[bool] = False

    def show(self, controls: Callable[[], Controls]) -> None:
        """One card a lesson: its question, and a link that starts it on its page."""
        st.header("Learn by doing", anchor=False)
        lesson_list("learn.progress", [_named(name) for name in LESSONS])
        st.markdown(
            "Each lesson asks a question and sets up a run. You change it until the task is done; the run itself says so."
        )
        glossary()
        lessons = [lesson() for lesson in LESSONS.values()]
        pages = st.session_state.get(visit.PAGES, {})  # none where a page stands by itself
        for first in range(0, len(lessons), 2):
            for column, lesson in zip(st.columns(2), lessons[first : first + 2], strict=False):
                with column.container(border=True, height="stretch", key=f"lesson.{lesson.id}"):
                    number = lessons.index(lesson) + 1
                    st.subheader(f"{number}. {literal(lesson.name)}", anchor=False)
                    st.markdown(literal(lesson.question))
                    with st.container(horizontal=True, vertical_alignment="center"):
                        if (page := pages.get(lesson.page)) is not None:
                            query = {LESSON: lesson.id}
                            label = f"Start lesson {number}"
                            st.page_link(page, label=label, icon=":material/play_arrow:", query_params=query)
                        st.html(f'<span class="le-mark" data-lesson="{lesson.id}" data-tasks="{len(lesson.tasks)}"></span>')
        controls()


def _named(name: str) -> dict[str, Any]:
    return {"id": name, "name": LESSONS[name].name, "addresses": lesson_state.addresses(name)}
