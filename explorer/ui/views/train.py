"""Train: press Play and watch a real model learn, in four linked charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import streamlit as st

from explorer.experiment.comparison import yardsticks
from explorer.figures.base.picture import Picture
from explorer.figures.cost.log_steps import AXES as STEPS_AXES
from explorer.figures.cost.log_steps import STEPS_AXIS
from explorer.figures.fit.picture import FIT_VIEW, FIT_VIEWS, fit_picture, movable
from explorer.figures.surface.one_weight import one_weight_picture
from explorer.figures.surface.two_weights import surface_picture
from explorer.figures.weights.picture import VIEW, WEIGHTS_VIEWS, weights_picture
from explorer.ui import notices, visit
from explorer.ui.chart import charts, received
from explorer.ui.chart.messages import FlippedExample, MenuChoice, MovedExample
from explorer.ui.parts import moved_examples
from explorer.ui.parts.picture import message_of
from explorer.ui.parts.slice_picker import AXES, other_plane
from explorer.ui.player import let_draw, live_player
from explorer.ui.sidebar import Controls
from explorer.ui.view_choice import ViewChoice, choice
from explorer.ui.view_models.comparison import CHOSEN, Comparison, compare, curve
from explorer.ui.view_models.earlier_data import earlier_data
from explorer.ui.view_models.trained_run import Trained, trained
from explorer.ui.views.base import View

CHARTS = "train.charts"


def pictures(comparison: Comparison) -> Iterator[Picture]:
    """The four charts of a run, in reading order; each is built on demand, after the one before was sent."""
    run = comparison.run
    problem, history, prepared = run.problem, run.history, run.experiment.prepared()
    then = earlier_data(run.experiment)
    yield fit_picture(problem, prepared, history, view=fit_view(), pins=comparison.paths, pinned=comparison.fits, earlier=then)
    yield curve(comparison, st.session_state.get(STEPS_AXIS, ""))
    if problem.size > 1:
        yield surface_picture(problem, history, run.surface, *run.plane, pinned=comparison.paths)
    else:
        yield one_weight_picture(problem, history)
    yield weights_picture(problem, history, run.reference, prepared.scaling, run.experiment, st.session_state.get(VIEW, ""))


def fit_view() -> str:
    """How classes with many features are looked at: the visitor's choice, kept from page to page, no part of the experiment."""
    chosen: str = st.session_state.get(FIT_VIEW, next(iter(FIT_VIEWS)))
    return chosen


@dataclass(frozen=True)
class Train(View):
    """Four linked panels: the fit, the cost, the surface with the path, the weights."""

    id: ClassVar[str] = "train"
    name: ClassVar[str] = "Train"
    rank: ClassVar[int] = 10
    summary: ClassVar[str] = "Press Play and watch gradient descent learn: the fit, the cost, the surface and the weights."
    icon: ClassVar[str] = ":material/play_circle:"
    choices: ClassVar[tuple[ViewChoice, ...]] = (
        ViewChoice(
            "compare_by",
            lambda _: CHOSEN,
            lambda runs: [y.id for y in yardsticks(runs)],
            lambda runs: yardsticks(runs)[0].id,
        ),
        choice("steps_axis", STEPS_AXIS, STEPS_AXES),
        choice("fit_view", FIT_VIEW, FIT_VIEWS),
        choice("weights_view", VIEW, list(WEIGHTS_VIEWS)),
    )

    def show(self, controls: Callable[[], Controls]) -> None:
        """The player on top, then the four charts."""
        run = trained(visit.current().experiment)
        now = visit.current()
        comparison = compare(run, now.pins, st.session_state.get(CHOSEN, ""), now.pin_names)
        live_player("train", run, {"run": comparison.id, "kin": comparison.kin, "columns": run.columns | comparison.columns})
        notices.alarm(run.history)
        with st.container(key="filled"):
            charts(CHARTS, list(_messages(comparison)), columns=2, on_message=partial(_on_message, run))
        let_draw()
        drawn = controls()
        notices.remark(run.history)
        drawn.show_rate(run)


def _messages(comparison: Comparison) -> Iterator[dict[str, Any]]:
    """The charts as they travel to the page."""
    e = comparison.run.experiment
    for picture in pictures(comparison):
        view = f"{e.dataset} {e.model} {[picker.value for picker in picture.pickers]}"
        yield message_of(picture, run=comparison.id, kin=comparison.kin, view=view)


def _on_message(run: Trained) -> None:
    """A callback: a menu in a chart's head was used, or an example of the fit."""
    for message in received(CHARTS):
        match message:
            case MovedExample():
                moved_examples.moved(movable(run.problem, fit_view()), message)
            case FlippedExample():
                moved_examples.flip(message)
            case MenuChoice(name, value) if name in (CHOSEN, STEPS_AXIS, VIEW, FIT_VIEW):  # of the page, not of the experiment
                visit.touch()
                st.session_state[name] = str(value)
            case MenuChoice(name, value) if name in AXES:
                other_plane(run.plane, {name: value})
