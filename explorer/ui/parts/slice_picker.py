"""The controls of the slice: the kind of plane, the weights on its axes, and the values of all others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from explorer.cost.problem import Problem
from explorer.experiment import Experiment
from explorer.landscape.other_weights import RESTS
from explorer.landscape.slice_kinds import SLICE_KINDS
from explorer.ui import run_changes
from explorer.ui.sidebar import typed_number
from explorer.words.surface import VIEW

KEY = "viewpoint."
AXES = ("plane_x", "plane_y")
WORDS: Mapping[str, Mapping[str, str]] = {"rest": RESTS}
"""What the choices of a field are called."""
NARROW, NUMBER, MENU, WIDEST = 118, 140, 164, 216


def other_plane(plane: tuple[int, int], choice: Mapping[str, Any]) -> None:
    """A callback: other weights on the axes. Choosing the other axis' weight swaps the two."""
    chosen = {name: value for name, value in choice.items() if name in ("plane_x", "plane_y")}
    if chosen.get("plane_x") == plane[1] or chosen.get("plane_y") == plane[0]:
        chosen = {"plane_x": plane[1], "plane_y": plane[0]}
    run_changes.change(**chosen)


def viewpoint(experiment: Experiment, problem: Problem, plane: tuple[int, int]) -> None:
    """The kind of plane and its options, each set to the experiment's value, in a row that wraps."""
    asked = SLICE_KINDS[experiment.slice].fields(problem)
    wide = MENU if len(asked) > 1 else WIDEST
    _menu("slice", VIEW, list(SLICE_KINDS), experiment.slice, {i: kind.name for i, kind in SLICE_KINDS.items()}, width=wide)
    for name in asked:
        _ask(name, experiment, problem, plane)


def _ask(name: str, experiment: Experiment, problem: Problem, plane: tuple[int, int]) -> None:
    """The control of one field, by what that may be: a weight, one of several words, a number."""
    declared = Experiment.fields()[name]
    assert declared is not None
    if name in AXES:
        weights = dict(enumerate(problem.names))
        _menu(name, declared.label, list(weights), plane[AXES.index(name)], weights, plane, width=NARROW)
    elif declared.choices:
        words = WORDS.get(name) or {choice: choice for choice in declared.choices}
        _menu(name, declared.label, list(declared.choices), getattr(experiment, name), words, width=MENU)
    else:
        key = f"{KEY}{name}"
        st.session_state[key] = getattr(experiment, name)
        typed_number(declared.label, key, on_change=_chosen, args=(name,), width=NUMBER, help=declared.help)


def _menu(
    name: str,
    label: str,
    options: Sequence[Any],
    value: Any,
    words: Mapping[Any, str],
    plane: tuple[int, int] | None = None,
    *,
    width: int,
) -> None:
    key = f"{KEY}{name}"
    st.session_state[key] = value
    st.selectbox(
        label, options, options.index(value), key=key, format_func=words.__getitem__, on_change=_chosen, args=(name, plane),
        width=width,
    )  # fmt: skip


def _chosen(name: str, plane: tuple[int, int] | None = None) -> None:
    value = st.session_state[f"{KEY}{name}"]
    if plane is not None:
        other_plane(plane, {name: value})
    elif value is not None:
        run_changes.change(**{name: value})
