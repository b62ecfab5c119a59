"""Three ways to bring a table: drop a file, paste cells, take a sample."""

from __future__ import annotations

import streamlit as st

from explorer.datasets import DATASETS
from explorer.datasets.table.limits import FEWEST_COLUMNS, MOST_BYTES, MOST_COLUMNS, MOST_ROWS, SUFFIXES
from explorer.datasets.table.sample import sample_table
from explorer.ui import uploads
from explorer.ui.own_table import draft, use
from explorer.words import own_table as words

MEGA = 1024**2
WAY, FILES = "own.way", "own.file"
"""Keys of the session state: the way that is open, and how many files have come, each in a field of its own."""


def bringing() -> None:
    """The ways, of which one is open, and how large a table may be."""
    number = draft.current().number
    st.session_state.setdefault(WAY, next(iter(words.WAYS)))
    way = st.segmented_control(
        words.FIRST, list(words.WAYS), required=True, key=WAY, format_func=lambda kind: words.WAYS[kind],
        label_visibility="collapsed", width="stretch",
    )  # fmt: skip
    if way == "paste":
        _paste(number)
    elif way == "sample":
        _sample()
    else:
        _file()
    st.caption(words.limits(MOST_BYTES / MEGA, MOST_ROWS, FEWEST_COLUMNS, MOST_COLUMNS, SUFFIXES))


def _file() -> None:
    kinds = [suffix[1:] for suffix in SUFFIXES]
    st.file_uploader(
        words.DROP, kinds, key=uploads.numbered(FILES), max_upload_size=MOST_BYTES // MEGA, on_change=_dropped
    )  # fmt: skip


def _dropped() -> None:
    """A callback: a file has come. What Streamlit keeps of it is let go: a visit keeps the packed table alone."""
    file = uploads.take(FILES)
    if file is not None:
        draft.bring_content(file.getvalue(), file.name)
        use.take_awaited()


def _paste(number: int) -> None:
    key = f"own.paste.{number}"
    st.text_area(words.PASTE, key=key, height=150, max_chars=MOST_BYTES, placeholder=words.PASTE_HERE)
    st.button(words.READ, key="own.read", on_click=_pasted, args=(key,))


def _pasted(key: str) -> None:
    """A callback: cells were pasted. They stay in their field where they cannot be read."""
    text = st.session_state.get(key) or ""
    if text.strip():
        draft.bring_content(text)
        use.take_awaited()
    else:
        draft.say(words.NOTHING)


def _sample() -> None:
    key = "own.sample"
    name = st.selectbox(words.SAMPLE, list(DATASETS), key=key, format_func=lambda i: DATASETS[i].name)
    st.caption(DATASETS[name].summary)
    st.button(words.TAKE, key="own.take", on_click=_taken, args=(key,))


def _taken(key: str) -> None:
    """A callback: a sample was chosen."""
    name = st.session_state.get(key)
    if name in DATASETS:
        draft.bring(lambda: sample_table(DATASETS[name]()))
