"""Compare: which loss suits these data, judged by one metric on the same held-out examples."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import streamlit as st

from explorer.ui import run_changes, visit
from explorer.ui.markdown import literal
from explorer.ui.parts import compare_results, compare_row, compare_run, compare_stress
from explorer.ui.parts.compare_setup import CHOICES, asked_for, can_compare
from explorer.ui.sidebar import Controls
from explorer.ui.view_choice import ViewChoice
from explorer.ui.view_models.compared import Picked, compared
from explorer.ui.views.base import View
from explorer.words import compare as words


@dataclass(frozen=True)
class Compare(View):
    """What is compared, the answer, pictures of it, what to do with a row, and the stress test."""

    id: ClassVar[str] = "compare"
    name: ClassVar[str] = "Compare"
    rank: ClassVar[int] = 45
    summary: ClassVar[str] = "Which loss and which strength predict best on these data, by how much, and how sure."
    icon: ClassVar[str] = ":material/leaderboard:"
    plays: ClassVar[bool] = False
    choices: ClassVar[tuple[ViewChoice, ...]] = CHOICES

    def show(self, controls: Callable[[], Controls]) -> None:
        """The choices, then what has been found, which follows the work by itself."""
        now = visit.current().experiment.now
        if not can_compare(now):
            controls()
            _refusal()
            return
        asked, place = asked_for(now)
        work = compare_run.work_of(now)
        with place:
            compare_run.buttons(asked, work)
        compare_run.changed(asked, work)
        controls()
        stress = st.session_state.get(compare_run.STRESS)
        busy = [each for each in (work, stress) if each is not None and not each.ticket.over]
        st.fragment(_follow, run_every=compare_run.TICK if busy else None)(bool(busy))


def _refusal() -> None:
    """That networks are not compared, and a button to the model that is."""
    with st.container(key="no_compare", horizontal=True, vertical_alignment="center"):
        st.info(words.NETWORK, icon=":material/info:")
        st.button(words.LINEAR, key="no_compare.button", on_click=run_changes.change, kwargs={"at": 0, "model": "linear"})


def _follow(by_itself: bool) -> None:
    """All that changes while the work goes on; drawn anew ``by_itself``, or else the whole page is where work has begun."""
    now = visit.current().experiment.now
    work = compare_run.work_of(now)
    if work is None:
        _card()
        return
    compare_run.follow(work)
    try:
        found = work.found
    except ValueError as error:
        st.warning(literal(str(error)), icon=":material/warning:")
        found = None
    if found is not None:
        content = compared(found, st.session_state.get(compare_run.PICKED, Picked()))
        whole = work.ticket.state == "done"
        compare_results.sentence(content, whole, compare_run.told(work))
        compare_row.row_actions(content)
        compare_results.pictures(content)
        compare_results.picked_example(content)
        if whole:
            compare_stress.stressing(content)
            with st.container(key="compare_home"):
                compare_row.table(found)
                compare_row.code(found, work.asked)
    elif work.ticket.over and work.ticket.state != "refused":
        _card()
    over = compare_run.close(work)
    begun = not by_itself and found is not None and compare_stress.busy(found)
    if begun or over or (found is not None and compare_stress.close_stress(found)):
        st.rerun()


def _card() -> None:
    """What stands there before anything is compared."""
    with st.container(key="compare_card", border=True):
        st.header(words.CARD, anchor=False)
        st.markdown(words.CARD_MORE)
