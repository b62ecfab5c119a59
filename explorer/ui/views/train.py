"""Train: press Play and watch a real model learn, in four linked charts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

import streamlit as st

from explorer.figures.cost import cost_picture
from explorer.figures.fit import VIEW, VIEWS, fit_picture, movable
from explorer.figures.picture import Picture
from explorer.figures.surface import surface_picture
from explorer.figures.weights import weights_picture
from explorer.ui import notices, state
from explorer.ui.chart import player
from explorer.ui.controls import Controls
from explorer.ui.parts import moves
from explorer.ui.parts.picture import show
from explorer.ui.parts.sentence import terms_of
from explorer.ui.runs import Trained, trained
from explorer.ui.views.base import View


def pictures(run: Trained) -> Iterator[Picture]:
    """The four charts of a run, in reading order; each is made when asked for, so that the one before is on its way."""
    problem, history, prepared = run.problem, run.history, run.experiment.prepared()
    yield fit_picture(problem, prepared, history, view=fit_view())
    yield cost_picture(history)
    yield surface_picture(problem, history, run.surface, *run.plane)
    yield weights_picture(problem, history, run.reference, prepared.scaling)


def fit_view() -> str:
    """How classes with many features are looked at: the visitor's choice, kept from page to page, no part of the experiment."""
    chosen: str = st.session_state.get(VIEW, next(iter(VIEWS)))
    return chosen


@dataclass(frozen=True)
class Train(View):
    """Four linked panels: the fit, the cost, the surface with the path, the weights."""

    id: ClassVar[str] = "train"
    name: ClassVar[str] = "Train"
    rank: ClassVar[int] = 10
    summary: ClassVar[str] = "Press Play and watch gradient descent learn: the fit, the cost, the surface and the weights."
    icon: ClassVar[str] = ":material/play_circle:"

    def show(self, controls: Controls) -> None:
        """The player on top, then the four charts."""
        run = trained(controls.experiment)
        with st.container(key="player"):
            player(key="train.player", run=run.id, columns=run.columns, weights=run.weights, terms=terms_of(run))
            moves.way_back(controls.experiment)
        notices.alarm(run.history)
        places = [*st.columns(2, gap="medium"), *st.columns(2, gap="medium")]
        for place, picture in zip(places, pictures(run), strict=True):
            with place:
                _show(picture, run)
        notices.remark(run.history)
        controls.tell_rate(run)


def _show(picture: Picture, run: Trained) -> None:
    view = f"{run.experiment.dataset} {run.experiment.model} {run.plane} {fit_view() if picture.name == 'fit' else ''}"
    show(picture, page="train", run=run.id, view=view, on_picked=lambda: _picked(f"train.{picture.name}", run))


def _picked(key: str, run: Trained) -> None:
    """A menu in a chart's head was used, or an example of the fit."""
    choice = st.session_state[key].picked
    if not isinstance(choice, dict):
        return
    if choice.get(VIEW) in VIEWS:
        state.touch()
        st.session_state[VIEW] = choice[VIEW]
    elif moves.MOVED in choice:
        moves.moved(run.experiment, movable(run.problem, fit_view()), choice[moves.MOVED])
    elif moves.FLIPPED in choice:
        moves.flip(run.experiment, choice[moves.FLIPPED])
    else:
        _other_plane(run.plane, choice)


def _other_plane(plane: tuple[int, int], choice: dict[str, int]) -> None:
    """Other weights for the surface. Choosing the other axis' weight swaps the two."""
    chosen = {name: value for name, value in choice.items() if name in ("plane_x", "plane_y")}
    if chosen.get("plane_x") == plane[1] or chosen.get("plane_y") == plane[0]:
        chosen = {"plane_x": plane[1], "plane_y": plane[0]}
    state.change(**chosen)
