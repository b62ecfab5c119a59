"""How far a step may go: "auto" against closed forms, and the sentence about the rate in use."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, train
from explorer.datasets.preparation import prepare
from explorer.training.step_size import auto_rate, backtracked_rate, rate_sentence, smallest_batch
from tests.helpers.problems import problem_of


@pytest.fixture(scope="module")
def data():
    return prepare(DATASETS["diabetes"]().load(), 0.0, 0, True).train


def test_auto_is_one_over_l(data):
    problem = problem_of(data)
    start = np.zeros(problem.size)
    exact = 1 / (2 * np.linalg.eigvalsh(problem.network.design.T @ problem.network.design / problem.n)[-1] + 0.05)
    assert auto_rate(problem, SOLVERS["gd"](), start) == pytest.approx(exact, rel=1e-12)
    assert train(problem, SOLVERS["gd"](), steps=10).rate == pytest.approx(exact, rel=1e-12)
    assert auto_rate(problem, SOLVERS["adam"](), start) == 0.1


def test_auto_is_safe_for_single_examples():
    """With one example a step the expected smoothness is the largest single curvature."""
    data = Dataset(np.array([[1.0], [2.0], [10.0]]), np.array([1.0, 2.0, 10.0]))
    problem = problem_of(data, penalty="none", strength=0.0)
    assert auto_rate(problem, SOLVERS["gd"](), np.zeros(2), batch=1) == pytest.approx(1 / (2 * 2 * 101))
    history = train(problem, SOLVERS["gd"](), steps=4000, batch=1)
    assert history.total[-1] < 1e-2 * history.total[0]


@pytest.mark.parametrize("dataset", ["diabetes", "wages", "stackloss", "line"])
@pytest.mark.parametrize("model", [MODELS["linear"](), MODELS["polynomial"](degree=2)], ids=lambda m: m.id)
def test_auto_is_safe_for_every_size_of_batch(dataset, model):
    """Sizes that leave a small remainder among them: the cost at the end never stands above the start."""
    data = prepare(DATASETS[dataset]().load(), 0.0, 0, True).train
    problem = Problem(data, model, LOSSES["squared"](), PENALTIES["none"](), 0.0)
    for batch in {1, 2, 7, 50, data.n // 2 + 1, data.n - 2, data.n - 1} - {0}:
        for solver in ("gd", "momentum", "nesterov", "fista"):
            history = train(problem, SOLVERS[solver](), steps=200, batch=batch)
            assert history.status == "finished"
            assert history.total[-1] < history.total[0]
            assert history.total.max() < 3 * history.total[0]


@pytest.mark.parametrize("model", ["linear", "mlp"])
def test_backtracking_finds_a_rate_that_descends(model, data):
    problem = problem_of(data, "huber", model=model)
    start = problem.network.start("normal", 0)
    rate = backtracked_rate(problem, start)
    history = train(problem, SOLVERS["gd"](rate=rate), steps=50, start=start)
    assert (np.diff(history.total) <= 1e-12).all()
    if model == "linear":
        assert 0.5 / problem.curvature() < rate


@pytest.mark.parametrize(
    ("loss", "solver", "batch", "said"),
    [
        ("squared", SOLVERS["gd"](), None, "auto: 0.121, a safe rate. Stable below 0.248."),
        ("squared", SOLVERS["gd"](rate=0.1), None, "In use: 0.121. Stable below 0.248."),
        ("squared", SOLVERS["gd"](rate=0.1), 10, "In use: 0.121."),
        ("squared", SOLVERS["gd"](), 10, "auto: 0.121, less than half of the usual safe rate, since small batches are noisy."),
        (
            "squared",
            SOLVERS["adam"](),
            None,
            "auto: 0.121. With this optimizer, the rate is about the length of each step, so auto is at most 0.1.",
        ),
        ("huber", SOLVERS["gd"](), None, "auto: 0.121, a safe rate. Known to be stable below 0.497."),
        (
            "huber",
            SOLVERS["momentum"](beta=0.5),
            None,
            "auto: 0.121, a safe rate. A quadratic cost of this curvature is stable below 0.745.",
        ),
        ("absolute", SOLVERS["gd"](), None, "auto: 0.121. This loss has a kink, so no rate is surely safe."),
    ],
)
def test_the_rate_is_said_as_a_number(loss, solver, batch, said, data):
    problem = problem_of(data, loss, penalty="none", strength=0.0)
    assert rate_sentence(problem, solver, 0.1213, batch).startswith(said)


def test_a_rate_below_one_over_l_is_not_called_that(data):
    problem = problem_of(data, penalty="mcp", strength=0.1)
    shorter = rate_sentence(problem, SOLVERS["momentum"](), 0.25 / problem.curvature())
    assert "The usual safe rate was tried and the cost rose" in shorter
    assert rate_sentence(problem, SOLVERS["momentum"](), 1.0 / problem.curvature()).startswith("auto: ")


def test_a_rate_above_the_bound_is_said_so(data):
    above = "0.5 is above 0.247, the largest rate that is stable here."
    assert rate_sentence(problem_of(data), SOLVERS["gd"](rate=0.5), 0.5) == above
    huber = rate_sentence(problem_of(data, "huber"), SOLVERS["gd"](rate=0.6), 0.6)
    assert huber == "0.6 is above 0.491, the largest rate that is known to be stable here."


@pytest.mark.parametrize(("n", "batch"), [(60, None), (60, 60), (60, 99), (60, 7), (60, 1), (61, 60), (1, 1), (353, 32)])
def test_the_smallest_batch_is_that_of_examples_spread_evenly(n, batch):
    batches = 1 if batch is None else int(np.ceil(n / batch))
    assert smallest_batch(n, batch) == min(map(len, np.array_split(np.arange(n), batches)))
