"""The strength as a line in a chart: where it was moved to becomes the experiment's, as if by the sidebar's slider."""

from __future__ import annotations

import streamlit as st

from explorer.core.params import FieldError
from explorer.experiment.experiment import FIELDS
from explorer.ui import state
from explorer.ui.chart.messages import StrengthSet

AGAIN = "shrinkage.again"
"""Set where the whole page has to follow what was done in a part that is drawn by itself."""
LINE = "strength"


def moved(message: StrengthSet) -> None:
    """A callback's part: the line of a chart was moved to a strength; it holds from the step shown on."""
    declared = FIELDS[LINE]
    assert declared is not None
    try:
        value = declared.check(message.strength)
    except FieldError:
        return
    if value == state.settings().strength:
        return
    state.change(strength=value)
    step = state.step_of(message.step)
    if step is not None:
        state.answer(state.visit().asked, step)
    st.session_state[AGAIN] = True


def follow() -> None:
    """At the start of a part that is drawn by itself: the whole page, where that has to follow."""
    if st.session_state.pop(AGAIN, False):
        st.rerun()
