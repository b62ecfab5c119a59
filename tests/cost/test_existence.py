"""Whether there is a lowest cost: against linear programmes on the directions in which no example's loss rises for ever."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem, regularization_path
from explorer.core import cone
from explorer.cost.existence import falling_side, minimum_exists, no_minimum, sentence
from explorer.path.optimum import optimum


def problem_of(X, y, loss, penalty="none", strength=0.0, model="linear"):
    data = Dataset(np.asarray(X, dtype=float), np.asarray(y), task=LOSSES[loss].task)
    return Problem(data, MODELS[model](), LOSSES[loss](), PENALTIES[penalty](), strength)


def falls_for_ever(X, y, loss):
    """By the textbooks: for classes, some w gives no example a lead below 0 and one a lead above it; for counts, some w leaves
    the predictions of targets above 0 where they are, and raises none of those of 0 and lowers one."""
    D = np.column_stack([X, np.ones(len(X))])
    level = np.zeros((0, D.shape[1]))
    if loss == "logistic":
        rows = y[:, None] * D
    elif loss == "cross_entropy":
        E = np.eye(y.max() + 1)
        rows = np.array([np.kron(x, E[k] - E[j]) for x, k in zip(D, y, strict=True) for j in range(len(E)) if j != k])
        level = np.zeros((0, rows.shape[1]))
    else:
        rows, level = -D[y == 0], D[y > 0]
    if not len(rows):
        return False
    found = linprog(
        -rows.sum(axis=0), np.vstack([-rows, rows]), np.repeat([0.0, 1.0], len(rows)),
        level if len(level) else None, np.zeros(len(level)) if len(level) else None, bounds=(None, None),
    )  # fmt: skip
    return -found.fun > 1e-6


def drawn(loss, seed):
    rng = np.random.default_rng(seed)
    n, d = int(rng.integers(4, 30)), int(rng.integers(1, 4))
    X = rng.integers(0, 3, (n, d)).astype(float) if seed % 2 else rng.normal(size=(n, d))
    if loss == "logistic":
        y = np.where(X @ rng.normal(size=d).round(1) + rng.choice([0.0, 0.3]) * rng.normal(size=n) > 0.5, 1.0, -1.0)
        y[:2] = -1, 1
    elif loss == "cross_entropy":
        y = np.argmax(X @ rng.normal(size=(d, 3)).round(1) + rng.choice([0.0, 0.3]) * rng.normal(size=(n, 3)), axis=1)
        y[:3] = 0, 1, 2
    else:
        y = rng.poisson(np.where(X[:, 0] > rng.uniform(-1, 2), 1.5, rng.choice([0.0, 0.3]))).astype(float)
    return X, y


@pytest.mark.parametrize("loss", ["logistic", "cross_entropy", "poisson"])
def test_it_is_what_a_linear_programme_says(loss):
    answers = []
    for seed in range(80):
        X, y = drawn(loss, seed)
        found = minimum_exists(problem_of(X, y, loss))
        assert found.exists is not falls_for_ever(X, y, loss), seed
        answers.append(found.exists)
    assert 10 < sum(answers) < 70


@pytest.mark.parametrize(("offset", "unit"), [(1e6, 1.0), (0.0, 1e-9), (-3.0, 1e9)])
def test_offsets_and_units_change_nothing(offset, unit):
    for seed in range(20):
        X, y = drawn("logistic", seed)
        assert minimum_exists(problem_of(unit * X + offset, y, "logistic")) == minimum_exists(problem_of(X, y, "logistic"))


TOUCHING = ([[0.0], [1.0], [1.0], [2.0]], [-1.0, -1.0, 1.0, 1.0])
APART = ([[0.0], [1.0], [2.0], [3.0]], [-1.0, -1.0, 1.0, 1.0])
ACROSS = ([[0.0], [1.0], [2.0], [3.0]], [-1.0, 1.0, -1.0, 1.0])
EMPTY_GROUP = ([[0.0], [0.0], [1.0], [1.0]], [0.0, 0.0, 2.0, 5.0])


@pytest.mark.parametrize(
    ("data", "loss", "said"),
    [
        (TOUCHING, "logistic", "some weights put no example on a wrong side, and all but the 2 that they leave on a border"),
        (TOUCHING, "exponential", "some weights put no example on a wrong side"),
        (APART, "logistic", "some weights put every example on its right side"),
        (([[0.0], [1.0], [1.0], [2.0]], [0, 0, 1, 2]), "cross_entropy", "some weights put no example on a wrong side"),
        (([[0.0], [1.0], [2.0], [3.0]], [0, 1, 1, 2]), "cross_entropy", "some weights put every example on its right side"),
        (EMPTY_GROUP, "poisson", "2 examples have a target of 0, and some weights lower their predictions"),
        (([[0.0], [1.0]], [0.0, 2.0]), "poisson", "one example has a target of 0, and some weights lower its prediction"),
    ],
)  # fmt: skip
def test_why_there_is_none_is_said_and_a_little_strength_helps(data, loss, said):
    problem = problem_of(*data, loss)
    assert minimum_exists(problem).why.startswith(said)
    assert no_minimum(problem).startswith(f"There is no lowest cost without a penalty: {said}")
    assert no_minimum(problem).endswith(
        "A little L2 keeps the weights finite."
    )  # no penalty is chosen whose strength would help
    for penalty in ("l1", "l2", "group_l1"):
        held = problem_of(*data, loss, penalty, 1e-3)
        assert minimum_exists(held).exists is True
        assert no_minimum(held) == ""
    assert optimum(problem) is None


def test_a_path_says_it_of_strength_0_alone():
    problem = problem_of(*TOUCHING, "logistic", "l2")
    path = regularization_path(problem, [0.1, 0.0])
    assert path.note.startswith("There is no lowest cost without a penalty: some weights put no example on a wrong side")
    assert path.note.endswith("The weights shown at strength 0 are those at which the search stopped.")
    assert path.has_minimum.tolist() == [True, False]
    assert regularization_path(problem, [0.1, 0.01]).note == ""


@pytest.mark.parametrize("loss", ["squared", "huber", "absolute", "hinge", "squared_hinge", "smoothed_hinge", "gamma"])
def test_a_loss_that_does_not_fall_for_ever_has_a_minimum_whatever_the_data(loss):
    data = TOUCHING if LOSSES[loss].task == "binary" else ([[0.0], [1.0], [2.0]], [1.0, 2.0, 9.0])
    assert minimum_exists(problem_of(*data, loss)).exists is True
    assert not falling_side(problem_of(*data, loss)).any()


@pytest.mark.parametrize("size", [1e-9, 1.0, 1e9])
def test_the_size_of_targets_does_not_make_a_loss_fall(size):
    y = size * np.array([-3.0, 1.0, 700.0, 2.5])
    for loss in ("squared", "huber", "log_cosh", "pseudo_huber", "expectile"):
        assert not falling_side(problem_of(np.arange(4.0)[:, None], y, loss)).any()
    counts = np.array([0.0, 1.0, 700.0, 25.0]) * max(size, 1.0)
    assert falling_side(problem_of(np.arange(4.0)[:, None], counts, "poisson")).tolist() == [-1, 0, 0, 0]


def test_where_biases_grow_no_strength_helps():
    zeros = problem_of([[0.0], [1.0]], [0.0, 0.0], "poisson", "l2", 0.5)
    assert minimum_exists(zeros).any_strength
    assert "at any strength: every target is 0" in no_minimum(zeros)
    assert no_minimum(zeros).endswith("Penalties leave biases alone, so none helps.")
    data = Dataset(np.arange(4.0)[:, None], np.array([0, 1, 0, 1]), task="multiclass", classes=("a", "b", "c"))
    missing = Problem(data, MODELS["linear"](), LOSSES["cross_entropy"](), PENALTIES["l2"](), 0.5)
    assert minimum_exists(missing).why == "a class has no example, so that its score falls for ever"


def test_overlapping_classes_have_one():
    assert minimum_exists(problem_of(*ACROSS, "logistic")).exists is True


def test_of_all_else_nothing_is_said(monkeypatch):
    assert minimum_exists(problem_of(*APART, "logistic", "mcp", 0.1)).exists is None
    assert minimum_exists(problem_of(*APART, "focal")).exists is None
    assert minimum_exists(problem_of(*APART, "logistic", model="mlp")).exists is None
    monkeypatch.setattr(cone, "MOST_CELLS", 3)
    found = minimum_exists(problem_of(*APART, "logistic"))
    assert found.exists is None
    assert sentence(found.clause).startswith("Whether there is a lowest cost without a penalty is not known")
    assert no_minimum(problem_of(*APART, "logistic")) == ""


@pytest.mark.parametrize("penalty", [name for name, cls in PENALTIES.items() if not cls().is_zero()])
def test_a_little_strength_is_advised_only_of_penalties_that_outgrow_every_fall(penalty):
    """A penalty gives growing weights an end where it grows without bound itself; MCP and SCAD become constant."""
    free = problem_of(*APART, "logistic", penalty)
    near, far = (PENALTIES[penalty]().value(np.array([size]), 0.1) for size in (1e3, 1e9))
    unbounded = far > 1e3 * near
    assert no_minimum(free).endswith(
        "A little strength keeps the weights finite." if unbounded else "A little L2 keeps the weights finite."
    )
    assert minimum_exists(free.at(0.1)).exists is (True if unbounded else None)


@pytest.mark.parametrize("intercept", [True, False])
@pytest.mark.parametrize("factors", [None, [0.0, 1.0], [1.0, 0.0], [2.0, 1.0]])
@pytest.mark.parametrize(("loss", "y"), [("poisson", [0.0, 0.0, 0.0]), ("poisson", [0.0, 3.0, 0.0]), ("logistic", [-1, 1, 1])])
def test_whether_a_strength_helps_is_known_at_strength_0_and_above(loss, y, factors, intercept):
    """No strength helps just where the free columns and the bias alone have no minimum."""
    X, y = np.array([[1.0, 2.0], [2.0, 1.5], [3.0, 5.0]]), np.array(y, dtype=float)
    D = np.column_stack([X[:, [j for j in range(2) if factors and factors[j] == 0]], *[np.ones(3)] * intercept])
    signs = -np.ones(3) if loss == "poisson" else y
    rows, level = (signs[:, None] * D)[(y == 0) | (loss != "poisson")], D[(y > 0) & (loss == "poisson")]
    endless = D.shape[1] > 0 and linprog(
        -rows.sum(axis=0), np.vstack([-rows, rows]), np.repeat([0.0, 1.0], len(rows)),
        level if len(level) else None, np.zeros(len(level)) if len(level) else None, bounds=(None, None),
    ).fun < -1e-6  # fmt: skip
    data, model = Dataset(X, y, task=LOSSES[loss].task), MODELS["linear"](intercept=intercept)
    problem = Problem(data, model, LOSSES[loss](), PENALTIES["l2"](), 0.5, factors=factors)
    held, bare = minimum_exists(problem), minimum_exists(problem.at(0.0))
    assert (held.exists is False) == endless
    assert held.any_strength == bare.any_strength == endless
    assert regularization_path(problem, [1.0, 0.5]).has_minimum.tolist() == [not endless] * 2
