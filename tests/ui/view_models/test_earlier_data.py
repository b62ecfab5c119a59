"""What is drawn before examples were moved in mid-run: the data as they were then."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.figures.fit.picture import fit_picture
from explorer.ui.view_models.earlier_data import MOST, earlier_data

LINE = Experiment(dataset="line", steps=60)


def drawn(e: Experiment):
    return fit_picture(e.problem(), e.prepared(), e.train(), earlier=earlier_data(e))


def training_marks(drawing) -> np.ndarray:
    """The places (n, 2) of the training examples."""
    (trace,) = [t for t in drawing.traces if t.get("name") == "training"]
    return np.stack([trace["x"], trace["y"]], axis=1)


def test_a_moved_example_stands_where_it_was_at_each_step():
    raw, row = LINE.raw(), int(LINE.prepared().rows[4])
    first = LINE.change(at=20, edits=((row, 0, 9.0), (row, 1, -30.0)))
    e = first.change(at=30, strength=0.5).change(at=40, edits=())
    assert [step for step, *_ in earlier_data(e)] == [20, 40]
    picture = drawn(e)
    original = np.stack([raw.X[LINE.prepared().rows, 0], raw.y[LINE.prepared().rows]], axis=1)
    (_, until_20), (_, until_40) = picture.earlier
    moved = original.copy()
    moved[4] = 9.0, -30.0
    for drawing, places in ((until_20, original), (until_40, moved), (picture.drawing, original)):
        np.testing.assert_allclose(training_marks(drawing), places, rtol=1e-9)
        assert drawing.layout["xaxis"]["range"] == picture.drawing.layout["xaxis"]["range"]
        assert drawing.layout["yaxis"]["range"][0] < -30.0
    assert earlier_data(e)[0][1].strength == 0.5  # all else is what it is at the end


def test_noise_added_on_the_way_is_not_there_before():
    e = LINE.change(at=10, noise=2.0)
    ((step, problem, prepared),) = earlier_data(e)
    assert step == 10
    assert problem is LINE.problem()
    np.testing.assert_array_equal(prepared.train.y, LINE.prepared().train.y)
    assert not np.array_equal(e.prepared().train.y, prepared.train.y)


@pytest.mark.parametrize("e", [LINE, LINE.change(at=10, strength=1.0), LINE.change(edits=((3, 1, 5.0),))])
def test_where_nothing_moved_on_the_way_there_is_nothing_else_to_draw(e):
    assert earlier_data(e) == ()
    assert drawn(e).earlier == ()


def test_of_many_moves_the_latest_are_drawn_and_what_the_loss_at_the_end_refuses_is_left_out():
    e = Experiment(dataset="line", steps=60)
    for step in range(1, MOST + 4):
        e = e.change(at=step, edits=((3, 1, float(step)),))
    assert [step for step, *_ in earlier_data(e)] == list(range(4, MOST + 4))
    amounts = Experiment(dataset="wages", loss="squared", steps=60)
    row = int(amounts.prepared().rows[0])
    below = amounts.change(edits=((row, amounts.raw().X.shape[1], -5.0),)).change(at=20, edits=()).change(at=30, loss="gamma")
    assert earlier_data(below) == ()
