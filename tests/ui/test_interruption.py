"""Where a script run may be abandoned: at every checkpoint of a whole page, in a fragment only where it asks for it."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from explorer.ui import interruption
from explorer.ui.interruption import give_way, stop_if_newer


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
