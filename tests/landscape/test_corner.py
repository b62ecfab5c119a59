"""L1 beside L2: the balls touch the contour of one data loss from inside, and L1's does so at a corner."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.landscape import corner
from explorer.landscape.slice_kinds import take_slice
from explorer.landscape.window import Window

RUNS = [
    Experiment(dataset="twins", plane_x=0, plane_y=1, steps=50),
    Experiment(dataset="stackloss", steps=50),
    Experiment(dataset="breast_cancer", plane_x=10, plane_y=21, steps=50),
]


def slice_of(e: Experiment):
    return take_slice(e.viewpoint, e.problem(), e.train())


@pytest.mark.parametrize("run", RUNS, ids=lambda e: e.dataset)
def test_each_ball_touches_the_same_contour_from_inside(run):
    slice_ = slice_of(run)
    pair = corner.touching(slice_)
    for one in pair:
        at = slice_.problem.cost(slice_.plane.lift(one.place[None])[0]).data
        assert at == pytest.approx(pair[0].data_loss, rel=1e-4)
        around = np.array([slice_.problem.cost(w).data for w in slice_.plane.lift(one.ball)])
        assert around.min() >= pair[0].data_loss * (1 - 1e-4)  # nowhere on the ball is the loss less
        size = np.abs(one.place).sum() if one.penalty.id == "l1" else np.sqrt((one.place**2).sum())
        order = 1 if one.penalty.id == "l1" else 2
        np.testing.assert_allclose(np.linalg.norm(one.ball, ord=order, axis=1), size, rtol=1e-6)


@pytest.mark.parametrize("run", RUNS, ids=lambda e: e.dataset)
def test_l1_sets_one_weight_to_zero_and_l2_none(run):
    first, second = corner.touching(slice_of(run))
    assert (first.penalty.id, second.penalty.id) == ("l1", "l2")
    assert (first.place == 0).sum() == 1
    assert (second.place != 0).all()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"dataset": "engel"}, corner.TWO_WEIGHTS),
        ({"slice": "principal"}, corner.TWO_WEIGHTS),
        ({"loss": "absolute"}, corner.CONVEX),
        ({"dataset": "moons", "model": "mlp", "plane_x": 0, "plane_y": 1}, corner.CONVEX),
    ],
)
def test_where_there_is_no_such_picture_it_is_said_why(changes, said):
    assert corner.refusal(slice_of(Experiment(steps=20, **changes))) == said


def test_weights_that_reach_zero_together_have_no_corner_to_see():
    assert corner.touching(slice_of(Experiment(penalty="l1", strength=0.3, plane_x=2, plane_y=8, steps=300))) is None


def test_the_window_holds_both_balls_and_the_least_loss():
    pair = corner.touching(slice_of(RUNS[0]))
    window = corner.window_of(pair, Window(-0.1, 0.1, -0.1, 0.1), np.array([3.0, 0.0]))
    held = np.concatenate([pair[0].ball, pair[1].ball, [[3.0, 0.0]]])
    assert window.inside(held).all()
