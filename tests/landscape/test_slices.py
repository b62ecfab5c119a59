"""The plane that a run is seen from: where the other weights stand, and that what is said of it is so."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.core.params import FieldError
from explorer.landscape.other_weights import RESTS
from explorer.landscape.slice_kinds import SLICE_KINDS, take_slice
from explorer.landscape.window import Window
from explorer.path.optimum import optimum

DIABETES = Experiment(steps=60, strength=0.1)


def seen(step=0, **changes):
    e = DIABETES.change(**changes)
    return take_slice(e.viewpoint, e.problem(), e.train(), step), e


def test_the_others_stand_where_the_experiment_says():
    end, e = seen(rest="end", plane_x=2, plane_y=8)
    history = e.train()
    np.testing.assert_array_equal(end.plane.centre, history.weights[-1])
    np.testing.assert_array_equal(seen(step=17, rest="step", plane_x=2, plane_y=8)[0].plane.centre, history.weights[17])
    best, _ = seen(rest="optimum", plane_x=2, plane_y=8)
    np.testing.assert_array_equal(best.plane.centre, optimum(e.problem()).weights)
    assert "lowest" in best.caption
    assert "step 17" in seen(step=17, rest="step")[0].caption
    assert seen(step=10**6, rest="step")[0].caption.endswith("at step 60.")


def test_auto_takes_the_optimum_where_it_is_known():
    assert seen()[0].rest == "optimum"
    unknown, _ = seen(loss="absolute")
    assert (unknown.rest, unknown.refusal) == ("end", "")
    asked, _ = seen(loss="absolute", rest="optimum")
    assert (asked.rest, asked.refusal) == ("end", "The optimum is not known here.")


def test_what_cannot_be_profiled_says_why_and_shows_something():
    kinked, _ = seen(loss="absolute", rest="profile")
    assert kinked.rest == "end"
    assert "has a kink" in kinked.refusal
    deep, _ = seen(dataset="moons", model="mlp", rest="profile")
    assert "hidden layers" in deep.refusal


@pytest.mark.parametrize(
    ("changes", "rest"),
    [({"penalty": "none", "strength": 0.0}, "end"), ({"loss": "squared_hinge", "strength": 1e-6}, "optimum")],
)
def test_a_profile_that_is_not_reached_is_told_and_not_raised(changes, rest):
    """Classes that can be told apart: the best other weights are infinitely far, or nearly so."""
    instead, _ = seen(dataset="breast_cancer", rest="profile", **changes)
    assert (instead.rest, "were not reached" in instead.refusal) == (rest, True)
    assert np.isfinite(instead.grid(np.array([0.0, 30.0]), np.array([-30.0, 0.0]))[0]).all()


def test_a_profile_has_holes_far_out_and_not_an_exception():
    e = Experiment(dataset="blobs", loss="exponential", rest="profile", steps=40)
    on = take_slice(e.viewpoint, e.problem(), e.train())
    assert on.rest == "profile"
    far = on.grid(np.array([0.0, 1e3]), np.array([0.0, 1e3]))[0]
    assert np.isfinite(far[0, 0])
    assert np.isnan(far[1, 1])
    assert np.isnan(on.weights_at((1e3, 1e3))).all()
    data, _ = on.costs_along(np.array([[0.0, 0.0, 0.0], [1e3, 1e3, 0.0]]))
    assert data[0] == pytest.approx(far[0, 0])
    assert on.minimum("total", Window(5.0, 6.0, 5.0, 6.0)).place is None  # not in this window


def test_a_change_in_mid_run_is_told():
    e = DIABETES.change(at=20, strength=1.0).change(at=40, rate=0.01)
    history = e.train()
    assert history.breaks == (20,)  # another rate is not another cost
    assert take_slice(e.viewpoint, e.problem(), history).caption.endswith(
        "From step 20 on the cost is this one; before, the run walked on another."
    )
    np.testing.assert_array_equal(history.leg_of(np.array([0, 19, 20, 21, 40, 41])), [0, 0, 0, 1, 1, 2])
    np.testing.assert_array_equal(history.leg_after(np.array([0, 19, 20, 21, 40, 60])), [0, 0, 1, 1, 2, 2])
    assert "walked on another" not in seen()[0].caption


@pytest.mark.parametrize(
    "changes", [{"loss": "huber", "penalty": "l1", "rest": "profile"}, {"penalty": "l1"}, {"loss": "hinge"}]
)
def test_it_can_be_stopped(changes):
    """However long it takes: a newer visit has to get its turn."""

    def stop():
        raise InterruptedError

    e = (Experiment(dataset="moons") if changes.get("loss") == "hinge" else DIABETES).change(strength=0.07, **changes)
    history = e.train()
    on = take_slice(e.viewpoint, e.problem(), history)
    calls = [
        lambda: on.grid(np.linspace(0, 1, 3), np.linspace(0, 1, 3), stop),
        lambda: on.costs_along(history.weights, None, stop),
    ]
    if on.rest != "profile":
        calls[0] = lambda: on.minimum("total", Window(-1.0, 1.0, -1.0, 1.0), stop)
    for call in calls:
        with pytest.raises(InterruptedError):
            call()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "The 8 other weights and the bias stand"),
        ({"plane_x": 0, "plane_y": 10}, "The 9 other weights stand"),
        ({"dataset": "moons"}, "The bias stands"),
        ({"dataset": "moons", "plane_x": 0, "plane_y": 2}, "The one other weight stands"),
        ({"dataset": "engel"}, "These are all the weights there are"),
        ({"dataset": "penguins", "loss": "cross_entropy"}, "The 10 other weights and 3 biases stand"),
        ({"dataset": "moons", "model": "mlp", "params": {"model.hidden": 2}}, "The 4 other weights and 3 biases stand"),
    ],
)
def test_it_counts_the_others(changes, said):
    assert seen(**changes)[0].caption.startswith(said)


def test_a_profile_is_the_lowest_cost_that_its_two_weights_allow():
    """Against least squares with a ridge on what the two weights leave over, place by place."""
    profiled, e = seen(rest="profile", plane_x=2, plane_y=8)
    problem = e.problem()
    xs, ys = np.array([-0.3, 0.2]), np.array([0.0, 0.4, 0.5])
    data, penalty = profiled.grid(xs, ys)
    rest = [0, 1, 3, 4, 5, 6, 7, 9, 10]
    design, ridge = problem.network.design, np.diag([0.05 * problem.n] * 8 + [0.0])
    for j, y in enumerate(ys):
        for i, x in enumerate(xs):
            left = problem.data.y - design[:, [2, 8]] @ (x, y)
            A = design[:, rest]
            found = np.linalg.solve(A.T @ A + ridge, A.T @ left)
            w = np.zeros(11)
            w[rest], w[[2, 8]] = found, (x, y)
            cost = problem.cost(w)
            assert (data[j, i], penalty[j, i]) == pytest.approx((cost.data, cost.penalty), rel=1e-9)
            np.testing.assert_allclose(profiled.weights_at((x, y)), w, atol=1e-9)


@pytest.mark.parametrize("changes", [{"rest": "profile"}, {"rest": "optimum"}, {"slice": "principal"}, {"slice": "random"}])
@pytest.mark.parametrize("loss", ["squared", "log_cosh"])
def test_the_bend_is_that_of_the_cost_on_the_plane(changes, loss):
    """Against second differences of the picture's own values."""
    on, _ = seen(loss=loss, plane_x=2, plane_y=8, **changes)
    place = on.plane.project(on.plane.centre[None])[0] + 0.02
    h = 1e-2 if loss == "squared" else 3e-3
    xs, ys = place[0] + h * np.arange(-1, 2), place[1] + h * np.arange(-1, 2)
    total = np.sum(on.grid(xs, ys), axis=0)
    across = (total[1, 0] - 2 * total[1, 1] + total[1, 2]) / h**2
    up = (total[0, 1] - 2 * total[1, 1] + total[2, 1]) / h**2
    both = (total[0, 0] + total[2, 2] - total[0, 2] - total[2, 0]) / (4 * h**2)
    tolerance = 1e-6 if loss == "squared" else 2e-3
    np.testing.assert_allclose(
        on.hessian_at(tuple(place)), [[across, both], [both, up]], rtol=tolerance, atol=tolerance * abs(across)
    )


