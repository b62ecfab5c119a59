"""The controls for how much examples count: by class, by a column, by an exposure."""

from __future__ import annotations

from typing import Any, Protocol

import streamlit as st

from explorer.datasets.weighting import BALANCED, EXPOSURES, WEIGHTS
from explorer.experiment import Experiment
from explorer.ui import visit
from explorer.ui.markdown import literal
from explorer.ui.view_models.weighting_notes import offered_columns, weighting_sentence
from explorer.words import sidebar as words

HEADING = "Weights of examples"
ALIKE, GIVEN = "alike", "given"
KINDS = dict(zip((ALIKE, BALANCED, GIVEN), words.KINDS, strict=True))
NONE = ""
HELP = {
    "class_weight": words.CLASS_WEIGHT_HELP, WEIGHTS: words.WEIGHT_COLUMN_HELP, EXPOSURES: words.EXPOSURE_COLUMN_HELP,
}  # fmt: skip
KEYS = ("control.class_weight", "control.class_weight.numbers", f"control.{WEIGHTS}", f"control.{EXPOSURES}")
OPENED = "weighting.opened"
"""For which data set the box was used: one that closed at a choice would hide what the choice brings."""
LABELS = {WEIGHTS: "Weight column", EXPOSURES: "Exposure column"}


class Applies(Protocol):
    """What the controls build on: an experiment, and the way to change it."""

    experiment: Experiment

    def apply(self, name: str, value: Any) -> None:
        """Put a control's value into the experiment."""


def weighting_controls(controls: Applies) -> None:
    """An expander with the controls that make sense for these data and this loss, and what they come to.

    Where none do it says so, and is there all the same: what stands below keeps its place when the data change.
    """
    experiment = controls.experiment
    classes = bool(experiment.prepared().train.classes)
    columns = [name for name in (WEIGHTS, EXPOSURES) if getattr(experiment, name) or offered_columns(experiment, name)]
    with st.expander(HEADING, expanded=_open(experiment)):
        if not classes and not columns:
            st.caption(words.COUNT_ALIKE)
        if classes:
            _class_weight(controls)
        for name in columns:
            _column(controls, name)
        if sentence := weighting_sentence(controls.experiment):
            st.caption(sentence)


def _open(experiment: Experiment) -> bool:
    """Whether the box is open by itself: where weights count, and from the first choice in it on, whatever is chosen then."""
    control = visit.touched()
    used = control is not None and control.key in KEYS
    if used or weighting_sentence(experiment):
        st.session_state[OPENED] = experiment.dataset
    return bool(st.session_state.get(OPENED) == experiment.dataset)


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
        "Classes", list(KINDS), list(KINDS).index(_kind(now)), format_func=lambda k: KINDS[k], key=kind_key,
        help=HELP["class_weight"], args=(kind_key,), **common,
    )  # fmt: skip
    if kind != GIVEN:
        controls.apply("class_weight", BALANCED if kind == BALANCED else "")
        return
    usual = ",".join("1" for _ in classes)
    if visit.must_reset(text_key) or not st.session_state.get(text_key):
        st.session_state[text_key] = now if _kind(now) == GIVEN else usual
    typed = st.text_input(
        literal(f"One number for each of {', '.join(classes)}"),
        value=now if _kind(now) == GIVEN else usual,
        key=text_key,
        max_chars=200,
        args=(text_key, "class_weight"),
        **common,
    )
    controls.apply("class_weight", typed)


def _column(controls: Applies, name: str) -> None:
    """A choice among the features that may be taken."""
    key, now = f"control.{name}", getattr(controls.experiment, name)
    options = [NONE, *dict.fromkeys([*offered_columns(controls.experiment, name), *([now] if now else [])])]
    if visit.must_reset(key) or st.session_state[key] not in options:
        st.session_state[key] = now
    chosen = st.selectbox(
        LABELS[name], options, options.index(now), format_func=lambda option: option or "none", key=key, help=HELP[name],
        on_change=visit.touch, args=(key, name),
    )  # fmt: skip
    controls.apply(name, chosen)
