"""The row of things to try: on the plain link, until it was used or closed, and again when it is asked for."""

from __future__ import annotations

import pytest

from explorer.openings import OPENINGS
from explorer.ui.own_table.draft import OPEN
from explorer.ui.parts.front_door import WHAT
from tests.helpers.whole_app import did, healthy, page, texts, visit

pytestmark = pytest.mark.usefixtures("shown_step")


@pytest.fixture(autouse=True)
def links(monkeypatch):
    """Links to other pages, which a test of one page does not follow."""
    seen = []
    monkeypatch.setattr(
        "streamlit.page_link",
        lambda _, label=None, query_params=None, **said: query_params and seen.append((label, query_params)),
    )
    return seen


def labels(at) -> list[str]:
    return [button.label for button in at.button]


def test_the_plain_link_says_what_this_is_and_offers_all_of_them(links):
    at = page()
    assert WHAT in texts(at)
    offered = {**dict.fromkeys(labels(at)), **dict(links)}
    assert {opening.name for opening in OPENINGS.values()} <= set(offered)
    assert dict(links) == {o.name: {"try": o.id} for o in OPENINGS.values() if o.page != "train"}


@pytest.mark.parametrize(
    "query", [{"strength": "1.0"}, {"lesson": "downhill"}, {"try": "race"}, {"at": "20"}, {"fit_view": "x"}]
)
def test_any_other_link_does_not(query):
    at = page(**query)
    assert WHAT not in texts(at)
    assert "Close" not in labels(at)


@pytest.mark.parametrize("name", [name for name, opening in OPENINGS.items() if opening.page == "train"])
def test_a_press_sets_everything_and_takes_the_row_away(name):
    opening, at = OPENINGS[name](), page()
    before = visit(at).order.number
    healthy(next(button for button in at.button if button.label == opening.name).click().run())
    now = visit(at)
    assert (now.experiment, now.pins, now.opening, now.length) == (opening.start, opening.pins, name, opening.start.steps)
    assert now.order.number > before
    assert (now.order.play, now.order.seek, now.order.message) == (True, 0, opening.says)
    assert now.query == {"try": [name], **{key: [value] for key, value in opening.choices.items()}}
    assert WHAT not in texts(at)
    assert next(s for s in at.select_slider if s.label == "Strength").value == opening.start.now.strength


def test_it_is_closed_and_comes_back_when_the_player_asks_for_it(monkeypatch):
    at = page()
    healthy(next(button for button in at.button if button.label == "Close").click().run())
    assert WHAT not in texts(at)
    assert visit(at).query == {}
    did(at, monkeypatch, kind="examples")
    assert WHAT in texts(at)
    did(at, monkeypatch, kind="examples")
    assert WHAT not in texts(at)


def test_it_stays_while_a_control_is_moved():
    at = page()
    healthy(next(s for s in at.select_slider if s.label == "Strength").set_value(1.0).run())
    assert WHAT in texts(at)


def test_a_table_of_ones_own_is_offered_beside_what_can_be_tried():
    at = page()
    healthy(next(button for button in at.button if button.label == "Your data").click().run())
    assert at.session_state[OPEN]
