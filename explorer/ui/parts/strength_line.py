"""The strength as a line in a chart: moving it changes the experiment, as the sidebar's slider does."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from explorer.core.params import FieldError
from explorer.experiment.settings import FIELDS
from explorer.ui import run_changes, visit

AGAIN = "shrinkage.again"
"""Set where the whole page has to follow what was done in a fragment."""
LINE = "strength"


def moved(message: Any) -> bool:
    """Part of a callback: whether a chart's message is that its line was moved, ``{"strength": s, "step": k}``.

    If so, the strength is changed; one that is not allowed is ignored.
    """
    if not isinstance(message, dict) or LINE not in message:
        return False
    value, declared = message[LINE], FIELDS[LINE]
    assert declared is not None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return True
    try:
        value = declared.check(float(value))
    except FieldError:
        return True
    if value == visit.settings().strength:
        return True
    run_changes.change_at_step(message.get("step"), strength=value)
    st.session_state[AGAIN] = True
    return True


def follow() -> None:
    """At the start of a fragment: draw the whole page again, where that has to follow."""
    if st.session_state.pop(AGAIN, False):
        st.rerun()
