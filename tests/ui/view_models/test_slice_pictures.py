"""What is drawn of a run's ground: marks only where something is lowest, a trail that is true, a ball where there is one."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.landscape.window import Window
from explorer.path.optimum import optimum, unregularised
from explorer.path.regularization_path import path_weights
from explorer.ui.view_models.slice import run_on_slice
from explorer.ui.view_models.slice_pictures import FINE, PanelOptions, slice_content
from explorer.ui.view_models.trained_run import trained

FAR = Experiment(dataset="stackloss", steps=100, plane_x=0, plane_y=1, penalty="l2", strength=100.0, rest="optimum")
"""So strong that the data loss is lowest far from the path."""


PLAIN = PanelOptions()


def drawn(e, look=PLAIN, window=None, fine=True):
    return slice_content(run_on_slice(trained(e), (), 0), look, window, fine)


def test_what_still_falls_at_the_edge_has_no_mark_but_a_reason():
    seen = drawn(FAR)
    assert seen.minima[0] is None
    assert "still falls at the edge" in seen.missing_reasons[0]
    assert seen.minima[2] is not None
    assert seen.missing_reasons[2] == ""


def test_a_minimum_that_comes_into_the_window_is_marked():
    """The data loss is least squares on the two columns, with all others where the plane holds them."""
    seen = drawn(FAR, window=Window(-3.0, 3.0, -3.0, 3.0))
    problem = FAR.problem()
    best, design = optimum(problem).weights, problem.network.design
    rest = np.delete(np.arange(best.size), [0, 1])
    place = np.linalg.lstsq(design[:, [0, 1]], problem.data.y - design[:, rest] @ best[rest], rcond=None)[0]
    low = seen.minima[0]
    assert (low.x, low.y) == pytest.approx(tuple(place), rel=1e-9)
    assert low.value < seen.data.min()
    assert seen.missing_reasons[0] == ""


@pytest.mark.parametrize("changes", [{}, {"penalty": "l1"}, {"loss": "huber"}, {"dataset": "penguins"}])
def test_the_trail_is_the_optimum_at_every_strength(changes):
    e = Experiment(steps=20, strength=0.05, rest="optimum").change(**changes)
    seen, ground = drawn(e), run_on_slice(trained(e), (), 0).slice
    assert seen.held_fixed == ""
    for strength in (0.05, 1.0, 1000.0):
        best = path_weights(e.problem(), [strength])[0][0, list(ground.plane.axes)]
        assert np.nanmin(np.abs(seen.minimum_curve - best).max(axis=1)) < 1e-5


def test_what_does_not_move_along_the_trail_is_said():
    e = Experiment(steps=20, plane_x=2, plane_y=8)
    assert drawn(e.change(rest="end")).held_fixed == "all other weights stay where they are"
    assert drawn(e.change(slice="principal")).held_fixed == "the plane stays where it is"
    assert drawn(Experiment(dataset="line", steps=20)).held_fixed == ""  # there are no others


@pytest.mark.parametrize("penalty", ["mcp", "scad"])
def test_a_penalty_that_is_not_convex_has_its_ball_where_a_lowest_place_was_found(penalty):
    e = Experiment(steps=60, penalty=penalty, strength=0.8, plane_x=2, plane_y=8, rest="end")
    seen = drawn(e)
    low = seen.minima[2]
    assert not low.exact
    price = e.make("penalty").value(np.array([low.x, low.y]), 0.8)
    on = seen.penalty_ball[np.isfinite(seen.penalty_ball).all(axis=1)]
    np.testing.assert_allclose([e.make("penalty").value(place, 0.8) for place in on], price, rtol=1e-9)
    assert seen.tangency_sentence == ""
    plateau = drawn(e.change(strength=0.01))  # so weak that both weights are past its knots
    assert plateau.minima[2] is not None
    assert len(plateau.penalty_ball) == 0


def test_a_profile_has_no_ball():
    assert len(drawn(Experiment(steps=60, strength=0.3, plane_x=2, plane_y=8, rest="profile")).penalty_ball) == 0


def test_no_mark_where_the_grid_goes_on_falling_at_its_edge():
    e = Experiment(steps=60, loss="tukey", plane_x=2, plane_y=8, rest="end")
    low = drawn(e).minima[0]
    assert not low.exact
    side = Window(low.x + 0.1, low.x + 0.5, low.y - 0.2, low.y + 0.2)
    assert drawn(e, window=side).minima[0] is None
    above = Window(low.x - 0.2, low.x + 0.2, low.y + 0.1, low.y + 0.5)
    assert drawn(e, window=above).minima[0] is None


def test_pins_that_differ_in_their_way_down_only_are_on_the_same_cost():
    e = Experiment(steps=30)
    same = run_on_slice(trained(e), (e.change(solver="momentum"), e.change(rate=0.01)), 0)
    assert slice_content(same, PLAIN, None, True).same_cost
    assert not slice_content(run_on_slice(trained(e), (e.change(strength=1.0),), 0), PLAIN, None, True).same_cost


def test_touching_is_said_for_several_classes_too():
    e = Experiment(dataset="penguins", steps=30, rest="optimum", strength=0.05)
    assert "The two lines touch here" in drawn(e, PanelOptions(equal_axes=True)).tangency_sentence


pytestmark = pytest.mark.usefixtures("shown_step")


EQUAL = PanelOptions(equal_axes=True)


def test_a_cheap_picture_is_fine_at_once_and_a_dear_one_comes_coarse_first():
    cheap = run_on_slice(trained(Experiment(steps=20)), (), 0)
    assert slice_content(cheap, PanelOptions(), None, False).x.size == FINE
    assert not slice_content(cheap, PanelOptions(), None, False).refine
    dear = run_on_slice(trained(Experiment(dataset="moons", model="mlp", steps=20)), (), 0)
    coarse = slice_content(dear, PanelOptions(), None, False)
    assert coarse.x.size < FINE
    assert coarse.refine
    fine = slice_content(dear, PanelOptions(), None, True)
    assert (fine.x.size, fine.refine) == (FINE, False)


def test_touching_is_said_only_where_it_is_so():
    """With all others at the optimum and both axes on one scale; nowhere else."""

    def said(look=EQUAL, **changes):
        e = Experiment(steps=60, strength=0.3, plane_x=2, plane_y=8).change(**changes)
        return slice_content(run_on_slice(trained(e), (), 0), look, None, False).tangency_sentence

    assert "The two lines touch here" in said()
    assert "The two lines touch here" in said(penalty="l1")
    assert said(look=PanelOptions()) == "Choose Equal axes to see the two touch."
    assert "Both weights are zero" in said(penalty="l1", strength=5.0)
    assert said(rest="end") == ""
    assert said(rest="step") == ""
    assert said(slice="principal") == ""
    assert said(plane_y=10) == ""  # a bias has no price
    assert said(penalty="none") == ""


def test_the_ball_goes_through_the_lowest_cost_and_all_of_it_costs_the_same():
    for penalty in ("l1", "l2", "elastic_net"):
        e = Experiment(steps=60, penalty=penalty, strength=0.3, plane_x=2, plane_y=8)
        drawn = slice_content(run_on_slice(trained(e), (), 0), PanelOptions(), None, False)
        low = drawn.minima[2]
        prices = [e.make("penalty").value(np.array(place), 0.3) for place in (*drawn.penalty_ball, (low.x, low.y))]
        np.testing.assert_allclose(prices, prices[-1], rtol=1e-9)
        w = np.array(run_on_slice(trained(e), (), 0).slice.weights_at((low.x, low.y)))
        assert drawn.data_level == pytest.approx(e.problem().cost(w).data, rel=1e-12)


def test_the_trail_leads_from_the_lowest_data_loss_to_the_lowest_penalty():
    """With the others held that of the picture; with the others at the optimum that of all weights."""
    held, best = (
        slice_content(run_on_slice(trained(Experiment(plane_x=2, plane_y=8, rest=rest)), (), 0), PanelOptions(), None, False)
        for rest in ("end", "optimum")
    )
    data, penalty, _ = held.minima
    np.testing.assert_allclose(held.minimum_curve[0], (data.x, data.y), rtol=1e-9)
    np.testing.assert_allclose(best.minimum_curve[0], unregularised(Experiment().problem())[[2, 8]], rtol=1e-9)
    for drawn in (held, best):
        assert np.abs(drawn.minimum_curve[-1] - (penalty.x, penalty.y)).max() < 1e-2
        assert np.abs(drawn.minimum_curve - (drawn.minima[2].x, drawn.minima[2].y)).max(axis=1).min() < 1e-9
