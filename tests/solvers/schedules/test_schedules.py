"""Schedules against their formulas, and what they do to a run."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, SCHEDULES, SOLVERS, Dataset, Experiment, Problem, train
from explorer.core.params import instances
from explorer.datasets.preparation import prepare

STEPS = (0, 1, 2, 49, 50, 99, 100, 101, 499, 500, 501, 19999)
EVERY = [s for cls in SCHEDULES.values() for s in instances(cls)]


def linear(data, loss="squared", penalty="none", strength=0.0):
    return Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), strength)


@pytest.mark.parametrize(
    ("id", "params", "formula"),
    [
        ("constant", {}, lambda k: 1.0),
        ("step", {}, lambda k: 0.5 ** math.floor(k / 100)),
        ("step", {"drop": 0.1, "every": 7}, lambda k: 0.1 ** math.floor(k / 7)),
        ("cosine", {}, lambda k: 0.01 + 0.99 / 2 * (1 + math.cos(math.pi * k / 500)) if k < 500 else 0.01),
        ("cosine", {"floor": 0.0, "length": 100}, lambda k: math.cos(math.pi * k / 200) ** 2 if k < 100 else 0.0),
        ("inverse_time", {}, lambda k: 50 / (50 + k)),
        ("inverse_time", {"length": 3}, lambda k: 3 / (3 + k)),
    ],
)
def test_a_factor_is_its_formula(id, params, formula):
    schedule = SCHEDULES[id](**params)
    assert [schedule.factor(k) for k in STEPS] == pytest.approx([formula(k) for k in STEPS], rel=1e-12, abs=1e-300)


@pytest.mark.parametrize("schedule", EVERY, ids=str)
def test_every_schedule_starts_at_one_and_never_rises(schedule):
    factors = [schedule.factor(k) for k in range(2000)]
    assert factors[0] == 1.0
    assert all(isinstance(f, float) and 0.0 <= f <= 1.0 for f in factors)
    assert (np.diff(factors) <= 0).all()
    assert SCHEDULES[schedule.id].constant <= (factors[-1] == 1.0)


def test_a_step_takes_the_rate_of_its_own_number(regression_data):
    """By hand: w <- w - 0.05 x factor(k) x gradient."""
    problem, schedule = linear(regression_data), SCHEDULES["inverse_time"](length=4)
    history = train(problem, SOLVERS["gd"](rate=0.05), steps=250, schedule=schedule)
    w = history.weights[0]
    for k in range(250):
        w = w - 0.05 * 4 / (4 + k) * problem.gradient(w)
        assert history.weights[k + 1] == pytest.approx(w, rel=1e-9, abs=1e-12)
    assert history.rate == 0.05


@pytest.mark.thorough
@pytest.mark.parametrize("solver", list(SOLVERS))
@pytest.mark.parametrize("batch", [None, 7])
@pytest.mark.parametrize("schedule", ["step", "cosine", "inverse_time"])
def test_state_at_any_step_is_exact_to_the_bit(solver, batch, schedule, regression_data):
    problem = linear(regression_data, "huber", "l1", 0.05)
    history = train(problem, SOLVERS[solver](), steps=430, seed=5, batch=batch, schedule=SCHEDULES[schedule]())
    for k in (0, 1, 99, 100, 101, 317, 430):
        assert np.array_equal(history.state_at(k)[0], history.weights[k])
    other = train(problem, SOLVERS[solver](), steps=430, seed=5, batch=batch)
    assert not np.array_equal(history.weights[-1], other.weights[-1])


@pytest.mark.parametrize("solver", list(SOLVERS))
def test_no_schedule_is_the_constant_one(solver, regression_data):
    problem = linear(regression_data, "squared", "l1", 0.1)
    without, constant = (
        train(problem, SOLVERS[solver](), steps=120, schedule=s).weights for s in (None, SCHEDULES["constant"]())
    )
    assert np.array_equal(without, constant)


@pytest.mark.parametrize("penalty", list(PENALTIES))
def test_at_a_floor_of_zero_the_run_stands_still(penalty, regression_data):
    problem = linear(regression_data, "squared", penalty, 0.1)
    history = train(problem, SOLVERS["gd"](), steps=150, schedule=SCHEDULES["cosine"](floor=0.0, length=100))
    assert np.array_equal(history.weights[100], history.weights[150])
    assert not np.array_equal(history.weights[99], history.weights[100])


def test_one_over_time_settles_where_single_examples_keep_a_constant_rate_hovering(regression_data):
    """Robbins and Monro (1951): to the least-squares solution, which batches of one at a constant rate stay away from."""
    problem = linear(regression_data)
    exact = np.linalg.lstsq(problem.network.design, regression_data.y, rcond=None)[0]
    far = []
    for schedule in (SCHEDULES["constant"](), SCHEDULES["inverse_time"](length=500)):
        history = train(problem, SOLVERS["gd"](rate=0.02), steps=18000, batch=1, schedule=schedule, seed=2)
        far.append(np.sqrt(((history.weights[-200:] - exact) ** 2).sum(axis=1).mean()))
    hovering, settled = far
    assert settled < 0.2 * hovering
    assert settled < 0.02


def test_a_shrinking_rate_narrows_the_band_of_a_loss_with_a_kink_and_the_run_says_so():
    data = prepare(DATASETS["stackloss"]().load(), 0.0, 0, True).train
    problem = linear(data, "absolute", "l2", 0.05)
    constant = train(problem, SOLVERS["gd"](), steps=800)
    shrinking = train(problem, SOLVERS["gd"](), steps=800, schedule=SCHEDULES["inverse_time"](length=50))
    width = lambda h: np.ptp(h.total[-50:])
    assert constant.status == "band"
    assert "or a schedule that shrinks it" in constant.message
    assert width(shrinking) < 0.2 * width(constant)
    assert shrinking.total[-1] < constant.total[-50:].mean()
    assert shrinking.remedy is None
    if shrinking.status == "band":
        assert "Your schedule has shortened them" in shrinking.message


def test_a_start_that_is_too_fast_is_said_to_be_the_start(regression_data):
    problem = linear(regression_data, "squared", "l2", 0.05)
    rate = 50 / problem.curvature()
    diverged = train(problem, SOLVERS["gd"](rate=rate), steps=100, schedule=SCHEDULES["cosine"](length=100))
    assert diverged.status == "diverged"
    assert f"the learning rate starts at {float(f'{rate:.3g}'):g}, which is above" in diverged.message
    cured = train(problem, SOLVERS["gd"](rate=diverged.remedy), steps=100, schedule=SCHEDULES["cosine"](length=100))
    assert cured.status == "finished"
    assert cured.total[-1] < cured.total[0]


def test_growth_without_end_is_like_the_logarithm_only_at_a_constant_rate():
    x = np.linspace(-2, 2, 30)[:, None]
    problem = linear(Dataset(x, np.sign(x[:, 0]), task="binary"), "logistic")
    said = {
        n: train(problem, SOLVERS["gd"](), steps=300, schedule=SCHEDULES[n]()).message for n in ("constant", "inverse_time")
    }
    assert all("no lowest cost" in message for message in said.values())
    assert ("logarithm" in said["constant"], "logarithm" in said["inverse_time"]) == (True, False)


def test_an_experiment_holds_a_schedule_and_its_parameters():
    e = Experiment(dataset="engel", schedule="step", rate=0.1, steps=40, params={"schedule.every": 10, "schedule.drop": 0.3})
    assert e.make("schedule") == SCHEDULES["step"](drop=0.3, every=10)
    assert Experiment.from_query(e.to_query()) == (e, [])
    history = e.train()
    assert history.run.rates(0, 40)[9:11] == pytest.approx([0.1, 0.03])
    assert not np.array_equal(history.weights[-1], e.change(schedule="constant").train().weights[-1])
    assert not any(name.startswith("schedule.") for name in e.change(schedule="constant").params)


@pytest.mark.parametrize("schedule", EVERY, ids=str)
def test_the_page_is_told_where_the_rate_ends(schedule):
    said = schedule.sentence(0.5, 201)
    assert (said == "") == (schedule.factor(200) == 1.0)
    assert said == "" or (said.startswith("The schedule brings it down to ") and said.endswith(" by step 201."))
