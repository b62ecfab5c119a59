"""Rates that were tried: on a parabola by hand, and over the registry on data of any scale."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import minimize

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Experiment, Problem, train
from explorer.solvers.schedules import SCHEDULES, Constant
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
    start = history.weights[0]
    assert auto_rate(problem, SOLVERS["momentum"](), start) == history.rate
    assert auto_rate(problem, SOLVERS["momentum"](), start, ceiling=2 * at_limit.total.max()) == 1.0 / problem.curvature()


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
    tries = []
    rate = auto_rate(problem, SOLVERS["gd"](), np.zeros(2), checkpoint=lambda: tries.append(1))
    assert rate == pytest.approx(0.1 * 0.25)
    assert len(tries) == 20


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


@pytest.mark.parametrize(
    ("costs", "ceiling", "expected"),
    [
        ([1, 2, 0.5, 0.5, 0.5], 1, True),  # the second half of five costs are the last three
        ([1, 0.5, 2, 0.5, 0.5], 1, False),
        ([1, 2, 0.5, 0.5], 1, True),
        ([1, 0.5, 2, 0.5], 1, False),
        ([1, 6, 0.5, 0.5], 1, True),  # a leap of five times the ceiling is allowed
        ([1, 6.1, 0.5, 0.5], 1, False),
        ([1, 12, 0.5, 0.5], 2, True),
        ([1, 12.1, 0.5, 0.5], 2, False),
        ([-3, 8, -2.5, -2.5], -2, True),
        ([-3, 8.1, -2.5, -2.5], -2, False),
        ([1, 1, 1 + 5e-13], 1, True),  # rounding is 1e-12 of the ceiling
        ([1, 1, 1 + 2e-12], 1, False),
        ([-1, -1, -1 + 5e-13], -1, True),
        ([-1, -1, -1 + 2e-12], -1, False),
        ([1e3, 1e3, 1e3 + 5e-10], 1e3, True),
        ([1e3, 1e3, 1e3 + 2e-9], 1e3, False),
    ],
)
def test_a_trial_ends_below_by_its_second_half_and_without_a_leap(costs, ceiling, expected):
    trial = Trial(np.array(costs, dtype=float), np.zeros(1), 1.0, False)
    assert trial.ends_below(ceiling) is expected
    assert trial.ends_below(ceiling, swinging=True) is (expected or costs[1] in (0.5, 1, -1, 1e3))
    assert not trial._replace(exploded=True).ends_below(ceiling, swinging=True)


def test_it_descends_where_it_ends_below_its_own_start():
    falls, rises = (Trial(np.array(costs), np.zeros(1), 1.0, False) for costs in ([5.0, 9.0, 4.0, 4.0], [4.0, 4.5, 5.0]))
    assert (falls.descends, rises.descends) == (True, False)


@pytest.mark.parametrize("start", [0.0, 1.0 - 1e-4])
def test_a_cost_of_a_million_times_the_start_has_exploded(start):
    """At rate 1 each step multiplies the cost by 9: by 531,441 after six steps, by 4,782,969 after seven."""
    w = np.array([start, 0.0])
    whole = try_rate(run_of(parabola()), 1.0, w, steps=6)
    cut = try_rate(run_of(parabola()), 1.0, w, steps=7)
    assert cut.costs.size == try_rate(run_of(parabola()), 1.0, w, steps=30).costs.size
    assert (whole.exploded, cut.exploded) == (False, True)
    assert cut.costs == pytest.approx((start - 1) ** 2 * 9.0 ** np.arange(7), rel=1e-9)
    assert np.array_equal(cut.costs, whole.costs)
    assert np.array_equal(cut.last, whole.last)
    assert cut.last.sum() - 1 == pytest.approx((start - 1) * 3**6, rel=1e-9)
    assert cut.total == pytest.approx((start - 1) ** 2)


def test_at_the_minimum_nothing_has_exploded():
    trial = try_rate(run_of(parabola()), 1.0, np.array([1.0, 0.0]), steps=9)
    assert not trial.exploded
    assert trial.costs.tolist() == [0.0] * 10


def test_weights_that_are_no_numbers_have_exploded_though_the_cost_is_capped():
    """The Welsch loss is flat far away; a rate of 1e308 leaves no number of the weights."""
    data = Dataset(np.array([[1e3], [-1e3]]), np.array([1.0, -1.0]))
    problem = Problem(data, MODELS["linear"](), LOSSES["welsch"](), PENALTIES["none"](), 0.0)
    for flat_or_steep in (problem, parabola()):
        trial = try_rate(run_of(flat_or_steep), 1e308, np.zeros(2), steps=5)
        assert trial.exploded
        assert len(trial.costs) == 1
        assert np.array_equal(trial.last, np.zeros(2))


def test_a_trial_starts_where_a_schedule_starts():
    """At 1/4 the first step leads to the minimum of the parabola, and at a shorter rate it would not."""
    run = Run(parabola(), SOLVERS["gd"](), 0.1, None, 0, SCHEDULES["inverse_time"](length=1))
    assert try_rate(run, 0.25, np.zeros(2), steps=1).costs.tolist() == [1.0, 0.0]
    assert try_rate(run, 0.25, np.zeros(2), first=1, steps=1).costs == pytest.approx([1.0, 0.25])


@pytest.mark.parametrize(("steps", "n", "taken"), [(0, 1, 1), (1, 1, 1), (7, 1, 7), (501, 1, 500), (500, 50_000, 100)])
def test_a_trial_takes_500_steps_and_five_million_losses_at_most(steps, n, taken):
    data = Dataset(np.ones((n, 1)), np.ones(n))
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["none"](), 0.0)
    assert len(try_rate(run_of(problem), 0.01, np.zeros(2), steps=steps).costs) == taken + 1


@pytest.mark.parametrize(("strength", "ends"), [(1.0, 0.04 + 0.5 * 0.16), (20.0, 0.04)])
def test_of_a_decoupled_solver_the_data_loss_counts_where_the_cost_ends_higher(strength, ends):
    """AdamW's first step is 0.4 for both weights: the data loss falls from 1 to 0.04, and L2 costs strength x 0.08."""
    data = Dataset(np.array([[1.0]]), np.array([1.0]))
    problem = Problem(data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), strength)
    trial = try_rate(run_of(problem, solver="adamw"), 0.4, np.zeros(2), steps=1)
    assert trial.costs == pytest.approx([1.0, ends], rel=1e-6)
    assert trial.total == 1.0
    coupled = try_rate(run_of(problem, solver="adam"), 0.4, np.zeros(2), steps=1)
    assert coupled.costs == pytest.approx([1.0, 0.04 + 0.08 * strength], rel=1e-6)


