"""Training against closed forms and scikit-learn, what a run refuses, and how it can be stopped."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from sklearn.linear_model import ElasticNet, Lasso, LinearRegression, LogisticRegression, Ridge

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, train
from explorer.core.params import instances
from explorer.datasets.preparation import prepare
from tests.helpers.problems import linear


def run_to_the_end(problem, solver, steps=20000):
    history = train(problem, SOLVERS[solver](), steps=steps)
    assert history.status == "finished"
    return history.weights[-1]


@pytest.mark.parametrize("solver", ["gd", "momentum"])
def test_ridge_is_found(solver, regression_data):
    """mean r^2 + s |w|^2 / 2  =  (sum r^2 + (n s / 2) |w|^2) / n: scikit-learn's Ridge has alpha = n s / 2."""
    s = 0.3
    w = run_to_the_end(linear(regression_data, "squared", "l2", s), solver)
    theirs = Ridge(alpha=regression_data.n * s / 2).fit(regression_data.X, regression_data.y)
    assert w == pytest.approx(np.append(theirs.coef_, theirs.intercept_), abs=1e-6)


@pytest.mark.parametrize("solver", ["gd", "momentum"])
def test_the_lasso_is_found_zeros_and_all(solver, regression_data):
    """mean r^2 + s |w|_1  =  2 (sum r^2 / 2n + (s / 2) |w|_1): scikit-learn's Lasso has alpha = s / 2."""
    s = 0.6
    w = run_to_the_end(linear(regression_data, "squared", "l1", s), solver)
    theirs = Lasso(alpha=s / 2, tol=1e-12, max_iter=100000).fit(regression_data.X, regression_data.y)
    assert w == pytest.approx(np.append(theirs.coef_, theirs.intercept_), abs=1e-6)
    assert np.array_equal(w[:-1] == 0, theirs.coef_ == 0)
    assert 0 < (w[:-1] == 0).sum() < 5


@pytest.mark.parametrize("solver", ["gd", "momentum"])
def test_the_elastic_net_is_found(solver, regression_data):
    """mean r^2 + s (q |w|_1 + (1 - q) |w|^2 / 2): scikit-learn's ElasticNet has alpha = s / 2 and l1_ratio = q."""
    s, q = 0.5, 0.4
    w = run_to_the_end(linear(regression_data, "squared", "elastic_net", s, ratio=q), solver)
    theirs = ElasticNet(alpha=s / 2, l1_ratio=q, tol=1e-12, max_iter=100000).fit(regression_data.X, regression_data.y)
    assert w == pytest.approx(np.append(theirs.coef_, theirs.intercept_), abs=1e-6)


@pytest.mark.parametrize("solver", ["gd", "momentum"])
def test_logistic_regression_is_found(solver, binary_data):
    """mean loss + s |w|^2 / 2  =  s (|w|^2 / 2 + C sum loss) with C = 1 / (n s): scikit-learn's LogisticRegression."""
    s = 0.05
    w = run_to_the_end(linear(binary_data, "logistic", "l2", s), solver)
    theirs = LogisticRegression(C=1 / (binary_data.n * s), tol=1e-12, max_iter=10000).fit(binary_data.X, binary_data.y)
    assert w == pytest.approx(np.append(theirs.coef_[0], theirs.intercept_[0]), abs=1e-6)


def test_without_a_penalty_least_squares_is_found(regression_data):
    w = run_to_the_end(linear(regression_data, "squared", "none", 0.0), "gd")
    theirs = LinearRegression().fit(regression_data.X, regression_data.y)
    assert w == pytest.approx(np.append(theirs.coef_, theirs.intercept_), abs=1e-6)


def test_adam_finds_the_same_ridge_with_a_small_rate(regression_data):
    history = train(linear(regression_data, "squared", "l2", 0.3), SOLVERS["adam"](rate=0.002), steps=20000)
    theirs = Ridge(alpha=regression_data.n * 0.15).fit(regression_data.X, regression_data.y)
    assert history.weights[-1][:-1] == pytest.approx(theirs.coef_, abs=1e-4)


