"""How a table was read is seen and can be changed; where that reads nothing, all stays as it was."""

from __future__ import annotations

import pytest

from explorer.ui.own_table.dialog import TABS
from explorer.ui.own_table.draft import DRAFT
from explorer.words.own_table import TABS as NAMES
from tests.helpers.own_data import HOMES, dialog, drop, says
from tests.helpers.whole_app import healthy, select

pytestmark = pytest.mark.usefixtures("shown_step")
GERMAN = HOMES.replace(",", ";").replace(".", ",").replace(";3,5", ";k.A.", 1)


def reading(content):
    at = drop(dialog(), content)
    at.session_state[TABS] = NAMES["reading"]
    return healthy(at.run())


def test_what_was_found_is_shown():
    at = reading(GERMAN.encode("utf-16"))
    assert [select(at, name).value for name in ("Encoding", "Separator", "Decimal sign")] == ["utf-16", ";", ","]
    assert next(t for t in at.toggle if t.label == "The first row has the names").value is True


def test_marks_of_missing_cells_can_be_taken_away():
    at = reading(HOMES.replace(",3.5,", ",NA,"))
    marks = next(m for m in at.multiselect if m.label == "Cells that are missing")
    assert marks.value == ["NA"]
    at = healthy(marks.set_value([]).run())
    table = at.session_state[DRAFT].packed.table
    assert not table.column("size").missing.any()
    assert table.column("size").fault.cell == "NA"


def test_another_separator_that_reads_nothing_changes_nothing():
    at = reading(HOMES)
    before = at.session_state[DRAFT].packed
    at = healthy(select(at, "Separator").set_value("|").run())
    assert "Only one column was found" in says(at)
    assert at.session_state[DRAFT].packed is before
    assert select(at, "Separator").value == ","


def test_the_first_row_can_be_data():
    at = reading("1,2\n3,4\n5,7\n8,6\n")
    assert "Is it a header?" in says(at)
    at = healthy(next(t for t in at.toggle if t.label == "The first row has the names").set_value(True).run())
    assert at.session_state[DRAFT].packed.names == ("1", "2")
    assert at.session_state[DRAFT].packed.n == 3
