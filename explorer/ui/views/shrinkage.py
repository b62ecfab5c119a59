"""Shrinkage: what the strength does to the weights, why, and how to choose it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

import streamlit as st

from explorer.cost.problem import Problem
from explorer.figures.base.picture import Picker
from explorer.figures.path.picture import AGAINST, SHOWN, path_picture
from explorer.figures.path.principal_directions import directions_picture
from explorer.figures.path.strength_axis import AXES
from explorer.figures.path.thresholds import thresholds_picture
from explorer.figures.weights.picture import weights_picture
from explorer.ui import notices, state
from explorer.ui.chart import received
from explorer.ui.chart.messages import MenuChoice, Refine, StrengthSet
from explorer.ui.notices import literal
from explorer.ui.parts import strength_line
from explorer.ui.parts.cross_validation import choosing
from explorer.ui.parts.export import take_home
from explorer.ui.parts.picture import show
from explorer.ui.player import live_player
from explorer.ui.sidebar import Controls
from explorer.ui.view_models.trained_run import trained
from explorer.ui.view_models.weight_path import Shrunk, shrunk
from explorer.ui.views.base import View

PAGE = "shrinkage"
WHY = "shrinkage_why"
FINE = "shrinkage.fine"
"""The problem whose path has been asked for at all its strengths."""
REASONS = {"directions": "principal directions", "thresholds": "one weight at a time"}
TWINS: dict[str, Any] = {"dataset": "twins", "strength": 0.1}
"""Where two features are nearly the same."""


@dataclass(frozen=True)
class Shrinkage(View):
    """The path with the run on it, cross-validation below it, and beside them why weights shrink and what to take home."""

    id: ClassVar[str] = PAGE
    name: ClassVar[str] = "Shrinkage"
    rank: ClassVar[int] = 40
    summary: ClassVar[str] = "What the strength does to the weights, why, and how to choose it."
    icon: ClassVar[str] = ":material/compress:"

    def show(self, controls: Callable[[], Controls]) -> None:
        """The player, the path and the choice on the left, reasons and translations on the right."""
        run = trained(state.visit().experiment)
        seen = shrunk(run, st.session_state.get(AGAINST, next(iter(AXES))), st.session_state.get(FINE))
        live_player(PAGE, run, {"run": seen.id, "columns": run.columns | seen.columns})
        drawn = controls()
        st.session_state.pop(strength_line.AGAIN, None)  # the whole page is being drawn
        notices.alarm(run.history)
        if seen.refusal:
            _refusal(seen)
        left, right = st.columns([11, 9], gap="medium")
        with left:
            _path(seen)
            choice = st.container()
            _notes(seen)
        with right:
            with st.container(key="reasons"):
                _why(seen)
            _twins(seen)
            take_home(run)
        notices.remark(run.history)
        drawn.tell_rate(run)
        if seen.path is not None and not seen.refusal:
            with choice:
                choosing(seen)


def _refusal(seen: Shrunk) -> None:
    """Why there is no path, and the nearest thing that has one as a button."""
    with st.container(key="no_path", horizontal=True, vertical_alignment="center"):
        still = "The run's own weights are shown instead." if seen.path is None else "Below is L2's, with the run beside it."
        st.info(literal(f"{seen.refusal} {still}"), icon=":material/info:")
        if seen.offer is not None:
            words, changes = seen.offer
            st.button(f"Use {words}", key="no_path.button", on_click=state.change, kwargs=changes)


def _path(seen: Shrunk) -> None:
    """The path, or the run's weights where there is none."""
    run = seen.run
    if seen.path is None:
        picture = weights_picture(
            run.problem, run.history, run.reference, run.experiment.prepared().scaling, run.experiment, ""
        )
        show(replace(picture, pickers=()), page=PAGE, run=seen.id, view=seen.view)
    else:
        chosen = st.session_state.get(SHOWN, "")
        picture = replace(path_picture(seen.shrinkage(chosen, state.visit().pins)), refine=seen.coarse)
        show(picture, page=PAGE, run=seen.id, view=f"{seen.view} {chosen}", on_message=partial(_on_path_message, seen.problem))


def _notes(seen: Shrunk) -> None:
    """How the path was found, and what is odd about the data or the run."""
    if seen.notes:
        with st.container(key="path_notes"):
            st.caption(literal(" ".join(seen.notes)))


def _on_path_message(problem: Problem) -> None:
    """A callback: the line in the path's picture was moved, a menu in its head used, or it is seen and to be refined."""
    for message in received(f"{PAGE}.path"):
        match message:
            case StrengthSet():
                strength_line.moved(message)
            case Refine():
                st.session_state[FINE] = problem
            case MenuChoice(name, value) if name in (SHOWN, AGAINST):
                state.touch()
                st.session_state[name] = str(value)


def _why(seen: Shrunk) -> None:
    """Why weights shrink: along principal directions where they do so one by one, or each weight by itself."""
    principal = seen.principal
    reason = st.session_state.get(WHY, "directions")
    if principal is None or not principal.spread.size:
        picture = thresholds_picture(seen.thresholds)
    else:
        pickers = (Picker(WHY, "Why", reason, tuple(REASONS.items())),)
        names = seen.problem.names[: principal.directions.shape[1]]
        along = reason == "directions"
        picture = (
            directions_picture(principal, names, seen.strength, pickers)
            if along
            else thresholds_picture(seen.thresholds, pickers)
        )
    show(picture, page=PAGE, run=seen.id, view=f"{seen.view} {reason}", on_message=_on_why_message)


def _on_why_message() -> None:
    """A callback: the other reason is asked for."""
    for message in received(f"{PAGE}.why"):
        if isinstance(message, MenuChoice) and message.name == WHY and message.value in REASONS:
            state.touch()
            st.session_state[WHY] = message.value


def _twins(seen: Shrunk) -> None:
    """What becomes of two features that are nearly the same, to be tried with one click."""
    with st.container(key="twins", horizontal=True, vertical_alignment="center"):
        st.caption("Two features that are nearly the same: L1 picks one of them, L2 shares the weight between both.")
        for penalty, label in (("l1", "Twins with L1"), ("l2", "Twins with L2")):
            here = seen.run.experiment.now.dataset == TWINS["dataset"] and seen.run.experiment.now.penalty == penalty
            st.button(label, key=f"twins.{penalty}", on_click=state.change, kwargs={**TWINS, "penalty": penalty}, disabled=here)
