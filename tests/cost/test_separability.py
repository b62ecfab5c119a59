"""Whether classes can be told apart, against a linear programme."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.optimize import linprog

from explorer import DATASETS, LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.core.params import instances
from explorer.cost.separability import never_satisfied, separable
from explorer.datasets.preparation import prepare


def programme(design, y, several):
    """True where some w gives every example a margin of at least 1 against every other class; False where none gives any a
    margin above 0 without giving another one below 0; None between the two."""
    if not several:
        rows = y[:, None] * design
    else:
        K = y.max() + 1
        rows = [np.kron(x, np.eye(K)[k] - np.eye(K)[j]) for x, k in zip(design, y, strict=True) for j in range(K) if j != k]
    rows = np.array(rows)
    free = (None, None)
    if linprog(np.zeros(rows.shape[1]), A_ub=-rows, b_ub=-np.ones(len(rows)), bounds=free).status == 0:
        return True
    both = np.concatenate([-rows, rows])
    best = linprog(-rows.sum(axis=0), A_ub=both, b_ub=np.repeat([0.0, 1.0], len(rows)), bounds=free)
    return None if -best.fun > 1e-7 else False


def problem_on(X, y, task="binary", model="linear"):
    loss = LOSSES["hinge" if task == "binary" else "cross_entropy"]()
    return Problem(Dataset(X, y, task=task), MODELS[model](), loss, PENALTIES["none"](), 0.0)


@pytest.mark.parametrize("seed", range(60))
def test_it_is_what_a_linear_programme_says(seed):
    rng = np.random.default_rng(seed)
    n, d = int(rng.integers(6, 40)), int(rng.integers(1, 6))
    X = rng.normal(size=(n, d)) * 10.0 ** rng.uniform(-1, 1, d)
    several = seed % 2 == 1
    if several:
        y = np.argmax(X @ rng.normal(size=(d, 3)) / X.std() + rng.normal(size=(n, 3)) * rng.choice([0.0, 0.3]), axis=1)
        y[:3] = np.arange(3)
    else:
        y = np.where(X @ rng.normal(size=d) / X.std() + rng.normal(size=n) * rng.choice([0.0, 0.3]) > 0, 1.0, -1.0)
        y[:2] = -1, 1
    problem = problem_on(X, y, "multiclass" if several else "binary")
    found = separable(problem)
    assert found is programme(problem.network.design, problem.data.y, several)


def test_the_seeds_above_hold_both_answers_of_both_kinds():
    x = np.arange(6.0)[:, None]
    assert separable(problem_on(x, np.array([-1.0, -1, -1, 1, 1, 1]))) is True
    assert separable(problem_on(x, np.array([-1.0, 1, -1, 1, -1, 1]))) is False
    assert separable(problem_on(x, np.array([0, 0, 1, 1, 2, 2]), "multiclass")) is True
    assert separable(problem_on(x, np.array([0, 1, 2, 0, 1, 2]), "multiclass")) is False


def test_classes_that_touch_are_called_neither():
    """Two examples of both classes in one place, all others apart: no strict border, and no minimum either."""
    x = np.array([[-2.0], [-1.0], [0.0], [0.0], [1.0], [2.0]])
    assert separable(problem_on(x, np.array([-1.0, -1, -1, 1, 1, 1]))) is None


def test_it_says_nothing_of_networks_numbers_and_large_models(binary_data, regression_data):
    assert separable(problem_on(binary_data.X, binary_data.y, model="mlp")) is None
    assert separable(Problem(regression_data, MODELS["linear"](), LOSSES["squared"](), PENALTIES["l2"](), 0.1)) is None
    X = np.random.default_rng(0).normal(size=(20, 200))
    assert separable(problem_on(X, np.where(X[:, 0] > 0, 1.0, -1.0))) is None


def test_real_data_that_are_known_to_be_separable_and_not():
    for name, apart in (("breast_cancer", True), ("moons", False)):
        data = prepare(DATASETS[name]().load(), 0.0, 0, True).train
        assert separable(problem_on(data.X, data.y)) == apart


@pytest.mark.parametrize("loss", [loss for cls in LOSSES.values() for loss in instances(cls)], ids=lambda loss: loss.label)
def test_a_loss_is_never_satisfied_if_it_falls_towards_nothing_for_ever(loss):
    """By its values alone, at leads up to 40."""
    leads = np.linspace(0, 40, 81)
    if loss.task == "binary":
        values = loss.value(np.ones(81), leads)
    elif loss.task == "multiclass":
        values = loss.value(np.zeros(81, dtype=int), np.stack([leads, 0 * leads, 0 * leads], axis=1))
    else:
        assert not never_satisfied(loss)
        return
    assert never_satisfied(loss, 3) == bool((np.diff(values) < 0).all() and values[-1] < 1e-6)
