"""The stress test: one press spoils a part of the training examples and shows which loss stands it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import streamlit as st

from explorer.figures.compare import Compared
from explorer.figures.compare.base import Drawn
from explorer.figures.compare.stressed import stress_picture
from explorer.selection.comparing.comparison import Comparison
from explorer.selection.comparing.stress import StressTask
from explorer.ui import visit
from explorer.ui.chart import charts, received
from explorer.ui.chart.messages import Picked as PickedPlace
from explorer.ui.parts.compare_results import on_pick
from explorer.ui.parts.compare_run import STRESS
from explorer.ui.parts.picture import message_of
from explorer.ui.presence import presence
from explorer.ui.view_models.compared import LINE, StressWork
from explorer.words import compare as words

CHART = "compare.stress"


def stress_of(comparison: Comparison) -> StressWork | None:
    """The stress test of this comparison, where there is one."""
    work: StressWork | None = st.session_state.get(STRESS)
    return work if work is not None and work.comparison is comparison else None


def stressing(content: Compared) -> None:
    """The button, how far it is, and the picture as it comes."""
    work = stress_of(content.comparison)
    with st.container(key="compare_stress", horizontal=True, vertical_alignment="center"):
        if work is not None and not work.ticket.over:
            st.button(words.CANCEL, key="compare.stress_cancel", on_click=work.ticket.cancel, icon=":material/close:")
            ahead = LINE.ahead(work.ticket)
            st.caption(words.waiting(ahead) if ahead else words.LEFT)
        else:
            st.button(words.STRESS, key="compare.stress_begin", on_click=_begin, args=(content.comparison,),
                      help=words.STRESS_HELP, icon=":material/fitness_center:")  # fmt: skip
            if work is not None and work.ticket.state in words.ENDS:
                st.caption(words.ENDS[work.ticket.state])
    if work is not None and work.found is not None:
        drawn = stress_picture(content, work.found, content.comparison.setup.count)
        charts(CHART, [message_of(drawn.picture)], on_message=partial(_on_message, drawn))


def _begin(comparison: Comparison) -> None:
    """A callback: stand in line with a stress test."""
    visit.touch()
    st.session_state[STRESS] = StressWork(comparison, LINE.join(StressTask(comparison), presence()))


def _on_message(found: Drawn) -> None:
    """A callback: a row was picked."""
    for message in received(CHART):
        if isinstance(message, PickedPlace):
            on_pick(found, message)


def busy(comparison: Comparison) -> bool:
    """Whether the test of this comparison waits or is at work."""
    work = stress_of(comparison)
    return work is not None and not work.ticket.over


def close_stress(comparison: Comparison) -> bool:
    """Note that the page knows that the test is over; whether it has just come to be so."""
    work = stress_of(comparison)
    if work is None or not work.ticket.over or work.closed:
        return False
    st.session_state[STRESS] = replace(work, closed=True)
    return True
