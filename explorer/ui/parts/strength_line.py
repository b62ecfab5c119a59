"""The strength as a line in a chart: where it was moved to becomes the experiment's, as if by the sidebar's slider."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from explorer.core.params import FieldError
from explorer.experiment.settings import FIELDS
from explorer.ui import run_changes, visit

AGAIN = "shrinkage.again"
"""Set where the whole page has to follow what was done in a part that is drawn by itself."""
LINE = "strength"


def told(words: Any) -> bool:
    """A callback's part: whether a chart told that its line was moved, ``{"strength": s, "step": k}``; then it is so."""
    if not isinstance(words, dict) or LINE not in words:
        return False
    value, declared = words[LINE], FIELDS[LINE]
    assert declared is not None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return True
    try:
        value = declared.check(float(value))
    except FieldError:
        return True
    if value == visit.settings().strength:
        return True
    run_changes.change_at_step(words.get("step"), strength=value)
    st.session_state[AGAIN] = True
    return True


def follow() -> None:
    """At the start of a part that is drawn by itself: the whole page, where that has to follow."""
    if st.session_state.pop(AGAIN, False):
        st.rerun()
