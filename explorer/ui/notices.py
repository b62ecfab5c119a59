"""What the page says when something was refused, rejected or went wrong, with a button that helps."""

from __future__ import annotations

import re
from typing import Any

import streamlit as st

from explorer.params import FieldError
from explorer.training import History
from explorer.ui import state

LOUD = ("diverged", "oscillating")


def literal(text: str) -> str:
    """Text for Markdown that shows just as it is: every mark that means something there is escaped.

    >>> literal("![t](http://host/p.png)")
    '\\\\!\\\\[t\\\\]\\\\(http\\\\:\\\\/\\\\/host\\\\/p\\\\.png\\\\)'
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def link_notes() -> None:
    """What of the link could not be used, until it is dismissed."""
    notes: list[str] = st.session_state.get(state.NOTES, [])
    if not notes:
        return
    with st.container(border=True, key="link_notes"):
        st.markdown("**Some settings could not be used; the rest is as asked.**")
        for note in notes[:8]:
            st.text(note)
        if len(notes) > 8:
            st.text(f"And {len(notes) - 8} more.")
        st.button("Dismiss", on_click=_dismiss)


def _dismiss() -> None:
    state.touch()
    st.session_state[state.NOTES] = []


def refusals(refused: list[tuple[FieldError, dict[str, Any]]]) -> None:
    """What a control asked for and cannot have, with the nearest thing that works as a button."""
    for i, (error, changes) in enumerate(refused):
        _say(literal(str(error)) + " The page shows the last settings that work.", key=f"refusal.{i}")
        if error.remedy:
            st.button(error.offer or "Use what works", key=f"refusal.{i}.button", on_click=_remedy, args=(error, changes))


def _remedy(error: FieldError, changes: dict[str, Any]) -> None:
    asked = dict(changes)
    params = dict(asked.pop("params", {}))
    for name, value in error.remedy.items():
        (params if "." in name else asked)[name] = value
    state.change(**asked, params=params)


def verdict(history: History) -> None:
    """How the run went, where that needs a word, and the rate that helps as a button."""
    if not history.message:
        return
    if history.status not in LOUD:
        st.caption(literal(history.message))
        return
    text, button = st.columns([5, 1], vertical_alignment="center")
    with text:
        _say(literal(history.message), key="verdict")
    if history.remedy is not None:
        label = f"Use rate {history.remedy:g}"
        button.button(label, key="verdict.button", type="primary", on_click=state.change, kwargs={"rate": history.remedy})


def _say(text: str, key: str) -> None:
    with st.container(key=key):
        st.warning(text, icon=":material/warning:")
