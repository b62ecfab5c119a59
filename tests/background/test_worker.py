"""The worker process from inside: pieces, then how it ended."""

from __future__ import annotations

import io
import pickle

from explorer.background.task import End, Refused
from explorer.background.worker import serve
from tests.helpers.tasks import Counting, Refusing


def written(task) -> list:
    sink = io.BytesIO()
    serve(task, sink)
    sink.seek(0)
    found = []
    while True:
        try:
            found.append(pickle.load(sink))
        except EOFError:
            return found


def test_each_piece_is_written_and_then_the_end():
    assert written(Counting(3)) == [0, 1, 2, End()]


def test_a_refusal_is_written_with_its_sentence():
    assert written(Refusing()) == [7, Refused("folds: 9 are too many. Allowed: 2 to 5.")]
