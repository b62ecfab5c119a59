"""What of the lessons lives in the browser: progress is kept there, the chart to look at is pointed at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import streamlit as st

from explorer.ui.chart import inbox
from explorer.ui.chart.component import PLACE, STUB, common

_panel = st.components.v2.component("loss_explorer_lesson", html=PLACE, js=STUB, isolate_styles=False)
_list = st.components.v2.component("loss_explorer_lessons", html=PLACE, js=STUB, isolate_styles=False)


def lesson_progress(
    key: str,
    lesson: str,
    done: int,
    tasks: int,
    *,
    name: str,
    begun: str,
    number: int,
    say: str,
    picture: str = "",
    opens: bool = False,
    now: bool = False,
    on_message: Callable[[], None],
) -> None:
    """Have the browser note how many tasks of a lesson are done, and tell a screen reader what to ``say``, once, where
    something was just solved or a hint is shown.

    ``name`` is what the panel is called. ``begun`` is told once for each ``number``, which is another one whenever a lesson is
    begun, in place of what there is to ``say``.

    A chart with the name ``picture`` is pointed at, and scrolled into view if that is so only ``now``. With ``opens`` it is
    there only where the page is drawn so, which `LookAsked` asks for. ``on_message`` is called when that, or `HintDue`, which
    happens once for each task, has been sent.
    """
    data = {"lesson": lesson, "done": done, "tasks": tasks, "name": name, "begun": begun, "number": number, "say": say}
    shown = {"picture": picture, "opens": opens, "now": now}
    _panel(key=key, data={**common("lesson"), **data, **shown}, on_messages_change=on_message, width="content")
    inbox.drawn(key)


def lesson_list(key: str, lessons: Sequence[Mapping[str, Any]]) -> None:
    """How many of these lessons are done and where to go on; each has an ``id``, a ``name`` and its ``addresses``, one for
    each number of tasks that are done.

    Elements of the page with ``data-lesson`` and ``data-tasks`` are filled with how far that lesson is.
    """
    _list(key=key, data={**common("lessons"), "lessons": list(lessons)})
