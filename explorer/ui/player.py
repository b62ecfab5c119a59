"""The page's player: the run that it plays, at which step a change holds, what to undo, when the run goes on."""

from __future__ import annotations

import time
from collections.abc import Mapping
from typing import Any

import streamlit as st

from explorer.experiment import Experiment
from explorer.experiment import pinned as pinning
from explorer.experiment.pinned_names import Given, names
from explorer.figures.base.palette import pinned_style
from explorer.ui import opening_state, run_changes, undo, visit
from explorer.ui.chart import PageState, PlayerState, last_handled, latest, player, received
from explorer.ui.chart.messages import (
    Answer,
    Examples,
    FindingPressed,
    Message,
    More,
    Pin,
    Rename,
    Reset,
    Restore,
    Shown,
    Undo,
    Unpin,
)  # fmt: skip
from explorer.ui.parts import findings_line, moved_examples
from explorer.ui.parts.cost_sentence import terms_of
from explorer.ui.view_models.findings import findings_id
from explorer.ui.view_models.trained_run import Trained

PATIENCE = 1.0
"""Seconds for which a page with an open question is not drawn: the answer usually arrives long before."""
GLANCE = 0.004
BREATH = 0.015
"""The browser gathers what it is sent for 10 ms and then draws all of it: so long a changed run has it to itself, and is
painted before forty controls are."""
DRAWING = 0.06
"""So long where charts come before the controls: they are on the screen before these, which take the browser as long."""


def live_player(
    page: str, run: Trained, sent: Mapping[str, Any] | None = None, *, place: PageState | None = None, breath: float = BREATH
) -> None:
    """The player of a page. Where settings wait for a step, the page is drawn once the player has named it.

    ``sent`` replaces what the player gets of the run: ``run`` (its id), ``columns``, ``weights``, ``matrices``. ``place`` is
    what the page holds of its planes. ``breath`` are seconds that a changed run has to itself before anything else is sent.
    """
    key = f"{page}.player"
    given = {"run": run.id, "columns": run.columns, "weights": run.weights} | dict(sent or {})
    with st.container(key="player"):
        now = _state(run, place or PageState(handled=last_handled()))
        player(key=key, **given, terms=terms_of(run), state=now, on_message=lambda: _on_message(key))
    if visit.current().pending is not None:
        _wait()
    elif visit.current().replaced:
        time.sleep(breath)


def let_draw() -> None:
    """Leaves the browser to the charts of a changed run, which were sent before the controls."""
    if visit.current().replaced:
        time.sleep(DRAWING)


def shown_step(page: str) -> int | None:
    """The step at which a page's player was when a control was last touched; None where it has sent none."""
    shown = latest(f"{page}.player", Shown)
    return visit.valid_step(shown.step) if shown and visit.begun() else None


def _wait() -> None:
    """Until the answer arrives: it abandons this run of the script at the next look at the session's state."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        time.sleep(GLANCE)
        st.session_state.get(visit.VISIT)


def _state(run: Trained, place: PageState) -> PlayerState:
    now = visit.current()
    first, name = run_changes.first_run()
    return PlayerState(
        ask=now.pending_number if now.pending is not None else 0,
        order=now.order.number, seek=now.order.seek, say=now.order.message, play=now.order.play, part=now.order.part,
        examples=now.openings_shown, lesson=bool(now.lesson),
        changed=max((step for step, *_ in run.experiment.changes), default=0),
        undo=undo.taken_back(now), begun=bool(now.undo_stack and now.undo_stack[-1].begun),
        blew_up=run.history.status == "diverged",
        reset=name if first != run.experiment else "",
        more=not run.rest, rest=run.rest,
        pins=_chips(now.pins, run.experiment, now.pin_names), moved=moved_examples.count(now.experiment.now),
        can_pin=pinning.refusal(now.pins, run.experiment),
        findings=findings_id(run, now.pins),
        page=place,
    )  # fmt: skip


def _chips(pins: tuple[Experiment, ...], run: Experiment, given: Given) -> tuple[dict[str, Any], ...]:
    """The pinned runs by name, each with its colour and dash."""
    return tuple(
        {"name": name, "colour": pinned_style(i)[0], "dash": pinned_style(i)[1]}
        for i, name in enumerate(names(pins, run, given))
    )


def _on_message(key: str) -> None:
    """A callback: the player has sent messages."""
    visit.player_reported()
    for message in received(key):
        if not isinstance(message, Shown):
            visit.touch()
            _do(message)


def _do(message: Message) -> None:
    """What the visitor did at the player, or its answer to a question."""
    match message:
        case Answer(question, step):
            run_changes.answer(question, min(step, visit.current().experiment.steps))
        case Examples():
            opening_state.toggle()
        case Undo():
            run_changes.undo_last()
        case Reset():
            run_changes.reset()
        case More():
            run_changes.extend()
        case Pin():
            run_changes.pin()
        case Restore(step):
            moved_examples.restore(visit.valid_step(step))
        case FindingPressed():
            findings_line.pressed(message)
        case Unpin(index):
            run_changes.unpin(index)
        case Rename(index, name):
            run_changes.rename(index, name)
