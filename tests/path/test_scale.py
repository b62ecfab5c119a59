"""Many examples: a path's memory is a few times the data's, whatever the number of strengths, and grows no faster than they."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.path.algorithms.ridge import Ridge
from explorer.path.methods.squared import RidgeMethod

pytestmark = pytest.mark.thorough
TIMES = 12.0
"""The peak in bytes as a share of the features' own."""


def drawn(n, loss, d=10):
    rng = np.random.default_rng(n)
    X = rng.normal(size=(n, d))
    z = X @ np.linspace(-1.0, 1.0, d) + rng.normal(size=n)
    task = LOSSES[loss].task
    return Dataset(X, np.where(z > 0, 1.0, -1.0) if task == "binary" else z, task=task)


def peak(problem, strengths):
    """The memory that a path and all that follows from it takes at most, as a share of the features'."""
    tracemalloc.start()
    try:
        path = regularization_path(problem, strengths)
        assert np.isfinite(path.total).all()
        assert path.note == ""
        return tracemalloc.get_traced_memory()[1] / problem.data.X.nbytes
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("penalty", ["l1", "l2"])
@pytest.mark.parametrize("loss", ["squared", "logistic", "huber", "absolute", "hinge"])
def test_memory_is_a_few_times_that_of_the_data(loss, penalty):
    strengths = np.geomspace(0.3, 0.003, 10)
    shares = []
    for n in (5_000, 20_000):
        problem = Problem(drawn(n, loss), MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.0)
        shares.append(peak(problem, strengths))
    assert max(shares) < TIMES
    assert shares[1] < 1.2 * shares[0]


@pytest.mark.parametrize("penalty", ["l1", "l2"])
@pytest.mark.parametrize("loss", ["squared", "huber"])
def test_more_strengths_take_no_more_memory(loss, penalty):
    """A thousand of them times the examples would be a hundred times the data."""
    problem = Problem(drawn(20_000, loss), MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.0)
    assert peak(problem, np.geomspace(0.3, 0.003, 1000)) < TIMES


def test_ridge_of_dependent_columns_is_refined_a_few_strengths_at_a_time():
    """There the products of the features do not do, and what is fitted is needed at every example."""
    data = drawn(20_000, "squared")
    data = Dataset(np.column_stack([data.X, data.X[:, 0]]), data.y)
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.0)
    method = RidgeMethod(problem)
    ridge = Ridge(method.centred, method.y)
    assert not ridge.safe
    tracemalloc.start()
    W = ridge.weights(np.geomspace(1e4, 1.0, 1000))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 5.0 * data.X.nbytes
    assert W[:, 0] == pytest.approx(W[:, -1], rel=1e-9)
