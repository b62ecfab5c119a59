"""How far a step may go: "auto" against closed forms, and the sentence about the rate in use."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, SOLVERS, Dataset, Problem, train
from explorer.datasets.preparation import prepare
from explorer.training.step_size import auto_rate, backtracked_rate, rate_sentence, smallest_batch, stable_rate, too_high
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
        ("squared", SOLVERS["gd"](), None, "auto: 0.121, a safe rate. Stable below 0.248, at any weights."),
        ("squared", SOLVERS["gd"](rate=0.1), None, "In use: 0.121. Stable below 0.248, at any weights."),
        ("squared", SOLVERS["gd"](rate=0.1), 10, "In use: 0.121."),
        ("squared", SOLVERS["gd"](), 10, "auto: 0.121, less than half of the usual safe rate, since small batches are noisy."),
        (
            "squared",
            SOLVERS["adam"](),
            None,
            "auto: 0.121. With this optimizer, the rate is about the length of each step, so auto is at most 0.1.",
        ),
        ("huber", SOLVERS["gd"](), None, "auto: 0.121, a safe rate. Known to be stable below 0.497, at any weights."),
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


def through_zero(x, y, loss="squared", penalty="none", strength=0.0, task="regression"):
    """One feature and no bias, so that all is known by hand: the features' eigenvalue is the mean of x^2."""
    model = MODELS["linear"](intercept=False)
    return Problem(Dataset(np.array(x)[:, None], np.array(y), task=task), model, LOSSES[loss](), PENALTIES[penalty](), strength)


@pytest.mark.parametrize(
    ("x", "y", "strength", "expected"),
    [
        ([1.0, 2.0], [3.0, -5.0], 0.0, 0.1 * 4.0 / 2.5),
        ([1.0, 2.0], [3.0, -5.0], 3.0, 1.0 / (2.5 / 0.4 + 3.0)),
        ([1.0, 2.0], [3e9, -5e9], 0.0, 0.1 * 1e6 / 2.5),  # a start of a million at most
        ([1.0], [1e-7], 0.0, 0.1 * 1e-6),  # and of a millionth at least
        ([0.0], [4.0], 0.0, 0.1 * 4.0 / 1e-12),
        ([1.0], [4e-8], 0.0, 0.1 * 1e-6),  # past the minimum to 6e-8 and back to the start, and so on: no higher than that
    ],
)
def test_under_a_kink_auto_is_a_tenth_of_the_start_over_the_eigenvalue(x, y, strength, expected):
    problem = through_zero(x, y, "absolute", "l2", strength)
    assert auto_rate(problem, SOLVERS["gd"](), np.zeros(1)) == pytest.approx(expected, rel=1e-12)


def test_auto_is_long_where_nothing_is_curved():
    problem = through_zero([0.0, 0.0], [1.0, 2.0])
    assert auto_rate(problem, SOLVERS["gd"](), np.zeros(1)) == 1e12
    assert auto_rate(problem, SOLVERS["gd"](), np.zeros(1), batch=1) == 0.5e12
    assert auto_rate(problem, SOLVERS["adam"](), np.zeros(1)) == 0.1
    assert stable_rate(problem, SOLVERS["gd"]()) is None


def expected_smoothness(whole, single, n, batch):
    """From L of a single example at batches of one to L of the whole at batches of all, straight in 1 / batch."""
    return whole + (1 / batch - 1 / n) / (1 - 1 / n) * (single - whole)


X6, Y6 = [1.0, 2.0, 3.0, 6.0, 1.0, 2.0], [1.0, 2.0, 2.5, 6.5, 1.0, 2.0]
"""The mean of the squares is 55/6, the largest 36."""


@pytest.mark.parametrize(("batch", "smallest"), [(1, 1), (2, 2), (3, 3), (4, 3), (5, 3)])
@pytest.mark.parametrize(("strength", "size"), [(0.0, 1.0), (7.0, 1.0), (40.0, 1.0), (0.0, 0.1)])
@pytest.mark.parametrize(("solver", "gain"), [(SOLVERS["gd"](), 1.0), (SOLVERS["momentum"](beta=0.75), 4.0)])
def test_auto_with_batches_is_half_of_one_over_their_expected_smoothness(batch, smallest, strength, size, solver, gain):
    problem = through_zero([size * x for x in X6], Y6, "squared", "l2", strength)
    smoothness = expected_smoothness(2 * 55 / 6, 2 * 36.0, 6, smallest) * size**2 + strength
    assert auto_rate(problem, solver, np.zeros(1), batch) == pytest.approx(0.5 / (smoothness * gain), rel=1e-12)
    for all_of_them in (None, 6, 7):
        whole = auto_rate(problem, SOLVERS["gd"](), np.zeros(1), all_of_them)
        assert whole == pytest.approx(1.0 / (2 * 55 / 6 * size**2 + strength), rel=1e-12)


