"""Surfaces against a brute-force loop, closed forms and known minima."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import Ridge

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Experiment, Problem, sample_surface, train
from explorer.core.params import instances
from explorer.landscape.planes import weights_plane
from explorer.landscape.surface import plane_costs, reaching_the_lowest
from explorer.landscape.window import Window

MODELS_HERE = [MODELS["linear"](), MODELS["polynomial"](degree=2), MODELS["mlp"](hidden=3)]
LOSSES_HERE = [c() for c in LOSSES.values()] + [
    LOSSES["expectile"](tau=0.5), LOSSES["barron"](alpha=2.0, c=3.0), LOSSES["squared_epsilon_insensitive"](epsilon=0.0)
]  # fmt: skip
"""Every loss, and those that are quadratic at some values of their parameters."""
PENALTIES_ALL = [p for cls in PENALTIES.values() for p in instances(cls)]


def brute_force(problem, surface, x, y, around):
    grids = np.empty((3, surface.y.size, surface.x.size))
    for b, v in enumerate(surface.y):
        for a, u in enumerate(surface.x):
            w = around.copy()
            w[[x, y]] = u, v
            grids[:, b, a] = problem.cost(w)
    return grids


@pytest.mark.thorough
@pytest.mark.parametrize("model", MODELS_HERE, ids=lambda m: m.id)
@pytest.mark.parametrize("loss", LOSSES_HERE, ids=lambda p: f"{p.id}{vars(p)}")
def test_every_value_equals_a_direct_evaluation(loss, model, data_for):
    """Under every penalty, relative to max(value, value at the centre), 1e-12."""
    for penalty in PENALTIES_ALL:
        problem = Problem(data_for(loss), model, loss, penalty, 0.4)
        around = np.random.default_rng(0).normal(size=problem.size)
        surface = sample_surface(problem, 1, 3, around, points=5, x_range=(-3.0, 2.0), y_range=(-1.0, 4.0))
        truth = brute_force(problem, surface, 1, 3, around)
        centre = np.abs(problem.cost(around))[:, None, None]
        for ours, theirs in zip((surface.data, surface.penalty, surface.total), truth, strict=True):
            off = np.abs(ours - theirs) / np.maximum(np.maximum(np.abs(theirs), centre[2]), 1e-300)
            assert np.max(off) < 1e-12, penalty
        assert np.array_equal(surface.total, surface.data + surface.penalty), penalty


@given(st.integers(0, 2**32 - 1))
def test_directions_are_added_to_the_centre(seed):
    rng = np.random.default_rng(seed)
    problem = Experiment(dataset="line", loss="huber", model="polynomial", params={"model.degree": 4}).problem()
    around, dx, dy = rng.normal(size=(3, problem.size))
    surface = sample_surface(problem, dx, dy, around, points=3, x_range=(-1, 1), y_range=(0, 2))
    for b, v in enumerate(surface.y):
        for a, u in enumerate(surface.x):
            assert surface.total[b, a] == pytest.approx(problem.cost(around + u * dx + v * dy).total, rel=1e-11)


def test_the_lowest_place_is_within_a_cell_of_ridge(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.3)
    theirs = Ridge(alpha=60 * 0.15).fit(regression_data.X, regression_data.y)
    best = np.append(theirs.coef_, theirs.intercept_)
    surface = sample_surface(problem, 0, 1, best, points=101, x_range=(-2, 3), y_range=(-4, 1))
    row, column = np.unravel_index(surface.total.argmin(), surface.total.shape)
    assert surface.x[column] == pytest.approx(best[0], abs=0.05)
    assert surface.y[row] == pytest.approx(best[1], abs=0.05)


def test_the_closed_form_is_the_general_route(regression_data, monkeypatch):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 0.3)
    around = np.arange(6.0)
    closed = sample_surface(problem, 0, 5, around, points=21)
    monkeypatch.setattr(type(problem.loss), "quadratic", False)
    general = sample_surface(problem, 0, 5, around, points=21)
    assert closed.data == pytest.approx(general.data, rel=1e-12)


def test_the_path_is_projected_and_the_range_holds_it():
    e = Experiment(dataset="stackloss")
    history = e.train()
    surface = e.surface(history)
    x, y = e.plane(history)
    assert surface.path == pytest.approx(history.weights[:, [x, y]])
    assert surface.x[0] < surface.path[:, 0].min() <= surface.path[:, 0].max() < surface.x[-1]
    assert surface.y[0] < surface.path[:, 1].min() <= surface.path[:, 1].max() < surface.y[-1]
    moved = history.weights - history.weights[-1]
    assert surface.explained == pytest.approx((moved[:, [x, y]] ** 2).sum() / (moved**2).sum())


def test_a_path_in_two_weights_lies_in_the_plane_wholly():
    e = Experiment(dataset="engel", plane_x=0, plane_y=1)
    history = e.train()
    assert e.surface(history).explained == pytest.approx(1.0)


def test_skew_directions_project_by_least_squares(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.3)
    rng = np.random.default_rng(1)
    around, dx, dy = rng.normal(size=(3, 6))
    path = around + rng.normal(size=(4, 2)) @ np.stack([dx, dy])
    surface = sample_surface(problem, dx, dy, around, points=5, path=path)
    assert around + surface.path @ np.stack([dx, dy]) == pytest.approx(path)
    assert surface.explained == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"x": 6}, "x: 6 is not a weight. Allowed: 0 to 5"),
        ({"y": -1}, "y: -1 is not a weight"),
        ({"y": 0}, "two different directions"),
        ({"points": 1}, "points: 1 is out of range"),
        ({"x": np.ones(3)}, "needs 6 finite numbers"),
    ],
)
def test_axes_out_of_range_are_named(arguments, said, regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.3)
    with pytest.raises(ValueError, match=said):
        sample_surface(problem, **({"x": 0, "y": 1, "around": np.zeros(6)} | arguments))


def test_a_run_that_stands_still_has_a_surface(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l1"](), 1000.0)
    history = train(problem, SOLVERS["gd"](), steps=20, start="zero")
    assert not history.weights[:, :-1].any()
    surface = sample_surface(problem, 0, 1, history.weights[-1], path=history.weights)
    assert np.isfinite(surface.total).all()
    assert np.ptp(surface.x) > 0


def test_the_plane_and_the_true_cost_meet_at_the_end():
    e = Experiment()
    history = e.train()
    costs = plane_costs(history, *e.plane(history))
    assert costs[-1] == pytest.approx(history.total[-1], rel=1e-12)
    k = 7
    w = history.weights[-1].copy()
    x, y = e.plane(history)
    w[[x, y]] = history.weights[k, [x, y]]
    assert costs[k] == pytest.approx(e.problem().cost(w).total, rel=1e-12)


def test_after_a_change_of_the_loss_the_number_on_the_plane_is_the_height_of_the_map_also_at_the_step_of_the_change():
    e = Experiment(steps=60).change(at=30, loss="absolute")
    history, problem = e.train(), e.problem()
    x, y = e.plane(history)
    costs = plane_costs(history, x, y)
    for step in (0, 29, 30, 31, 60):
        place = history.weights[step, [x, y]]
        map_there = sample_surface(
            problem, x, y, history.weights[-1], points=2, x_range=(place[0], place[0] + 1), y_range=(place[1], place[1] + 1)
        )
        assert costs[step] == pytest.approx(map_there.total[0, 0], rel=1e-12)
    assert costs[30] != pytest.approx(history.total[30], rel=0.1)  # the row of a change has the cost before it


def test_after_few_short_steps_the_bottom_of_the_valley_is_in_the_picture_all_the_same():
    """The minimum over two weights by the normal equations, the others held at the end of the run."""
    e = Experiment(rate=0.005, steps=10)
    history, problem = e.train(), e.problem()
    surface = e.surface(history)
    x, y = e.plane(history)
    end = history.weights[-1].copy()
    X, target = problem.data.X, problem.data.y
    end[[x, y]] = 0.0
    A, residual = X[:, [x, y]], target - X @ end[:-1] - end[-1]
    n = len(target)
    best = np.linalg.solve(
        2 * A.T @ A / n + e.strength * np.eye(2), 2 * A.T @ residual / n
    )  # |A w - r|^2 / n + strength |w|^2 / 2
    low, high = np.array([surface.x[0], surface.y[0]]), np.array([surface.x[-1], surface.y[-1]])
    assert ((best > low) & (best < high)).all()
    lowest = np.array(surface.lowest_on_grid[:2])
    assert (np.abs(lowest - best) <= 2 * (high - low) / 60).all()
    assert ((surface.path >= low) & (surface.path <= high)).all()


def test_a_window_without_a_lowest_place_in_reach_stays_as_it_is(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["none"](), 0.0)
    minimum = np.linalg.lstsq(np.c_[regression_data.X, np.ones(len(regression_data.y))], regression_data.y, rcond=None)[0]
    plane = weights_plane(problem, 0, 1, minimum)
    far = Window(minimum[0] + 50.0, minimum[0] + 51.0, minimum[1], minimum[1] + 1.0)
    assert reaching_the_lowest(problem, plane, far) == far
    around = Window(minimum[0] - 1.0, minimum[0] + 1.0, minimum[1] - 1.0, minimum[1] + 1.0)
    assert reaching_the_lowest(problem, plane, around) == around
