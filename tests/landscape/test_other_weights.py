"""Where the weights beside two others stand: that the lowest are the lowest, and that what cannot be had is told."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.landscape.other_weights import RESTS, minimum_weights, place_others, sampled_rows

DIABETES = Experiment(steps=60, strength=0.1)


@pytest.mark.parametrize(
    ("changes", "tolerance"),
    [
        ({"loss": "huber", "penalty": "l1"}, 1e-9),
        ({"dataset": "breast_cancer", "penalty": "l1"}, 1e-9),
        ({"dataset": "penguins"}, 1e-9),
    ],
)
def test_the_optimum_is_found_where_it_takes_steps(changes, tolerance):
    """No smaller cost in random directions from it, near or far, and the penalty's prox leaves it where it is."""
    e = DIABETES.change(strength=0.05, **changes)
    problem, best = e.problem(), minimum_weights(e.problem())
    cost = problem.cost(best).total
    rng = np.random.default_rng(0)
    for size in (1e-3, 1e-1, 1.0):
        W = best + size * rng.normal(size=(40, best.size)) * (rng.random((40, best.size)) < 0.3)
        assert (problem.costs(W).total >= cost).all()
    t = 0.1
    step = best - t * problem.gradient(best)
    prox = problem.prox()
    moved = prox(step, t) if prox else step - t * 0.05 * best * problem.network.penalised
    np.testing.assert_allclose(moved, best, atol=tolerance)


@pytest.mark.parametrize("asked", RESTS)
def test_what_is_asked_for_is_had_or_the_reason_told(asked):
    for e in (DIABETES, DIABETES.change(loss="absolute"), DIABETES.change(penalty="mcp")):
        found = place_others(asked, e.problem(), e.train().weights, (2, 8))
        assert found.rest in RESTS
        assert found.rest != "auto"
        assert (found.rest == asked) or asked == "auto" or found.refusal
        assert (found.optimum is not None) == (found.rest == "optimum")


def test_rows_are_spread_from_the_first_to_the_last():
    for count in (1, 2, 40, 2001):
        rows = sampled_rows(count)
        assert (rows[0], rows[-1]) == (0, count - 1)
        assert len(rows) <= 41
        assert (np.diff(rows) > 0).all()


def test_the_search_for_the_lowest_cost_can_be_stopped():
    def stop():
        raise InterruptedError

    with pytest.raises(InterruptedError):
        minimum_weights(DIABETES.change(loss="huber", penalty="l1", strength=0.0123).problem(), stop)
