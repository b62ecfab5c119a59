"""What a picture of a slice adds to its values, against closed forms and the path of the optimum."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.landscape.overlays import (
    STRENGTHS,
    CostGrid,
    cost_grid,
    grid_minimum,
    grid_work,
    home_window,
    minimum_curve,
    penalty_ball,
    tangency_at,
)
from explorer.landscape.slice_kinds import take_slice
from explorer.landscape.window import Window
from explorer.path.optimum import optimum
from explorer.path.regularization_path import path_weights


def slice_of(**changes):
    e = Experiment(steps=30, plane_x=2, plane_y=8).change(**changes)
    return take_slice(e.viewpoint, e.problem(), e.train()), e


def test_a_grid_holds_the_cost_at_each_of_its_places():
    on, e = slice_of(rest="end")
    grid = cost_grid(on, Window(-1.0, 1.0, 0.0, 2.0), 5)
    w = e.train().weights[-1].copy()
    w[[2, 8]] = grid.x[1], grid.y[3]
    assert (grid.x[1], grid.y[3]) == (-0.5, 1.5)
    assert grid.total[3, 1] == pytest.approx(e.problem().cost(w).total, rel=1e-12)


def test_the_work_of_a_grid_is_that_of_its_losses():
    assert grid_work(slice_of(rest="end")[0], 101) == 0.0  # six sums are all that a quadratic needs
    on, e = slice_of(rest="end", loss="huber")
    assert grid_work(on, 31) == 31**2 * e.problem().n
    network, e = slice_of(dataset="moons", model="mlp", params={"model.hidden": 4})
    assert grid_work(network, 10) == 10 * 10**2 * e.problem().n * 5  # four hidden units and one output


def test_a_window_holds_the_paths_and_the_minima_that_are_near():
    on, e = slice_of(rest="end")
    places = on.plane.project(e.train().weights)
    window, minima = home_window(on, places)
    assert window.inside(places).all()
    for part in ("data", "penalty", "total"):
        assert window.inside(minima[part].place[None]).all()
    far, _ = slice_of(dataset="stackloss", plane_x=0, plane_y=1, penalty="l2", strength=100.0, rest="optimum")
    window, minima = home_window(far, np.array([[0.0, 0.0]]))
    assert minima["data"].place is None  # the strength holds the weights far from the least squares
    assert "still falls at the edge" in minima["data"].reason
    assert window.x1 - window.x0 < 1.0


def test_a_path_that_stands_still_has_a_window_all_the_same():
    on, _ = slice_of(rest="end", loss="absolute", model="mlp")
    window, minima = home_window(on, np.full((3, 2), 5.0))
    assert window.x1 - window.x0 > 0.1
    assert minima == {"data": None, "penalty": None, "total": None}


def test_the_lowest_of_a_grid_is_marked_unless_it_lies_on_the_edge():
    on, _ = slice_of(rest="end")
    x, y = np.linspace(-1.0, 1.0, 5), np.linspace(0.0, 3.0, 4)
    bowl = (x[None, :] - 0.5) ** 2 + (y[:, None] - 2.0) ** 2
    found = grid_minimum(on, CostGrid(x, y, bowl, np.zeros((4, 5))), "total")
    assert (tuple(found.place), found.value, found.exact) == ((0.5, 2.0), 0.0, False)
    slope = x[None, :] + y[:, None]
    assert grid_minimum(on, CostGrid(x, y, slope, np.zeros((4, 5))), "data") is None
    assert grid_minimum(on, CostGrid(x, y, slope, np.zeros((4, 5))), "penalty") is None  # level
    holes = np.where(bowl > 4.0, np.nan, bowl)
    assert tuple(grid_minimum(on, CostGrid(x, y, holes, holes), "data").place) == (0.5, 2.0)
    assert grid_minimum(on, CostGrid(x, y, np.full((4, 5), np.nan), bowl), "data") is None


@pytest.mark.parametrize("penalty", ["l1", "l2", "elastic_net", "mcp", "scad"])
def test_the_penalty_is_the_same_all_along_its_ball(penalty):
    on, e = slice_of(rest="end", penalty=penalty, strength=0.8)
    place = np.array([0.4, -0.3])
    ball, level = penalty_ball(on, place)
    here = ball[np.isfinite(ball).all(axis=1)]
    assert len(here) > 10
    price = on.problem.penalty.value(place, 0.8)
    np.testing.assert_allclose([on.problem.penalty.value(w, 0.8) for w in here], price, rtol=1e-9)
    w = e.train().weights[-1].copy()
    w[[2, 8]] = place
    assert level == pytest.approx(e.problem().cost(w).data, rel=1e-12)


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"rest": "profile"}, (0.4, -0.3)),
        ({"rest": "end"}, (0.0, 0.0)),  # nothing to be the same as
        ({"rest": "end", "plane_y": 10}, (0.4, -0.3)),  # a bias has no penalty
        ({"slice": "principal"}, (0.4, -0.3)),
        ({"rest": "end", "penalty": "mcp", "strength": 0.01}, (2.0, 2.0)),  # a plateau
        ({"rest": "end", "dataset": "penguins", "plane_y": 1, "penalty": "group_l1"}, (0.4, -0.3)),  # in a group with others
    ],
)
def test_there_is_no_ball_where_it_would_mean_nothing(changes, place):
    ball, level = penalty_ball(slice_of(**changes)[0], np.array(place))
    assert (len(ball), level) == (0, None)


def test_tangency_is_told_at_the_optimum_alone():
    on, e = slice_of(rest="optimum", strength=0.1)
    best = optimum(e.problem()).weights[[2, 8]]
    assert tangency_at(on, best).holds
    assert tangency_at(on, best + 0.1) is None
    assert tangency_at(slice_of(rest="end")[0], best) is None
    origin = tangency_at(on, np.zeros(2))
    assert not origin.holds
    assert "zero" in origin.sentence


@pytest.mark.parametrize("changes", [{}, {"penalty": "l1"}, {"loss": "huber"}])
def test_the_curve_of_minima_is_the_path_where_the_others_are_at_the_optimum(changes):
    on, e = slice_of(rest="optimum", strength=0.05, **changes)
    curve = minimum_curve(on)
    assert curve.held == ""
    strengths = np.unique(np.append(STRENGTHS, 0.05))
    for strength in (0.05, strengths[20], 1000.0):
        best = path_weights(e.problem(), [strength])[0][0, [2, 8]]
        np.testing.assert_allclose(curve.places[np.flatnonzero(strengths == strength)[0]], best, atol=1e-5)


def test_elsewhere_it_says_what_is_held():
    on, _ = slice_of(rest="end")
    curve = minimum_curve(on)
    assert curve.held == "all other weights stay where they are"
    k = int(np.flatnonzero(np.unique(np.append(STRENGTHS, on.problem.strength)) == on.problem.strength)[0])
    np.testing.assert_allclose(curve.places[k], on.minimum("total", Window(-9.0, 9.0, -9.0, 9.0)).place, atol=1e-7)
    assert minimum_curve(slice_of(slice="principal")[0]).held == "the plane stays where it is"


@pytest.mark.parametrize("changes", [{"rest": "profile"}, {"loss": "absolute"}, {"penalty": "mcp"}, {"penalty": "none"}])
def test_there_is_no_curve_where_it_is_not_known(changes):
    curve = minimum_curve(slice_of(**changes)[0])
    assert (len(curve.places), curve.held) == (0, "")


def test_a_curve_of_which_no_place_is_known_is_none(monkeypatch):
    monkeypatch.setattr("explorer.landscape.overlays.minima_by_strength", lambda *_, **__: np.full((45, 2), np.nan))
    curve = minimum_curve(slice_of(rest="end")[0])
    assert (len(curve.places), curve.held) == (0, "")
