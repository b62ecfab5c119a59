"""Surface: what gradient descent walks on, as data loss, penalty and their sum."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import streamlit as st

from explorer.figures.base.picture import Picture
from explorer.landscape.window import Window
from explorer.ui import notices, state
from explorer.ui.chart import PageState, charts, last_handled, received
from explorer.ui.chart.messages import AtRest, CursorPut, Flat, RangeShown, Refine
from explorer.ui.parts import slice_readings
from explorer.ui.parts.picture import message_of, show
from explorer.ui.parts.slice_picker import viewpoint
from explorer.ui.parts.slice_readings import AGAIN
from explorer.ui.player import let_draw, live_player
from explorer.ui.sidebar import Controls
from explorer.ui.view_models.slice import Walked, walked
from explorer.ui.view_models.slice_pictures import Look, pictured, shadow
from explorer.ui.view_models.trained_run import trained
from explorer.ui.views.base import View

PAGE = "surface"
LOOKS = {"solid": "3-D", "shared": "One colour scale", "equal": "Equal axes"}
LOOK = f"{PAGE}.look"
PANELS = f"{PAGE}.panels"
STEP, WINDOW, FINE, CURSOR, FLAT = (f"{PAGE}.{name}" for name in ("step", "window", "fine", "cursor", "flat"))
"""What the panels told: the step at which the player rests, the window zoomed to, the picture to be refined, the place
of the cursor, and whether the browser cannot draw in 3-D."""


@dataclass(frozen=True)
class SurfacePage(View):
    """Three linked panels, what a slice hides, and what the shape of the cost means."""

    id: ClassVar[str] = PAGE
    name: ClassVar[str] = "Surface"
    rank: ClassVar[int] = 30
    summary: ClassVar[str] = "What gradient descent walks on: the data loss, the penalty and their sum."
    icon: ClassVar[str] = ":material/landscape:"

    def show(self, controls: Callable[[], Controls]) -> None:
        """The player, the point of view, the three panels, and below them what they hide."""
        run = trained(state.visit().experiment)
        seen = walked(run, state.visit().pins, st.session_state.get(STEP, 0))
        look = _look(st.session_state.get(LOOK, ()))
        _pictures(seen, look)  # before the player, so that the run and its charts come at the same time
        place = PageState(_kept(CURSOR, seen.view), st.session_state.get(STEP, 0), last_handled())
        live_player(PAGE, run, {"run": seen.id, "columns": run.columns | seen.columns}, place=place, breath=0.0)
        notices.alarm(run.history)
        above = st.container(key="viewpoint", horizontal=True, vertical_alignment="bottom")
        _follow(seen, look)
        drawn = controls()
        with above:
            viewpoint(run.experiment.now, run.problem, run.plane)
            _choose_look()
        notices.remark(run.history)
        drawn.tell_rate(run)


def _choose_look() -> None:
    """How the panels are drawn: choices of the page, not of the experiment."""
    common: dict[str, Any] = {"on_change": state.touch, "persist_state": "session"}
    st.pills(
        "Draw with", list(LOOKS), key=LOOK, selection_mode="multi", format_func=LOOKS.__getitem__,
        help="3-D: a landscape to turn. One colour scale: the same colour is the same cost in all three. "
        "Equal axes: one unit is as long up as it is across.", **common,
    )  # fmt: skip


def _look(chosen: Collection[str]) -> Look:
    return Look(**{name: name in chosen for name in LOOKS}, unable=st.session_state.get(FLAT, False))


def _pictures(seen: Walked, look: Look) -> tuple[Picture, ...]:
    """The panels, for the window that was zoomed to, and the projected cost."""
    window = _kept(WINDOW, seen.view)
    return *pictured(seen, look, window, st.session_state.get(FINE) == (seen.id, window)), shadow(seen)


@st.fragment
def _follow(seen: Walked, look: Look) -> None:
    """The panels and all that follows the cursor, the zoom and the step: drawn anew by themselves when one of these changes."""
    if st.session_state.pop(AGAIN, False):
        st.rerun()
    *panels, projected = _pictures(seen, look)
    window = _kept(WINDOW, seen.view)
    view = f"{seen.view} {window}"
    messages = [message_of(panel, run=seen.id, view=view) for panel in panels]
    charts(PANELS, messages, columns=3, gap="small", on_message=partial(_on_message, seen, window))
    words = st.container()
    left, right = st.columns(2, gap="medium")
    with left:
        show(projected, page=PAGE, run=seen.id)
    let_draw()
    with words:
        slice_readings.standing(seen)
        slice_readings.at_cursor(seen, _kept(CURSOR, seen.view))
    with right, st.container(key="shape"):
        slice_readings.shape(seen, st.session_state.get(STEP, 0))


def _kept(key: str, view: str) -> Any:
    """What was told of a plane, as long as that plane is shown."""
    told, value = st.session_state.get(key, ("", None))
    return value if told == view else None


def _on_message(seen: Walked, window: Window | None) -> None:
    """A callback: what the visitor did with the panels, or that one is ready for a finer picture."""
    for message in received(PANELS):
        match message:
            case CursorPut(place):
                st.session_state[CURSOR] = (seen.view, place)
            case RangeShown(shown):
                st.session_state[WINDOW] = (seen.view, shown)
            case Flat():
                st.session_state[FLAT] = True
            case Refine():
                st.session_state[FINE] = (seen.id, window)
            case AtRest(at):
                step = state.step_of(at)
                if step is not None and step != st.session_state.get(STEP, 0):
                    st.session_state[STEP] = step
                    st.session_state[AGAIN] = seen.ground.rest == "step"
