"""Kinds of messages: each is known by the name that it bears, and none can be changed."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from explorer.ui.chart import messages
from explorer.ui.chart.messages import KINDS, CursorPut, Message, MovedExample, Shown


def test_every_kind_is_known_by_its_own_name():
    declared = {cls for cls in vars(messages).values() if isinstance(cls, type) and issubclass(cls, Message)} - {Message}
    assert set(KINDS.values()) == declared
    assert {name: cls.kind for name, cls in KINDS.items()} == {name: name for name in KINDS}


def test_a_message_cannot_be_changed_and_equals_another_with_the_same_fields():
    with pytest.raises(FrozenInstanceError):
        Shown(3).step = 4
    assert CursorPut((1.0, 2.0)) == CursorPut((1.0, 2.0)) != CursorPut(None)
    assert MovedExample(2, 5) == MovedExample(example=2, step=5, x=None, y=None)