@pytest.mark.parametrize(("most", "rate"), [(2, 1.9), (3, 1.9 / 4 / 4)])
def test_so_many_rates_are_tried_and_the_first_one_is_the_answer_where_none_descends(most, rate):
    """Below 1/2 the parabola's cost falls: the third try."""
    calls = []
    found = first_that_descends(
        parabola(), SOLVERS["gd"](), 1.9, np.zeros(2), steps=100, most=most, checkpoint=lambda: calls.append(1)
    )
    assert found == rate
    assert len(calls) == most


@pytest.mark.parametrize(("ceiling", "rate"), [(15.0, 0.6), (14.0, 0.075), (0.5, 0.075)])
def test_a_ceiling_above_the_start_lets_the_cost_rise_so_far(ceiling, rate):
    """At rate 0.6 each step multiplies the cost by 1.96: by 14.76 in four."""
    found = first_that_descends(parabola(), SOLVERS["gd"](), 0.6, np.zeros(2), steps=4, ceiling=ceiling)
    assert found == pytest.approx(rate)


@pytest.mark.parametrize(("x", "rate"), [(1e14, 0.25 * 0.5**94), (7e14, 0.25 * 0.5**99), (1e15, 1.0)])
def test_a_search_goes_down_ninety_nine_halvings(x, rate):
    """The cost falls below 1 / x^2; at features of 1e15 that is the hundredth halving."""
    data = Dataset(np.array([[x]]), np.array([1.0]))
    problem = Problem(data, MODELS["linear"](intercept=False), LOSSES["squared"](), PENALTIES["none"](), 0.0)
    assert first_that_descends(problem, SOLVERS["gd"](), 1.0, np.zeros(1), steps=20) == rate


def test_a_cost_below_zero_may_not_rise_to_zero():
    """exp(w) - 20 w is about -39.9 from w = 2.99 to 3, where its curvature is 20: it falls at rates below 1/10."""
    data = Dataset(np.array([[1.0]]), np.array([20.0]), task="count")
    problem = Problem(data, MODELS["linear"](intercept=False), LOSSES["poisson"](), PENALTIES["none"](), 0.0)
    assert first_that_descends(problem, SOLVERS["gd"](), 0.101, np.full(1, 3.0), steps=50) == 0.25 * 0.0505
    assert first_that_descends(problem, SOLVERS["gd"](), 0.101, np.full(1, 3.0), steps=50, ceiling=0.0) == 0.101
