"""A table comes into use: it becomes the data of the run, or what a link has waited for."""

from __future__ import annotations

import threading
from collections import Counter

import streamlit as st

from explorer.core.cached import forget
from explorer.datasets.table import OwnTable, TableError
from explorer.ui import run_changes, visit
from explorer.ui.own_table import draft


def waits_for() -> str:
    """The name of the file that the visit's link waits for; "" where it waits for none."""
    waiting = visit.current().waiting
    return waiting.table.name if waiting is not None else ""


def take() -> None:
    """A callback: the draft becomes the data of the run, from its start. The dialog is closed."""
    own = draft.current().own
    if own is None:
        return
    visit.update(own=own, openings_shown=False)
    run_changes.change(dataset=own)
    draft.keep(draft.Draft(number=draft.current().number))
    draft.close_dialog()


def again() -> None:
    """A callback: the table that was used last is the data of the run again."""
    own = visit.current().own
    if own is not None:
        run_changes.change(dataset=own)


def take_awaited() -> bool:
    """Take the draft where it is the table that the link waits for, with the link's own choices. Gives whether it was."""
    waiting, packed = visit.current().waiting, draft.current().packed
    if waiting is None or packed is None or packed.hash != waiting.table.content:
        return False
    try:
        own = OwnTable(packed, waiting.table.choices)
    except TableError as error:  # a link that was tampered with
        draft.say(str(error))
        return False
    visit.update(own=own)
    draft.keep(draft.Draft(number=draft.current().number))
    draft.close_dialog()
    return True


_visits: Counter[str] = Counter()
_lock = threading.Lock()


def _left(owner: str) -> None:
    """A visit is over: what was computed of its table is forgotten, unless another visit has the same table."""
    with _lock:
        _visits[owner] -= 1
        if _visits[owner] > 0:
            return
        del _visits[owner]
    forget(owner)


@st.cache_resource(scope="session", on_release=_left, show_spinner=False, max_entries=None)
def _held(owner: str) -> str:
    with _lock:
        _visits[owner] += 1
    return owner


def hold() -> None:
    """Note that this visit has its table, at every run of the script: after a lost connection a visit counts anew."""
    own = visit.current().own
    if own is not None:
        _held(own.held.hash)
