"""Losses with kinks along the strengths, against linear programmes and other solvers; every gap bounds what it says."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
import pytest
from scipy.optimize import linprog, minimize
from sklearn.linear_model import QuantileRegressor
from sklearn.svm import SVC, SVR

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.path.algorithms import augmented_lagrangian
from explorer.path.methods.choice import path_refusal
from explorer.path.strength_grid import default_strengths, suitable_strengths

KINKED = [cls() for cls in LOSSES.values() if cls().convex and not cls().smooth]
CONVEX = ["l1", "l2", "elastic_net", "group_l1"]


def problem_of(data, loss, penalty, **params):
    loss = LOSSES[loss](**params) if isinstance(loss, str) else loss
    return Problem(data, MODELS["linear"](), loss, PENALTIES[penalty](), 1.0)


def lines(loss, y, tube=0.5):
    """The loss of each example as the largest of some lines: (slopes, heights), each (lines, n), by the textbooks."""
    zero = np.zeros(len(y))
    return {
        "absolute": ([zero + 1, zero - 1], [-y, y]),
        "quantile": ([zero + 0.25, zero - 0.75], [-0.25 * y, 0.75 * y]),
        "epsilon_insensitive": ([zero, zero + 1, zero - 1], [zero, -y - tube, y - tube]),
        "hinge": ([zero, -y], [zero, zero + 1]),
        "perceptron": ([zero, -y], [zero, zero]),
    }[loss]


def cheapest(data, loss, strength=None, budget=None, tube=0.5):
    """The lowest mean loss + strength |w|_1, or the lowest mean loss for weights with |w|_1 <= budget."""
    return programme(data, loss, strength, budget, tube).fun


def programme(data, loss, strength=None, budget=None, tube=0.5):
    """SciPy's answer to that linear programme: the weights and the bias come first, each as what is above 0 less the rest."""
    X, y = data.X, data.y
    n, d = X.shape
    slopes, heights = lines(loss, y, tube)
    whole = np.column_stack([X, -X, np.ones(n), -np.ones(n)])
    rows = [np.column_stack([u[:, None] * whole, -np.eye(n)]) for u in slopes]
    cost = np.concatenate([np.full(2 * d, strength or 0.0), np.zeros(2), np.full(n, 1 / n)])
    A, b = np.vstack(rows), -np.concatenate(heights)
    if budget is not None:
        A, b = np.vstack([A, np.append(np.ones(2 * d), np.zeros(2 + n))]), np.append(b, budget)
    bounds = [(0, None)] * (2 * d + 2) + [(None, None)] * n
    return linprog(cost, A_ub=A, b_ub=b, bounds=bounds, method="highs")


@pytest.mark.parametrize("loss", ["absolute", "quantile", "epsilon_insensitive", "hinge", "perceptron"])
def test_with_l1_the_cost_is_that_of_the_linear_programme(loss, data_for):
    """And the gap is no smaller than what is missing: a bound, not an estimate."""
    data = data_for(LOSSES[loss]())
    problem = problem_of(data, loss, "l1")
    path = regularization_path(problem, default_strengths(problem, 8))
    scale = path.data[0] or 1.0
    for s, total, gap in zip(path.strengths, path.total, path.gap, strict=True):
        best = cheapest(data, loss, s)
        assert total == pytest.approx(best, abs=1e-7 * scale)
        assert total - best <= (gap + 1e-12) * scale


@pytest.mark.parametrize("loss", ["absolute", "quantile", "epsilon_insensitive", "hinge"])
def test_the_zeroing_strength_is_the_steepest_fall_for_a_little_weight(loss, data_for):
    data = data_for(LOSSES[loss]())
    path = regularization_path(problem_of(data, loss, "l1"), [1.0])
    tiny = 1e-4
    fall = (cheapest(data, loss, 1e6) - cheapest(data, loss, budget=tiny)) / tiny
    assert path.zeroing == pytest.approx(fall, rel=1e-5)


