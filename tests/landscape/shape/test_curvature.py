"""What is said of the curvature, held against steps that are really taken."""

from __future__ import annotations

import re

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem
from explorer.cost.hessian import data_hessian
from explorer.landscape.shape.curvature import curvature_at, curvature_sentence

RNG = np.random.default_rng(0)


def bowl(penalty="l2", strength=0.3, loss="squared", **parameters):
    X = RNG.normal(size=(40, 3)) * (1.0, 0.3, 2.0)
    data = Dataset(X, X @ (1.0, 2.0, -1.0) + 0.5)
    return Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](**parameters), strength)


def walk(problem, solver, rate, w, steps):
    """Plain full-batch steps, as they are written in the solver's docstring."""
    state, prox = solver.start(w), problem.prox()
    for _ in range(steps):
        at = solver.ahead(w, state)
        g = problem.gradient(at)
        if prox is None:
            g = g + problem.penalty.slope(at * problem.network.penalised, problem.strength)
        w, state = solver.step(w, g, state, rate, prox)
    return w


def said_limit(problem, w, solver):
    text = curvature_sentence(problem, w, solver, 0.001)
    return float(re.search(r"up to rate ([0-9.e-]+)[; ]", text)[1])


SOLVERS_STABLE = [SOLVERS["gd"](), SOLVERS["momentum"](beta=0.7), SOLVERS["nesterov"](beta=0.7)]


@pytest.mark.parametrize("solver", SOLVERS_STABLE, ids=lambda s: s.id)
def test_below_the_limit_steps_come_to_rest_and_above_it_they_grow(solver):
    problem = bowl()
    best = walk(problem, SOLVERS["gd"](), 0.1, np.zeros(4), 3_000)
    limit, near = said_limit(problem, best, solver), best + 1e-6 * RNG.normal(size=4)
    away = lambda rate, steps: np.linalg.norm(walk(problem, solver, rate, near, steps) - best) / np.linalg.norm(near - best)
    assert away(0.98 * limit, 1000) < 1e-2
    assert away(1.02 * limit, 300) > 1e2


@pytest.mark.thorough
@pytest.mark.parametrize("solver", SOLVERS_STABLE, ids=lambda s: s.id)
@pytest.mark.parametrize(("penalty", "strength"), [("l1", 0.3), ("elastic_net", 0.3), ("mcp", 0.5), ("scad", 0.5)])
def test_with_a_kink_the_rate_said_is_stable(penalty, strength, solver):
    """The minimum has weights where MCP and SCAD bend down, so that their prox stretches a step."""
    problem = bowl(penalty, strength)
    best = walk(problem, SOLVERS["gd"](), 0.05, np.full(4, 0.3), 5_000)
    assert (
        penalty in ("l1", "elastic_net")
        or curvature_at(problem, best).steepest > np.linalg.eigvalsh(data_hessian(problem, best))[-1]
    )
    limit, near = said_limit(problem, best, solver), best + 1e-7 * RNG.normal(size=4)
    away = np.linalg.norm(walk(problem, solver, 0.98 * limit, near, 1000) - best) / np.linalg.norm(near - best)
    assert away < 1e-2


def test_the_limit_where_a_concave_prox_stretches_steps_is_exact():
    """One weight, data curvature 2, MCP with gamma 2 bending down by 1/2: stable below 2 / (2 + 1/2) = 0.8, not below 1."""
    data = Dataset(np.array([[1.0], [-1.0]]), np.array([1.2, -1.2]))
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["mcp"](gamma=2.0), 1.0)
    w = np.array([(2.4 - 1.0) / (2.0 - 0.5), 0.0])  # 2 (w - 1.2) + 1 - w / 2 = 0
    text = curvature_sentence(problem, w, SOLVERS["gd"](), 0.9)
    assert "at least up to rate 0.8; yours is 0.9, so it may overshoot." in text
    near = w + [1e-6, 0.0]
    assert abs(walk(problem, SOLVERS["gd"](), 0.78, near, 300) - w)[0] < 1e-7
    assert abs(walk(problem, SOLVERS["gd"](), 0.82, near, 100) - w)[0] > 1e-5


