"""Checkpoints of long computations: there a script run is abandoned for a newer one, and a visitor told that it goes on."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explorer.ui.visit import VISIT
from explorer.words.player import working

QUIET = 1.0
"""Seconds of work of which nothing is said, and seconds between two words about it."""


@dataclass
class _Work:
    """Where on the page it is told that work goes on, since when it does, and when that was last said (0 for never)."""

    place: Any
    began: float
    said: float = 0.0


_under_way = threading.local()
"""The work of this thread: a script run has a thread of its own."""


@contextmanager
def told(part: str = "page") -> Iterator[None]:
    """Draw a part of the page: where it takes longer than a second, a line says for how long it has been at work.

    The line lies over the foot of the window, so that nothing moves when it comes. Each ``part`` has one of its own.
    """
    outer = getattr(_under_way, "work", None)
    with st.container(key=f"working-{part}"):
        place = st.empty()
    work = _Work(place, time.monotonic())
    _under_way.work = work
    try:
        yield
    finally:
        _under_way.work = outer
    if work.said:
        work.place.empty()


def _tell() -> None:
    """Say for how long this part of the page has been at work, where that is long, and not again within a second."""
    work: _Work | None = getattr(_under_way, "work", None)
    now = time.monotonic()
    if work is not None and now - max(work.began, work.said) >= QUIET:
        work.said = now
        seconds = round(now - work.began)
        work.place.caption(working(seconds))


def in_fragment() -> bool:
    """Whether only a fragment of the page is drawn."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and bool(context.fragment_ids_this_run)


def give_way() -> None:
    """Let Streamlit abandon this script run where a newer one is waiting, unless only a fragment of the page is drawn.

    A fragment is drawn to its end: cut short, what it had not drawn yet would be taken off the page. Work that takes long is
    told (`told`).
    """
    if not in_fragment():
        stop_if_newer()
    _tell()


def stop_if_newer() -> None:
    """Let Streamlit abandon this script run where a newer one is waiting: reading session state is where it looks.

    Also in a fragment, for one that has drawn all it shows.
    """
    st.session_state.get(VISIT)
