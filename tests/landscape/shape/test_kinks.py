"""Where kinks make creases, against slopes to both sides of a place."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Problem
from explorer.landscape.planes import directions_plane, weights_plane
from explorer.landscape.shape.kinks import at_kink, kink_directions


def problem_of(data_for, loss, penalty, strength=0.3):
    made = LOSSES[loss]()
    return Problem(data_for(made), MODELS["linear"](), made, PENALTIES[penalty](), strength)


def jump(problem, w, d, h=1e-6):
    """By how much the slope along d jumps at w: 0 but for h where it is smooth."""
    here, up, down = (problem.cost(v).total for v in (w, w + h * d, w - h * d))
    return (up + down - 2 * here) / h


@pytest.mark.parametrize("penalty", ["l1", "elastic_net", "mcp", "group_l1", "l2", "none"])
@pytest.mark.parametrize("zeros", [(), (0,), (1,), (0, 1), (3,)])
def test_the_slope_jumps_across_creases_alone(penalty, zeros, data_for):
    problem = problem_of(data_for, "squared", penalty)
    w = np.array([0.7, -0.4, 1.1, 0.2, 0.9, 0.3])
    w[list(zeros)] = 0.0
    rng = np.random.default_rng(0)
    skew = rng.normal(size=(2, 6))
    skew[:, 1] = 0.5 * skew[:, 0]  # two weights that reach zero together share their crease
    for plane in (weights_plane(problem, 0, 1, w), directions_plane(w, *skew)):
        found = kink_directions(problem, plane.along, w)
        for turn in np.linspace(0.0, np.pi, 7)[:-1]:
            d = np.array([np.cos(turn), np.sin(turn)])
            steep = jump(problem, w, plane.along @ d) > 1e-2
            assert steep == bool((np.abs(found @ d) > 1e-3).any())
        if len(found) == 1:
            still = plane.along @ np.array([-found[0, 1], found[0, 0]])
            assert abs(jump(problem, w, still)) < 1e-2


def test_a_group_is_on_its_kink_only_as_a_whole(data_for):
    problem = problem_of(data_for, "cross_entropy", "group_l1")
    w = np.ones(problem.size)
    w[[0, 3, 4, 5]] = 0.0
    assert at_kink(problem, w).nonzero()[0].tolist() == [3, 4, 5]
    assert at_kink(problem_of(data_for, "cross_entropy", "l1"), w).nonzero()[0].tolist() == [0, 3, 4, 5]


def test_a_weight_that_only_rounding_moves_makes_no_crease(data_for):
    problem, w = problem_of(data_for, "squared", "l1"), np.array([0.0, 1.0, 1.0, 1.0, 1.0, 0.0])
    along = np.eye(6)[:, 1:3]
    along[0] = 1e-17
    assert kink_directions(problem, along, w).shape == (0, 2)