def least_zeroing(X, y, together):
    """The smallest s at which zero weights are a minimum, by the dual programme: prices q_ij on what class j lacks against the
    true one add up to the cost of zero weights, no bias gains by them, and no weight gains more than s. Those of one example
    add up to at most 1/n (``together``: Crammer and Singer), or each is at most 1/nK (Weston and Watkins)."""
    n, K = len(y), int(y.max()) + 1
    pairs = [(i, j) for i in range(n) for j in range(K) if j != y[i]]
    moves = np.array([np.eye(K)[j] - np.eye(K)[y[i]] for i, j in pairs])
    gains = np.array([np.outer(X[i], move).ravel() for (i, _), move in zip(pairs, moves, strict=True)]).T
    own = np.array([[i == row for i, _ in pairs] for row in range(n)], dtype=float)
    most = 1.0 if together else 1.0 / K
    limits = own if together else np.eye(len(pairs))
    # First the cost of zero weights with the best biases, by the same programme without the weights.
    free = linprog(-np.ones(len(pairs)), limits, np.full(len(limits), most / n), moves.T, np.zeros(K))
    both = np.vstack([np.column_stack([sign * gains, -np.ones(len(gains))]) for sign in (1, -1)])
    rows = np.vstack([both, np.column_stack([limits, np.zeros(len(limits))])])
    equal = np.vstack([np.append(np.ones(len(pairs)), 0.0), np.column_stack([moves.T, np.zeros(K)])])
    found = linprog(
        np.append(np.zeros(len(pairs)), 1.0), rows, np.append(np.zeros(len(both)), np.full(len(limits), most / n)),
        equal, np.append(-free.fun, np.zeros(K)),
    )  # fmt: skip
    return found.fun


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("loss", ["crammer_singer", "weston_watkins"])
def test_with_several_classes_all_weights_are_zero_from_where_the_linear_programme_says(loss, seed):
    rng = np.random.default_rng(seed)
    n, K = int(rng.integers(6, 20)), int(rng.integers(2, 5))
    X, y = rng.normal(size=(n, 2)) + 3.0, rng.choice(K, n, p=rng.dirichlet(np.ones(K)))
    y[:K] = np.arange(K)
    problem = problem_of(Dataset(X, y, task="multiclass"), loss, "l1")
    expected = least_zeroing(X, y, loss == "crammer_singer")
    path = regularization_path(problem, [1.001 * expected, 0.9 * expected])
    assert path.zeroing == pytest.approx(expected, rel=1e-5, abs=1e-9)
    assert path.active[0] == 0
    assert bool(path.active[1] > 0) is (expected > 0)


@pytest.mark.thorough
def test_classes_of_which_one_is_rarer_are_zeroed_at_an_eighth():
    data = Dataset(np.arange(4.0)[:, None], np.array([0, 1, 1, 1]), task="multiclass")
    assert regularization_path(problem_of(data, "weston_watkins", "l1")).zeroing == pytest.approx(0.125, rel=1e-9)


@pytest.mark.parametrize("size", [1e-6, 1e6, 1e9])
@pytest.mark.parametrize("loss", ["absolute", "quantile", "epsilon_insensitive"])
def test_the_size_of_the_targets_costs_nothing(loss, size, regression_data):
    """Targets and a tube of another unit change costs by that unit, and no strength under L1: the linear programme is solved
    in units of 1."""
    X, y = regression_data.X[:40], 10.0 + regression_data.y[:40]
    params = {"epsilon": 0.5 * size} if loss == "epsilon_insensitive" and size < 1 else {}
    tube = 0.5 / size if loss == "epsilon_insensitive" and size > 1 else 0.5
    looks = [0]

    @dataclass(frozen=True)
    class Counted(LOSSES[loss]):
        def prox(self, y, z, t):
            looks[0] += 1
            return super().prox(y, z, t)

    problem = problem_of(Dataset(X, size * y), Counted(**params), "l1")
    path = regularization_path(problem, default_strengths(problem, 6))
    assert looks[0] <= 3000
    assert path.gap.max() <= 1e-6
    unit, d = Dataset(X, y), X.shape[1]
    scale = cheapest(unit, loss, 1e3, tube=tube)
    for s, total, gap in zip(path.strengths, path.total, path.gap, strict=True):
        x = programme(unit, loss, s, tube=tube).x
        w = size * np.append(x[:d] - x[d : 2 * d], x[2 * d] - x[2 * d + 1])
        best = Problem(problem.data, problem.model, problem.loss, problem.penalty, s).cost(w).total
        assert total == pytest.approx(best, abs=1e-6 * scale * size)
        assert total - best <= (gap + 1e-12) * scale * size
    fall = (scale - cheapest(unit, loss, budget=1e-4, tube=tube)) / 1e-4
    assert path.zeroing == pytest.approx(fall, rel=1e-5)


