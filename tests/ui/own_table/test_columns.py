"""The facts of a table before training: a line a column, the target, the losses that take it."""

from __future__ import annotations

import pytest

from explorer.ui.own_table.dialog import TABS
from explorer.words.own_table import FACTS
from explorer.words.own_table import TABS as NAMES
from tests.helpers.own_data import GAPS, dialog, drop, says
from tests.helpers.whole_app import healthy

pytestmark = pytest.mark.usefixtures("shown_step")


def test_each_column_has_a_line_and_the_target_a_picture():
    at = drop(dialog(), GAPS)
    at.session_state[TABS] = NAMES["columns"]
    at = healthy(at.run())
    facts = next(frame.value for frame in at.dataframe if list(frame.value.columns) == list(FACTS))
    assert facts["Column"].tolist() == ["rooms", "city", "size", "price"]
    assert facts["Use"].tolist() == ["feature", "feature", "feature", "target"]
    assert facts["Missing"].tolist() == ["none", "1 of 60", "1 of 60", "none"]
    assert "14 losses can be trained on it: Squared, Absolute, Huber" in says(at)
    charts = [str(c.proto) for c in at.get("bidi_component")]
    assert any("no value stands far from the rest" in chart for chart in charts)
