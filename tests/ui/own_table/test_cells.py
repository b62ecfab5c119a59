"""The cells of a table as the editor has them, and back."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from explorer.datasets.table import PackedTable
from explorer.ui.own_table.cells import MOST_ROWS, as_frame, as_text, edited_table
from explorer.ui.own_table.dialog import TABS
from explorer.words.own_table import TABS as NAMES
from tests.helpers.own_data import GAPS, HOMES, dialog, drop, says
from tests.helpers.whole_app import healthy

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