def test_quantiles_with_l1_are_scikit_learns(regression_data):
    """Its alpha stands before |w|_1 beside the mean pinball loss, as our strength does."""
    X, y = regression_data.X, regression_data.y
    path = regularization_path(problem_of(regression_data, "quantile", "l1", tau=0.3), [0.1, 0.03, 0.003])
    for s, w in zip(path.strengths, path.weights, strict=True):
        fit = QuantileRegressor(quantile=0.3, alpha=s).fit(X, y)
        assert w == pytest.approx(np.append(fit.coef_, fit.intercept_), abs=1e-6)


def test_hinge_and_tube_with_l2_are_scikit_learns_machines(binary_data, regression_data):
    """C times the sum of losses + |w|^2 / 2: C = 1 / (n strength)."""
    for data, loss, machine in ((binary_data, "hinge", SVC), (regression_data, "epsilon_insensitive", SVR)):
        path = regularization_path(problem_of(data, loss, "l2"), [1.0, 0.1, 0.01])
        more = {} if machine is SVC else {"epsilon": 0.5}
        for s, w in zip(path.strengths, path.weights, strict=True):
            fit = machine(kernel="linear", C=1 / (data.n * s), tol=1e-10, **more).fit(data.X, data.y)
            assert w[:-1] == pytest.approx(fit.coef_[0], abs=2e-4)
        assert path.gap.max() <= 1e-6


@pytest.mark.thorough
@pytest.mark.parametrize("penalty", CONVEX)
@pytest.mark.parametrize("loss", KINKED, ids=lambda loss: loss.id)
def test_every_gap_holds_against_a_search_and_is_small(loss, penalty, data_for):
    """No weights near or far that a search without slopes finds cost less than the gap allows."""
    data = data_for(loss)
    problem = problem_of(data, loss, penalty)
    assert path_refusal(problem) == ""
    strengths = np.array([0.5, 0.05, 0.005])
    path = regularization_path(problem, strengths)
    assert path.kkt is None
    assert path.gap.max() <= 1e-4
    assert "not reached" not in path.note
    rng = np.random.default_rng(5)
    start = np.zeros(problem.size)
    scale = Problem(data, problem.model, loss, problem.penalty, 0.0).cost(start).data or 1.0
    for i in (1, 2):
        own = Problem(data, problem.model, loss, problem.penalty, strengths[i])
        w = path.weights[i]
        tried = w + rng.normal(size=(2000, w.size)) * 10.0 ** rng.uniform(-7, 0, size=(2000, 1))
        assert path.total[i] - own.costs(tried).total.min() <= path.gap[i] * scale + 1e-12
        assert path.total[i] == pytest.approx(own.cost(w).total, rel=1e-12, abs=1e-15)
    assert (np.diff(path.data) <= 2e-4 * scale).all()


