"""What a path claims of its weights holds of them."""

import numpy as np
import pytest

from explorer import Experiment
from explorer.path import regularization_path
from explorer.path.algorithms import elastic_net

FOUND_BY = {
    "RidgeMethod": {},
    "LassoMethod": {"penalty": "l1"},
    "ElasticNetMethod": {"penalty": "elastic_net"},
    "StraightL1Method": {"loss": "absolute", "penalty": "l1"},
    "NewtonMethod": {"loss": "huber", "penalty": "l1"},
    "KinkedMethod": {"loss": "absolute", "penalty": "elastic_net"},
    "ProximalMethod": {"dataset": "penguins", "loss": "cross_entropy", "penalty": "l1"},
}


def problem_of(method):
    return Experiment(**{"dataset": "diabetes"} | FOUND_BY[method]).problem()


@pytest.mark.parametrize("method", list(FOUND_BY))
def test_a_reached_path_promises_what_its_method_does(method):
    path = regularization_path(problem_of(method), [1.0, 0.1, 0.01])
    finder = path._finder
    assert type(finder).__name__ == method
    assert not path.missed.any()
    assert path.missed_count == 0
    assert path.method == f"{finder.promise} {finder.method}".strip()
    assert path.exact is finder.exact


@pytest.mark.parametrize("method", list(FOUND_BY))
def test_weights_that_are_off_are_missed_and_nothing_is_promised_of_them(method):
    """The same path with one weight moved by a hundredth of the largest: its slope or its gap gives it away."""
    path = regularization_path(problem_of(method), [1.0, 0.1, 0.01])
    moved = path.weights.copy()
    moved[1, 0] += 0.01 * np.abs(moved).max()
    gap = None
    if path.gap is not None:
        costs = path._finder.problem.at(0.1).costs(moved)
        gap = path.gap + np.array([0.0, float(costs.total[1]) - path.total[1], 0.0]) / path._finder.solver.scale
    off = type(path)(path.strengths, moved, gap, path.kinks, path.depends_on_start, path.work, path._found, path._finder)
    assert off.missed.tolist() == [False, True, False]
    assert off.method == off._finder.method
    assert not off.exact
    assert "At 1 of 3 strengths the minimum was not reached" in off.note


def test_an_elastic_net_whose_search_was_given_up_is_not_exact(monkeypatch):
    path = regularization_path(problem_of("ElasticNetMethod"), [0.1, 0.01])
    assert path.exact
    monkeypatch.setattr(elastic_net, "SEARCH", 1.0)
    guessed = regularization_path(problem_of("ElasticNetMethod"), [0.1, 0.01])
    assert guessed.missed_count == 2
    assert not guessed.exact
    assert "xact" not in guessed.method
    assert "it was not found which weights are in use" in guessed.note


def test_a_loss_of_straight_lines_without_a_penalty_is_bounded_and_not_called_exact():
    path = regularization_path(problem_of("StraightL1Method"), [0.1, 0.0])
    assert path.method.startswith("Each cost is within 1e-4")
