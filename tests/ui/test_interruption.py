"""Where a script run may be abandoned: at every checkpoint of a whole page, in a fragment only where it asks for it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from explorer.ui import interruption
from explorer.ui.interruption import give_way, stop_if_newer, told


class NewerRun:
    """A session state that is read while a newer script run is waiting."""

    def get(self, key):
        raise InterruptedError(key)


@pytest.fixture
def within(monkeypatch):
    """Says which script run is under way."""
    monkeypatch.setattr(interruption.st, "session_state", NewerRun())

    def run(context):
        monkeypatch.setattr(interruption, "get_script_run_ctx", lambda suppress_warning: context)

    return run


@pytest.mark.parametrize("context", [None, SimpleNamespace(fragment_ids_this_run=None)], ids=["no page", "a whole page"])
def test_a_computation_gives_way_to_a_newer_run(within, context):
    within(context)
    with pytest.raises(InterruptedError, match="visit"):
        give_way()


def test_a_fragment_is_drawn_to_its_end_unless_it_has_drawn_all(within):
    within(SimpleNamespace(fragment_ids_this_run=["one"]))
    assert give_way() is None
    with pytest.raises(InterruptedError, match="visit"):
        stop_if_newer()


class Place:
    """A place on the page, and what was written there."""

    def __init__(self):
        self.written = []

    def caption(self, text):
        self.written.append(text)

    def empty(self):
        self.written.append("")


def test_work_that_takes_longer_than_a_second_is_told_each_second_until_it_is_done(monkeypatch):
    places, clock = [], {"now": 10.0}
    monkeypatch.setattr(interruption.st, "empty", lambda: places.append(Place()) or places[-1])
    monkeypatch.setattr(interruption.time, "monotonic", lambda: clock["now"])
    with told():
        for at in (10.5, 11.2, 11.5, 12.3):
            clock["now"] = at
            give_way()
        assert [text.count(" 1 s so far") + 2 * text.count(" 2 s so far") for text in places[0].written] == [1, 2]
        with told():  # a part of it that is drawn by itself
            clock["now"] += 0.4
            give_way()
        assert places[1].written == []
    assert places[0].written[-1] == ""
    give_way()
    assert len(places[0].written) == 3
