"""Whether a visitor is there: as the server says, and always where there is none."""

from __future__ import annotations

from types import SimpleNamespace

from explorer.ui import presence as module
from explorer.ui.presence import presence


def test_without_a_server_they_are_always_there():
    assert presence()()


def test_with_a_server_its_sessions_decide(monkeypatch):
    active = {"one"}
    runtime = SimpleNamespace(
        exists=lambda: True, instance=lambda: SimpleNamespace(is_active_session=lambda session: session in active)
    )
    monkeypatch.setattr(module, "get_script_run_ctx", lambda suppress_warning: SimpleNamespace(session_id="one"))
    there = presence(runtime)
    assert there()
    active.clear()
    assert not there()
