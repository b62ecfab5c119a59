"""The dual bound: below the cost of any weights whatever slopes it is given, and tight at a minimum."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.dual_bound import DualBound
from explorer.path.regularization_path import regularization_path

CASES = [("absolute", "l1"), ("quantile", "l2"), ("hinge", "elastic_net"), ("hinge", "l2"), ("weston_watkins", "l2")]


def made(loss, penalty, data_for):
    problem = Problem(data_for(LOSSES[loss]()), MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.1)
    return problem, DualBound(problem, CentredDesign.of(problem))


@pytest.mark.parametrize(("loss", "penalty"), CASES)
@pytest.mark.parametrize("seed", range(3))
def test_it_is_below_every_cost_whatever_slopes_it_is_given(loss, penalty, seed, data_for):
    problem, bound = made(loss, penalty, data_for)
    rng = np.random.default_rng(seed)
    w = rng.normal(size=problem.size)
    z = problem.network.predict(w)
    costs = problem.costs(rng.normal(size=(200, problem.size)) * rng.choice([0.01, 1.0], size=(200, 1))).total
    for slopes in (problem.loss.slope(problem.data.y, z), 5.0 * rng.normal(size=z.shape), np.zeros(z.shape)):
        assert bound.of(z, slopes, problem.strength) <= costs.min() + 1e-12


@pytest.mark.parametrize(("loss", "penalty"), CASES[:4])
def test_at_the_minimum_it_lies_between_the_least_of_the_targets_and_the_cost(loss, penalty, data_for):
    """And no lower than the least that the targets allow, whatever the slopes are."""
    problem, bound = made(loss, penalty, data_for)
    path = regularization_path(problem, [problem.strength])
    assert path.gap[0] <= 1e-4
    w = path.weights[0]
    z = problem.network.predict(w)
    low = max(bound.of(z, slopes, problem.strength) for slopes in (problem.loss.slope(problem.data.y, z), np.zeros(z.shape)))
    assert low <= problem.cost(w).total + 1e-12
    assert low >= float(bound.least.mean()) - 1e-12


@pytest.mark.parametrize("strength", [0.0, 1e-9, 0.1])
@pytest.mark.parametrize(("loss", "penalty"), CASES)
def test_corrected_it_is_still_below_every_cost(loss, penalty, strength, data_for):
    """Slopes a little off those at the minimum: what the examples on a kink make up for is not more than the minimum itself."""
    problem, bound = made(loss, penalty, data_for)
    w = regularization_path(problem, [strength]).weights[0]
    z, rng = problem.network.predict(w), np.random.default_rng(0)
    around = w + rng.normal(size=(300, w.size)) * 10.0 ** rng.uniform(-6, 1, size=(300, 1))
    least = min(problem.at(strength).costs(around).total.min(), problem.at(strength).cost(w).total)
    for off in (0.0, 1e-9, 1e-2):
        slopes = problem.loss.slope(problem.data.y, z) + off * rng.normal(size=z.shape)
        assert bound.corrected(z, slopes, strength, w, np.inf) <= least + 1e-9


def test_the_line_touches_the_loss():
    """Of the absolute loss at a prediction of 3 with targets 1 and 5: slopes 1 and -1, heights at 0 by hand."""
    data = Dataset(np.array([[0.0], [1.0]]), np.array([1.0, 5.0]))
    problem = Problem(data, MODELS["linear"](), LOSSES["absolute"](), PENALTIES["l1"](), 0.1)
    bound = DualBound(problem, CentredDesign.of(problem))
    u = bound.shaped(np.array([1.0, -1.0]))
    assert bound.height(np.array([3.0, 3.0]), u).tolist() == [-1.0, 5.0]
    assert bound.steepest == 1.0
