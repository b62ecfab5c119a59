"""What a player may say that it should not: forged messages change nothing."""

from __future__ import annotations

import pytest

from tests.helpers.whole_app import did, page, visit

pytestmark = pytest.mark.usefixtures("shown_step")


FORGED = [
    {"kind": None},
    {"kind": "undo"},
    {"kind": "answer"},
    {"kind": "answer", "question": "x", "step": 5},
    {"kind": "answer", "question": 99, "step": 5},
    {"kind": "answer", "question": 0, "step": float("inf")},
    {"kind": "answer", "question": 0, "step": -5},
    {"kind": "answer", "question": 0, "step": True},
    {"kind": "unpin", "index": "first"},
    {"kind": "restore", "step": 20},
    {"kind": "bogus"},
]


@pytest.mark.parametrize("forged", FORGED)
def test_forged_words_of_a_player_do_nothing(monkeypatch, forged):
    at = page()
    before = visit(at).experiment
    did(at, monkeypatch, **forged)
    assert visit(at).experiment == before
