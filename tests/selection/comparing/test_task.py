"""A comparison as work for another process: the same to the bit, and how far it is."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from explorer import LOSSES, PENALTIES
from explorer.selection.comparing.compare import compare
from explorer.selection.comparing.setup import Setup
from explorer.selection.comparing.task import ComparisonTask, Found, Progress
from tests.helpers.compared import drawn

LOSS = (LOSSES["squared"](), LOSSES["huber"]())
TASK = ComparisonTask(drawn(), LOSS, (PENALTIES["l2"](),), 6, "mae", 3, 2, 5, 1)


@pytest.fixture(scope="module")
def pieces() -> list:
    """The pieces as they arrive on the other side."""
    there = pickle.loads(pickle.dumps(TASK))
    return [pickle.loads(pickle.dumps(piece)) for piece in there.pieces()]


def test_what_arrives_is_the_comparison_to_the_bit(pieces):
    here = compare(drawn(), LOSS, PENALTIES["l2"](), 6, "mae", 3, 2, 5, nested=1)
    there = Progress.of(pieces).state.comparison()
    assert [row.name for row in there.rows] == [row.name for row in here.rows]
    for one, other in zip(there.rows, here.rows, strict=True):
        np.testing.assert_array_equal(one.scores, other.scores)
    np.testing.assert_array_equal(there.nested.values, here.nested.values)


def test_how_far_it_is_by_losses_and_how_long_the_rest_takes(pieces):
    assert isinstance(pieces[0], Setup)
    before = Progress.of([])
    assert (before.state, before.share, before.of_candidates, before.left, before.whole_repeats) == (None, 0.0, (), None, ())
    begun = Progress.of(pieces[:1])
    assert begun.of_candidates == (("Squared", 0, 9), ("Huber", 0, 9))  # 3 folds, twice, and 3 pairs of folds
    assert begun.left is None
    slow = [pieces[0], *(Found(piece.done, 2.0 if piece.done.job.candidate else 1.0) for piece in pieces[1:])]
    some = Progress.of(slow[:6])  # a repeat of the first, two folds of the second
    assert some.of_candidates == (("Squared", 3, 9), ("Huber", 2, 9))
    assert some.share == pytest.approx(5 / 18)
    assert some.left == pytest.approx(6 * 1.0 + 7 * 2.0)
    assert some.whole_repeats == (1, 0, False)
    assert [row.name for row in some.state.so_far().rows if not row.trivial] == ["Squared"]
    whole = Progress.of(slow)
    assert (whole.share, whole.left, whole.whole_repeats) == (1.0, 0, (2, 2, True))


def test_a_loss_without_a_path_so_far_is_taken_to_be_as_slow_as_the_others(pieces):
    slow = [pieces[0], *(Found(piece.done, 3.0) for piece in pieces[1:3])]
    assert Progress.of(slow).left == pytest.approx(16 * 3.0)


def test_what_is_refused_is_refused_by_the_task():
    task = ComparisonTask(drawn(), LOSS, (PENALTIES["l2"](),), 6, "mae", 200, 1, 0, 0)
    with pytest.raises(ValueError, match="folds"):
        list(task.pieces())
