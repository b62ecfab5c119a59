"""Which lesson a visit is in, and how far: kept in the visit, carried by the link, moved on by what the run shows."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlencode

import streamlit as st

from explorer.core.text import shown
from explorer.lessons import LESSONS, Lesson, Progress
from explorer.training.history import History
from explorer.ui import undo, visit
from explorer.ui.chart.routes import base_path
from explorer.words import player as words

LESSON = "lesson"
"""Its name in a link: the id of the lesson, and behind a full stop how many of its tasks are done."""
TRIES = 3
"""After so many runs that do not solve a task its hint is shown without being asked for."""


def read(texts: Sequence[str]) -> tuple[str, int, list[str]]:
    """The lesson that a link names, how many tasks are done, and notes on what was not usable.

    >>> read(["downhill.1"]), read([])
    (('downhill', 1, []), ('', 0, []))
    """
    if not texts:
        return "", 0, []
    name, _, done = texts[0].partition(".")
    if name not in LESSONS:
        return "", 0, [f'{LESSON}: "{shown(texts[0])}" is not a lesson. Allowed: {", ".join(LESSONS)}.']
    count = len(LESSONS[name]().tasks)
    if not done:
        return name, 0, []
    if not (done.isascii() and done.isdigit() and len(done) < 3 and int(done) <= count):
        return name, 0, [f'{LESSON}: "{shown(done)}" tasks of {name} cannot be done. Allowed: 0 to {count}.']
    return name, int(done), []


def written() -> dict[str, str]:
    """The lesson as a link has it; nothing where there is none."""
    now = visit.current()
    return {LESSON: f"{now.lesson}.{now.tasks_done}" if now.tasks_done else now.lesson} if now.lesson else {}


def current() -> Lesson | None:
    """The lesson that the visit is in."""
    name = visit.current().lesson
    return LESSONS[name]() if name else None


def look(lesson: Lesson, history: History) -> Progress | None:
    """How far the present task is, after those before it that this run solves; None once all are done.

    A run that does not solve it counts as a try, once. One that does is shown at its end, which the check looks at.
    """
    while (now := visit.current()).tasks_done < len(lesson.tasks):
        found = lesson.progress(lesson.tasks[now.tasks_done], now.experiment, history)
        if not found.done:
            if now.experiment != now.tried:
                visit.update(tries=now.tries + (now.tried is not None), tried=now.experiment)
            return found
        said = now.order.message if now.replaced else ""  # of the change that solved it, and not told yet
        order = visit.order(said, int(history.steps[-1]))
        visit.update(tasks_done=now.tasks_done + 1, tries=0, tried=now.experiment, order=order)
    return None


def address(name: str) -> str:
    """The address of a lesson, as a link on any page has it."""
    pages = st.session_state.get(visit.PAGES, {})
    page = LESSONS[name].page
    return f"{base_path()}/{pages[page].url_path if page in pages else page}?{LESSON}={name}"


def addresses(name: str) -> list[str]:
    """The addresses at which a lesson goes on, by how many of its tasks are done: each with a run that solves those."""
    lesson, bare = LESSONS[name](), address(name)
    runs = [lesson.solved(task).to_query() for task in lesson.tasks]
    return [bare, *(f"{bare}.{done}&{urlencode(run)}" for done, run in enumerate(runs, 1))]


def begin(name: str) -> None:
    """A callback: a lesson is begun on the page that is open, with its own run. Undo brings the run before back."""
    lesson = LESSONS[name]()
    start, now = lesson.start, visit.current()
    visit.touch()
    visit.update(
        experiment=start, notes=(), pins=(), undo_stack=undo.with_beginning(now, begun(lesson)), pending=None,
        length=start.steps, order=visit.order("", 0), controls_stale=True, replaced=True,
        lesson=name, tasks_done=0, tries=0, tried=None, opening="", lesson_number=now.lesson_number + 1,
    )  # fmt: skip


def begun(lesson: Lesson) -> str:
    """What can be undone once a lesson was begun."""
    return words.begun("lesson", lesson.name)


def leave() -> None:
    """A callback: the lesson is left, the run stays."""
    visit.touch()
    visit.update(lesson="", tasks_done=0, tries=0, tried=None)


def ask_hint() -> None:
    """A callback: the hint is to be shown."""
    visit.touch()
    visit.update(tries=TRIES)
