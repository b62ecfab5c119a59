"""The talk between the page and its player: at which step a change holds, what to undo, when the run goes on."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from explorer.experiment import Experiment
from explorer.experiment import pinned as pinning
from explorer.experiment.changes import described
from explorer.figures.base.palette import pinned_style
from explorer.ui import run_changes, visit
from explorer.ui.chart import Talk, bring, player
from explorer.ui.parts import moved_examples
from explorer.ui.parts.cost_sentence import terms_of
from explorer.ui.view_models.trained_run import Trained

PATIENCE = 1.0
"""Seconds for which a page with an open question is not drawn: as a rule the answer is here long before."""
GLANCE = 0.004
BREATH = 0.015
"""The browser gathers what it is sent for 10 ms and then draws all of it: so long a changed run has it to itself, and is
painted before forty controls are."""
DRAWING = 0.06
"""So long where the run brings charts: they are on the screen before the controls, which take the browser as long to draw."""


def live_player(page: str, run: Trained, sent: Mapping[str, Any] | None = None) -> None:
    """The player of a page. Where settings wait for a step, the page is drawn once the player has named it.

    ``sent`` replaces what the player gets of the run: ``run`` (its id), ``columns``, ``weights``, ``matrices``; ``brings`` are
    charts that are drawn with it.
    """
    key = f"{page}.player"
    given = {"run": run.id, "columns": run.columns, "weights": run.weights} | dict(sent or {})
    with st.container(key="player"):
        player(key=key, **given, terms=terms_of(run), talk=_talk(run), on_did=lambda: _heard(key), on_at=visit.player_reported)
    if visit.current().pending is not None:
        _wait()
    elif visit.current().replaced:
        time.sleep(DRAWING if given.get("brings") else BREATH)


def bring_charts(page: str, charts: Callable[[], list[dict[str, Any]]]) -> list[dict[str, Any]]:
    """Charts of a changed run, sent before the controls are, which take the browser as long to draw. None of another run."""
    sent = charts() if visit.current().replaced else []
    with st.container(key="bringer"):
        bring(f"{page}.bringer", sent)
    if sent:
        time.sleep(DRAWING)
    return sent


def shown_step(page: str) -> int | None:
    """The step at which a page's player stood when a control was last touched; None where it has not said."""
    at = getattr(st.session_state.get(f"{page}.player"), "at", None)
    return visit.valid_step(at) if visit.begun() else None


def _wait() -> None:
    """Until the answer arrives: it abandons this run of the script at the next look at the session's state."""
    patience = time.monotonic() + PATIENCE
    while time.monotonic() < patience:
        time.sleep(GLANCE)
        st.session_state.get(visit.VISIT)


def _talk(run: Trained) -> Talk:
    now = visit.current()
    undo = ""
    if now.undo_stack:
        at, before, *_ = now.undo_stack[-1]
        undo = f"{described(before.now, now.experiment.now)} at step {at}" if at else "back to the run before"
    return Talk(
        ask=now.pending_number if now.pending is not None else 0,
        order=now.order.number, seek=now.order.seek, said=now.order.message,
        undo=undo,
        more=not run.rest, rest=run.rest,
        pins=_chips(now.pins), moved=moved_examples.count(now.experiment.now),
        can_pin=pinning.refusal(now.pins, run.experiment),
    )  # fmt: skip


def _chips(pins: tuple[Experiment, ...]) -> tuple[dict[str, Any], ...]:
    """The pinned runs by name, each with its colour and dash."""
    return tuple(
        {"name": pinning.name(pin), "colour": pinned_style(i)[0], "dash": pinned_style(i)[1]} for i, pin in enumerate(pins)
    )


def _heard(key: str) -> None:
    """A callback: the visitor did something at the player."""
    did = st.session_state[key].did
    if not isinstance(did, dict):
        return
    visit.touch()
    kind, number, step = did.get("kind"), did.get("number"), visit.valid_step(did.get("step"))
    if kind == "answer" and isinstance(number, int) and step is not None:
        run_changes.answer(number, step)
    elif kind == "undo":
        run_changes.undo_last()
    elif kind == "more":
        run_changes.extend()
    elif kind == "pin":
        run_changes.pin()
    elif kind == "restore":
        moved_examples.restore(step)
    elif kind == "unpin" and isinstance(index := did.get("index"), int):
        run_changes.unpin(index)
