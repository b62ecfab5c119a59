"""The experiment of this visitor, between the link, the controls and the pages."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.experiment import Experiment
from explorer.params import FieldError

EXPERIMENT, NOTES, WRITTEN, TOUCHED, SEED_CONTROLS = "experiment", "link_notes", "written_query", "touched", "seed_controls"


def arrive() -> None:
    """Take the experiment from the link when a visitor arrives, and when they go back or forward.

    The link in the browser lags behind while controls move, so a run that a control started never reads it.
    """
    query = {name: st.query_params.get_all(name) for name in st.query_params}
    first = EXPERIMENT not in st.session_state
    if not first and (st.session_state.get(TOUCHED) or query == st.session_state[WRITTEN]):
        return
    experiment, notes = Experiment.from_query(query)
    st.session_state[NOTES] = notes
    put(experiment)
    st.session_state[WRITTEN] = query


def current() -> Experiment:
    """The experiment as it stands."""
    experiment: Experiment = st.session_state[EXPERIMENT]
    return experiment


def put(experiment: Experiment) -> None:
    """Set the experiment from outside the controls, which then follow it."""
    st.session_state[EXPERIMENT] = experiment
    st.session_state[SEED_CONTROLS] = True


def change(**changes: Any) -> None:
    """A callback for buttons: the experiment with some fields changed, and the controls with it."""
    touch()
    try:
        put(current().change(**changes))
    except FieldError as error:
        st.session_state[NOTES] = [str(error)]


def touch() -> None:
    """Note that a control started this run."""
    st.session_state[TOUCHED] = True


def settle(experiment: Experiment) -> None:
    """Keep what the controls made of the experiment, and write it into the link. The plain link is the default one."""
    st.session_state[EXPERIMENT] = experiment
    st.session_state[SEED_CONTROLS] = False
    st.session_state[TOUCHED] = False
    query = {} if experiment == Experiment() else experiment.to_query()
    written = {name: [text] for name, text in query.items()}
    if {name: st.query_params.get_all(name) for name in st.query_params} != written:
        st.query_params.from_dict(query)
    st.session_state[WRITTEN] = written
