"""Grids on planes that are no two weights, losses that add up along lines, and how much memory that takes."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
from scipy.interpolate import RegularGridInterpolator

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.core.params import instances
from explorer.landscape.grid import interpolated, penalty_grid
from explorer.landscape.planes import directions_plane, principal_plane, random_plane, weights_plane
from explorer.landscape.surface import sample

MODELS_HERE = [MODELS["linear"](), MODELS["mlp"](hidden=3)]
XS, YS = np.array([-2.0, -0.3, 0.0, 1.4]), np.array([-1.0, 0.0, 2.5])


def planes(problem):
    rng = np.random.default_rng(5)
    around = rng.normal(size=problem.size)
    yield directions_plane(around, *rng.normal(size=(2, problem.size)))
    yield random_plane(problem, around, seed=1)
    yield principal_plane(rng.normal(size=(6, problem.size)))
    yield weights_plane(problem, 0, problem.size - 1, around)


def equal_to_a_loop(problem, plane):
    data, penalty = sample(problem, plane, XS, YS)
    truth = np.array([[problem.cost(plane.lift(np.array([[x, y]]))[0]) for x in XS] for y in YS])
    centre = problem.cost(plane.centre)
    for ours, theirs in ((data, truth[..., 0]), (penalty, truth[..., 1])):
        assert np.max(np.abs(ours - theirs) / np.maximum(np.abs(theirs), max(abs(centre.data), centre.penalty))) < 1e-12


@pytest.mark.parametrize("model", MODELS_HERE, ids=lambda m: m.id)
@pytest.mark.parametrize("loss", [c() for c in LOSSES.values()], ids=lambda c: c.id)
def test_every_loss_on_every_kind_of_plane_equals_a_loop(loss, model, data_for):
    problem = Problem(data_for(loss), model, loss, PENALTIES["elastic_net"](), 0.4)
    for plane in planes(problem):
        equal_to_a_loop(problem, plane)


@pytest.mark.parametrize("penalty", [p for c in PENALTIES.values() for p in instances(c)], ids=lambda p: f"{p.id}{vars(p)}")
def test_every_penalty_on_every_kind_of_plane_equals_a_loop(penalty, data_for):
    loss = LOSSES["cross_entropy"]()
    problem = Problem(data_for(loss), MODELS["mlp"](hidden=3), loss, penalty, 0.4)
    for plane in planes(problem):
        equal_to_a_loop(problem, plane)
        other = Problem(data_for(loss), MODELS["mlp"](hidden=3), loss, penalty, 1.3)
        assert np.array_equal(penalty_grid(problem, plane, XS, YS, 1.3), penalty_grid(other, plane, XS, YS))


@pytest.mark.parametrize("model", MODELS_HERE, ids=lambda m: m.id)
@pytest.mark.parametrize("loss", ["huber", "logistic"])
def test_memory_stays_small_however_large_the_data(loss, model):
    n = 60_000
    rng = np.random.default_rng(0)
    X, task = rng.normal(size=(n, 3)), LOSSES[loss].task
    problem = Problem(Dataset(X, np.sign(X[:, 0]), task=task), model, LOSSES[loss](), PENALTIES["l1"](), 0.1)
    plane = weights_plane(problem, 0, 1, np.ones(problem.size))
    grid = np.linspace(-1, 1, 17)
    tracemalloc.start()
    try:
        sample(problem, plane, grid, grid[:3])
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 2.5e6 < 17 * n * 8  # one row of the grid at once would take 8 MB


def test_it_can_be_stopped_between_blocks(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["huber"](), PENALTIES["l1"](), 0.1)

    def stop():
        raise InterruptedError

    with pytest.raises(InterruptedError):
        sample(problem, weights_plane(problem, 0, 1, np.zeros(6)), XS, YS, stop)


@pytest.mark.parametrize("place", [(-2.0, -1.0), (1.4, 2.5), (0.0, 0.0), (0.31, 1.7), (-1.9, 2.4)])
def test_between_the_places_of_a_grid_it_is_bilinear(place):
    grid = np.random.default_rng(2).normal(size=(YS.size, XS.size))
    expected = RegularGridInterpolator((YS, XS), grid)([place[::-1]])[0]
    assert interpolated(grid, XS, YS, *place) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("penalty", ["l2", "mcp", "group_l1"])
def test_each_row_of_weights_pays_its_own_factor_on_every_kind_of_plane(penalty, data_for):
    data = data_for(LOSSES["cross_entropy"]())
    factors = np.linspace(0.0, 2.0, data.X.shape[1])
    problem = Problem(data, MODELS["linear"](), LOSSES["cross_entropy"](), PENALTIES[penalty](), 0.4, factors=factors)
    for plane in planes(problem):
        found = penalty_grid(problem, plane, XS, YS)
        for row, y in enumerate(YS):
            W = plane.lift(np.column_stack([XS, np.full(XS.size, y)]))
            np.testing.assert_allclose(found[row], problem.costs(W).penalty, rtol=1e-12)