@pytest.mark.parametrize(
    ("loss", "penalty", "strength", "solver", "tried"),
    [
        ("squared", "l2", 1.0, "gd", False),  # 1/L never raises the cost
        ("squared", "mcp", 1.0, "gd", False),
        ("cauchy", "none", 0.0, "gd", False),
        ("squared", "l1", 1.0, "nesterov", False),  # nor do kept moves, as long as the cost is convex
        ("squared", "mcp", 0.0, "nesterov", False),
        ("squared", "mcp", 1.0, "nesterov", True),
        ("squared", "mcp", 0.5, "nesterov", True),
        ("cauchy", "none", 0.0, "nesterov", True),
        ("squared", "none", 0.0, "momentum", True),
        ("squared", "none", 0.0, "adam", True),
        ("poisson", "none", 0.0, "gd", True),  # no L
        ("absolute", "none", 0.0, "gd", True),
    ],
)
def test_a_rate_is_tried_where_nothing_promises_that_it_descends(loss, penalty, strength, solver, tried):
    problem = through_zero(X6, [1.0] * 6, loss, penalty, strength, "count" if loss == "poisson" else "regression")
    calls = []
    auto_rate(problem, SOLVERS[solver](), np.zeros(1), checkpoint=lambda: calls.append(1))
    assert bool(calls) is tried


@pytest.mark.parametrize("batch", [1, 3])
def test_a_loss_without_a_bound_is_shortened_in_the_same_proportion(batch):
    problem = through_zero(X6, [1.0, 2.0, 0.0, 3.0, 1.0, 0.0], "poisson", "l2", 0.5, task="count")
    whole = auto_rate(problem, SOLVERS["gd"](), np.zeros(1))
    assert whole == backtracked_rate(problem, np.zeros(1))
    times = expected_smoothness(55 / 6, 36.0, 6, batch) / (55 / 6)
    assert auto_rate(problem, SOLVERS["gd"](), np.zeros(1), batch) == pytest.approx(0.5 * whole / times, rel=1e-12)


def test_behind_hidden_layers_auto_is_half_of_what_backtracking_finds():
    data = Dataset(np.array([[1.0], [-1.0], [0.5]]), np.array([0.3, -0.2, 0.1]))
    problem = problem_of(data, penalty="none", strength=0.0, model="mlp")
    start = problem.network.start("normal", 0)
    assert auto_rate(problem, SOLVERS["gd"](), start) == 0.5 * backtracked_rate(problem, start)


@pytest.mark.parametrize(("x", "expected"), [(50.0, 2e-4), (80.0, 0.1), (1e5, 0.1)])
def test_an_adaptive_solver_is_not_held_to_a_rate_that_stands_still(x, expected):
    """1 / (2 x^2) is 2e-4, 8e-5 and 5e-11: at less than 1e-4 a step, the weight would hardly move."""
    problem = through_zero([x], [10 * x])
    assert auto_rate(problem, SOLVERS["adam"](), np.zeros(1)) == pytest.approx(expected, rel=1e-12)
    assert auto_rate(problem, SOLVERS["gd"](), np.zeros(1)) == pytest.approx(1 / (2 * x * x), rel=1e-12)


@pytest.mark.parametrize(
    ("x", "penalty", "strength", "expected"),
    [
        (1.0, "none", 0.0, 0.5),  # w^2 has curvature 2: Armijo's condition holds up to 1/2
        (1.1, "none", 0.0, 0.25),  # up to 0.413, halved from 1
        (1.0, "l2", 6.0, 0.125),  # up to 1 / (2 + 6)
        (1.0, "l1", 1.0, 0.5),  # the prox takes L1, so the squared loss alone counts
        (0.1, "none", 0.0, 1.0),  # never longer than 1, nor shorter where the cost reaches 0 and only rounding is left
        (0.0, "none", 0.0, 1.0),
    ],
)
def test_backtracking_halves_from_one_to_what_a_parabola_bears(x, penalty, strength, expected):
    assert backtracked_rate(through_zero([x], [1.0], "squared", penalty, strength), np.zeros(1)) == expected


