"""Rates that were tried: on a parabola by hand, and over the registry on data of any scale."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Experiment, Problem, train
from explorer.solvers.schedules import Constant
from explorer.training.step_size import auto_rate
from explorer.training.steps import Run
from explorer.training.trial import Trial, first_that_descends, try_rate

SMOOTH = [name for name, loss in LOSSES.items() if loss().smooth and not loss.untrainable]


def parabola() -> Problem:
    """(w - 1)^2 for the weight w of one example at 1, and its bias."""
    return Problem(
        Dataset(np.array([[1.0]]), np.array([1.0])), MODELS["linear"](), LOSSES["squared"](), PENALTIES["none"](), 0.0
    )


def run_of(problem, rate=0.1, solver="gd"):
    return Run(problem, SOLVERS[solver](), rate, None, 0, Constant())


def test_the_costs_of_a_trial_are_those_of_a_parabola():
    """Each step multiplies weight + bias - 1 by 1 - 4 rate."""
    trial = try_rate(run_of(parabola()), 0.2, np.zeros(2), steps=5)
    assert trial.costs == pytest.approx(0.2 ** (2 * np.arange(6)), rel=1e-12)
    assert trial.descends


@pytest.mark.parametrize(("rate", "descends"), [(0.499, True), (0.501, False), (1e3, False)])
def test_the_line_between_rates_is_that_of_the_parabola(rate, descends):
    assert try_rate(run_of(parabola()), rate, np.zeros(2), steps=300).descends is descends


def test_a_trial_that_explodes_ends_there():
    trial = try_rate(run_of(parabola()), 1e200, np.zeros(2), steps=50)
    assert trial.exploded
    assert len(trial.costs) < 51
    assert np.isfinite(trial.costs).all()


def test_the_first_that_descends_is_found_by_halving():
    rate = first_that_descends(parabola(), SOLVERS["gd"](), 1.9, np.zeros(2), steps=100)
    assert rate == 1.9 / 4 / 4


def test_at_the_minimum_the_rate_stays_what_it_was():
    problem = parabola()
    assert first_that_descends(problem, SOLVERS["rmsprop"](), 0.1, np.array([1.0, 0.0]), steps=10) == 0.1


def test_counts_far_from_one_have_a_rate_that_descends():
    """A slope of millions at the start: any rate above 1e-7 blows up."""
    data = Dataset(np.array([[0.0], [1000.0], [3000.0]]), np.array([2.0, 5.0, 40.0]), task="count")
    problem = Problem(data, MODELS["linear"](), LOSSES["poisson"](), PENALTIES["none"](), 0.0)
    for solver in SOLVERS.values():
        history = train(problem, solver(), steps=300)
        assert history.status == "finished", solver.id
        assert history.total[-1] < history.total[0]


def drawn(rng, loss, spread):
    """Two columns of which each has its own size, and a target that the loss takes."""
    X = rng.normal(size=(30, 2)) * 10.0 ** rng.uniform(-spread, spread, size=2)
    z = X @ (1.0 / np.maximum(X.std(axis=0), 1e-300)) + rng.normal(size=30)
    task = loss.task
    size = np.exp(np.clip(z, -3, 3))
    y = {
        "regression": z, "count": np.floor(size), "positive": size, "amount": np.where(z < 0, 0.0, size),
        "binary": np.where(z > 0, 1.0, -1.0), "multiclass": np.digitize(z, [-0.7, 0.7]),
    }[task]  # fmt: skip
    return Dataset(X, y, task=task)


def reachable(problem, w):
    """The lowest cost that SciPy finds from weights w, of a smooth cost."""

    def cost(v):
        return problem.cost(v).total

    def slope(v):
        return problem.gradient(v) + problem.penalty.slope(v * problem.network.penalised, problem.strength)

    with np.errstate(all="ignore"):
        return float(np.nanmin([cost(w), minimize(cost, w, jac=slope, method="L-BFGS-B", options={"maxiter": 20}).fun]))


SPREADS = (0.0, 3.0, 12.0)
EACH_PAIR = [(loss, solver, SPREADS[(i + j) % 3]) for i, loss in enumerate(SMOOTH) for j, solver in enumerate(SOLVERS)]
"""Each loss and each solver meets each spread of the columns' sizes; all combinations would take a minute."""


@pytest.mark.thorough
@pytest.mark.parametrize(("loss", "solver", "spread"), EACH_PAIR)
def test_auto_neither_raises_the_cost_nor_stands_still(loss, solver, spread):
    rng = np.random.default_rng([SMOOTH.index(loss), list(SOLVERS).index(solver), int(spread)])
    data = drawn(rng, LOSSES[loss](), spread)
    problem = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES["l2"](), float(rng.choice([0.0, 0.01])))
    history = train(problem, SOLVERS[solver](), steps=400)
    costs = history.data if SOLVERS[solver].decoupled else history.total
    assert np.isfinite(costs).all()
    assert history.status in ("finished", "band"), history.message
    assert costs[-1] <= costs[0] * (1 + 1e-9)
    w = history.weights[0]
    if costs[0] - reachable(problem, w) > 1e-6 * abs(costs[0]):
        assert costs[-1] < costs[0]


