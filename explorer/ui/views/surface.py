"""Surface: what gradient descent walks on, as data loss, penalty and their sum."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import streamlit as st

from explorer.landscape.window import Window
from explorer.ui import notices, visit
from explorer.ui.chart import chart
from explorer.ui.parts import slice_readings
from explorer.ui.parts.picture import placed
from explorer.ui.parts.slice_picker import viewpoint
from explorer.ui.parts.slice_readings import AGAIN
from explorer.ui.player import live_player
from explorer.ui.sidebar import Controls
from explorer.ui.view_models.slice import RunOnSlice, run_on_slice
from explorer.ui.view_models.slice_pictures import PanelOptions, panel_pictures, projected_cost
from explorer.ui.view_models.trained_run import trained
from explorer.ui.views.base import View

PAGE = "surface"
LOOKS = {"solid": "3-D", "shared": "One colour scale", "equal": "Equal axes"}
LOOK = f"{PAGE}.look"
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
        run = trained(visit.current().experiment)
        on_slice = run_on_slice(run, visit.current().pins, st.session_state.get(STEP, 0))
        brought = _messages(on_slice, _options(st.session_state.get(LOOK, ())))
        live_player(PAGE, run, {"run": on_slice.id, "columns": run.columns | on_slice.columns, "brings": brought})
        drawn = controls()
        notices.alarm(run.history)
        with st.container(key="viewpoint", horizontal=True, vertical_alignment="bottom"):
            viewpoint(run.experiment.now, run.problem, run.plane)
            options = _choose_options()
        _follow(on_slice, options, frozenset(message["stamp"] for message in brought))
        notices.remark(run.history)
        drawn.show_rate(run)


def _choose_options() -> PanelOptions:
    """How the panels are drawn: choices of the page, not of the experiment."""
    common: dict[str, Any] = {"on_change": visit.touch, "persist_state": "session"}
    chosen = st.pills(
        "Draw with", list(LOOKS), key=LOOK, selection_mode="multi", format_func=LOOKS.__getitem__,
        help="3-D: a landscape to turn. One colour scale: the same colour is the same cost in all three. "
        "Equal axes: one unit is as long up as it is across.", **common,
    )  # fmt: skip
    return _options(chosen)


def _options(chosen: Collection[str]) -> PanelOptions:
    return PanelOptions(
        in_3d="solid" in chosen,
        shared_scale="shared" in chosen,
        equal_axes="equal" in chosen,
        no_webgl=st.session_state.get(FLAT, False),
    )


def _messages(on_slice: RunOnSlice, options: PanelOptions) -> list[dict[str, Any]]:
    """The panels and the shadow as the browser is told of them, with the window, the cursor and the step that were told."""
    window, step = _kept_for(WINDOW, on_slice.view), st.session_state.get(STEP, 0)
    more = {"view": f"{on_slice.view} {window}", "cursor": _kept_for(CURSOR, on_slice.view), "here": step}
    panels = panel_pictures(on_slice, options, window, st.session_state.get(FINE) == (on_slice.id, window))
    return [
        *(placed(panel, page=PAGE, run=on_slice.id, **more) for panel in panels),
        placed(projected_cost(on_slice), page=PAGE, run=on_slice.id),
    ]


@st.fragment
def _follow(on_slice: RunOnSlice, options: PanelOptions, brought: frozenset[str]) -> None:
    """The panels and all that follows the cursor, the zoom and the step: drawn anew by themselves when one of these changes.

    ``brought`` are the stamps of the charts that the player has brought.
    """
    if st.session_state.pop(AGAIN, False):
        st.rerun()
    *panels, below = _messages(on_slice, options)
    window = _kept_for(WINDOW, on_slice.view)
    for place, panel in zip(st.columns(3, gap="small"), panels, strict=True):
        with place:
            chart(panel, partial(_on_panel, panel["name"], on_slice, window), brought=panel["stamp"] in brought)
    slice_readings.about_slice(on_slice)
    slice_readings.at_cursor(on_slice, _kept_for(CURSOR, on_slice.view))
    left, right = st.columns(2, gap="medium")
    with left:
        chart(below, brought=below["stamp"] in brought)
    with right, st.container(key="shape"):
        slice_readings.shape(on_slice, st.session_state.get(STEP, 0))


def _kept_for(key: str, view: str) -> Any:
    """What was told of a plane, as long as that plane is shown."""
    message, value = st.session_state.get(key, ("", None))
    return value if message == view else None


def _on_panel(name: str, on_slice: RunOnSlice, window: Window | None) -> None:
    """A callback: a panel tells what the visitor did with it, or that it is ready for a finer picture."""
    message = st.session_state[f"{PAGE}.{name}"].picked
    if not isinstance(message, dict):
        return
    if "cursor" in message:
        st.session_state[CURSOR] = (on_slice.view, slice_readings.place_of(message["cursor"]))
    if "range" in message:
        st.session_state[WINDOW] = (on_slice.view, slice_readings.window_of(message["range"]))
    if message.get("flat") is True:
        st.session_state[FLAT] = True
    if "refine" in message:
        st.session_state[FINE] = (on_slice.id, window)
    step = visit.valid_step(message.get("here"))
    if step is not None and step != st.session_state.get(STEP, 0):
        st.session_state[STEP] = step
        st.session_state[AGAIN] = on_slice.slice.rest == "step"
