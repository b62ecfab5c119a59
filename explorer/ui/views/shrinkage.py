"""Shrinkage: what the strength does to the weights, why, and how to choose it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, ClassVar

import streamlit as st

from explorer.cost.problem import Problem
from explorer.experiment.export.scripts import KINDS
from explorer.figures.base.picture import Picker
from explorer.figures.path.picture import AGAINST, SHOWN, path_picture
from explorer.figures.path.principal_directions import directions_picture
from explorer.figures.path.thresholds import thresholds_picture
from explorer.figures.weights.picture import weights_picture
from explorer.ui import notices, run_changes, visit
from explorer.ui.chart import received
from explorer.ui.chart.messages import MenuChoice, Refine, StrengthSet
from explorer.ui.markdown import literal
from explorer.ui.parts import strength_line
from explorer.ui.parts.cross_validation import BY, JUDGES, choosing
from explorer.ui.parts.export import KEY as SCRIPT
from explorer.ui.parts.export import take_home
from explorer.ui.parts.information import by_information
from explorer.ui.parts.picture import show
from explorer.ui.player import live_player
from explorer.ui.sidebar import Controls
from explorer.ui.view_choice import ViewChoice, choice
from explorer.ui.view_models.trained_run import trained
from explorer.ui.view_models.weight_path import RunOnPath, run_on_path, takes_long
from explorer.ui.views.base import View
from explorer.words import shrinkage_path as words
from explorer.words.shrinkage import REASONS
from explorer.words.shrinkage_path import AXES, SHOWS

PAGE = "shrinkage"
WHY = "shrinkage_why"
FINE = "shrinkage.fine"
"""The session key of the problem whose path is to be computed at all its strengths."""
RELAXED = "shrinkage.relaxed"
TWINS: dict[str, Any] = {"dataset": "twins", "strength": 0.1}
"""Where two features are nearly the same."""


@dataclass(frozen=True)
class Shrinkage(View):
    """The path with the run on it, cross-validation below it; next to them why weights shrink, and the export."""

    id: ClassVar[str] = PAGE
    name: ClassVar[str] = "Shrinkage"
    rank: ClassVar[int] = 40
    summary: ClassVar[str] = "What the strength does to the weights, why, and how to choose it."
    icon: ClassVar[str] = ":material/compress:"
    choices: ClassVar[tuple[ViewChoice, ...]] = (
        choice("path_view", SHOWN, SHOWS),
        choice("path_against", AGAINST, AXES),
        choice("why", WHY, REASONS),
        choice("judged_by", BY, JUDGES),
        choice("script", SCRIPT, KINDS),
    )

    def show(self, controls: Callable[[], Controls]) -> None:
        """The player, the path and the choice on the left, reasons and translations on the right."""
        run = trained(visit.current().experiment)
        early = controls() if takes_long(run) else None  # what could be changed is there meanwhile
        on_path = run_on_path(run, st.session_state.get(AGAINST, next(iter(AXES))), st.session_state.get(FINE))
        live_player(PAGE, run, {"run": on_path.id, "columns": run.columns | on_path.columns})
        drawn = early or controls()
        st.session_state.pop(strength_line.AGAIN, None)  # the whole page is being drawn
        notices.alarm(run.history)
        if on_path.refusal:
            _refusal(on_path)
        left, right = st.columns([11, 9], gap="medium")
        with left:
            _path(on_path)
            with st.container(key="at_line", horizontal=True, vertical_alignment="center", gap="small"):
                if on_path.path is not None and not on_path.refusal:
                    strength_line.take()
                _relaxed(on_path)
            choice = st.container()
            criteria = st.container()
            _notes(on_path)
        with right:
            with st.container(key="reasons"):
                _why(on_path)
            _twins(on_path)
            take_home(run)
        notices.remark(run.history)
        drawn.show_rate(run)
        if on_path.path is not None and not on_path.refusal:
            with criteria:
                by_information(on_path)
            with choice:
                choosing(on_path)


def _refusal(on_path: RunOnPath) -> None:
    """Why there is no path, and the nearest thing that has one as a button."""
    with st.container(key="no_path", horizontal=True, vertical_alignment="center"):
        still = words.OWN_WEIGHTS if on_path.path is None else words.BESIDE_L2
        st.info(literal(f"{on_path.refusal} {still}"), icon=":material/info:")
        if on_path.offer is not None:
            named, changes = on_path.offer
            st.button(f"Use {named}", key="no_path.button", on_click=run_changes.change, kwargs=changes)


def _path(on_path: RunOnPath) -> None:
    """The path, or the run's weights where there is none."""
    run = on_path.run
    if on_path.path is None:
        picture = weights_picture(
            run.problem, run.history, run.reference, run.experiment.prepared().scaling, run.experiment, ""
        )
        show(replace(picture, pickers=()), page=PAGE, run=on_path.id, view=on_path.view)
    else:
        chosen = st.session_state.get(SHOWN, "")
        now = visit.current()
        picture = replace(path_picture(on_path.path_content(chosen, now.pins, now.pin_names)), refine=on_path.coarse)
        on_message = partial(_on_path_message, on_path.problem)
        show(picture, page=PAGE, run=on_path.id, view=f"{on_path.view} {chosen}", on_message=on_message)


