"""Newton's whole steps under L2: the same minimum as with steps that are watched, or no answer at all."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.core.effort import Effort
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.newton import NewtonPath
from explorer.path.algorithms.objective import Objective
from explorer.path.algorithms.ridge_newton import RidgeNewton


def nothing():
    pass


def problem_of(loss, X, y):
    return Problem(Dataset(X, y, task=LOSSES[loss].task), MODELS["linear"](), LOSSES[loss](), PENALTIES["l2"](), 0.0)


def drawn(seed, loss, n=60, d=4):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(n, d))
    z = X @ rng.normal(size=d) + rng.logistic(size=n)
    return problem_of(loss, X, np.where(z > 0, 1.0, -1.0) if LOSSES[loss].task == "binary" else z), rng


def both(problem, tolerance=1e-9):
    """Newton's steps with a line search, and whole ones, to the same tolerance."""
    centred = CentredDesign.of(problem)
    objective, offset = Objective(problem, centred), max(1.0, np.abs(centred.mean).max())
    whole = RidgeNewton(objective, 1.0, tolerance / np.append(centred.std, offset))
    return NewtonPath(objective, centred, tolerance), whole


def whole_steps(problem):
    return both(problem)[1]


@pytest.mark.parametrize("loss", ["logistic", "log_cosh", "pseudo_huber"])
@pytest.mark.parametrize("strength", [1.0, 0.03, 1e-3])
@pytest.mark.parametrize("seed", range(4))
def test_it_is_the_minimum_that_watched_steps_come_to(loss, strength, seed):
    problem, rng = drawn(seed, loss)
    watched, whole = both(problem)
    best, tangent = watched.minimum(np.zeros(problem.size), strength, nothing, Effort())
    found = whole.minimum(best + 1e-3 * rng.normal(size=best.size), strength, nothing, Effort())
    assert found is not None
    assert found[0] == pytest.approx(best, rel=1e-6, abs=1e-8)
    assert found[1] == pytest.approx(tangent, rel=1e-2, abs=1e-3)


def test_a_minimum_is_left_where_it_is():
    problem, _ = drawn(0, "logistic")
    watched, whole = both(problem)
    best = watched.minimum(np.zeros(problem.size), 0.1, nothing, Effort())[0]
    found = whole.minimum(best, 0.1, nothing, Effort())
    assert found is not None
    assert found[0] is best
    assert found[1] is None


@pytest.mark.parametrize("strength", [0.0, 1e-12])
def test_a_strength_that_leaves_directions_flat_is_not_for_it(strength):
    assert whole_steps(drawn(0, "logistic")[0]).minimum(np.zeros(5), strength, nothing, Effort()) is None


def test_it_gives_up_where_whole_steps_go_astray():
    """From where the logistic loss is all but straight a whole step leads far away."""
    problem, _ = drawn(0, "logistic")
    assert whole_steps(problem).minimum(np.full(problem.size, 20.0), 1e-3, nothing, Effort()) is None


def test_it_gives_up_where_numbers_run_out():
    problem, _ = drawn(0, "logistic")
    with np.errstate(all="ignore"):
        assert whole_steps(problem).minimum(np.full(problem.size, np.inf), 1e-3, nothing, Effort()) is None


def test_a_loss_without_a_bound_on_its_curvature_is_not_for_it():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 3))
    problem = problem_of("poisson", X, rng.poisson(3.0, size=40).astype(float))
    assert whole_steps(problem).minimum(np.zeros(4), 1.0, nothing, Effort()) is None


@pytest.mark.parametrize("penalty", ["l1", "elastic_net", "mcp"])
def test_other_penalties_are_not_for_it(penalty):
    problem, _ = drawn(0, "logistic")
    other = Problem(problem.data, problem.model, problem.loss, PENALTIES[penalty](), 0.0)
    centred = CentredDesign.of(other)
    assert NewtonPath(Objective(other, centred), centred, 1e-9).ridge_newton is None


def test_it_can_be_stopped_at_each_step():
    problem, _ = drawn(0, "logistic")
    calls = []
    assert whole_steps(problem).minimum(np.zeros(problem.size), 0.1, lambda: calls.append(1), Effort()) is not None
    assert len(calls) >= 3


def test_the_gradient_is_as_small_as_allowed():
    problem, _ = drawn(1, "logistic")
    centred = CentredDesign.of(problem)
    objective, allowed = Objective(problem, centred), np.full(problem.size, 1e-6)
    found = RidgeNewton(objective, 1.0, allowed).minimum(np.zeros(problem.size), 0.2, nothing, Effort())
    assert found is not None
    v = found[0]
    gradient = objective.gradient(v)[1] + 0.2 * np.append(v[:-1] / centred.std**2, 0.0)
    assert np.abs(gradient).max() <= 1e-6


def test_it_ends_where_the_effort_does():
    problem, _ = drawn(0, "logistic")
    whole, first = Effort(), Effort(1.0)
    best, _ = whole_steps(problem).minimum(np.zeros(problem.size), 0.1, nothing, whole)
    early, _ = whole_steps(problem).minimum(np.zeros(problem.size), 0.1, nothing, first)
    assert 0 < first.done < whole.done
    assert np.abs(early - best).max() > 1e-6
