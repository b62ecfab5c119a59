"""What was found, and what is picked in a picture is picked everywhere."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from explorer.figures.compare import Pick
from explorer.ui.chart.messages import Picked as Message
from explorer.ui.parts import compare_results
from explorer.ui.parts.compare_run import PICKED
from explorer.ui.view_models.compared import Picked, drawn
from tests.helpers.compare_content import content
from tests.helpers.compare_page import charts, compared, page, said
from tests.helpers.messages import sent

pytestmark = pytest.mark.usefixtures("shown_step")


@pytest.fixture
def kept(monkeypatch) -> dict:
    found: dict = {PICKED: Picked("Huber", 1, "Absolute")}
    monkeypatch.setattr("streamlit.session_state", found)
    return found


def test_before_anything_is_compared_there_is_a_card():
    at = page()
    assert "Which loss predicts best on these data?" in said(at)
    assert charts(at) == 0


def test_the_answer_stands_above_the_pictures():
    at = compared(nested="True")
    assert charts(at) == 1
    assert "On new data expect a mean absolute error of about " in said(at)


def test_a_pick_in_any_picture_is_the_row_with_its_strength(kept):
    found = drawn(content())
    for each in found[:3]:
        pick = next(pick for pick in each.picks if pick.row == "Squared")
        kept[PICKED] = Picked("Huber", 1, "Absolute", 4)
        compare_results.on_pick(each, Message(each.picture.name, each.picks.index(pick)))
        assert kept[PICKED] == Picked("Squared", pick.at, "Absolute", 4)
    compare_results.on_pick(found[3], Message("examples", 0))
    assert kept[PICKED].example == content().both.order[0]


def test_the_row_against_it_changes_places_with_it(kept):
    compare_results.take(Pick(0.0, 0.0, (), "Absolute", 2))
    assert kept[PICKED] == Picked("Absolute", 2, "Huber")
    compare_results.take(Pick(0.0, 0.0, ()))  # a trivial model is no row to train
    assert kept[PICKED].row == "Absolute"


@pytest.mark.parametrize(
    "message", [{"kind": "picked", "name": "rows", "index": 10**6}, {"kind": "picked", "name": "?", "index": 0}, {}, "junk",
                {"kind": "picked", "name": "rows", "index": -1}, {"kind": "picked", "name": "rows", "index": 0.5}],
)  # fmt: skip
def test_forged_messages_pick_nothing(kept, message):
    kept[compare_results.CHARTS] = sent(message)
    before = kept[PICKED]
    compare_results._on_message(drawn(content()))
    assert kept[PICKED] == before


def test_a_message_of_a_picture_is_taken(kept):
    found = drawn(content())
    index = next(i for i, pick in enumerate(found[1].picks) if pick.row == "Squared")
    kept[compare_results.CHARTS] = sent({"kind": "picked", "name": "heat_map", "index": index})
    compare_results._on_message(found)
    assert kept[PICKED].row == "Squared"


def test_a_picked_example_is_told_with_its_features(monkeypatch):
    written: list[str] = []
    monkeypatch.setattr(compare_results, "st", SimpleNamespace(html=written.append))
    compare_results.picked_example(content(example=3))
    assert "Row 3" in written[0]
    assert "x1 " in written[0]
    compare_results.picked_example(content())
    assert len(written) == 1
