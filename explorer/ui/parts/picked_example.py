"""One picked example: its features, its target, and a control that nudges it."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from explorer.core.domains import DOMAINS
from explorer.core.text import number
from explorer.datasets import Dataset
from explorer.datasets.edits import placed
from explorer.datasets.target_limits import slider_range
from explorer.experiment import Experiment
from explorer.figures.loss.examples import bar_order
from explorer.losses import LOSSES
from explorer.ui import run_changes, visit
from explorer.ui.markdown import literal
from explorer.ui.view_models.example_losses import RunExamples
from explorer.words import loss_cost as words

PICKED, FIRST_PICKED = "example", "example.first"
"""Session keys: the row that is picked, and the row that was picked before anyone chose one."""


def picker(examples: RunExamples) -> int:
    """A menu of all training examples, by what they cost above their least at the end. Gives the index of the one picked."""
    last = examples.at_steps.excess[-1]
    order = [int(i) for i in np.argsort(-last, kind="stable")]
    options = [examples.rows[i] for i in order]
    if st.session_state.get(PICKED) not in options:
        st.session_state[PICKED] = st.session_state[FIRST_PICKED] = options[0]
    row = st.selectbox(
        "Example", options, options.index(st.session_state[PICKED]), key=PICKED, on_change=visit.touch, persist_state="session",
        format_func=lambda row: f"row {row}",  # a label that changed with the run would lose the choice
        help=words.picker_help(bar_order(examples.at_steps)),
    )  # fmt: skip
    return examples.rows.index(row)


def pick(row: int) -> None:
    """A callback: another example was clicked."""
    visit.touch()
    st.session_state[PICKED] = row


def card(experiment: Experiment, examples: RunExamples, picked: int) -> None:
    """The example's features, and the control for its target."""
    row = examples.rows[picked]
    data, original = _originals(experiment)
    st.markdown(f"**The example in row {row}**")
    _nudge(experiment, data, original, row)
    if sentence := _corruption_sentence(experiment, data, picked):
        st.caption(sentence)
    told = feature_values(experiment, row)
    st.caption("Its features: " + " · ".join(f"**{literal(name)}** {literal(value)}" for name, value in told))


def feature_values(experiment: Experiment, row: int) -> list[tuple[str, str]]:
    """The features of an example by name, with their values in words: a missing one as it is filled for this training part."""
    data, original = _originals(experiment)
    prepared = experiment.prepared()
    fill = {} if prepared.fill is None else dict(zip(prepared.train.features, prepared.fill.tolist(), strict=True))
    found = []
    for j, (name, unit) in enumerate(zip(data.features, data.units, strict=True)):
        missing = [part.gaps is not None and bool(part.gaps[row, j]) for part in (data, original)]
        value = _value(fill.get(name, float(data.X[row, j])) if missing[0] else float(data.X[row, j]), unit)
        found.append((name, words.filled(value) if missing[0] else words.was_missing(value) if missing[1] else value))
    return found


def _originals(experiment: Experiment) -> tuple[Dataset, Dataset]:
    """The data as they are now, moved targets and all, and as they were, both in original units."""
    return experiment.raw(), experiment.change(edits=()).raw()


def _corruption_sentence(experiment: Experiment, data: Dataset, picked: int) -> str:
    """How corruption of the data changed its target, in a sentence; empty where it left the target alone."""
    prepared = experiment.prepared()
    train, row = prepared.train, int(prepared.rows[picked])
    own = data if data.task == train.task else data.first_against_rest()
    target = float(prepared.scaling.original_y(train.y[picked]))
    if np.isclose(target, own.y[row], rtol=1e-9):
        return ""
    unit = f" {literal(data.target_unit)}" if data.target_unit else ""
    return words.disturbed(f"{_name(own, target)}{unit}")


def _value(value: float, unit: str) -> str:
    return number(float(f"{value:.4g}")) + (f" {unit}" if unit else "")


def _nudge(experiment: Experiment, data: Dataset, original: Dataset, row: int) -> None:
    """The target: a slider for a number, a choice for a class; and a button that restores it."""
    key = f"nudge.{experiment.dataset}.{row}"
    was, now = float(original.y[row]), float(data.y[row])
    unit = f" ({literal(data.target_unit)})" if data.target_unit else ""
    label = f"Target: {literal(data.target)}{unit}"
    common: dict[str, Any] = {"key": key, "on_change": _moved, "args": (experiment, row, key)}
    kind = int if DOMAINS[data.task].whole and now == int(now) else float
    value = kind(now)
    if st.session_state.get(key) != value:  # put back, or moved elsewhere
        st.session_state[key] = value
    if data.classes:
        labels = [-1.0, 1.0] if data.task == "binary" else [float(k) for k in range(len(data.classes))]
        shown = {v: literal(name) for v, name in zip(labels, data.classes, strict=True)}
        st.segmented_control(label, labels, default=value, required=True, format_func=lambda v: shown[v], **common)
    else:
        low, high, step = map(kind, slider_range(original, now, row, LOSSES[experiment.loss].domain))
        st.slider(label, low, high, value, step=step, format="%d" if kind is int else "%.6g", help=words.NUDGE_HELP, **common)
    if experiment.edits:
        if now != was:
            st.button(f"Put row {row} back to {_name(original, was)}", on_click=_set, args=(experiment, row, was))
        if len(experiment.edits) > 1 or now == was:
            st.button("Put everything back", on_click=run_changes.change, kwargs={"edits": ()})


def _name(data: Dataset, value: float) -> str:
    if not data.classes:
        return number(float(f"{value:.6g}"))
    return literal(data.classes[int(value) if data.task == "multiclass" else int(value > 0)])


def _moved(experiment: Experiment, row: int, key: str) -> None:
    """A callback: the target's control was moved."""
    value = st.session_state[key]
    if value is not None:
        _set(experiment, row, float(value))


def _set(experiment: Experiment, row: int, value: float) -> None:
    """Move a target, or put it back where it was."""
    original = experiment.change(edits=()).raw()
    run_changes.change(edits=placed(experiment.edits, original, row, original.X.shape[1], value))
