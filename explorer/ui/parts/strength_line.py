"""The strength as a line in a chart: moving it changes the experiment, as the sidebar's slider does."""

from __future__ import annotations

import streamlit as st

from explorer.core.params import FieldError
from explorer.core.text import setting
from explorer.experiment.settings import FIELDS
from explorer.ui import run_changes, visit
from explorer.ui.chart.messages import StrengthSet

AGAIN = "shrinkage.again"
"""Set where the whole page has to follow what was done in a fragment."""
LINE = "strength"


def moved(message: StrengthSet) -> None:
    """A callback's part: the line of a chart was moved to a strength; it holds from the step shown on."""
    declared = FIELDS[LINE]
    assert declared is not None
    try:
        value = declared.check(message.strength)
    except FieldError:
        return
    if value == visit.settings().strength:
        return
    run_changes.change_at_step(message.step, strength=value)
    st.session_state[AGAIN] = True


def take() -> None:
    """A button that takes the strength of the line over to a whole run: one that has it from its first step on."""
    experiment = visit.current().experiment
    whole = not experiment.changes
    strength = setting(experiment.now.strength)
    st.button(
        f"Take strength {strength}", key="take_strength", disabled=whole, on_click=_take, icon=":material/done:",
        help=f"The run has strength {strength} from step 0 on." if whole else "Start a new run at step 0 with this strength.",
    )  # fmt: skip


def _take() -> None:
    """A callback: a new run under the settings in force at the end of this one."""
    visit.touch()
    now = visit.current()
    run_changes.write_run(now.experiment.now.change(steps=now.length), 0, "A new run at this strength.", controls_stale=True)


def follow() -> None:
    """At the start of a fragment: draw the whole page again, where that has to follow."""
    if st.session_state.pop(AGAIN, False):
        st.rerun()
