"""What Streamlit keeps of an upload is let go once it is read."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

SCRIPT = """
import streamlit as st

from explorer.ui import uploads

def dropped():
    file = uploads.take("x")
    st.session_state.read = (file.name, file.getvalue()) if file else None

st.file_uploader("One", key=uploads.numbered("x"), on_change=dropped)
"""


def test_each_file_has_a_field_of_its_own():
    at = AppTest.from_string(SCRIPT).run()
    for k, name in enumerate(("a.json", "b.json")):
        at.file_uploader[0].set_value((name, name.encode(), "application/json")).run()
        assert not at.exception
        assert at.session_state["read"] == (name, name.encode())
        assert at.session_state["x"] == k + 1
        assert f"x.{k}" not in at.session_state
        assert not at.session_state[f"x.{k + 1}"]
