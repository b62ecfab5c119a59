"""How a table was read, to see and to change: encoding, separator, decimal sign, header, marks of missing cells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from explorer.datasets.table import PackedTable
from explorer.datasets.table.limits import ENCODINGS, MISSING_MARKS, SEPARATORS
from explorer.ui.own_table import draft
from explorer.words import own_table as words

KEY = "own.reading."


def reading(table: PackedTable) -> None:
    """A control for each thing that was found."""
    st.caption(words.READING)
    if draft.current().edited is not None:
        st.caption(words.EDITS_GO)
    found = table.reading
    left, right = st.columns(2)
    with left:
        encodings = [found.encoding, *(name for name in ENCODINGS if name != found.encoding)]
        pasted = found.encoding == "text"
        _choice("encoding", words.ENCODING, [found.encoding] if pasted else encodings, found.encoding, disabled=pasted)
        _choice("decimal", words.DECIMAL, list(words.DECIMALS), found.decimal)
    with right:
        separators = dict.fromkeys([found.separator, *SEPARATORS, " "])
        _choice("separator", words.SEPARATOR, list(separators), found.separator)
        marks = dict.fromkeys([*found.missing, *MISSING_MARKS])
        st.session_state[KEY + "missing"] = [mark for mark in found.missing if mark]
        st.multiselect(
            words.MARKS, [mark for mark in marks if mark], key=KEY + "missing", accept_new_options=True, help=words.MARKS_HELP,
            on_change=_changed, args=("missing",), placeholder="",
        )  # fmt: skip
    st.session_state[KEY + "header"] = found.header
    st.toggle(words.HEADER, key=KEY + "header", on_change=_changed, args=("header",))


def _choice(field: str, label: str, options: Sequence[str], now: str, **more: Any) -> None:
    st.session_state[KEY + field] = now
    named = {"encoding": {"text": words.PASTED}, "separator": words.SEPARATORS, "decimal": words.DECIMALS}[field]
    st.selectbox(
        label, options, key=KEY + field, format_func=lambda option: named.get(option, option), on_change=_changed,
        args=(field,), **more,
    )  # fmt: skip


def _changed(field: str) -> None:
    """A callback: the content is to be read in another way."""
    value = st.session_state[KEY + field]
    draft.read_again(**{field: tuple(value) if field == "missing" else value})
