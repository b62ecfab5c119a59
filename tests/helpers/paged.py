"""A page of the app by itself, without a browser and without the navigation around it."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from explorer import Experiment

SCRIPT = """
import streamlit as st

from explorer.ui import address_bar, notices, run_changes, visit
from explorer.ui.sidebar import sidebar
from explorer.ui.views import VIEWS

def controls():
    drawn = sidebar()
    notices.refusals(drawn.refusals)
    if drawn.experiment != visit.settings():
        run_changes.apply(drawn.experiment)
        st.rerun()
    address_bar.write()
    return drawn


address_bar.read()
run_changes.apply(run_changes.touched_settings())
VIEWS["{view}"]().show(controls)
"""


def unopened(view: str) -> AppTest:
    """The page with this id, before it is drawn for the first time."""
    return AppTest.from_string(SCRIPT.replace("{view}", view), default_timeout=60)


def opened(view: str, query: dict[str, str]) -> AppTest:
    """The page with this id, opened by a link; a double underscore in a name stands for a dot."""
    at = unopened(view)
    for name, value in query.items():
        at.query_params[name.replace("__", ".")] = value
    at.run()
    assert not at.exception
    return at


def experiment(at: AppTest) -> Experiment:
    """What the page stands for."""
    return at.session_state["visit"].experiment
