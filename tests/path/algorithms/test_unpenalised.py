"""The best fit of some features alone, the others left out and nothing priced; other cases are in those of the relaxed path."""

import numpy as np
import pytest
from scipy.optimize import linprog

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.path.algorithms.unpenalised import restricted, unpenalised, unpenalised_fit

RNG = np.random.default_rng(2)
X = RNG.normal(size=(30, 3)) * np.array([1.0, 20.0, 0.1]) + np.array([0.0, 100.0, 0.0])
DATA = Dataset(X, X @ np.array([1.0, 0.1, -2.0]) + RNG.normal(size=30))
USED = np.array([True, False, True])


def problem(loss: str, data: Dataset = DATA, penalty: str = "l1") -> Problem:
    return Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.7, factors=[1.0, 2.0, 0.0])


def test_a_problem_without_its_penalty_or_some_features_shares_the_rest() -> None:
    own = problem("squared")
    bare, part = unpenalised(own), restricted(own, USED)
    w = np.array([1.0, -2.0, 3.0, 0.5])
    assert bare.cost(w) == (own.cost(w).data, 0.0, own.cost(w).data)
    assert own.penalty.factors == (1.0, 2.0, 0.0)
    left = np.array([1.0, 0.0, 3.0, 0.5])
    assert part.cost(left[[0, 2, 3]]).total == pytest.approx(own.cost(left).data, rel=1e-14)
    assert part.network.features.shape == (30, 2)


def test_least_absolute_deviations_of_some_features_are_those_of_a_linear_programme() -> None:
    found = unpenalised_fit(problem("absolute"), np.array([0.0, 0.0, 0.0, np.median(DATA.y)]), USED)
    A = np.column_stack([X[:, USED], np.ones(30)])
    rows = np.concatenate([np.column_stack([s * A, -np.eye(30)]) for s in (1.0, -1.0)])
    cost = np.append(np.zeros(3), np.full(30, 1 / 30))
    best = linprog(cost, rows, np.append(DATA.y, -DATA.y), bounds=[(None, None)] * 3 + [(0, None)] * 30).fun
    assert found[1] == 0.0
    assert problem("absolute").cost(found).data == pytest.approx(best, rel=1e-5)


def test_dependent_features_share_the_least_squares_and_none_leave_the_start() -> None:
    twice = Dataset(np.column_stack([X[:, 0], X[:, 0], X[:, 2]]), DATA.y)
    found = unpenalised_fit(problem("squared", twice), np.zeros(4), np.array([True, True, False]))
    least = np.linalg.lstsq(np.column_stack([X[:, 0], np.ones(30)]), DATA.y, rcond=None)[0]
    assert found == pytest.approx([least[0] / 2, least[0] / 2, 0.0, least[1]], abs=1e-10)
    start = np.array([0.0, 0.0, 0.0, 5.0])
    assert unpenalised_fit(problem("squared"), start, np.zeros(3, dtype=bool)) is start
