"""What is to be compared: losses, penalties, the metric, and how the examples are dealt out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from explorer.experiment import Experiment
from explorer.experiment.asked_comparison import (
    PINBALL,
    AskedComparison,
    about,
    group_columns,
    ignored,
    offered_losses,
    offered_penalties,
    usual_losses,
    usual_penalty,
)
from explorer.losses import LOSSES
from explorer.penalties import PENALTIES
from explorer.selection.comparing.metrics import comparison_metrics
from explorer.ui import visit
from explorer.ui.view_choice import Runs, ViewChoice
from explorer.words import compare as words

KEY = "comparing."
TRIED, FOLDS, REPEATS = (10, 20, 30, 50), (3, 5, 10), (1, 3, 5, 10)
QUANTILES = tuple(round(0.05 * k, 2) for k in range(1, 20))
USUAL = {"tried": 30, "folds": 5, "repeats": 3, "nested": True, "quantile": 0.5}
NUMBERS: dict[str, Sequence[Any]] = {
    "tried": TRIED, "folds": FOLDS, "repeats": REPEATS, "nested": (True, False), "quantile": QUANTILES,
}  # fmt: skip
"""The settings that do not depend on the data, with what can be chosen."""
MOST = 12
"""So many losses, and so many penalties, at most."""


def _task(experiment: Experiment) -> str:
    return experiment.source.task


def key_of(name: str, experiment: Experiment) -> str:
    """Where the session keeps a choice; what fits one kind of target does not fit another."""
    return f"{KEY}{name}" if name in NUMBERS else f"{KEY}{name}.{_task(experiment)}"


def _metric_ids(experiment: Experiment) -> list[str]:
    return [metric.id for metric in comparison_metrics(_task(experiment))]


def _of_data(name: str, options: Any, usual: Any, most: int = 0) -> ViewChoice:
    """A choice that depends on the data."""

    def now(runs: Runs) -> Experiment:
        return about(runs[0])

    return ViewChoice(
        name, lambda runs: key_of(name, runs[0].now), lambda runs: options(now(runs)), lambda runs: usual(now(runs)), most
    )


def _number(name: str) -> ViewChoice:
    return ViewChoice(name, lambda _: f"{KEY}{name}", lambda _: NUMBERS[name], lambda _: USUAL[name])


CHOICES: tuple[ViewChoice, ...] = (
    _of_data("losses", offered_losses, usual_losses, MOST),
    _of_data("penalties", offered_penalties, lambda e: [usual_penalty(e)], MOST),
    _of_data("metric", _metric_ids, lambda e: _metric_ids(e)[0]),
    _of_data("groups", lambda e: ["", *group_columns(e)], lambda _: ""),
    *(_number(name) for name in NUMBERS),
)
"""What a link carries."""


def asked_for(experiment: Experiment) -> tuple[AskedComparison | None, DeltaGenerator]:
    """The controls. What they ask for, or None, with a sentence on the page, where that is nothing; and a place for buttons."""
    e = about(experiment)
    values = {one.name: _valid(one, experiment) for one in CHOICES}
    common: dict[str, Any] = {"on_change": visit.touch, "persist_state": "session"}
    keys = {name: key_of(name, experiment.now) for name in values}
    with st.container(key="compare_setup"):
        losses, penalties = st.columns([7, 4], gap="small")
        with losses:
            st.multiselect(words.LOSSES, offered_losses(e), values["losses"], key=keys["losses"], max_selections=MOST,
                           help=words.LOSSES_HELP, format_func=lambda i: LOSSES[i].name, placeholder=words.LOSSES,
                           **common)  # fmt: skip
        with penalties:
            st.multiselect(words.PENALTIES, offered_penalties(e), values["penalties"], key=keys["penalties"],
                           max_selections=MOST, help=words.PENALTIES_HELP, format_func=lambda i: PENALTIES[i].name,
                           placeholder=words.PENALTIES, **common)  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="compare_folds"):
            labels = {metric.id: metric.label for metric in comparison_metrics(_task(experiment))}
            st.selectbox(words.METRIC, list(labels), list(labels).index(values["metric"]), key=keys["metric"], width=260,
                         format_func=labels.__getitem__, help=words.METRIC_HELP, **common)  # fmt: skip
            if st.session_state[keys["metric"]] == PINBALL:
                st.selectbox(
                    words.QUANTILE,
                    QUANTILES,
                    QUANTILES.index(values["quantile"]),
                    key=keys["quantile"],
                    width=110,
                    help=words.QUANTILE_HELP,
                    **common,
                )
            for name, label, told in (("tried", words.TRIED, words.TRIED_HELP), ("folds", words.FOLDS, words.FOLDS_HELP),
                                      ("repeats", words.REPEATS, words.REPEATS_HELP)):  # fmt: skip
                st.selectbox(
                    label, NUMBERS[name], NUMBERS[name].index(values[name]), key=keys[name], width=110, help=told, **common
                )
            columns = ["", *group_columns(e)]
            if len(columns) > 1:
                st.selectbox(words.GROUPS, columns, columns.index(values["groups"]), key=keys["groups"], width=160,
                             help=words.GROUPS_HELP, format_func=lambda name: name or words.NO_GROUPS, **common)  # fmt: skip
            st.toggle(words.NESTED, values["nested"], key=keys["nested"], help=words.NESTED_HELP, **common)
            place = st.container(key="compare_run", horizontal=True, vertical_alignment="center", width="content")
        if note := words.ignored(ignored(experiment)):
            st.caption(note)
    chosen = {name: st.session_state.get(key, values[name]) for name, key in keys.items()}
    if not chosen["losses"] or not chosen["penalties"]:
        st.caption(words.NO_PENALTY if chosen["losses"] else words.NO_LOSS)
        return None, place
    asked = AskedComparison(
        e, tuple(chosen["losses"]), tuple(chosen["penalties"]), chosen["metric"],
        chosen["quantile"] if chosen["metric"] == PINBALL else USUAL["quantile"],
        chosen["tried"], chosen["folds"], chosen["repeats"], bool(chosen["nested"]), chosen["groups"] or "",
    )  # fmt: skip
    return asked, place


def _valid(one: ViewChoice, experiment: Experiment) -> Any:
    """Put a choice into the session as far as it is offered for these data, the usual one where there is none yet."""
    key, offered = one.key((experiment,)), one.options((experiment,))
    value = st.session_state.get(key)
    if one.most:
        kept = None if value is None else [each for each in value if each in offered]
        st.session_state[key] = one.usual((experiment,)) if kept is None or (value and not kept) else kept
    elif value is None or value not in offered:
        st.session_state[key] = one.usual((experiment,))
    return st.session_state[key]


def can_compare(experiment: Experiment) -> bool:
    """Whether any loss can be compared on the data with this model."""
    return bool(offered_losses(about(experiment)))