@pytest.mark.parametrize("solver", list(SOLVERS))
def test_a_weight_that_l1_set_to_zero_can_come_back(solver):
    """Two equal starts: the strength that holds the weight at zero is taken away, and the weight leaves zero again."""
    x = np.linspace(-1, 1, 40)
    data = Dataset(x[:, None], 0.8 * x)
    held = train(linear(data, "squared", "l1", 5.0), SOLVERS[solver](), steps=400, start=np.array([0.5, 0.0]))
    assert held.weights[-1][0] == 0.0
    freed = train(linear(data, "squared", "l1", 1e-3), SOLVERS[solver](), steps=3000, start=held.weights[-1])
    assert freed.weights[-1][0] == pytest.approx(0.8, abs=0.02)


def test_mini_batches_follow_the_seed_and_see_every_example_once_an_epoch(regression_data):
    problem = linear(regression_data, "squared", "none", 0.0)
    run = lambda seed: train(problem, SOLVERS["gd"](rate=0.01), steps=60, seed=seed, batch=7, start="zero")
    first = run(1)
    assert np.array_equal(first.weights, run(1).weights)
    assert not np.array_equal(first.weights, run(2).weights)
    frozen = first.run
    w = first.weights[3]
    epoch = [frozen.gradient(w, step) for step in range(9)]
    sizes = [7] * 6 + [6] * 3
    whole = sum(g * size for g, size in zip(epoch, sizes, strict=True)) / 60
    assert whole == pytest.approx(problem.gradient(w), rel=1e-10)
    rows = np.array_split(np.random.default_rng([1, 2, 3]).permutation(60), 9)  # the fourth epoch, in an order of its own
    for step, own in enumerate(rows, 27):
        part = Problem(regression_data.rows(own), MODELS["linear"](), problem.loss, problem.penalty, 0.0)
        assert frozen.gradient(w, step) == pytest.approx(part.gradient(w), rel=1e-10)


def test_a_batch_of_all_examples_is_the_full_batch(regression_data):
    problem = linear(regression_data, "squared", "l2", 0.1)
    whole, batch = (train(problem, SOLVERS["gd"](), steps=50, batch=b).weights for b in (None, 60))
    assert np.array_equal(whole, batch)


def test_one_step_is_the_textbook_step(regression_data):
    data = regression_data
    design = np.column_stack([data.X, np.ones(60)])
    gradient = -2 * design.T @ data.y / 60
    one = train(linear(data, "squared", "none", 0.0), SOLVERS["gd"](rate=0.01), steps=1).weights[1]
    assert one == pytest.approx(-0.01 * gradient, rel=1e-12)
    adam = train(linear(data, "squared", "none", 0.0), SOLVERS["adam"](rate=0.01), steps=1).weights[1]
    assert adam == pytest.approx(-0.01 * np.sign(gradient), rel=1e-6)
    beta = SOLVERS["momentum"](rate=0.01, beta=0.5)
    two = train(linear(data, "squared", "none", 0.0), beta, steps=2).weights
    slope = 2 * design.T @ (design @ two[1] - data.y) / 60
    assert two[2] == pytest.approx(two[1] - 0.01 * slope + 0.5 * (two[1] - two[0]), rel=1e-12)


def test_runs_that_are_compared_start_from_the_same_point(regression_data):
    starts = [
        train(linear(regression_data, loss, penalty, 0.1), SOLVERS[solver](), steps=2, seed=9, start="normal").weights[0]
        for loss, penalty, solver in [("squared", "l1", "gd"), ("huber", "l2", "adam"), ("absolute", "none", "momentum")]
    ]
    assert starts[0].any()
    assert np.array_equal(starts[0], starts[1])
    assert np.array_equal(starts[0], starts[2])


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"steps": 0}, "at least 1"),
        ({"batch": 0}, "at least 1"),
        ({"start": "middle"}, "zero, normal"),
        ({"start": np.zeros(3)}, "needs 6 finite weights"),
        ({"start": np.full(6, 1e200)}, "not a finite number"),
    ],
)
def test_bad_arguments_are_named(arguments, said, regression_data):
    with pytest.raises(ValueError, match=said):
        train(linear(regression_data, "squared", "l2", 0.1), SOLVERS["gd"](), **arguments)