PAIRS = [(s, p) for s in SOLVERS for p in PENALTIES if not SOLVERS[s]().refusal(PENALTIES[p].separable)]


@pytest.mark.parametrize(("solver", "penalty"), PAIRS)
def test_auto_descends_under_every_penalty(solver, penalty):
    """Strengths around the one that holds all weights at zero, where a penalty that is not convex has several minima."""
    rng = np.random.default_rng(PAIRS.index((solver, penalty)))
    loss = str(rng.choice(SMOOTH))
    data = drawn(rng, LOSSES[loss](), 0.5)
    zero = Problem(data, MODELS["polynomial"](degree=2), LOSSES[loss](), PENALTIES["none"](), 0.0)
    strength = float(np.abs(zero.gradient(np.zeros(zero.size))).max() * rng.choice([0.03, 0.3, 0.6]))
    problem = Problem(data, MODELS["polynomial"](degree=2), LOSSES[loss](), PENALTIES[penalty](), strength)
    history = train(problem, SOLVERS[solver](), steps=int(rng.choice([60, 250])))
    costs = history.data if SOLVERS[solver].decoupled else history.total
    assert history.status in ("finished", "band"), (loss, strength, history.message)
    assert costs[-1] <= costs[0] * (1 + 1e-9), (loss, strength)
    gain = costs[0] - reachable(problem, history.weights[0]) if PENALTIES[penalty]().smooth else 0.0
    assert costs[-1] < costs[0] or gain <= 1e-6 * abs(costs[0])


def test_kept_moves_do_not_carry_weights_where_a_flat_penalty_holds_them():
    """At 1/L momentum runs past the low place near the start, to where MCP costs its most and the loss has no slope left."""
    e = Experiment(
        dataset="circles", model="polynomial", loss="smoothed_hinge", penalty="mcp", strength=0.5, solver="momentum",
        rate="auto", steps=200, seed=38, params={"model.degree": 2},
    )  # fmt: skip
    problem, history = e.problem(), e.train()
    at_limit = e.change(rate=1.0 / problem.curvature()).train()
    assert at_limit.total[-1] > at_limit.total[0]
    assert history.total[-1] < history.total[0]
    assert history.rate < 0.5 / problem.curvature()


def test_auto_is_what_it_was_where_that_descends(regression_data):
    problem = Problem(regression_data, MODELS["linear"](), LOSSES["huber"](), PENALTIES["l2"](), 0.1)
    start = np.zeros(problem.size)
    assert auto_rate(problem, SOLVERS["gd"](), start) == 1.0 / problem.curvature()
    assert auto_rate(problem, SOLVERS["momentum"](), start) == 1.0 / problem.curvature()
    assert auto_rate(problem, SOLVERS["adam"](), start) == 0.1


def test_swings_about_the_start_count_as_above_it_unless_they_may_be():
    low, high = (
        Trial(np.array([1.0, 0.5, 1.2, 0.8, 1.1]), np.zeros(1), 1.0, False),
        Trial(np.array([1.0, 1.2, 1.1]), np.zeros(1), 1.0, False),
    )
    assert (low.ends_below(1.0), low.ends_below(1.0, swinging=True)) == (False, True)
    assert (high.ends_below(1.0), high.ends_below(1.0, swinging=True)) == (False, False)


def test_a_kinked_loss_at_its_minimum_keeps_its_rate():
    """Targets 0, 0, 0, 1 and no feature under the absolute loss: every step leaves the minimum, so no rate is better."""
    data = Dataset(np.zeros((4, 1)), np.array([0.0, 0.0, 0.0, 1.0]))
    problem = Problem(data, MODELS["linear"](), LOSSES["absolute"](), PENALTIES["none"](), 0.0)
    assert auto_rate(problem, SOLVERS["gd"](), np.zeros(2)) == pytest.approx(0.1 * 0.25)


@pytest.mark.parametrize("solver", ["adagrad", "rmsprop", "adamw", "fista"])
def test_a_kinked_loss_gets_a_rate_that_does_not_stay_above_the_start(solver):
    """Columns of sizes 1 to 1000: where all weights move alike, by a tenth a step, predictions leap by hundreds."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 3)) * [1.0, 30.0, 1000.0]
    data = Dataset(X, X @ [0.1, 0.003, 0.0001] + 0.1 * rng.normal(size=40))
    problem = Problem(data, MODELS["linear"](), LOSSES["absolute"](), PENALTIES["l2"](), 0.001)
    history = train(problem, SOLVERS[solver](), steps=500)
    assert history.status in ("finished", "band"), history.message
    assert history.total[-1] < history.total[0]


def test_a_search_for_a_rate_can_be_given_up_after_each_that_is_tried():
    calls = []
    first_that_descends(parabola(), SOLVERS["gd"](), 1.9, np.zeros(2), steps=100, checkpoint=lambda: calls.append(1))
    assert len(calls) > 1

    def stop() -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        Experiment(dataset="engel", loss="absolute", steps=20).train(checkpoint=stop)
