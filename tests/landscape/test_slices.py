"""The cost on a slice: its values, minimum, curvature and shape against independent computations."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.landscape.slice_kinds import take_slice
from explorer.landscape.window import Window
from explorer.path.optimum import optimum

DIABETES = Experiment(steps=60, strength=0.1)


def seen(step=0, **changes):
    e = DIABETES.change(**changes)
    return take_slice(e.viewpoint, e.problem(), e.train(), step), e


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
def test_the_hessian_is_that_of_the_cost_on_the_plane(changes, loss):
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
