"""What the page says when something was refused, rejected or went wrong, with a button that helps."""

from __future__ import annotations

from typing import Any

import streamlit as st

from explorer.core.params import FieldError
from explorer.experiment.starting_weights import MOST_WEIGHTS, nudged
from explorer.training.history import History
from explorer.ui import run_changes, visit
from explorer.ui.markdown import literal
from explorer.words import player as words

LOUD = ("diverged", "oscillating", "saddle")


def link_notes() -> None:
    """What of the link could not be used, until it is dismissed."""
    notes = visit.current().notes
    if not notes:
        return
    with st.container(border=True, key="link_notes"):
        st.markdown(words.LINK_NOTES)
        for note in notes[:8]:
            st.text(note)
        if len(notes) > 8:
            st.text(words.more_notes(len(notes) - 8))
        st.button("Dismiss", on_click=visit.dismiss_notes)


def refusals(refused: list[tuple[FieldError, dict[str, Any]]]) -> None:
    """What a control asked for and cannot have, with the nearest thing that works as a button."""
    for i, (error, changes) in enumerate(refused):
        with st.container(key=f"refusal.{i}", horizontal=True, vertical_alignment="center"):
            message = f"{literal(str(error))} {words.LAST_GOOD}"
            st.warning(message, icon=":material/warning:")
            if error.remedy:
                label = error.offer or words.USE
                st.button(label, key=f"refusal.{i}.button", on_click=_remedy, args=(error, changes))


def _remedy(error: FieldError, changes: dict[str, Any]) -> None:
    run_changes.change(**{**changes, **error.remedy})


def alarm(history: History) -> None:
    """That the run went wrong, above the charts, and the rate that helps as a button.

    Its place is there in any case: what follows would take it, and its button would be seen there for a moment.
    """
    place = st.empty()
    if history.status in LOUD:
        _verdict(history, "verdict", place)


def remark(history: History) -> None:
    """Remarks on the run, below the charts, where a line is kept for them."""
    with st.container(key="remarks"):
        if history.message and history.status not in LOUD:
            _verdict(history, "remark", st)


def _verdict(history: History, key: str, place: Any) -> None:
    with place.container(key=key, horizontal=True, vertical_alignment="center"):
        if key == "verdict":
            st.warning(literal(history.message), icon=":material/warning:")
        else:
            st.caption(literal(history.message))
        if history.remedy is not None:
            label = words.use_rate(f"{history.remedy:g}")
            kwargs = {"at": history.stages[len(history.runs) - 1].at, "rate": history.remedy}  # from where the trouble began
            st.button(label, key=f"{key}.button", on_click=run_changes.use_advised_rate, kwargs=kwargs)
        elif history.status == "saddle" and history.weights.shape[1] <= MOST_WEIGHTS:
            pushed = {"starting_weights": nudged(history.weights[-1], history.run.seed)}
            st.button(words.NUDGE, key=f"{key}.button", on_click=run_changes.change, kwargs=pushed)
