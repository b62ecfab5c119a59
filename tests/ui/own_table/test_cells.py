"""The cells of a table as the editor has them, and back."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
import streamlit as st

from explorer.datasets.table import PackedTable
from explorer.ui.own_table.cells import MOST_ROWS, as_frame, as_text, edited_table
from explorer.ui.own_table.dialog import TABS
from explorer.ui.own_table.draft import DRAFT
from explorer.words.own_table import TABS as NAMES
from tests.helpers.own_data import GAPS, HOMES, dialog, drop, press, says
from tests.helpers.whole_app import experiment, healthy

pytestmark = pytest.mark.usefixtures("shown_step")


@pytest.mark.parametrize("content", [HOMES, GAPS, "a,b\n0.1,NA\n1e-9,=1+1\n3,x\n"])
def test_cells_that_were_not_touched_are_the_same_content(content):
    packed = PackedTable(content, name="x.csv")
    assert edited_table(packed, as_text(as_frame(packed.table))).hash == packed.hash


def test_a_changed_cell_and_a_new_row_make_another_table():
    packed = PackedTable(GAPS, name="x.csv")
    frame = as_frame(packed.table)
    frame.loc[0, "price"] = 1e6
    frame = pd.concat([frame, pd.DataFrame([{"rooms": 3.0, "city": None, "size": np.nan, "price": 5.5}])], ignore_index=True)
    table = edited_table(packed, as_text(frame)).table
    assert (table.n, table.name) == (61, "x.csv")
    assert table.column("price").numbers[[0, 60]].tolist() == [1e6, 5.5]
    assert table.column("city").missing[60]


@pytest.mark.parametrize(("rows", "editable"), [(MOST_ROWS - 1, True), (MOST_ROWS, True), (MOST_ROWS + 1, False)])
def test_tables_of_so_many_rows_can_be_edited(rows, editable):
    at = drop(dialog(), "a,b\n" + "".join(f"{k},{k * k % 101}\n" for k in range(rows)))
    at.session_state[TABS] = NAMES["cells"]
    at = healthy(at.run())
    assert any(str(editor.key).startswith("own.cells") for editor in at.data_editor) is editable
    assert ("can be edited here; this one has" in says(at)) is not editable


def test_an_edited_cell_is_used_and_stays_when_another_tab_is_looked_at(monkeypatch):
    real = st.data_editor

    def editor(frame, **given):
        shown = real(frame, **given)
        if given["key"].startswith("own.cells"):
            shown = shown.copy()
            shown.loc[0, "price"] = 12345.0
        return shown

    monkeypatch.setattr("streamlit.data_editor", editor)
    at = drop(dialog(), HOMES)
    at.session_state[TABS] = NAMES["cells"]
    at = healthy(at.run())
    assert at.session_state[DRAFT].edited.table.column("price").numbers[0] == 12345.0
    at.session_state[TABS] = NAMES["columns"]
    at = healthy(at.run())
    assert "1 value stands far from the rest" in "".join(str(c.proto) for c in at.get("bidi_component"))
    monkeypatch.setattr("streamlit.data_editor", real)
    at.session_state[TABS] = NAMES["cells"]
    at = healthy(at.run())  # another editor starts from what was edited
    assert next(e.value for e in at.data_editor if str(e.key).startswith("own.cells"))["price"][0] == 12345.0
    at = press(at, "Use this table")
    assert experiment(at).raw().y[0] == 12345.0


def test_cells_that_are_no_table_any_more_are_told_and_the_table_before_stays(monkeypatch):
    real = st.data_editor
    monkeypatch.setattr(
        "streamlit.data_editor",
        lambda frame, **given: real(frame, **given).head(2 if given["key"].startswith("own.cells") else 99),
    )
    at = drop(dialog(), HOMES)
    at.session_state[TABS] = NAMES["cells"]
    at = healthy(at.run())
    assert "at least 3 are needed" in says(at)
    assert at.session_state[DRAFT].edited is None
    assert "60 rows" in says(at)
