"""The run of a page of Streamlit's own charts: the app's sidebar and training, and nothing else of it."""

from __future__ import annotations

import streamlit as st

from explorer.ui import address_bar, run_changes, visit
from explorer.ui.sidebar import Controls, sidebar
from explorer.ui.view_models.trained_run import Trained, trained


def native_run() -> tuple[Trained, Controls]:
    """The run that the sidebar describes, and the sidebar."""
    st.set_page_config(page_title="Native", layout="wide")
    address_bar.read()
    controls = sidebar()
    run_changes.apply(controls.experiment, 0)
    address_bar.write()
    return trained(visit.current().experiment), controls
