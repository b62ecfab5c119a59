"""The experiment of this visitor, between the link, the controls and the pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from explorer.experiment import Experiment
from explorer.params import FieldError

VISIT, TOUCHED = "visit", "touched"
Query = dict[str, list[str]]


@dataclass(frozen=True)
class Visit:
    """All that is kept of a visit, written whole each time: Streamlit may abandon a run between any two writes.

    ``written`` is the query that stands in the link; ``moved`` says that the experiment was changed from outside the
    controls, which then have to follow it.
    """

    experiment: Experiment
    notes: tuple[str, ...]
    written: Query
    moved: bool = True


def visit() -> Visit:
    """The visit as it stands."""
    kept: Visit = st.session_state[VISIT]
    return kept


def arrive() -> None:
    """Take the experiment from the link when a visitor arrives, and when they go back or forward.

    The link in the browser lags behind while controls move, so a run that a control started never reads it.
    """
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    if VISIT in st.session_state and (st.session_state.get(TOUCHED) or query == visit().written):
        return
    experiment, notes = Experiment.from_query(query)
    st.session_state[VISIT] = Visit(experiment, tuple(notes), query)


def touch(key: str = "") -> None:
    """Note which control or button started this run."""
    st.session_state[TOUCHED] = key or "button"


def change(**changes: Any) -> None:
    """A callback for buttons: the experiment with some fields changed, and the controls with it."""
    touch()
    now = visit()
    try:
        st.session_state[VISIT] = replace(now, experiment=now.experiment.change(**changes), moved=True)
    except FieldError as error:
        st.session_state[VISIT] = replace(now, notes=(str(error),), moved=True)


def dismiss() -> None:
    """A callback: what was told of the link has been read."""
    touch()
    st.session_state[VISIT] = replace(visit(), notes=())


def follows(key: str) -> bool:
    """Whether a control has to be set to the experiment: all but the one just moved, after a change from outside."""
    return key not in st.session_state or (visit().moved and st.session_state.get(TOUCHED) != key)


def settle(experiment: Experiment) -> None:
    """Keep what the controls made of the experiment, and write it into the link. The plain link is the default one."""
    query = {} if experiment == Experiment() else experiment.to_query()
    written = {name: [text] for name, text in query.items()}
    st.session_state[VISIT] = Visit(experiment, visit().notes, written, moved=False)
    st.session_state[TOUCHED] = ""
    if {name: st.query_params.get_all(name) for name in st.query_params} != written:
        st.query_params.from_dict(query)
