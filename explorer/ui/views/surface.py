"""Surface: what gradient descent walks on, as data loss, penalty and their sum."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import streamlit as st

from explorer.figures.relief import relief_pictures
from explorer.ground import Window
from explorer.ui import notices, state
from explorer.ui.controls import Controls
from explorer.ui.live import live_player
from explorer.ui.parts import readings
from explorer.ui.parts.picture import show
from explorer.ui.parts.readings import AGAIN
from explorer.ui.parts.viewpoint import viewpoint
from explorer.ui.reliefs import Look, relief, shadow
from explorer.ui.runs import trained
from explorer.ui.views.base import View
from explorer.ui.walked import Walked, walked

PAGE = "surface"
LOOKS = {"solid": "3-D", "shared": "One colour scale", "equal": "Equal axes"}
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
        live_player(PAGE, run, {"run": seen.id, "columns": run.columns | seen.columns})
        drawn = controls()
        notices.alarm(run.history)
        with st.container(key="viewpoint", horizontal=True, vertical_alignment="bottom"):
            viewpoint(run.experiment.now, run.problem, run.plane)
            look = _look()
        _follow(seen, look)
        notices.remark(run.history)
        drawn.tell_rate(run)


def _look() -> Look:
    """How the panels are drawn: choices of the page, not of the experiment."""
    common: dict[str, Any] = {"on_change": state.touch, "persist_state": "session"}
    chosen = st.pills(
        "Draw with", list(LOOKS), key=f"{PAGE}.look", selection_mode="multi", format_func=LOOKS.__getitem__,
        help="3-D: a landscape to turn. One colour scale: the same colour is the same cost in all three. "
        "Equal axes: one unit is as long up as it is across.", **common,
    )  # fmt: skip
    return Look(**{name: name in chosen for name in LOOKS})


@st.fragment
def _follow(seen: Walked, look: Look) -> None:
    """The panels and all that follows the cursor, the zoom and the step: drawn anew by themselves when one of these changes."""
    if st.session_state.pop(AGAIN, False):
        st.rerun()
    window = _kept(WINDOW, seen.view)
    cursor = _kept(CURSOR, seen.view)
    step = st.session_state.get(STEP, 0)
    look = look._replace(unable=st.session_state.get(FLAT, False))
    fine = st.session_state.get(FINE) == (seen.id, window)
    pictures = relief_pictures(relief(seen, look, window, fine))
    for place, picture in zip(st.columns(3, gap="small"), pictures, strict=True):
        with place:
            told = partial(_told, picture.name, seen, window)
            show(picture, page=PAGE, run=seen.id, view=f"{seen.view} {window}", cursor=cursor, here=step, on_picked=told)
    readings.standing(seen)
    readings.at_cursor(seen, cursor)
    left, right = st.columns(2, gap="medium")
    with left:
        show(shadow(seen), page=PAGE, run=seen.id)
    with right, st.container(key="shape"):
        readings.shape(seen, step)


def _kept(key: str, view: str) -> Any:
    """What was told of a plane, as long as that plane is shown."""
    told, value = st.session_state.get(key, ("", None))
    return value if told == view else None


def _told(name: str, seen: Walked, window: Window | None) -> None:
    """A callback: a panel tells what the visitor did with it, or that it is ready for a finer picture."""
    told = st.session_state[f"{PAGE}.{name}"].picked
    if not isinstance(told, dict):
        return
    if "cursor" in told:
        st.session_state[CURSOR] = (seen.view, readings.place_of(told["cursor"]))
    if "range" in told:
        st.session_state[WINDOW] = (seen.view, readings.window_of(told["range"]))
    if told.get("flat") is True:
        st.session_state[FLAT] = True
    if "refine" in told:
        st.session_state[FINE] = (seen.id, window)
    step = state.step_of(told.get("here"))
    if step is not None and step != st.session_state.get(STEP, 0):
        st.session_state[STEP] = step
        st.session_state[AGAIN] = seen.ground.rest == "step"
