"""The slim panel of a lesson, above the player: the task, how far one is, a hint, and what was seen at the end."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

import streamlit as st

from explorer.lessons import LESSONS, Lesson, Progress
from explorer.training.history import History
from explorer.ui import lesson_state, visit
from explorer.ui.chart import received
from explorer.ui.chart.lessons import lesson_progress
from explorer.ui.chart.messages import HintDue, LookAsked
from explorer.ui.markdown import literal
from explorer.ui.view_choice import ViewChoice
from explorer.ui.view_models.trained_run import trained
from explorer.words import learn as words


def lesson_panel(page: str, choices: Collection[ViewChoice]) -> None:
    """The panel, where the visit is in a lesson; ``choices`` are those of how pages show a run."""
    lesson = lesson_state.current()
    if lesson is None:
        return
    before = visit.current().tasks_done
    history = trained(visit.current().experiment).history
    progress = lesson_state.look(lesson, history)
    done = visit.current().tasks_done
    with st.container(key="lesson", border=True, gap=None):
        if progress is None:
            _finished(lesson, page, history, choices, now=done > before)
        else:
            _task(lesson, page, progress, choices, done, solved=done > before)


def _task(lesson: Lesson, page: str, progress: Progress, choices: Collection[ViewChoice], done: int, solved: bool) -> None:
    """The present task, and how far it is; after one that was just solved, that it was."""
    task, count = lesson.tasks[done], len(lesson.tasks)
    far = words.tasks_done(done, count)
    _row(
        lesson, page, f"{lesson.name} {f':green[:material/check: {far}]' if done else f':gray[{far}]'} **{literal(task.text)}**"
    )
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lesson.below"):
        _question(lesson)
        st.caption(literal(progress.told), width="content")
        # The button stays, since the focus is on it.
        st.button("Hint", icon=":material/lightbulb:", type="tertiary", on_click=lesson_state.ask_hint, key="lesson.hint")
        hinted = visit.current().tries >= lesson_state.TRIES
        with st.container(width="content"):  # there in any case, so that what follows keeps its place
            if hinted:
                st.caption(literal(task.hint), width="content")
        _noted(lesson, choices, say=f"Done. Next: {task.text}" if solved else f"Hint: {task.hint}" if hinted else "")


def _finished(lesson: Lesson, page: str, history: History, choices: Collection[ViewChoice], now: bool) -> None:
    """What was seen, the chart that shows it, the formula behind it, one thing to try, and the next lesson."""
    if now and page == lesson.page:
        _show_picture(lesson, choices)
    count = len(lesson.tasks)
    _row(
        lesson,
        page,
        f"{lesson.name} :green[:material/check_circle: {words.tasks_done(count, count)}] **{literal(lesson.payoff)}**",
    )
    ids = list(LESSONS)
    following = ids[ids.index(lesson.id) + 1 :][:1]
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lesson.below"):
        _question(lesson)
        picture = lesson.picture if page == lesson.page else ""
        _noted(lesson, choices, say=f"Done. {lesson.payoff}" if now else "", picture=picture, now=now)
        if said := lesson.afterwards(visit.current().experiment, history):
            st.caption(literal(said), width="content")
        st.caption(literal(lesson.next_try), width="content")
        with st.popover("The formula", type="tertiary"):
            st.latex(lesson.formula)
        for name in following:
            _open(LESSONS[name](), page, words.next_lesson(LESSONS[name].name), ":material/arrow_forward:")


def _question(lesson: Lesson) -> None:
    """What the lesson is about, for as long as it lasts: the tasks lead to its answer, and what was seen is one."""
    st.caption(words.question(literal(lesson.question)), width="content")


def _noted(lesson: Lesson, choices: Collection[ViewChoice], say: str, picture: str = "", now: bool = False) -> None:
    """What the browser does: it keeps the progress, tells, points at a chart, and says when a hint is due."""
    key, done, tasks = "lesson.progress", visit.current().tasks_done, len(lesson.tasks)
    where = f"Task {done + 1} of {tasks}: {lesson.tasks[done].text}" if done < tasks else f"Done. {lesson.payoff}"
    lesson_progress(
        key, lesson.id, done, tasks, name=f"Lesson: {lesson.name}", begun=f"Lesson {lesson.name}. {lesson.question} {where}",
        number=visit.current().lesson_number, say=say, picture=picture, opens=bool(lesson.choices), now=now,
        on_message=partial(_on_message, key, lesson, choices),
    )  # fmt: skip


def _on_message(key: str, lesson: Lesson, choices: Collection[ViewChoice]) -> None:
    """A callback: a visitor has been at a task for a while, or asks for the picture that shows what was seen."""
    for message in received(key):
        if isinstance(message, HintDue):
            lesson_state.ask_hint()
        elif isinstance(message, LookAsked):
            visit.touch()
            _show_picture(lesson, choices)


def _show_picture(lesson: Lesson, choices: Collection[ViewChoice]) -> None:
    """Has the page drawn so that the lesson's picture is there."""
    for choice in choices:
        if choice.name in lesson.choices:
            choice.take(lesson.choices[choice.name], (visit.current().experiment, *visit.current().pins))


def _row(lesson: Lesson, page: str, text: str) -> None:
    """The first row: what to do or what was seen, and the ways back, to the start and out."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="lesson.row"):
        st.markdown(text, width="stretch")
        _go_to(lesson, page)
        _open(lesson, page, "Start over", ":material/restart_alt:")
        st.button("Leave", icon=":material/close:", type="tertiary", on_click=lesson_state.leave, key="lesson.leave")


def _go_to(lesson: Lesson, page: str) -> None:
    """A way to the page on which the lesson is done, from any other."""
    if page != lesson.page:
        st.page_link(st.session_state[visit.PAGES][lesson.page], label="Back to it", icon=":material/arrow_back:")


def _open(lesson: Lesson, page: str, label: str, icon: str) -> None:
    """What begins a lesson: a link to its page, or where that is the one that is open a button."""
    if lesson.page == page:
        key = f"lesson.open.{lesson.id}"
        st.button(label, icon=icon, type="tertiary", on_click=lesson_state.begin, args=(lesson.id,), key=key)
    else:
        target = st.session_state[visit.PAGES][lesson.page]
        st.page_link(target, label=label, icon=icon, query_params={lesson_state.LESSON: lesson.id})