def test_crammer_and_singers_machine_is_the_quadratic_programmes(data_for):
    """As slack variables under constraints, solved by SciPy."""
    data = data_for(LOSSES["crammer_singer"]())
    data = Dataset(data.X[:25, :2], data.y[:25], task="multiclass")
    problem, s = problem_of(data, "crammer_singer", "l2"), 0.1
    path = regularization_path(problem, [s])
    n, (X, y) = data.n, (data.X, data.y)

    def margins(v):
        z = X @ v[:6].reshape(2, 3) + v[6:9]
        lead = z[np.arange(n), y][:, None] - z + v[9:, None] - 1.0
        lead[np.arange(n), y] = v[9:]
        return lead.ravel()

    cost = lambda v: v[9:].mean() + s * (v[:6] @ v[:6]) / 2
    first = np.append(np.zeros(9), np.ones(n))
    found = minimize(
        cost, first, constraints={"type": "ineq", "fun": margins}, method="SLSQP", options={"ftol": 1e-12, "maxiter": 500}
    )
    assert path.gap[0] <= 1e-6
    assert path.total[0] == pytest.approx(found.fun, abs=1e-6)


@pytest.mark.parametrize("loss", ["absolute", "hinge"])
def test_awkward_columns_do_not_open_the_gap(loss, data_for):
    """Off centre, constant, duplicated, badly scaled, and more of them than examples."""
    data = data_for(LOSSES[loss]())
    X = data.X[:30] * 10.0 ** np.arange(-3, len(data.X[0]) - 3)
    more = np.random.default_rng(1).normal(size=(30, 40))
    X = np.column_stack([X + 200.0, X[:, 0], np.full(30, 7.0), more])
    problem = problem_of(Dataset(X, data.y[:30], task=data.task), loss, "l1")
    path = regularization_path(problem, default_strengths(problem, 6)[:5])
    assert path.gap.max() <= 1e-4
    constant = data.X.shape[1] + 1
    assert not path.weights[:, constant].any()


def test_where_zero_weights_cost_the_least_the_path_says_so(binary_data):
    path = regularization_path(problem_of(binary_data, "perceptron", "l1"), [1.0, 0.1])
    assert not path.weights.any()
    assert path.gap.tolist() == [0.0, 0.0]
    assert path.zeroing == 0.0
    assert "no strength moves them" in path.note


@pytest.mark.parametrize("penalty", ["l1", "l2"])
@pytest.mark.parametrize("shift", [0.0, 3.0, -0.7])
def test_targets_inside_the_tube_are_so_wherever_they_lie(shift, penalty):
    """The best bias reaches them all but for rounding, which is no cost that weights could save."""
    rng = np.random.default_rng(0)
    X = rng.normal(size=(20, 3))
    data = Dataset(X, 1e-2 * rng.normal(size=20) + shift)
    path = regularization_path(problem_of(data, "epsilon_insensitive", penalty))
    assert not path.weights[:, :-1].any()
    assert path.gap.max() == 0.0
    assert path.strengths[0] == 1.0
    assert path.zeroing == (0.0 if penalty == "l1" else None)
    assert path.note == "Weights of zero cost the least that these targets allow, so no strength moves them."


@pytest.mark.thorough
def test_a_small_cost_beside_large_targets_is_no_rounding():
    """Two targets of three are 1e-9 outside the tube, where 30 is rounded to 4e-15: a weight saves 2/3 of its size."""
    x = np.array([-1.0, 0.0, 1.0])
    data = Dataset(x[:, None], 30.0 + (0.5 + 1e-9) * x)
    path = regularization_path(problem_of(data, "epsilon_insensitive", "l1"), [0.7, 0.6])
    assert path.gap.max() <= 1e-4
    assert path.weights[0, 0] == 0.0
    assert path.data[0] == pytest.approx(2e-9 / 3, rel=1e-4)
    assert path.weights[1, 0] == pytest.approx(1e-9, rel=1e-4)
    assert path.zeroing == pytest.approx(2.0 / 3.0, rel=1e-5)


@pytest.mark.parametrize("value", [1.0, 0.1, 7.3])
@pytest.mark.parametrize("loss", ["hinge", "absolute"])
def test_one_constant_column_has_no_pull(loss, value):
    rng = np.random.default_rng(3)
    y = np.where(rng.random(30) < 0.4, -1.0, 1.0)
    data = Dataset(np.full((30, 1), value), y, task=LOSSES[loss].task)
    path = regularization_path(problem_of(data, loss, "l1"))
    assert (path.zeroing, path.strengths[0]) == (0.0, 1.0)
    assert not path.weights[:, 0].any()
    assert path.gap.max() <= 1e-7


