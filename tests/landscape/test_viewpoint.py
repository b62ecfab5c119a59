"""The weights on the axes: those chosen, or those along which the mean loss is steepest at the start."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.landscape.viewpoint import Viewpoint

PROBLEM = Experiment(dataset="diabetes").problem()
START = np.zeros(PROBLEM.size)


def steepest() -> list[int]:
    """The features by their slope at zero, from the closed form -2 X'y / n of the squared loss."""
    slopes = np.abs(2.0 * PROBLEM.data.X.T @ PROBLEM.data.y / PROBLEM.n)
    return [int(i) for i in np.argsort(-slopes)]


def test_auto_takes_the_two_weights_of_the_steepest_slopes():
    assert list(Viewpoint().axes(PROBLEM, START)) == steepest()[:2]


def test_a_chosen_weight_is_never_on_both_axes():
    first, second = steepest()[:2]
    assert Viewpoint(plane_x=first).axes(PROBLEM, START) == (first, second)
    assert Viewpoint(plane_y=first).axes(PROBLEM, START) == (second, first)
    assert Viewpoint(plane_x=7, plane_y=3).axes(PROBLEM, START) == (7, 3)


@pytest.mark.parametrize("changes", [{"penalty": "l1"}, {"strength": 100.0}, {"penalty": "none"}])
def test_penalty_and_strength_do_not_change_the_choice(changes):
    assert Viewpoint().axes(Experiment(**changes).problem(), START) == Viewpoint().axes(PROBLEM, START)


def test_biases_come_last():
    engel = Experiment(dataset="engel").problem()
    assert Viewpoint().axes(engel, np.zeros(engel.size)) == (0, 1)