@pytest.mark.parametrize(("off", "expected"), [(3e-5, 1.0), (4e-5, 0.5)])
def test_backtracking_ends_where_rounding_would_decide(off, expected):
    """The mean of (w - off - 2)^2 and (w - off + 2)^2 is 4 + (w - off)^2; its slope squared, 4 off^2, against 4e-9."""
    assert backtracked_rate(through_zero([1.0, 1.0], [off + 2, off - 2]), np.zeros(1)) == expected


def test_backtracking_takes_a_small_cost_as_it_takes_a_large_one():
    assert backtracked_rate(through_zero([1.0], [1e-9]), np.zeros(1)) == 0.5


def test_backtracking_ends_at_slopes_that_are_hardly_numbers():
    """Features of 1e100 bear 5e-201; it goes down to the first halving at or below 1e-200."""
    assert 0.5e-200 < backtracked_rate(through_zero([1e100], [1.0]), np.zeros(1)) <= 1e-200


def test_backtracking_follows_the_run_to_where_the_cost_bends_more():
    """exp(w) - 20 w from w = -5: one step at rate 1 leads to 15, so rates must fall; near w = log 20 the curvature is 20."""
    problem = through_zero([1.0], [20.0], "poisson", task="count")
    assert backtracked_rate(problem, np.array([-5.0]), steps=1) > backtracked_rate(problem, np.array([-5.0]), steps=2)
    assert 0.5 / 20 < backtracked_rate(problem, np.array([-5.0])) <= 1.2 / 20


def test_stable_rates_are_those_of_the_full_batch():
    """L is 2 x 55/6."""
    problem = through_zero(X6, Y6)
    for batch in (None, 6, 7):
        assert stable_rate(problem, SOLVERS["gd"](), batch) == pytest.approx(6 / 55)
    assert stable_rate(problem, SOLVERS["gd"](), 5) is None
    assert stable_rate(problem, SOLVERS["adam"]()) is None
    assert too_high(problem, SOLVERS["gd"](), stable_rate(problem, SOLVERS["gd"]())) == ""
    assert too_high(problem, SOLVERS["gd"](), 9.9, 5) == ""


LEAST, COUNTED = through_zero(X6, Y6), through_zero(X6, [1.0] * 6, "poisson", task="count")
HEAVY = SOLVERS["momentum"](beta=0.5)


@pytest.mark.parametrize(
    ("problem", "solver", "rate", "batch", "said"),
    [
        (LEAST, HEAVY, 1.0, None, "1 is above 0.164, the largest rate that is stable here."),
        (
            through_zero(X6, Y6, "huber"), HEAVY, 1.0, None,
            "1 is above 0.327, where even a quadratic cost of this curvature is no longer stable.",
        ),
        (
            through_zero(X6, Y6, "huber"), SOLVERS["gd"](rate=1.0), 0.1, None,
            "In use: 0.1. Known to be stable below 0.218, at any weights.",
        ),
        (through_zero(X6, Y6, "absolute"), SOLVERS["gd"](rate=1.0), 0.1, None, "In use: 0.1."),
        (
            COUNTED, SOLVERS["gd"](), 0.1, None,
            "auto: 0.1. The largest safe rate is not known, so this one was found by trying.",
        ),
        (
            COUNTED, SOLVERS["gd"](), 0.1, 5,
            "auto: 0.1. The largest safe rate is not known, so this one was found by trying, "
            "and lowered since small batches are noisy.",
        ),
        (
            COUNTED, SOLVERS["gd"](), 0.1, 6,
            "auto: 0.1. The largest safe rate is not known, so this one was found by trying.",
        ),
        (
            LEAST, SOLVERS["gd"](), 0.25 * 6 / 110, None,
            "auto: 0.0136. The usual safe rate was tried and the cost rose, so it was lowered until the cost fell. "
            "Stable below 0.109, at any weights.",
        ),
        (LEAST, SOLVERS["gd"](), 0.26 * 6 / 110, None, "auto: 0.0142, a safe rate. Stable below 0.109, at any weights."),
        (LEAST, SOLVERS["gd"](), 0.1, 6, "auto: 0.1, a safe rate. Stable below 0.109, at any weights."),
    ],
)  # fmt: skip
def test_what_is_said_of_a_rate_follows_from_the_bounds_known(problem, solver, rate, batch, said):
    """The squared loss has 1/L = 6/110, the Huber loss 6/55."""
    assert rate_sentence(problem, solver, rate, batch) == said