def test_a_gap_that_stays_open_is_told(regression_data, monkeypatch):
    """One round is not enough: what the cost is too high by, against the linear programme, is no more than is said."""
    monkeypatch.setattr(augmented_lagrangian, "ROUNDS", 1)
    problem = problem_of(regression_data, "absolute", "l1")
    path = regularization_path(problem, [10.0, 0.01, 0.0])  # with 0 among them this method finds them all
    zero = np.abs(regression_data.y - np.median(regression_data.y)).mean()
    too_high = (path.total[1] - cheapest(regression_data, "absolute", 0.01)) / zero
    assert path.gap[0] <= 1e-6
    assert path.gap[1] >= too_high > 1e-4
    assert "At 2 of 3 strengths the minimum was not reached: the cost may be too high by up to" in path.note


def test_without_a_penalty_the_bound_holds_and_closes(regression_data):
    """There the slopes of the losses must have no gradient at all: what rounding leaves of one is taken off."""
    for data, penalty in ((regression_data, "l1"), (Dataset(np.arange(3.0)[:, None], np.array([0.0, 1.0, 5.0])), "l2")):
        path = regularization_path(problem_of(data, "absolute", penalty), [1e-9, 0.0])
        assert path.gap.max() <= 1e-7
        assert path.total[1] == pytest.approx(cheapest(data, "absolute", 0.0), rel=1e-8)
        assert "not reached" not in path.note


def test_a_loss_that_has_no_prox_is_refused_in_a_sentence(regression_data):
    @dataclass(frozen=True)
    class Silent(LOSSES["absolute"]):
        proximal = False

    with pytest.raises(ValueError, match=r"kink.*how a step ends there\.$"):
        regularization_path(problem_of(regression_data, Silent(), "l1"))


def test_strengths_keep_their_places_and_values_between_are_found(regression_data):
    problem = problem_of(regression_data, "absolute", "elastic_net")
    path = regularization_path(problem, [0.01, 0.3, 0.05])
    assert path.at(0.05) == pytest.approx(path.weights[2], abs=1e-3)
    falling = regularization_path(problem, [0.3, 0.05, 0.01])
    assert path.total == pytest.approx(falling.total[[2, 0, 1]], abs=1e-6)
    assert path.gap == pytest.approx(falling.gap[[2, 0, 1]], abs=1e-6)


@pytest.mark.thorough
@pytest.mark.parametrize("ask", [default_strengths, regularization_path], ids=["strengths", "path"])
@pytest.mark.parametrize("loss", ["crammer_singer", "weston_watkins", "absolute"])
def test_no_more_than_a_few_looks_at_the_loss_lie_between_two_calls(loss, ask):
    """Of hundreds on the way: all that takes time goes over the loss of all examples."""
    looks = [0]

    @dataclass(frozen=True)
    class Counted(LOSSES[loss]):
        def prox(self, y, z, t):
            looks[-1] += 1
            return super().prox(y, z, t)

    rng = np.random.default_rng(0)
    X = rng.normal(size=(60, 6))
    several = loss != "absolute"
    data = Dataset(X, rng.integers(0, 3, 60), task="multiclass") if several else Dataset(X, rng.normal(size=60))
    problem = problem_of(data, Counted(), "l1" if several else "elastic_net")  # L1 alone has a method of its own
    ask(
        problem,
        **({"points": 5} if ask is default_strengths else {"strengths": [0.1, 0.01]}),
        checkpoint=lambda: looks.append(0),
    )
    assert sum(looks) > 200
    assert max(looks) <= 100