def _relaxed(on_path: RunOnPath) -> None:
    """A switch for the relaxed path, where there is one."""
    if on_path.can_relax:
        st.session_state[RELAXED] = relaxed = on_path.run.experiment.relaxed
        st.toggle(words.RELAXED_SWITCH, relaxed, key=RELAXED, help=words.RELAXED_HELP, on_change=_on_relaxed)


def _on_relaxed() -> None:
    """A callback: the relaxed path is to be shown, or no longer."""
    run_changes.change(relaxed=bool(st.session_state[RELAXED]))


def _notes(on_path: RunOnPath) -> None:
    """How the path was found, and what is unusual about the data or the run."""
    if on_path.notes:
        with st.container(key="path_notes"):
            st.caption(literal(" ".join(on_path.notes)))


def _on_path_message(problem: Problem) -> None:
    """A callback: the line in the path's picture was moved, a menu in its head used, or it is drawn and can be refined."""
    for message in received(f"{PAGE}.path"):
        match message:
            case StrengthSet():
                strength_line.moved(message)
            case Refine():
                st.session_state[FINE] = problem
            case MenuChoice(name, value) if name in (SHOWN, AGAINST):
                visit.touch()
                st.session_state[name] = str(value)


def _why(on_path: RunOnPath) -> None:
    """Why weights shrink: along principal directions where they do so one by one, or each weight by itself."""
    principal = on_path.principal
    reason = st.session_state.get(WHY, "directions")
    if principal is None or not principal.singular_values.size:
        picture = thresholds_picture(on_path.thresholds)
    else:
        pickers = (Picker(WHY, "Why", reason, tuple(REASONS.items())),)
        names = on_path.problem.names[: principal.directions.shape[1]]
        along = reason == "directions"
        picture = (
            directions_picture(principal, names, on_path.strength, pickers)
            if along
            else thresholds_picture(on_path.thresholds, pickers)
        )
    show(picture, page=PAGE, run=on_path.id, view=f"{on_path.view} {reason}", on_message=_on_why_message)


def _on_why_message() -> None:
    """A callback: the visitor chose the other explanation of why weights shrink."""
    for message in received(f"{PAGE}.why"):
        if isinstance(message, MenuChoice) and message.name == WHY and message.value in REASONS:
            visit.touch()
            st.session_state[WHY] = message.value


def _twins(on_path: RunOnPath) -> None:
    """What becomes of two features that are nearly the same, to be tried with one click."""
    with st.container(key="twins", horizontal=True, vertical_alignment="center"):
        st.caption(words.TWINS)
        for penalty, label in (("l1", "Twins with L1"), ("l2", "Twins with L2")):
            here = on_path.run.experiment.now.dataset == TWINS["dataset"] and on_path.run.experiment.now.penalty == penalty
            st.button(
                label, key=f"twins.{penalty}", on_click=run_changes.change, kwargs={**TWINS, "penalty": penalty}, disabled=here
            )
