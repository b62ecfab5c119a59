"""Steps: many examples in blocks give exact replays and bounded memory, and mini-batches follow the seed."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, train
from explorer.solvers.schedules import Constant
from explorer.training.history import Stage
from explorer.training.loop import train_stages
from explorer.training.steps import Run
from tests.helpers.stopping import StopsAt


def many(loss="huber", n=16_000, columns=3, penalty="l1", model="linear"):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(n, columns))
    y = X @ rng.normal(size=columns) + rng.standard_t(3, size=n)
    return Problem(Dataset(X, y), MODELS[model](), LOSSES[loss](), PENALTIES[penalty](), 0.05)


@pytest.mark.parametrize("penalty", ["l1", "l2"])
@pytest.mark.parametrize("loss", ["huber", "squared"])
def test_steps_on_many_examples_are_the_textbooks(loss, penalty):
    problem = many(loss, penalty=penalty)
    history = train(problem, SOLVERS["gd"](rate=0.1), steps=30, start="zero")
    A, y, w = np.column_stack([problem.data.X, np.ones(problem.n)]), problem.data.y, np.zeros(4)
    value = {"squared": lambda r: r * r, "huber": lambda r: np.where(abs(r) <= 1.35, r * r / 2, 1.35 * (abs(r) - 0.675))}[loss]
    slope = {"squared": lambda r: 2 * r, "huber": lambda r: np.clip(r, -1.35, 1.35)}[loss]
    for k in range(30):
        assert history.data[k] == pytest.approx(value(A @ w - y).mean(), rel=1e-12)
        g = A.T @ slope(A @ w - y) / len(y)
        if penalty == "l2":
            g[:3] += 0.05 * w[:3]
        w = w - 0.1 * g
        if penalty == "l1":
            w[:3] = np.sign(w[:3]) * np.maximum(np.abs(w[:3]) - 0.005, 0)
    assert history.weights[-1] == pytest.approx(w, abs=1e-12)


@pytest.mark.parametrize("batch", [None, 500])
@pytest.mark.parametrize("solver", ["gd", "nesterov", "fista", "adam"])
def test_many_examples_replay_and_go_on_to_the_bit(solver, batch):
    problem, rule = many(), SOLVERS[solver](rate=0.02)
    stage = Stage(0, problem, rule, batch, 0, problem.hold(problem.data), Constant(), key="the same")
    start = np.zeros(problem.size)
    whole = train_stages([stage], start, 230)
    part = train_stages([stage], start, 130)
    longer = train_stages([stage], start, 230, before=part)
    for name in ("weights", "data", "total", "validation"):
        assert np.array_equal(getattr(whole, name), getattr(longer, name)), name
    assert np.array_equal(whole.data, whole.validation)
    for step in (0, 1, 99, 100, 101, 177, 230):
        assert np.array_equal(whole.state_at(step)[0], whole.weights[step])


@pytest.mark.parametrize("loss", ["huber", "squared"])
@pytest.mark.parametrize("solver", ["gd", "fista"])
def test_a_run_on_many_examples_takes_little_more_memory_than_the_data(solver, loss):
    data = many(n=100_000, columns=10).data
    tracemalloc.start()
    try:
        problem = Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES["l1"](), 0.01)
        train(problem, SOLVERS[solver](), steps=40)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 1.5 * (data.X.nbytes + data.y.nbytes)  # one copy is [features 1]; predictions of 40 steps would be 3.6 more


def test_a_run_on_many_examples_can_be_stopped_at_every_step():
    stop = StopsAt(3)
    with pytest.raises(InterruptedError):
        train(many(), SOLVERS["gd"](rate=0.1), steps=100, checkpoint=stop)
    assert stop.calls == 3


def test_the_gradient_of_a_step_is_that_of_its_batch():
    problem = many(n=50)
    run = Run(problem, SOLVERS["gd"](rate=0.1), 0.1, 20, 7, Constant())
    w = np.random.default_rng(1).normal(size=4)
    parts = [run.gradient(w, step) for step in range(3)]  # 17, 17 and 16 examples: one epoch
    np.testing.assert_allclose((17 * parts[0] + 17 * parts[1] + 16 * parts[2]) / 50, problem.gradient(w), rtol=1e-12)
    assert np.array_equal(parts[1], run.gradient(w, 1))
    assert not np.allclose(parts[0], parts[1])
