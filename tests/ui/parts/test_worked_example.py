"""The editable worked example."""

from __future__ import annotations

import pytest

from tests.helpers.paged import unopened

pytestmark = pytest.mark.usefixtures("shown_step")


def test_bad_cells_are_all_named_and_the_strength_first():
    at = unopened("loss_cost")
    at.query_params["steps"] = "30"
    cells = {"prediction": ["x"] * 8, "target": ["1"] * 8}
    at.session_state["worked.cells"] = {"examples": cells, "weights": {"weight": ["1", "?"]}, "strength": "-1"}
    said = at.run().warning[0].value.replace("\\", "").split("  \n")
    assert not at.exception
    assert said[0].startswith("strength: -1 is below 0")
    assert [line.split(":")[0] for line in said[1:6]] == [f"row {i}, prediction" for i in range(1, 6)]
    assert said[6] == "And 4 more: row 6, prediction; row 7, prediction; row 8, prediction; row 2, weight."