def test_what_the_penalty_holds_at_zero_does_not_give_way_in_a_profile():
    """Against second differences: with the held weights free to move the Schur complement would be another one."""
    on, _ = seen(rest="profile", penalty="l1", plane_x=2, plane_y=8)
    place = on.minimum("total", Window(-2.0, 2.0, -2.0, 2.0)).place
    w, h = on.weights_at(tuple(place)), 1e-3
    assert (w == 0).sum() >= 2
    steps = h * np.arange(-1, 2)
    total = np.sum(on.grid(place[0] + steps, place[1] + steps), axis=0)
    across = (total[1, 0] - 2 * total[1, 1] + total[1, 2]) / h**2
    up = (total[0, 1] - 2 * total[1, 1] + total[2, 1]) / h**2
    both = (total[0, 0] + total[2, 2] - total[0, 2] - total[2, 0]) / (4 * h**2)
    np.testing.assert_allclose(on.hessian_at(tuple(place)), [[across, both], [both, up]], rtol=1e-4, atol=1e-4 * across)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"loss": "absolute"}, "full of creases"),
        ({"penalty": "l1", "strength": 0.3, "plane_x": 2, "plane_y": 4}, "creased by the penalty"),
        ({"penalty": "l1", "strength": 10.0}, "pointed"),
        ({"penalty": "l2"}, "a valley "),
        ({"penalty": "l1", "rest": "profile"}, "a valley "),
    ],
)
def test_a_kink_is_not_taken_for_level_ground(changes, said):
    on, _ = seen(**({"plane_x": 2, "plane_y": 8} | changes))
    place = on.minimum("total", Window(-3.0, 3.0, -3.0, 3.0)).place
    assert on.shape_at(tuple(place)).startswith(said)


