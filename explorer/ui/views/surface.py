"""Surface: what gradient descent walks on, as data loss, penalty and their sum."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import streamlit as st

from explorer.figures.base.picture import Picture
from explorer.figures.surface.one_weight import one_weight_picture
from explorer.landscape.window import Window
from explorer.ui import notices, visit
from explorer.ui.chart import PageState, charts, last_handled, received
from explorer.ui.chart.messages import AspectShown, AtRest, CursorPut, Flat, RangeShown, Refine
from explorer.ui.interruption import told
from explorer.ui.parts import slice_readings
from explorer.ui.parts.picture import message_of, show
from explorer.ui.parts.slice_picker import viewpoint
from explorer.ui.parts.slice_readings import AGAIN
from explorer.ui.player import let_draw, live_player
from explorer.ui.sidebar import Controls
from explorer.ui.view_choice import ViewChoice, choice
from explorer.ui.view_models.beside import beside_pictures, beside_refusal
from explorer.ui.view_models.slice import RunOnSlice, run_on_slice
from explorer.ui.view_models.slice_pictures import PanelOptions, panel_pictures, projected_cost
from explorer.ui.view_models.trained_run import Trained, trained
from explorer.ui.views.base import View
from explorer.words import surface as words

PAGE = "surface"
LOOKS = {"solid": "3-D", "log": "Log", "shared": "One scale", "equal": "Equal axes", "corner": "L1 beside L2"}
LOOK = f"{PAGE}.look"
PANELS = f"{PAGE}.panels"
STEP, WINDOW, FINE, CURSOR, FLAT, ASPECT = (f"{PAGE}.{name}" for name in ("step", "window", "fine", "cursor", "flat", "aspect"))
"""Session keys of what the panels sent: the step at which the player rests, the window zoomed to, the picture to be
refined, the place of the cursor, whether the browser cannot draw in 3-D, and how wide the panels are for their height."""


@dataclass(frozen=True)
class SurfacePage(View):
    """Three linked panels, what a slice hides, and what the shape of the cost means."""

    id: ClassVar[str] = PAGE
    name: ClassVar[str] = "Surface"
    rank: ClassVar[int] = 30
    summary: ClassVar[str] = "The cost over the weights: data loss, penalty and their sum, with the run's path."
    icon: ClassVar[str] = ":material/landscape:"
    choices: ClassVar[tuple[ViewChoice, ...]] = (choice("draw", LOOK, LOOKS, most=len(LOOKS)),)

    def show(self, controls: Callable[[], Controls]) -> None:
        """The player, the point of view, the three panels, and below them what they hide."""
        run = trained(visit.current().experiment)
        if run.problem.size == 1:
            _show_curve(run, controls)
            return
        on_slice = run_on_slice(run, visit.current().pins, st.session_state.get(STEP, 0))
        _pictures(on_slice)  # before the player, so that the run and its charts come at the same time
        place = PageState(_kept_for(CURSOR, on_slice.view), st.session_state.get(STEP, 0), last_handled())
        live_player(PAGE, run, {"run": on_slice.id, "columns": run.columns | on_slice.columns}, place=place, breath=0.0)
        notices.alarm(run.history)
        above = st.container(key="viewpoint", horizontal=True, vertical_alignment="bottom")
        _follow(on_slice)
        drawn = controls()
        with above:
            viewpoint(run.experiment.now, run.problem, run.plane)
            _choose_options()
        notices.remark(run.history)
        drawn.show_rate(run)


def _show_curve(run: Trained, controls: Callable[[], Controls]) -> None:
    """The page where there is one weight alone: the player, and the cost as a curve."""
    live_player(PAGE, run, {"run": run.id, "columns": run.columns})
    notices.alarm(run.history)
    show(one_weight_picture(run.problem, run.history), page=PAGE, run=run.id)
    let_draw()
    drawn = controls()
    notices.remark(run.history)
    drawn.show_rate(run)


def _choose_options() -> None:
    """How the panels are drawn: choices of the page, not of the experiment."""
    common: dict[str, Any] = {"on_change": visit.touch, "persist_state": "session"}
    st.pills(
        "Draw with", list(LOOKS), default=st.session_state.get(LOOK), key=LOOK, selection_mode="multi",
        format_func=LOOKS.__getitem__, help=words.LOOKS_HELP, **common,
    )  # fmt: skip


def _options() -> PanelOptions:
    """How the panels are to be drawn: what was chosen, and what the browser has told of itself."""
    chosen: Collection[str] = st.session_state.get(LOOK, ())
    return PanelOptions(
        in_3d="solid" in chosen,
        log_heights="log" in chosen,
        shared_scale="shared" in chosen,
        equal_axes="equal" in chosen,
        no_webgl=st.session_state.get(FLAT, False),
        aspect=st.session_state.get(ASPECT, 1.0),
    )


def _pictures(on_slice: RunOnSlice) -> tuple[Picture, ...]:
    """The panels, for the window that was zoomed to, and the projected cost."""
    window = _kept_for(WINDOW, on_slice.view)
    if _beside() and (two := beside_pictures(on_slice, _options().aspect, window)):
        return *two, projected_cost(on_slice)
    fine = st.session_state.get(FINE) == (on_slice.id, window)
    return *panel_pictures(on_slice, _options(), window, fine), projected_cost(on_slice)


def _beside() -> bool:
    """Whether L1 and L2 are to be drawn beside each other."""
    return "corner" in st.session_state.get(LOOK, ())


@st.fragment
def _follow(on_slice: RunOnSlice) -> None:
    """The panels and all that follows the cursor, the zoom and the step: drawn anew by themselves when one of these changes,
    or when the browser has told something of itself."""
    if st.session_state.pop(AGAIN, False):
        st.rerun()
    with told("surface"):
        *panels, projected = _pictures(on_slice)
    window, options = _kept_for(WINDOW, on_slice.view), _options()
    view = f"{on_slice.view} {window} {options.aspect if options.equal_axes else ''} {len(panels)}"
    messages = [message_of(panel, run=on_slice.id, view=view) for panel in panels]
    if _beside() and (refusal := beside_refusal(on_slice)):
        st.info(refusal, icon=":material/info:")
    charts(PANELS, messages, columns=len(panels), gap="small", on_message=partial(_on_message, on_slice, window))
    words = st.container()
    left, right = st.columns(2, gap="medium")
    with left:
        show(projected, page=PAGE, run=on_slice.id)
    let_draw()
    with words:
        slice_readings.at_cursor(on_slice, _kept_for(CURSOR, on_slice.view))  # first: its button is seen at once
        slice_readings.about_slice(on_slice)
    with right, st.container(key="shape"):
        slice_readings.shape(on_slice, st.session_state.get(STEP, 0))


def _kept_for(key: str, view: str) -> Any:
    """What the browser sent about a plane, as long as that plane is shown."""
    shown, value = st.session_state.get(key, ("", None))
    return value if shown == view else None


def _on_message(on_slice: RunOnSlice, window: Window | None) -> None:
    """A callback: what the visitor did with the panels, or that one is ready for a finer picture."""
    for message in received(PANELS):
        match message:
            case CursorPut(place):
                st.session_state[CURSOR] = (on_slice.view, place)
            case RangeShown(shown):
                st.session_state[WINDOW] = (on_slice.view, shown)
            case Flat():
                st.session_state[FLAT] = True
            case AspectShown(ratio):
                st.session_state[ASPECT] = ratio
            case Refine():
                st.session_state[FINE] = (on_slice.id, window)
            case AtRest(at):
                step = visit.valid_step(at)
                if step is not None and step != st.session_state.get(STEP, 0):
                    st.session_state[STEP] = step
                    st.session_state[AGAIN] = on_slice.slice.rest == "step"
