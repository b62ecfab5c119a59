"""What the player gets of a run on a plane, by the settings of each step, against costs and differences taken singly."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.ui.view_models.slice import run_on_slice
from explorer.ui.view_models.trained_run import trained

pytestmark = pytest.mark.usefixtures("shown_step")


TURNED = Experiment(plane_x=2, plane_y=8, strength=0.1, steps=60).change(at=20, strength=2.0)


NAMES = ("gx", "gy"), ("qx", "qy")


@pytest.mark.parametrize("changes", [{"rest": "end"}, {"slice": "principal"}, {"rest": "profile"}])
def test_each_step_has_the_cost_that_it_was_walked_on(changes):
    """Before the change by the strength of before: at the shadow of each step on the plane, which is the same for all."""
    e = TURNED.change(at=20, strength=2.0, **changes)
    run = trained(e)
    seen = run_on_slice(run, (), 0)
    for step in (0, 10, 20, 21, 60):
        w = seen.slice.weights_at((seen.columns["px"][step], seen.columns["py"][step]))
        cost = e.problem().at(0.1 if step <= 20 else 2.0).cost(w)
        found = [seen.columns[name][step] for name in ("pd", "pp", "plane")]
        np.testing.assert_allclose(found, [cost.data, cost.penalty, cost.total], rtol=1e-9)


def test_where_all_weights_are_in_the_plane_its_cost_is_the_true_one():
    e = Experiment(dataset="line", strength=0.0, steps=60).change(at=20, strength=5.0)
    run = trained(e)
    np.testing.assert_allclose(run_on_slice(run, (), 0).columns["plane"], run.columns["total"], rtol=1e-9)


def test_slopes_are_those_of_both_parts_along_both_axes_for_the_step_that_follows():
    run = trained(TURNED.change(at=20, strength=2.0, rest="end"))
    columns = run_on_slice(run, (), 0).columns
    h = 1e-5
    for step in (0, 10, 20, 45):
        problem = run.problem.at(0.1 if step < 20 else 2.0)
        w = run.history.weights[step]
        for k, axis in enumerate((2, 8)):
            d = h * np.eye(w.size)[axis]
            up, down = problem.cost(w + d), problem.cost(w - d)
            for part, names in zip(("data", "penalty"), NAMES, strict=True):
                slope = (getattr(up, part) - getattr(down, part)) / (2 * h)
                assert columns[names[k]][step] == pytest.approx(slope, rel=1e-6, abs=1e-8)


def test_the_step_shown_counts_only_where_the_others_stand_there():
    held, moved = (Experiment(plane_x=2, plane_y=8, steps=40, rest=rest) for rest in ("end", "step"))
    assert run_on_slice(trained(held), (), 3) is run_on_slice(trained(held), (), 30)
    assert run_on_slice(trained(moved), (), 3).id != run_on_slice(trained(moved), (), 30).id
    np.testing.assert_array_equal(run_on_slice(trained(moved), (), 3).slice.plane.centre, trained(moved).history.weights[3])


def test_coordinates_are_kept_as_long_as_they_mean_the_same_weights():
    e = Experiment(plane_x=2, plane_y=8, steps=40)
    view = lambda **changes: run_on_slice(trained(e.change(**changes)), (), 0).view
    same = [{"strength": 3.0}, {"rest": "end"}, {"steps": 50}, {"plane_seed": 4}, {"rate": 0.01}, {"penalty": "l1"}]
    other = [{"standardise": False}, {"plane_y": 3}, {"slice": "random"}, {"slice": "principal"}, {"seed": 5}]
    assert {view(**changes) for changes in same} == {view()}
    assert view() not in {view(**changes) for changes in other}
    assert view(slice="random") != view(slice="random", plane_seed=4)
    assert view(slice="principal") != view(slice="principal", strength=3.0)


def test_a_pinned_run_that_diverged_does_not_take_the_picture():
    e = Experiment(plane_x=2, plane_y=8, steps=40)
    wild = e.change(rate=10.0)
    assert trained(wild).history.status == "diverged"
    alone, beside = run_on_slice(trained(e), (), 0), run_on_slice(trained(e), (wild,), 0)
    assert beside.home == alone.home
    assert "px0" in beside.columns


def test_the_window_holds_the_path_the_pins_and_the_minima():
    e = Experiment(strength=0.3, plane_x=2, plane_y=8)
    pin = e.change(strength=0.0)
    seen = run_on_slice(trained(e), (pin,), 0)
    x0, x1, y0, y1 = seen.home
    for run in (e, pin):
        W = run.train().weights
        assert x0 < W[:, 2].min() < W[:, 2].max() < x1
        assert y0 < W[:, 8].min() < W[:, 8].max() < y1
    for lowest in seen.minima.values():
        assert x0 < lowest.place[0] < x1
        assert y0 < lowest.place[1] < y1
    assert seen.pinned == 1
    np.testing.assert_allclose(seen.columns["px0"], pin.train().weights[:, 2], rtol=1e-12)
