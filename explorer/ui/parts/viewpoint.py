"""From which side a cost is seen: the plane, the weights on its axes, where the others stand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from explorer.beside import RESTS
from explorer.experiment import Experiment
from explorer.ground import SLICES
from explorer.problem import Problem
from explorer.ui import state

KEY = "viewpoint."


def other_plane(plane: tuple[int, int], choice: Mapping[str, Any]) -> None:
    """A callback: other weights on the axes. Choosing the other axis' weight swaps the two."""
    chosen = {name: value for name, value in choice.items() if name in ("plane_x", "plane_y")}
    if chosen.get("plane_x") == plane[1] or chosen.get("plane_y") == plane[0]:
        chosen = {"plane_x": plane[1], "plane_y": plane[0]}
    state.change(**chosen)


def viewpoint(experiment: Experiment, problem: Problem, plane: tuple[int, int]) -> None:
    """The menus, each at what the experiment has. They stand in a row that wraps."""
    wide = 164 if experiment.slice == "weights" else 216
    _menu("slice", "Seen over", list(SLICES), experiment.slice, {i: kind.name for i, kind in SLICES.items()}, width=wide)
    if experiment.slice == "weights":
        names = dict(enumerate(problem.names))
        for name, label, value in zip(("plane_x", "plane_y"), ("Across", "Up"), plane, strict=True):
            _menu(name, label, list(names), value, names, plane, width=118)
        if problem.size > 2:
            _menu("rest", "The other weights", list(RESTS), experiment.rest, RESTS)
    if experiment.slice == "random":
        key = f"{KEY}plane_seed"
        st.session_state[key] = experiment.plane_seed
        st.number_input(
            "Directions", 0, 9999, key=key, on_change=_chosen, args=("plane_seed",), width=140,
            help="Another number, another pair of random directions. The same number, the same pair.",
        )  # fmt: skip


def _menu(
    name: str,
    label: str,
    options: Sequence[Any],
    value: Any,
    words: Mapping[Any, str],
    plane: tuple[int, int] | None = None,
    width: int = 164,
) -> None:
    key = f"{KEY}{name}"
    st.session_state[key] = value
    st.selectbox(label, options, key=key, format_func=words.__getitem__, on_change=_chosen, args=(name, plane), width=width)


def _chosen(name: str, plane: tuple[int, int] | None = None) -> None:
    value = st.session_state[f"{KEY}{name}"]
    if plane is not None:
        other_plane(plane, {name: value})
    elif value is not None:
        state.change(**{name: value})