def test_the_ends_of_the_range_are_the_textbooks_eigenvalues(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.5)
    design = np.column_stack([regression_data.X, np.ones(60)])
    values = np.linalg.eigvalsh(2 * design.T @ design / 60 + 0.5 * np.diag([1, 1, 1, 1, 1, 0]))
    text = curvature_sentence(problem, np.ones(6), SOLVERS["gd"](), 0.1)
    low, high = re.match(r"Curvature runs from ([0-9.]+) to ([0-9.]+) here\. Gradient descent is stable here up", text).groups()
    assert float(low) == pytest.approx(values[0], rel=5e-3)
    assert float(high) == pytest.approx(values[-1], rel=5e-3)


def test_a_saddle_is_called_one_only_where_nothing_pulls():
    """Two tanh units with all weights zero and a centred target: the slope is zero, the Hessian has both signs."""
    x = np.linspace(-1, 1, 9)
    problem = Problem(Dataset(x[:, None], x), MODELS["mlp"](hidden=2), LOSSES["squared"](), PENALTIES["none"](), 0.0)
    found = curvature_at(problem, np.zeros(7))
    c = 2 * (x * x).mean()  # d2/dv du of (v u x - x)^2 at 0 is -2 x^2: curvatures +-c for each unit, 2 for the bias
    assert found.still
    assert found.values == pytest.approx([2, c, c, 0, 0, -c, -c], abs=1e-12)
    assert "2 of 7 directions curve down: this is a saddle, not a minimum." in curvature_sentence(
        problem, np.zeros(7), SOLVERS["gd"](), 0.1
    )
    off = curvature_sentence(problem, np.full(7, 0.1), SOLVERS["gd"](), 0.1)
    assert "down, so there is no minimum here." in off
    assert "saddle" not in off


def test_weights_held_at_zero_are_left_out_and_others_at_zero_are_not():
    problem = bowl("l1", 1.0)
    lone = curvature_at(problem, walk(problem, SOLVERS["gd"](), 0.05, np.zeros(4), 3_000))
    assert lone.held >= 1
    assert lone.values.size == 4 - lone.held
    assert lone.still
    start = curvature_at(bowl("l1", 1e-6), np.zeros(4))
    assert (start.held, start.values.size, start.still) == (0, 4, False)
    text = curvature_sentence(problem, walk(problem, SOLVERS["gd"](), 0.05, np.zeros(4), 3_000), SOLVERS["gd"](), 0.01)
    assert re.search(rf" {lone.held} weights? that the penalty holds at zero (is|are) left out\.", text)


def test_flat_directions_are_counted():
    X = RNG.normal(size=(30, 2))
    data = Dataset(np.column_stack([X, X[:, 0], X[:, 0] + X[:, 1]]), X[:, 0])
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["none"](), 0.0)
    text = curvature_sentence(problem, np.ones(5), SOLVERS["gd"](), 0.1)
    assert text.startswith("Curvature runs from 0 to ")
    assert "2 of 5 directions are flat." in text


def test_what_each_kind_of_solver_loss_and_size_is_told(binary_data):
    problem = bowl()
    say = lambda problem, solver, rate=0.01, **more: curvature_sentence(problem, np.ones(problem.size), solver, rate, **more)
    assert say(problem, SOLVERS["adam"]()).endswith("own, so curvature alone sets no limit to its rate.")
    assert " with all examples in each step; yours is 0.01." in say(problem, SOLVERS["gd"](), batch=8)
    assert "in each step" not in say(problem, SOLVERS["gd"](), batch=40)
    assert say(problem, SOLVERS["gd"](), 50.0).endswith("yours is 50, so it overshoots.")
    hinge = Problem(binary_data, MODELS["linear"](), LOSSES["hinge"](), PENALTIES["l2"](), 0.1)
    assert say(hinge, SOLVERS["gd"]()).endswith("The loss has a kink, so curvature alone does not say which rate is stable.")
    free = Problem(binary_data, MODELS["linear"](), LOSSES["hinge"](), PENALTIES["none"](), 0.0)
    assert say(free, SOLVERS["gd"]()).startswith("The cost does not bend here.")
    far = Problem(binary_data, MODELS["linear"](), LOSSES["exponential"](), PENALTIES["none"](), 0.0)
    assert curvature_sentence(far, np.full(5, 1e6), SOLVERS["gd"](), 0.1) == "The curvature here is too large for a number."
    X = RNG.normal(size=(5, 250))
    wide = Problem(Dataset(X, X[:, 0]), MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1)
    assert say(wide, SOLVERS["gd"]()) == "There are 251 weights; the curvature is worked out for 200 at most."
