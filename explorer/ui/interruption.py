"""Checkpoints of long computations: where Streamlit may abandon a script run because a newer one is waiting."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explorer.ui.visit import VISIT


def give_way() -> None:
    """Let Streamlit abandon this script run where a newer one is waiting, unless only a fragment of the page is drawn.

    A fragment is drawn to its end: cut short, what it had not drawn yet would be taken off the page.
    """
    context = get_script_run_ctx(suppress_warning=True)
    if context is None or not context.fragment_ids_this_run:
        stop_if_newer()


def stop_if_newer() -> None:
    """Let Streamlit abandon this script run where a newer one is waiting: reading session state is where it looks.

    Also in a fragment, for one that has drawn all it shows.
    """
    st.session_state.get(VISIT)
