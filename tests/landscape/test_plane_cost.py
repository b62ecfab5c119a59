"""The cost on a plane as a function of two coordinates: against the cost itself, differences, and large data."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.landscape.grid import EXAMPLES, blocks, data_grid
from explorer.landscape.plane_cost import PlaneCost
from explorer.landscape.planes import directions_plane, weights_plane

PLACES = np.array([[0.3, -0.2], [1.0, 0.5], [-0.4, 0.8]])


def large(n, loss="logistic"):
    rng = np.random.default_rng(1)
    X = rng.normal(size=(n, 3))
    y = np.where(X[:, 0] + rng.normal(size=n) > 0, 1.0, -1.0)
    y[EXAMPLES:] *= -1.0  # so that the first examples are not like the others
    return Problem(Dataset(X, y, task="binary"), MODELS["linear"](), LOSSES[loss](), PENALTIES["l2"](), 0.1)


@pytest.mark.parametrize(("n", "places", "wide"), [(1, 1, 1), (EXAMPLES, 7, 3), (EXAMPLES + 1, 30, 1), (9000, 5, 20_000)])
def test_blocks_are_all_of_it_once(n, places, wide):
    seen = np.zeros((n, places), dtype=int)
    for rows, part in blocks(n, places, wide):
        seen[rows, part] += 1
    assert (seen == 1).all()


@pytest.mark.parametrize("model", [MODELS["linear"](), MODELS["mlp"](hidden=2)], ids=lambda m: m.id)
def test_every_example_counts_however_many_there_are(model):
    problem = large(2 * EXAMPLES + 17)
    problem = Problem(problem.data, model, problem.loss, problem.penalty, 0.1)
    rng = np.random.default_rng(2)
    plane = directions_plane(rng.normal(size=problem.size), *rng.normal(size=(2, problem.size)))
    truth = [problem.cost(w).data for w in plane.lift(PLACES)]
    np.testing.assert_allclose(PlaneCost.of(problem, plane).data(PLACES), truth, rtol=1e-12)
    grid = data_grid(problem, plane, PLACES[:, 0], PLACES[:, 1])
    np.testing.assert_allclose(np.diag(grid), truth, rtol=1e-12)


@pytest.mark.parametrize("loss", ["logistic", "squared", "cross_entropy", "poisson"])
def test_slopes_are_the_gradient_and_its_change(loss, data_for):
    made = LOSSES[loss]()
    problem = Problem(data_for(made), MODELS["linear"](), made, PENALTIES["l2"](), 0.1)
    rng = np.random.default_rng(3)
    plane = directions_plane(0.1 * rng.normal(size=problem.size), *rng.normal(size=(2, problem.size)))
    found, h = PlaneCost.of(problem, plane).slopes(PLACES), 1e-5
    for k, place in enumerate(PLACES):
        along = lambda at: plane.along.T @ problem.gradient(plane.lift(at[None])[0])
        np.testing.assert_allclose(found.gradient[k], along(place), rtol=1e-9, atol=1e-12)
        bends = [(along(place + h * d) - along(place - h * d)) / (2 * h) for d in np.eye(2)]
        np.testing.assert_allclose(found.hessian[k], bends, rtol=2e-5, atol=1e-7)
        assert (found.terms[k] >= np.abs(found.gradient[k]) * (1 - 1e-12)).all()


def test_slopes_of_large_data_are_whole_and_take_little_memory():
    problem = large(300_000)
    plane = weights_plane(problem, 0, 1, np.zeros(4))
    cost, places = PlaneCost.of(problem, plane), np.tile(PLACES, (3, 1))
    tracemalloc.start()
    try:
        found = cost.slopes(places)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert (
        peak < 4e6 < places.shape[0] * problem.n * 8
    )  # all at once would take 22 MB for each of several arrays, all of one place 2.4
    np.testing.assert_allclose(found.gradient[1], problem.gradient(plane.lift(places[1:2])[0])[:2], rtol=1e-10)
