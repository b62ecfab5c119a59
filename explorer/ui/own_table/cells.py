"""The cells of a table, to edit: what is changed makes a table of its own, the one that was brought stays."""

from __future__ import annotations

import csv
from io import StringIO
from typing import Any

import pandas as pd
import streamlit as st

from explorer.datasets.table import PackedTable, Table
from explorer.datasets.table.numbers import written
from explorer.ui.own_table import draft
from explorer.words import own_table as words

TRIED = "own.tried"
"""Key of the session state: the table and the edited cells of which a table was made last."""
MOST_ROWS = 1_000
"""A longer table would take the browser seconds."""


def cells(packed: PackedTable, table: Table, number: int) -> None:
    """The editor, for a table that is not too long: it starts from the table that was brought, and keeps the edits itself."""
    if table.n > MOST_ROWS:
        st.caption(words.too_many_cells(table.n, MOST_ROWS))
        return
    st.caption(words.CELLS)
    frame = as_frame(table)
    edited = st.data_editor(frame, key=f"own.cells.{number}", num_rows="dynamic", hide_index=True, height=420,
                            alt=words.CELLS_ALT)  # fmt: skip
    text = None if frame.equals(edited) else as_text(edited)
    if st.session_state.get(TRIED) != (number, text):  # each state of the editor once, whatever comes of it
        st.session_state[TRIED] = (number, text)
        if text is not None or draft.current().edited is not None:
            draft.edit(None if text is None else lambda: edited_table(packed, text))
            st.rerun(scope="fragment")


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
