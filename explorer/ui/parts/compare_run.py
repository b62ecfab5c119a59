"""Begin a comparison, follow it, and cancel it: it runs beside the page, in the line of all visitors."""

from __future__ import annotations

import html
from dataclasses import replace

import streamlit as st

from explorer.experiment import Experiment
from explorer.experiment.asked_comparison import AskedComparison, same_ground
from explorer.selection.comparing.answer import answer
from explorer.selection.comparing.task import Progress
from explorer.ui import visit
from explorer.ui.markdown import literal
from explorer.ui.presence import presence
from explorer.ui.view_models.compared import LINE, Picked, Work
from explorer.words import compare as words

WORK, PICKED, STRESS = "comparing.work", "comparing.picked", "comparing.stress"
"""Where the session keeps the work, what is picked in it, and the stress test."""
TICK = 0.5
"""Seconds between two looks at what has come."""


def work_of(experiment: Experiment) -> Work | None:
    """The comparison of this visit, where it is of these data and this model."""
    work: Work | None = st.session_state.get(WORK)
    return work if work is not None and same_ground(work.asked.about, experiment) else None


def buttons(asked: AskedComparison | None, work: Work | None) -> None:
    """Compare, or cancel what is under way."""
    if work is not None and not work.ticket.over:
        st.button(words.CANCEL, key="compare.cancel", on_click=_cancel, icon=":material/close:")
    else:
        st.button(
            words.AGAIN if work else words.BEGIN, key="compare.begin", on_click=_begin, args=(asked,), type="primary",
            icon=":material/leaderboard:", disabled=asked is None,
        )  # fmt: skip


def changed(asked: AskedComparison | None, work: Work | None) -> None:
    """That what is shown is of other choices than those above it."""
    if work is not None and asked is not None and not work.asked.same_as(asked):
        st.caption(words.CHANGED)


def _begin(asked: AskedComparison) -> None:
    """A callback: stand in line with a new comparison; an earlier one of this visit is given up."""
    visit.touch()
    end_all()
    st.session_state[WORK] = Work(asked, LINE.join(asked.task(), presence()))
    st.session_state[PICKED] = Picked()


def _cancel() -> None:
    """A callback: what was found so far stays."""
    visit.touch()
    st.session_state[WORK].ticket.cancel()


def end_all() -> None:
    """Give up all work of this visit that is not over."""
    for key in (WORK, STRESS):
        if (work := st.session_state.pop(key, None)) is not None:
            work.ticket.cancel()


def follow(work: Work) -> None:
    """How far it is, in a line with a bar for each loss; once it is over, the whole page is drawn, whose buttons change."""
    ticket = work.ticket
    progress = work.progress
    if ticket.state == "waiting":
        st.progress(0.0, text=words.waiting(max(1, LINE.ahead(ticket))))
    elif ticket.state == "running":
        _under_way(progress)
    elif ticket.state == "refused":
        st.warning(literal(ticket.refusal), icon=":material/warning:")
    elif ticket.state in words.ENDS:
        st.caption(words.ENDS[ticket.state])


def _under_way(progress: Progress) -> None:
    state = progress.state
    if state is None:
        st.progress(0.0, text=words.STARTING)
        return
    left = "" if progress.left is None else words.about(progress.left)
    text = f"{words.under_way(state.done, state.count, state.next, left)} · {words.LEFT}"
    st.progress(progress.share, text=literal(text))
    bars = "".join(
        f'<span class="le-of"><span>{html.escape(name)}</span><meter min="0" max="{count}" value="{done}" '
        f'aria-label="{html.escape(name)}"></meter><span>{done}/{count}</span></span>'
        for name, done, count in progress.of_candidates
    )
    st.html(f'<div class="le-progress">{bars}</div>')


def close(work: Work) -> bool:
    """Note that the page knows that it is over; whether it has just come to be so."""
    if not work.ticket.over or work.closed or st.session_state.get(WORK) is not work:
        return False
    st.session_state[WORK] = replace(work, closed=True)
    return True


def told(work: Work) -> str:
    """What is said of the end to a screen reader; empty before."""
    found = work.found if work.ticket.state == "done" else None
    return "" if found is None else words.told(answer(found))
