"""The cells of a table, to edit: what is changed makes a table of its own, the one that was brought stays."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pandas as pd
import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from explorer.datasets.table import PackedTable, Table
from explorer.datasets.table.numbers import written
from explorer.ui.own_table import draft
from explorer.words import own_table as words

BASE, TRIED = "own.base", "own.tried"
"""Keys of the session state: the table that the editor started from; it and the edited cells of which one was made last."""
MOST_ROWS = 1_000
"""A longer table would take the browser seconds."""


def cells(packed: PackedTable, number: int) -> None:
    """The editor, for a table that is not too long.

    It starts from the table with the edits so far, and keeps further ones itself while it is on the page: a new one starts from
    all of them.
    """
    table = packed.table
    if table.n > MOST_ROWS:
        st.caption(words.too_many_cells(table.n, MOST_ROWS))
        return
    st.caption(words.CELLS)
    key = f"own.cells.{number}"
    if key not in st.session_state or BASE not in st.session_state:
        st.session_state[BASE] = packed
    base: PackedTable = st.session_state[BASE]
    frame = as_frame(base.table)
    edited = st.data_editor(frame, key=key, num_rows="dynamic", hide_index=True, height=420, alt=words.CELLS_ALT)
    text = None if frame.equals(edited) else as_text(edited)
    if st.session_state.get(TRIED) != (base.hash, text):  # each state of the editor once, whatever comes of it
        st.session_state[TRIED] = (base.hash, text)
        if text is not None or packed is not base:
            draft.edit(lambda: base if text is None else edited_table(base, text))
            context = get_script_run_ctx(suppress_warning=True)
            st.rerun(scope="fragment" if context is not None and context.fragment_ids_this_run else "app")


def as_frame(table: Table) -> pd.DataFrame:
    """The table for the editor: numbers as numbers, texts as texts, missing cells empty."""
    found: dict[str, Any] = {}
    for column in table.columns:
        if column.numbers is not None:
            found[column.name] = pd.Series(column.numbers, dtype="float64")
        else:
            assert column.codes is not None
            found[column.name] = pd.Series([None if k < 0 else column.levels[k] for k in column.codes.tolist()], dtype="object")
    return pd.DataFrame(found)


def as_text(frame: pd.DataFrame) -> str:
    """The cells of the editor as CSV."""
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(frame.columns)
    for row in frame.itertuples(index=False, name=None):
        rows.writerow(["" if pd.isna(cell) else cell if isinstance(cell, str) else written(float(cell)) for cell in row])
    return out.getvalue()


def edited_table(packed: PackedTable, text: str) -> PackedTable:
    """The table with the cells of the editor, under the name that it had."""
    return PackedTable(text, called=packed.name, separator=",", decimal=".", header=True, missing=())
