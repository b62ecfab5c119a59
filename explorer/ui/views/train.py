"""Train: press Play and watch a real model learn, in four linked charts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

import streamlit as st

from explorer.figures.base.picture import Picture
from explorer.figures.fit.picture import FIT_VIEW, FIT_VIEWS, fit_picture, movable
from explorer.figures.surface.two_weights import surface_picture
from explorer.figures.weights.picture import VIEW, weights_picture
from explorer.ui import notices, visit
from explorer.ui.chart import chart
from explorer.ui.parts import moved_examples
from explorer.ui.parts.picture import placed
from explorer.ui.parts.slice_picker import other_plane
from explorer.ui.player import bring_charts, live_player
from explorer.ui.sidebar import Controls
from explorer.ui.view_models.comparison import CHOSEN, Comparison, compare, curve
from explorer.ui.view_models.trained_run import Trained, trained
from explorer.ui.views.base import View


def pictures(comparison: Comparison) -> Iterator[Picture]:
    """The four charts of a run, in reading order; each is made when asked for, so that the one before is on its way."""
    run = comparison.run
    problem, history, prepared = run.problem, run.history, run.experiment.prepared()
    yield fit_picture(problem, prepared, history, view=fit_view(), pins=comparison.paths, pinned=comparison.fits)
    yield curve(comparison)
    yield surface_picture(problem, history, run.surface, *run.plane, pinned=comparison.paths)
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

    def show(self, controls: Callable[[], Controls]) -> None:
        """The player on top, then the four charts."""
        run = trained(visit.current().experiment)
        comparison = compare(run, visit.current().pins, st.session_state.get(CHOSEN, ""))
        live_player("train", run, {"run": comparison.id, "kin": comparison.kin, "columns": run.columns | comparison.columns})
        brought = bring_charts("train", lambda: list(_messages(comparison)))
        drawn = controls()
        notices.alarm(run.history)
        places = [*st.columns(2, gap="medium"), *st.columns(2, gap="medium")]
        for place, message in zip(places, brought or _messages(comparison), strict=True):
            with place:
                chart(message, partial(_on_chart, message["key"], run), brought=bool(brought))
        notices.remark(run.history)
        drawn.show_rate(run)


def _messages(comparison: Comparison) -> Iterator[dict[str, Any]]:
    """The charts as the browser is told of them, each made when asked for."""
    e = comparison.run.experiment
    for picture in pictures(comparison):
        view = f"{e.dataset} {e.model} {[picker.value for picker in picture.pickers]}"
        yield placed(picture, page="train", run=comparison.id, kin=comparison.kin, view=view)


def _on_chart(key: str, run: Trained) -> None:
    """A callback: a menu in a chart's head was used, or an example of the fit moved."""
    choice = st.session_state[key].picked
    if not isinstance(choice, dict):
        return
    if moved_examples.MOVED in choice:
        moved_examples.moved(movable(run.problem, fit_view()), choice[moved_examples.MOVED])
        return
    if moved_examples.FLIPPED in choice:
        moved_examples.flip(choice[moved_examples.FLIPPED])
        return
    for setting in (CHOSEN, VIEW, FIT_VIEW):  # of the page, not of the experiment
        if setting in choice:
            visit.touch()
            st.session_state[setting] = str(choice[setting])
            return
    other_plane(run.plane, choice)
