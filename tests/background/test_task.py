"""How a task says that it has come to an end travels as it is."""

from __future__ import annotations

import pickle

from explorer.background.task import End, Refused


def test_ends_are_the_same_after_the_way():
    assert pickle.loads(pickle.dumps(End())) == End()
    assert pickle.loads(pickle.dumps(Refused("folds: too many."))).sentence == "folds: too many."