def test_a_run_can_be_stopped_between_pieces(regression_data):
    class StoppedError(Exception):
        pass

    calls = []

    def checkpoint():
        calls.append(1)
        if len(calls) == 3:
            raise StoppedError

    with pytest.raises(StoppedError):
        train(linear(regression_data, "squared", "l2", 0.1), SOLVERS["gd"](), steps=5000, checkpoint=checkpoint)
    assert len(calls) == 3


TASK_DATA = {
    "regression": "line", "count": "doctor_visits", "amount": "wages", "positive": "wages", "binary": "blobs",
    "multiclass": "penguins",
}  # fmt: skip


@pytest.mark.parametrize("steps", [150, 5000, 13000])
def test_a_blow_up_keeps_the_last_finite_step_wherever_it_comes(steps):
    """At the first step of a piece, at its last, in between; thinned or not."""
    problem = linear(prepare(DATASETS["diabetes"]().load(), 0.0, 0, True).train, "squared", "none", 0.0)
    top = np.linalg.eigvalsh(2 * problem.network.design.T @ problem.network.design / problem.n)[-1]
    seen = set()
    for blown in (2, 50, *(88 + 0.25 * k for k in range(100)), 149):
        rate = (1 + 1e6 ** (1 / (2 * blown))) / top
        history = train(problem, SOLVERS["gd"](rate=rate), steps=steps)
        last = int(history.steps[-1])
        seen.add(last)
        w, _ = history.state_at(last)
        assert np.array_equal(w, history.weights[-1])
        if last < steps:
            assert f"at step {last + 1}:" in history.message
    assert {99, 100, 101} <= seen


def minimised(history):
    """What a run brings down: the total; under a decoupled solver, which does not minimise that, the data loss."""
    return history.data if history.run.solver.decoupled else history.total


@pytest.mark.thorough
@pytest.mark.parametrize("solver", list(SOLVERS))
@pytest.mark.parametrize(
    "loss", [p for cls in LOSSES.values() if not cls.untrainable for p in instances(cls)], ids=lambda p: p.label
)
def test_every_loss_trains_with_every_solver(loss, solver):
    """About 100 examples. Weights of zero without any slope are kept to the bit (all examples are out of reach), and so is
    a cost of 0, which cannot fall.

    A redescending loss with c = 0.01 bends within a hundredth of each target. An adaptive step is ten times as long
    whatever the slope, so it may well leave the place: then the run says so and offers a shorter one.
    """
    data = prepare(DATASETS[TASK_DATA[loss.task]]().load(), 0.25, 0, True).train
    data = data.rows(np.arange(0, data.n, max(1, data.n // 100)))
    models = [MODELS["linear"]()] + [MODELS["mlp"](hidden=4)] * (loss == type(loss)())
    for model in models:
        problem = Problem(data, model, loss, PENALTIES["l2"](), 0.01)
        history = train(problem, SOLVERS[solver](), steps=300)
        for found in (history.total, history.weights):
            assert np.isfinite(found).all()
        if not (problem.gradient(history.weights[0]).any() or history.weights[0].any()):
            assert history.status == "finished"
            assert np.array_equal(history.weights[-1], history.weights[0])
        elif minimised(history)[0] == 0:
            assert not minimised(history).any()
        elif getattr(loss, "c", 1.0) < 0.1 and not loss.convex and SOLVERS[solver].adaptive and history.status == "diverged":
            assert history.remedy < history.rate
        else:
            assert history.status in ("finished", "band")
            assert minimised(history)[-1] < minimised(history)[0]


def test_threads_that_share_a_problem_do_not_disturb_each_other():
    """A host serves every visitor from the same prepared problem."""
    data = prepare(DATASETS["moons"]().load(), 0.0, 0, True).train
    problem = Problem(data, MODELS["mlp"](), LOSSES["logistic"](), PENALTIES["l2"](), 0.01)
    rates = [0.1, 0.2, 0.3, 0.4] * 2
    alone = [train(problem, SOLVERS["gd"](rate=rate), steps=400).weights for rate in rates[:4]]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda rate: train(problem, SOLVERS["gd"](rate=rate), steps=400).weights, rates))
    assert all(np.array_equal(a, b) for a, b in zip(alone * 2, together, strict=True))