@pytest.mark.thorough
def test_the_search_for_the_zeroing_strength_can_be_stopped_and_asked_again():
    class StopError(Exception):
        pass

    def checkpoint():
        calls.append(1)
        if len(calls) == 7:
            raise StopError

    rng = np.random.default_rng(0)
    data = Dataset(rng.normal(size=(40, 5)), rng.integers(0, 3, 40), task="multiclass")
    problem, again = (problem_of(data, "crammer_singer", "l1") for _ in range(2))
    for ask in (default_strengths, suitable, regularization_path):
        calls = []
        with pytest.raises(StopError):
            ask(problem, checkpoint=checkpoint)
        assert len(calls) == 7
    assert default_strengths(problem, 3) == pytest.approx(default_strengths(again, 3), rel=1e-6)


def suitable(problem, checkpoint):
    return suitable_strengths(problem, 10.0, checkpoint=checkpoint)


@pytest.mark.parametrize("penalty", ["mcp", "scad", "none"])
def test_where_there_is_no_path_there_are_no_strengths_and_the_sentence_says_why(penalty):
    rng = np.random.default_rng(0)
    data = Dataset(rng.normal(size=(40, 5)), rng.integers(0, 3, 40), task="multiclass")
    problem = problem_of(data, "crammer_singer", penalty)
    sentence = path_refusal(problem)
    assert sentence.endswith(".")
    for ask in (default_strengths, lambda p: suitable_strengths(p, 10.0)):
        with pytest.raises(ValueError, match="^" + re.escape(sentence) + "$"):
            ask(problem)


def test_a_gap_is_a_share_of_what_zero_weights_cost_above_the_least(regression_data, monkeypatch):
    """A loss that costs 5 more everywhere has the same gaps, so they are no shares of the cost itself; all words say so."""

    @dataclass(frozen=True)
    class Dear(LOSSES["absolute"]):
        def value(self, y, z):
            return super().value(y, z) + 5.0

        def least(self, y, classes=2):
            return super().least(y, classes) + 5.0

    words = "the fall from zero weights to the lowest cost that the targets allow"
    assert regularization_path(problem_of(regression_data, "absolute", "elastic_net"), [0.1, 0.01]).method.startswith(
        f"Each cost is within 1e-4 of the lowest, as a share of {words}."
    )
    monkeypatch.setattr(augmented_lagrangian, "ROUNDS", 1)  # so that a gap is left
    plain, dear = (
        regularization_path(problem_of(regression_data, loss, "l1"), [0.1, 0.01, 0.0]) for loss in ("absolute", Dear())
    )
    assert dear.total == pytest.approx(plain.total + 5.0, abs=1e-5)
    assert dear.gap[1] == pytest.approx(plain.gap[1], rel=0.01)
    assert "1e-4" not in dear.method
    assert dear.note.endswith(f"{words}.")


@pytest.mark.thorough
@pytest.mark.parametrize(("loss", "penalty"), [("absolute", "elastic_net"), ("hinge", "elastic_net"), ("crammer_singer", "l2")])
def test_the_same_question_has_the_same_answer_whatever_was_asked_before_or_is_asked_meanwhile(loss, penalty, data_for):
    data = data_for(LOSSES[loss]())
    fresh = lambda: problem_of(Dataset(data.X[:30], data.y[:30], task=data.task), loss, penalty)
    first = regularization_path(fresh(), [0.1, 0.02])
    asked = fresh()
    regularization_path(asked, [3.0, 1e-3]).at(0.5)
    default_strengths(asked, 3)
    busy = fresh()
    calls = []

    def checkpoint():
        calls.append(1)
        if len(calls) in (1, 5, 30):
            regularization_path(busy, [0.5, 0.01])

    for path in (regularization_path(asked, [0.1, 0.02]), regularization_path(busy, [0.1, 0.02], checkpoint)):
        assert path.weights.tolist() == first.weights.tolist()
        assert path.gap.tolist() == first.gap.tolist()
        assert path.note == first.note
    if penalty != "l2":
        assert regularization_path(asked, [1.0]).zeroing == regularization_path(fresh(), [1.0]).zeroing
    assert len(calls) > 5
