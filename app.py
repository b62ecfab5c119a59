"""Loss Explorer's server: ``streamlit run app.py``."""

from pathlib import Path

import streamlit as st

from explorer.ui.chart import middleware, routes

app = st.App(Path(__file__).parent / "explorer" / "ui" / "main.py", routes=routes(), middleware=middleware())