def test_along_the_path_it_tells_what_the_picture_shows_there():
    for changes in ({"rest": "end"}, {"slice": "principal"}, {"slice": "random"}, {"rest": "profile"}):
        on, e = seen(plane_x=2, plane_y=8, **changes)
        W = e.train().weights[::20]
        data, penalty = on.costs_along(W)
        for k, (x, y) in enumerate(on.plane.project(W)):
            cell = on.grid(np.array([x, x + 1]), np.array([y, y + 1]))
            assert (data[k], penalty[k]) == pytest.approx((cell[0][0, 0], cell[1][0, 0]), rel=1e-9)


def test_a_profile_that_takes_a_search_is_right_at_the_rows_it_keeps_and_between_them():
    on, e = seen(loss="huber", penalty="l1", strength=0.02, rest="profile", plane_x=2, plane_y=8)
    W = e.train().weights
    data, penalty = on.costs_along(W)
    for k in (0, 1, 30, 60):
        cost = on.problem.cost(on.weights_at(tuple(W[k, [2, 8]])))
        assert data[k] + penalty[k] == pytest.approx(cost.total, rel=1e-4)


def test_the_lowest_place_of_a_profile_is_that_of_the_cost():
    on, e = seen(rest="profile", plane_x=2, plane_y=8)
    best = optimum(e.problem())
    lowest = on.minimum("total", Window(-1.0, 1.0, -1.0, 1.0))
    np.testing.assert_array_equal(lowest.place, best.weights[[2, 8]])
    assert lowest.value == best.cost
    assert on.minimum("data", Window(-1.0, 1.0, -1.0, 1.0)) is None


def test_no_lowest_place_is_claimed_where_the_cost_is_not_convex():
    for changes in ({"dataset": "moons", "model": "mlp"}, {"loss": "tukey"}, {"penalty": "mcp"}):
        assert seen(**changes)[0].minimum("total", Window(-1.0, 1.0, -1.0, 1.0)) is None


def test_the_point_of_view_is_in_the_link_and_junk_in_it_is_told():
    for name, choices in (("slice", SLICE_KINDS), ("rest", RESTS)):
        for choice in choices:
            e = DIABETES.change(**{name: choice})
            assert Experiment.from_query(e.to_query()) == (e, [])
            np.testing.assert_array_equal(e.train().weights, DIABETES.train().weights)  # it is a matter of looking alone
        with pytest.raises(FieldError, match=f"{name}: .*Allowed: "):
            DIABETES.change(**{name: "sideways"})
    assert DIABETES.change(plane_seed=3).to_query()["plane_seed"] == "3"


def test_another_seed_gives_other_directions_and_the_same_seed_the_same():
    first, again, other = (seen(slice="random", plane_seed=s)[0].plane.along for s in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert np.abs(first - other).max() > 0.01


@pytest.mark.parametrize("kind", SLICE_KINDS)
def test_what_a_kind_of_plane_asks_decides_the_plane_and_nothing_else_does(kind):
    """Each field that it names makes another picture; those it does not name make none."""
    e = Experiment(slice=kind, steps=20, plane_x=1, plane_y=2)
    history, other = e.train(), {"plane_x": 3, "plane_y": 4, "plane_seed": 5, "rest": "end"}

    def sheet(experiment):
        plane = take_slice(experiment.viewpoint, experiment.problem(), history).plane
        return np.concatenate([plane.centre, plane.along.ravel()])

    changed = {name for name, value in other.items() if (sheet(e.change(**{name: value})) != sheet(e)).any()}
    assert changed == set(SLICE_KINDS[kind].fields(e.problem()))
    assert "rest" not in SLICE_KINDS[kind].fields(Experiment(dataset="line").problem())
