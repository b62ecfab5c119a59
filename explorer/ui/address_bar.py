"""The link in the address bar: read when a visitor arrives or goes back, written when the page has been drawn."""

from __future__ import annotations

import time

import streamlit as st

from explorer.core.text import shown
from explorer.datasets.table import OwnTable
from explorer.experiment import Experiment, own_table, pinned_names
from explorer.experiment import pinned as pinning
from explorer.experiment.link import read_step
from explorer.lessons import LESSONS
from explorer.openings import Opening
from explorer.ui import lesson_state, opening_state, undo, view_choice, visit
from explorer.ui.views import VIEWS
from explorer.ui.visit import PlayerOrder, Visit, Waiting

AT = "at"
PINS = "pins"
PIN_NAMES = "pin_names"
CHOICES = tuple(choice for view in VIEWS.values() for choice in view.choices)
NOT_THE_EXPERIMENT = (
    PINS, PIN_NAMES, AT, lesson_state.LESSON, opening_state.TRY, *(choice.name for choice in CHOICES),
)  # fmt: skip
"""Parts of a link that are not the experiment's: the pinned runs, the step to open at, which is read but not kept, the lesson,
what to try, and how the pages show the run."""


def read(page: str = "") -> None:
    """Take the experiment from the link when a visitor arrives, and when they go back or forward.

    The link in the browser lags behind while controls move, so a script run that a control started never reads it. Going to
    another page in the navigation drops the query string: there the run stays as it is. A link that waited for a table is read
    once that is there.
    """
    known = visit.begun()
    own = visit.current().own if known else None
    waited = visit.current().waiting if known else None
    complete = waited is not None and own is not None and own.held.hash == waited.table.content
    query = waited.query if waited is not None and complete else _query()
    elsewhere = known and visit.current().page != page
    followed = elsewhere and query  # a link to another page, such as a lesson's; a control leads to none
    anew = elsewhere and opening_state.TRY in query  # what to try was followed to its page
    same = known and query == visit.current().query and not anew
    if known and not complete and ((visit.touched() and not followed) or (elsewhere and not query) or same):
        now = visit.current()
        visit.update(page=page, controls_stale=now.controls_stale or now.page != page)  # each page has its own controls
        return
    lesson, tasks_done, lesson_notes = lesson_state.read(query.get(lesson_state.LESSON, []))
    of_the_run = {name: texts for name, texts in query.items() if name not in NOT_THE_EXPERIMENT}
    has_run = bool(lesson or of_the_run or PINS in query)
    opening, opening_notes = opening_state.read(query.get(opening_state.TRY, []), has_run)
    plain = opening.start if opening else LESSONS[lesson]().start if lesson else Experiment()
    experiment, notes = Experiment.from_query(of_the_run, own.held if own else None) if of_the_run else (plain, [])
    waiting = _waiting(experiment, query)
    if waiting is not None:
        notes = []  # most are about the data that stand in for the table
    pins, pin_notes = (opening.pins, []) if opening else _pins(experiment, query.get(PINS, [""]) if not waiting else [""])
    pin_names, name_notes = pinned_names.from_text(pins, query.get(PIN_NAMES, [""])[0])
    step, step_notes = read_step(query.get(AT, []), experiment.steps)
    if lesson and AT not in query:  # what was seen in a lesson that is done is seen at the end
        step = experiment.steps if tasks_done == len(LESSONS[lesson]().tasks) else 0
    chosen = {name: [text] for name, text in opening.choices.items()} if opening else {}
    view_notes = view_choice.read(CHOICES, chosen | query, (experiment, *pins))
    # The player has already received the numbers used so far: where the page outlives its session, those of that session too.
    first = int(1000 * time.time())
    pending_number, number = (visit.current().pending_number, visit.current().order.number) if known else (first, first)
    begins = (lesson_state.begun(LESSONS[lesson]()) if lesson else "") or (opening_state.begun(opening) if opening else "")
    kept = undo.with_beginning(visit.current(), begins) if followed and begins else ()
    visit.begin(
        Visit(
            experiment,
            () if waiting else (*notes, *lesson_notes, *opening_notes, *pin_notes, *name_notes, *step_notes, *view_notes),
            query,
            pins=pins,
            pin_names=pin_names,
            page=page,
            pending_number=pending_number,
            order=_order(number, step, opening),
            length=experiment.steps,
            opened=visit.current().opened if kept else experiment,
            undo_stack=kept,
            lesson=lesson,
            tasks_done=tasks_done,
            lesson_number=first,
            opening=opening.id if opening else "",
            openings_shown=not known and not query and page == next(iter(VIEWS)),
            own=experiment.dataset if isinstance(experiment.dataset, OwnTable) else own,
            waiting=waiting,
        )
    )


def write() -> None:
    """Write the run into the link, once the controls show it. The default run has the plain link; a lesson, and what is to be
    tried, have their own."""
    now = visit.current()
    if now.waiting is not None and (now.experiment, now.pins) == (now.opened, ()):
        _written()  # the link stays what it was, until its table is there or something else is looked at
        return
    experiment, pins = now.experiment, now.pins
    lesson, opening = lesson_state.current(), opening_state.in_force()
    plain = lesson.start if lesson else Experiment()
    query: dict[str, str] = {opening_state.TRY: opening.id} if opening else {}
    if not opening:
        query |= {} if experiment == plain else experiment.to_query()
        query |= {PINS: pinning.to_text(experiment, pins)} if pins else {}
    query |= {PIN_NAMES: text} if (text := pinned_names.to_text(pins, visit.current().pin_names)) else {}
    query |= lesson_state.written()
    query |= view_choice.written(CHOICES, (experiment, *pins))
    written = {name: [text] for name, text in query.items()}
    visit.update(query=written)
    if _query() != written:
        st.query_params.from_dict(query)
    _written()


def _written() -> None:
    """The controls show the run, and what touched them was handled."""
    visit.update(controls_stale=False, replaced=False)
    st.session_state[visit.TOUCHED] = None


def _waiting(experiment: Experiment, query: dict[str, list[str]]) -> Waiting | None:
    """The table that the link names, where the experiment is not one on it."""
    if isinstance(experiment.dataset, OwnTable):
        return None
    named = own_table.named_table({name: texts[0] for name, texts in query.items() if texts})
    return Waiting(named, query) if named is not None else None


def _order(number: int, step: int | None, opening: Opening | None) -> PlayerOrder:
    """What the player does first: it goes to the step that the link names, or plays what is to be tried."""
    if step is not None:
        return PlayerOrder(number + 1, step)
    return opening_state.order(opening, number + 1) if opening else PlayerOrder(number)


def _pins(experiment: Experiment, texts: list[str]) -> tuple[tuple[Experiment, ...], list[str]]:
    """The pinned runs of a link, and notes on what of them was not usable."""
    pins, notes = pinning.from_text(experiment, texts[0])
    if len(texts) > 1:
        notes = [f"{PINS}: appears {len(texts)} times; the first ({shown(texts[0])}) is used.", *notes]
    return pins, notes


def _query() -> dict[str, list[str]]:
    return {name: st.query_params.get_all(name) for name in st.query_params}
