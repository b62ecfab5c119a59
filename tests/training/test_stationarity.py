"""Where steps end, on costs whose gradients and curvatures are known by hand."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Experiment, Problem, train
from explorer.training.stationarity import SETTLED, leftover, saddle, settled
from tests.claims import oracles

X = np.array([[1.0], [-1.0]])


def problem_of(penalty="none", strength=0.0, model="linear", y=(2.0, 0.0), **params):
    return Problem(Dataset(X, np.array(y)), MODELS[model](**params), LOSSES["squared"](), PENALTIES[penalty](), strength)


def test_what_is_left_of_a_parabola_is_its_slope():
    """The mean of (w + b - 2)^2 and (-w + b)^2 is (w - 1)^2 + (b - 1)^2."""
    assert leftover(problem_of(), np.array([1.0, 1.0])) == pytest.approx(0.0, abs=1e-12)
    assert leftover(problem_of(), np.array([4.0, -3.0])) == pytest.approx(2 * 5.0)
    assert leftover(problem_of("l2", 2.0), np.array([4.0, -3.0])) == pytest.approx(np.hypot(2 * 3 + 2 * 4, 2 * 4))


def test_under_l1_nothing_is_left_where_the_weight_rests_at_zero():
    strong = problem_of("l1", 3.0)
    assert leftover(strong, np.array([0.0, 1.0])) == 0.0
    assert leftover(problem_of("l1", 1.0), np.array([0.0, 1.0])) == pytest.approx(1.0)  # 2 down, 1 held by the penalty


@pytest.mark.parametrize(("share", "expected"), [(0.5, True), (2.0, False)])
def test_the_line_is_a_share_of_the_slope_at_the_start(share, expected):
    problem = problem_of()
    w = np.array([1.0 + share * SETTLED * np.sqrt(2.0), 1.0])
    assert settled(problem, w, 0) is expected


def test_zero_weights_of_a_network_are_a_saddle_and_its_minimum_is_none():
    problem = problem_of(model="mlp", y=(1.0, -1.0), hidden=2)
    assert saddle(problem, np.zeros(problem.size), 0)
    found = train(problem, SOLVERS["gd"](rate=0.1), steps=20000, seed=1)
    assert found.total[-1] < 1e-12
    assert not saddle(problem, found.weights[-1], 0)


def test_zero_weights_of_a_network_whose_targets_are_alike_are_a_minimum():
    problem = problem_of(model="mlp", y=(0.0, 0.0), hidden=2)
    assert not saddle(problem, np.zeros(problem.size), 0)


def test_a_plateau_is_not_called_converged():
    """All units are saturated: the cost hardly changes, and the gradient is large beside what it is there."""
    problem = problem_of(model="mlp", y=(1.0, -1.0), hidden=1)
    flat = train(problem, SOLVERS["gd"](rate=1e-9), steps=200, seed=1)
    assert "Converged" not in flat.converged
    done = train(problem, SOLVERS["gd"](rate=0.1), steps=20000, seed=1)
    assert done.converged.startswith("Converged")


def test_a_plateau_with_hardly_any_gradient_is_not_called_converged():
    """Raw features saturate the units: the gradient is as small as at a minimum, and a little down the slope the cost falls."""
    e = Experiment.from_query({"dataset": "stackloss", "model": "mlp", "loss": "expectile", "loss.tau": "0.75",
                               "penalty": "none", "standardise": "off", "validation": "0.25", "seed": "11"})[0]  # fmt: skip
    flat = e.change(steps=500).train()
    problem, w = flat.run.problem, flat.weights[-1]
    assert np.ptp(flat.total[-50:]) < 1e-10 * flat.total[-1]
    assert leftover(problem, w) < 1e-6 * leftover(problem, flat.weights[0])
    lower = oracles.lowest_near(problem, w)
    assert lower < 0.5 * flat.total[-1]
    assert not settled(problem, w, e.seed)
    assert "Converged" not in flat.converged


def test_a_run_that_ends_on_a_saddle_says_so():
    e = Experiment(dataset="circles", model="mlp", penalty="l1", strength=0.3, steps=900)
    assert e.change(at=600, strength=0.0).train().status == "saddle"
    assert e.train().status == "finished"  # under L1 all weights zero are a minimum


def test_weights_of_zero_are_a_saddle_under_a_loss_with_a_kink_too():
    """At predictions of 0 the hinge is a straight line; a run that L2 has brought there cannot leave when it is let go."""
    fields = {"dataset": "xor", "model": "mlp", "loss": "hinge", "solver": "nesterov", "rate": "auto", "steps": 500}
    e = Experiment(**fields, penalty="l2", strength=3.0)
    held, let_go = e.train(), e.change(at=361, strength=0.05).train()
    assert held.status != "saddle"
    assert let_go.status == "saddle"
    assert let_go.converged == ""
    nudged = let_go.run.problem
    start = let_go.weights[-1] + 0.1 * np.random.default_rng(0).normal(size=nudged.size)
    assert train(nudged, let_go.run.solver, steps=500, start=start).total[-1] < let_go.total[-1] - 0.1
