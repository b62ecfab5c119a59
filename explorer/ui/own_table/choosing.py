"""What is predicted, from what, and which rows count: the choices from a table, with what they come to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from explorer.core.text import shown
from explorer.datasets.table import OwnTable, Table
from explorer.ui.markdown import literal
from explorer.ui.own_table import draft
from explorer.ui.own_table.draft import Draft
from explorer.ui.view_models.table_facts import offered_features, offered_numbers, offered_positive, offered_tasks, why_task
from explorer.words import own_table as words

KEY = "own.choice."
MOST_ODD = 4
"""So many cells that may stand for no value are on offer."""


def choosing(now: Draft, table: Table, own: OwnTable | None) -> None:
    """A control for each choice; below, what was done and what was left out."""
    choices = now.choices
    left, right = st.columns(2)
    with left:
        _select("target", words.TARGET, table.names, choices.target, words.TARGET_HELP)
    with right:
        tasks = offered_tasks(table, choices)
        _select("task", words.TASK, tasks, choices.task, words.TASK_HELP, words.TASKS.get)
        if reason := why_task(table, choices):
            st.caption(literal(reason))
    if choices.task == "binary":
        _several("positive", words.POSITIVE, offered_positive(table, choices), choices.positive, words.POSITIVE_HELP)
    features = own.choices.features if own is not None else choices.features
    _several("features", words.FEATURES, offered_features(table, choices), features or (), words.FEATURES_HELP)
    left, right = st.columns(2)
    for side, field, label, told in (
        (left, "weights", words.WEIGHTS, words.WEIGHTS_HELP),
        (right, "exposure", words.EXPOSURE, words.EXPOSURE_HELP),
    ):
        with side:
            options = ["", *offered_numbers(table, choices, field)]
            _select(field, label, options, getattr(choices, field), told, lambda name: name or words.NONE)
    if any(column.missing.any() for column in table.columns):
        _ways(choices.missing)


def odd_cells(now: Draft, table: Table) -> None:
    """A button for each cell that keeps a column from being numbers: perhaps it stands for no value."""
    found = [shown(column.fault.cell) for column in table.columns if column.fault is not None]
    if now.edited is None and found:
        with st.container(horizontal=True, key="own_odd"):
            for cell in list(dict.fromkeys(found))[:MOST_ODD]:
                label, marks = literal(words.as_missing(f'"{cell}"')), (*table.reading.missing, cell)
                st.button(label, key=f"own.odd.{cell}", on_click=draft.read_again, kwargs={"missing": marks})


def told(own: OwnTable) -> None:
    """What was done to make a data set of the table, and the columns that are left out, each with the reason."""
    if any(own.table.column(name).numbers is None for name in own.choices.features or ()):
        st.caption(words.WHY_ALL)
    for heading, sentences in ((words.TOLD, own.made.notes), (words.LEFT_OUT, tuple(own.made.left_out.values()))):
        if sentences:
            st.markdown(f"**{heading}**\n" + "\n".join(f"- {literal(sentence)}" for sentence in sentences))


def _select(
    field: str,
    label: str,
    options: Sequence[str],
    now: str,
    told: str,
    named: Callable[[str], str | None] = str,
) -> None:
    st.session_state[KEY + field] = now if now in options else None
    st.selectbox(
        label, list(options), key=KEY + field, help=told, format_func=lambda option: named(option) or option,
        on_change=_chose, args=(field,),
    )  # fmt: skip


def _several(field: str, label: str, options: Sequence[str], now: Sequence[str], told: str) -> None:
    st.session_state[KEY + field] = [one for one in now if one in options]
    st.multiselect(label, list(options), key=KEY + field, help=told, on_change=_chose, args=(field,), placeholder="")


def _ways(now: str) -> None:
    st.session_state[KEY + "missing"] = now
    common: dict[str, Any] = {"key": KEY + "missing", "on_change": _chose, "args": ("missing",), "required": True}
    st.segmented_control(
        words.MISSING, list(words.MISSING_WAYS), format_func=lambda way: words.MISSING_WAYS[way], help=words.MISSING_HELP,
        **common,
    )  # fmt: skip


def _chose(field: str) -> None:
    """A callback: another choice."""
    value: Any = st.session_state[KEY + field]
    if field in ("features", "positive"):
        draft.choose(**{field: tuple(value)})
    elif value is not None:
        draft.choose(**({"task": value, "positive": ()} if field == "task" else {field: value}))
