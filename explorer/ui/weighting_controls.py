"""The controls for how much examples count: by class, by a column, by an exposure."""

from __future__ import annotations

from typing import Any, Protocol

import streamlit as st

from explorer.datasets.weighting import BALANCED, EXPOSURES, WEIGHTS
from explorer.experiment import Experiment
from explorer.ui import visit
from explorer.ui.view_models.weighting_notes import FOCAL, offered_columns, weighting_sentence

HEADING = "Weights of examples"
ALIKE, GIVEN = "alike", "given"
KINDS = {ALIKE: "count alike", BALANCED: "balanced", GIVEN: "own numbers"}
NONE = ""
HELP = {
    "class_weight": "Balanced: each class has the same part in the cost, n / (classes × its size), as scikit-learn has it. "
    f"{FOCAL}",
    WEIGHTS: "A feature with numbers from 0 up. It says how much each example counts, and is then no feature any more.",
    EXPOSURES: "A feature with numbers above 0: how long, or over how much, each target was counted. Its logarithm is added to "
    "the score, and it is then no feature any more.",
}
LABELS = {WEIGHTS: "Weight column", EXPOSURES: "Exposure column"}


class Applies(Protocol):
    """What the controls build on: an experiment, and the way to change it."""

    experiment: Experiment

    def apply(self, name: str, value: Any) -> None:
        """Put a control's value into the experiment."""


def weighting_controls(controls: Applies) -> None:
    """An expander with the controls that make sense for these data and this loss, and what they come to; none, nothing."""
    experiment = controls.experiment
    classes = bool(experiment.prepared().train.classes)
    columns = [name for name in (WEIGHTS, EXPOSURES) if getattr(experiment, name) or offered_columns(experiment, name)]
    if not classes and not columns:
        return
    with st.expander(HEADING, expanded=bool(weighting_sentence(experiment))):
        if classes:
            _class_weight(controls)
        for name in columns:
            _column(controls, name)
        if sentence := weighting_sentence(controls.experiment):
            st.caption(sentence)


def _kind(text: str) -> str:
    return {"": ALIKE, BALANCED: BALANCED}.get(text, GIVEN)


def _class_weight(controls: Applies) -> None:
    """A choice, and a field to type numbers into."""
    now, kind_key, text_key = controls.experiment.class_weight, "control.class_weight", "control.class_weight.numbers"
    classes = controls.experiment.prepared().train.classes
    if visit.must_reset(kind_key):
        st.session_state[kind_key] = _kind(now)
    common: dict[str, Any] = {"on_change": visit.touch}
    kind = st.selectbox(
        "Classes", list(KINDS), format_func=lambda k: KINDS[k], key=kind_key, help=HELP["class_weight"],
        args=(kind_key,), **common,
    )  # fmt: skip
    if kind != GIVEN:
        controls.apply("class_weight", BALANCED if kind == BALANCED else "")
        return
    usual = ",".join("1" for _ in classes)
    if visit.must_reset(text_key) or not st.session_state.get(text_key):
        st.session_state[text_key] = now if _kind(now) == GIVEN else usual
    typed = st.text_input(
        f"One number for each of {', '.join(classes)}", key=text_key, max_chars=200, args=(text_key, "class_weight"), **common
    )
    controls.apply("class_weight", typed)


def _column(controls: Applies, name: str) -> None:
    """A choice among the features that may be taken."""
    key, now = f"control.{name}", getattr(controls.experiment, name)
    options = [NONE, *dict.fromkeys([*offered_columns(controls.experiment, name), *([now] if now else [])])]
    if visit.must_reset(key) or st.session_state[key] not in options:
        st.session_state[key] = now
    chosen = st.selectbox(
        LABELS[name], options, format_func=lambda option: option or "none", key=key, help=HELP[name],
        on_change=visit.touch, args=(key, name),
    )  # fmt: skip
    controls.apply(name, chosen)
