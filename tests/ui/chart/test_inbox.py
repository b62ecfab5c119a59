"""What the page tells Python: valid messages come once and in order, forged ones never raise and never arrive."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as some

from explorer.ui.chart import inbox
from explorer.ui.chart.inbox import LARGEST, LONGEST, decode, drawn, last_handled, latest, received
from explorer.ui.chart.messages import (
    KINDS,
    Answer,
    AspectShown,
    AtRest,
    CursorPut,
    MenuChoice,
    MovedExample,
    PickedExample,
    Pin,
    RangeShown,
    Shown,
    Undo,
    Unpin,
)
from tests.helpers.messages import sent


@pytest.fixture
def session(monkeypatch) -> dict:
    kept: dict = {}
    monkeypatch.setattr(inbox.st, "session_state", kept)
    return kept


JUNK = [
    None, 7, "undo", [], ["undo"], {}, {"kind": None}, {"kind": "bogus"}, {"kind": ["undo"]}, {"kind": "answer"},
    *({"kind": "answer", "question": 1, "step": step} for step in (None, "x", True, -1, math.nan, math.inf, [1])),
    *({"kind": "answer", "question": number, "step": 1} for number in (None, "x", True, -1, 1.5)),
    *({"kind": "unpin", "index": index} for index in ("first", -1, True, 0.0, None)),
    *({"kind": "example", "example": index} for index in (-1, 1.0, True, "3", None)),
    *({"kind": "cursor", "place": place} for place in ("x", [1], [1, 2, 3], [1, "x"], [True, 0], [math.nan, 0], [LARGEST, 0])),
    *({"kind": "range", "window": w} for w in ([1, 0, 0, 1], [0, 0, 0, 1], [0, 1, 0], [0, math.inf, 0, 1], {"a": 1}, "all")),
    *({"kind": "aspect", "ratio": ratio} for ratio in (0, -1.0, "x", None, True, math.nan, math.inf, [1])),
    *({"kind": "strength", "strength": s, "step": 0} for s in ("x", True, math.nan, math.inf, None, 10**400)),
    {"kind": "moved", "example": 0, "step": 0, "x": "far"}, {"kind": "moved", "step": 0}, {"kind": "cursor"},
    {"kind": "menu", "name": 3, "value": 1}, {"kind": "menu", "name": "view", "value": 1.5},
    {"kind": "menu", "name": "view", "value": "x" * (LONGEST + 1)}, {"kind": "refine", "stamp": None},
]  # fmt: skip


@pytest.mark.parametrize("junk", JUNK, ids=repr)
def test_junk_is_no_message(junk):
    assert decode(junk) is None


VALUES = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=5),
    lambda inner: some.lists(inner, max_size=4) | some.dictionaries(some.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
NAMES = sorted({name for kind in KINDS.values() for name in kind.__dataclass_fields__})


@given(some.sampled_from(list(KINDS)), some.dictionaries(some.sampled_from(NAMES), VALUES, max_size=4))
def test_nothing_that_can_be_forged_raises(kind, given_fields):
    message = decode({"kind": kind, **given_fields})
    assert message is None or type(message) is KINDS[kind]


def test_messages_have_the_types_they_declare():
    assert decode({"kind": "answer", "question": 3, "step": 40.0}) == Answer(3, 40)
    assert decode({"kind": "moved", "example": 2, "step": 5, "y": 1, "more": "ignored"}) == MovedExample(2, 5, None, 1.0)
    assert decode({"kind": "cursor", "place": None}) == CursorPut(None)
    assert [decode({"kind": "aspect", "ratio": ratio}) for ratio in (1.5, 1e9)] == [AspectShown(1.5), AspectShown(10.0)]
    assert decode({"kind": "cursor", "place": [1, -2]}) == CursorPut((1.0, -2.0))
    assert decode({"kind": "range", "window": [0, 1, 2, 3]}) == RangeShown((0.0, 1.0, 2.0, 3.0))
    assert decode({"kind": "menu", "name": "plane_x", "value": 4}) == MenuChoice("plane_x", 4)


def test_two_senders_in_the_same_tick_are_both_received(session):
    """The list holds what both have sent before the server looked."""
    session["chart"] = sent({"kind": "cursor", "place": [1, 2]}, {"kind": "rest", "step": 5})
    assert received("chart") == [CursorPut((1.0, 2.0)), AtRest(5)]


def test_a_message_is_received_once(session):
    first = sent({"kind": "undo"})
    session["player"] = first
    assert received("player") == [Undo()]
    assert received("player") == []
    more = sent({"kind": "pin"}, {"kind": "unpin", "index": 0}).messages
    session["player"] = SimpleNamespace(messages=[*first.messages, *more])
    assert received("player") == [Pin(), Unpin(0)]


def test_what_an_earlier_session_was_sent_is_not_done_again(session):
    """After a restart of the server the page, which has stayed, sends its whole list to a session that is new."""
    old = sent({"kind": "pin"}, {"kind": "unpin", "index": 0})
    session["player"] = old
    drawn("player")
    session["player"] = SimpleNamespace(messages=[*old.messages, *sent({"kind": "undo"}).messages])
    assert received("player") == [Undo()]


def test_drawing_again_leaves_messages_that_came_meanwhile(session):
    drawn("player")
    session["player"] = sent({"kind": "undo"})
    drawn("player")
    assert received("player") == [Undo()]


def test_what_is_refused_is_handled_too(session):
    """Else the page would wait for an answer to a message that nobody reads."""
    session["chart"] = sent({"kind": "cursor", "place": [LARGEST, 0]})
    assert received("chart") == []
    assert last_handled() == session["chart"].messages[0]["number"]


def test_components_are_counted_each_by_itself(session):
    later = sent({"kind": "undo"})
    session["one"], session["two"] = sent({"kind": "pin"}), later
    assert received("one") == [Pin()]
    assert received("two") == [Undo()]
    assert last_handled() == session["one"].messages[0]["number"]
    assert later.messages[0]["number"] < last_handled()


def test_junk_between_messages_is_left_out(session):
    session["chart"] = sent({"kind": "example", "example": 1}, "junk", {"kind": "example"}, {"kind": "example", "example": 2})
    assert received("chart") == [PickedExample(1), PickedExample(2)]


@pytest.mark.parametrize("value", [None, "x", 7, {}, {"number": 3}])
def test_what_is_no_list_holds_nothing(session, value):
    session["chart"] = SimpleNamespace(messages=value)
    assert received("chart") == []
    assert received("another") == []
    assert last_handled() == 0


@pytest.mark.parametrize("number", [None, "1", True, 1.5])
def test_a_message_without_a_number_is_none(session, number):
    session["chart"] = SimpleNamespace(messages=[{"kind": "undo", "number": number}])
    assert received("chart") == []


def test_the_latest_of_a_kind_is_known_after_it_was_handled(session):
    session["player"] = sent({"kind": "shown", "step": 3}, {"kind": "shown", "step": 8}, {"kind": "undo"})
    assert len(received("player")) == 3
    assert latest("player", Shown) == Shown(8)
    assert latest("player", Pin) is None
