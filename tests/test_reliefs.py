"""What is drawn of a run's ground: marks only where something is lowest, a trail that is true, a ball where there is one."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.optimum import optimum
from explorer.path import path_weights
from explorer.ui.reliefs import Look, relief
from explorer.ui.runs import trained
from explorer.ui.walked import walked

FAR = Experiment(steps=100, plane_x=2, plane_y=8, penalty="l2", strength=100.0, rest="optimum")
"""So strong that the data loss is lowest far from the path."""


PLAIN = Look()


def drawn(e, look=PLAIN, window=None, fine=True):
    return relief(walked(trained(e), (), 0), look, window, fine)


def test_what_still_falls_at_the_edge_has_no_mark_but_a_reason():
    seen = drawn(FAR)
    assert seen.lowest[0] is None
    assert "still falls at the edge" in seen.missing[0]
    assert seen.lowest[2] is not None
    assert seen.missing[2] == ""


def test_a_minimum_that_comes_into_the_window_is_marked():
    """The data loss is least squares on the two columns, with all others where the plane holds them."""
    seen = drawn(FAR, window=(-3.0, 3.0, -3.0, 3.0))
    problem = FAR.problem()
    best, design = optimum(problem).weights, problem.network.design
    rest = np.delete(np.arange(best.size), [2, 8])
    place = np.linalg.lstsq(design[:, [2, 8]], problem.data.y - design[:, rest] @ best[rest], rcond=None)[0]
    low = seen.lowest[0]
    assert (low.x, low.y) == pytest.approx(tuple(place), rel=1e-9)
    assert low.value < seen.data.min()
    assert seen.missing[0] == ""


@pytest.mark.parametrize("changes", [{}, {"penalty": "l1"}, {"loss": "huber"}, {"dataset": "penguins"}])
def test_the_trail_is_the_optimum_at_every_strength(changes):
    e = Experiment(steps=20, strength=0.05, rest="optimum").change(**changes)
    seen, ground = drawn(e), walked(trained(e), (), 0).ground
    assert seen.fixed == ""
    for strength in (0.05, 1.0, 1000.0):
        best = path_weights(e.problem(), [strength])[0, list(ground.plane.axes)]
        assert np.nanmin(np.abs(seen.trail - best).max(axis=1)) < 1e-5


def test_what_does_not_move_along_the_trail_is_said():
    e = Experiment(steps=20, plane_x=2, plane_y=8)
    assert drawn(e.change(rest="end")).fixed == "all other weights stay where they are"
    assert drawn(e.change(slice="principal")).fixed == "the plane stays where it is"
    assert drawn(Experiment(dataset="line", steps=20)).fixed == ""  # there are no others
