"""What is said of the choice: ties, the empty model, and both ends of what was tried, whether more would help or not."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import LOSSES, MODELS, PENALTIES, Dataset, Problem
from explorer.cost.existence import Existence
from explorer.selection import cross_validate
from explorer.selection.edges import beyond, choice_note, endless_note

NONE = np.zeros(0)


def chosen(X, y, strengths, penalty="l1", loss="squared", task="regression"):
    data = Dataset(X, y, task=task)
    return cross_validate(Problem(data, MODELS["linear"](), LOSSES[loss](), PENALTIES[penalty](), 0.0), strengths)


@pytest.fixture
def noise():
    rng = np.random.default_rng(0)
    return rng.normal(size=(60, 4)), rng.normal(size=60)


def test_on_pure_noise_the_empty_model_is_best(noise):
    """The mean of the rest is the best prediction there: the error at the largest strength is that of the mean alone."""
    found = chosen(*noise, [10.0, 1.0, 0.1, 0.01])
    assert found.best == 10.0
    assert found.note.startswith("No feature helps: the error is smallest (")
    assert found.note.endswith("where all weights are zero.")
    assert "No feature" not in chosen(noise[0], noise[0][:, 0], [10.0, 1.0, 0.1, 0.01]).note


def test_ties_are_told_as_ties(noise):
    assert chosen(*noise, [1e3, 1e6, 1e4]).note.endswith("since all weights are zero at each: the largest is taken.")
    assert choice_note(np.array([2.0, 1.0]), np.array([3.0, 3.0]), 0, False, False, NONE) == (
        "All strengths that were tried have the same error, 3: the largest is taken."
    )
    assert "same error" not in choice_note(np.array([2.0, 1.0]), np.array([3.0, 3.0 + 1e-6]), 0, False, False, np.full(3, 3.0))


@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_a_target_that_is_the_same_everywhere_leaves_nothing_to_choose(noise, penalty):
    found = chosen(noise[0], np.full(60, 5.0), [10.0, 1.0, 0.1], penalty)
    assert found.note.startswith("The target is the same in every example")


@pytest.mark.parametrize("penalty", ["l1", "l2"])
def test_at_the_small_end_it_is_tried_whether_less_would_help(noise, penalty):
    X, _ = noise
    y = X @ np.array([1.0, -2.0, 0.5, 3.0]) + 0.1 * np.random.default_rng(1).normal(size=60)
    assert chosen(X, y, [10.0, 1.0], penalty).note.endswith(": smaller ones do better still.")
    assert chosen(X, y, [1.0, 1e-9], penalty).note.endswith(": smaller ones hardly change it.")
    assert chosen(X, y, [1.0, 0.0], penalty).note == "The error is smallest without any penalty."


def test_at_the_large_end_it_is_tried_whether_more_would_help(noise):
    assert chosen(*noise, [0.02, 0.01]).note.endswith(
        "at the largest strength that was tried, 0.02: larger ones do better still."
    )
    assert chosen(*noise, [1e9, 1e-3], "l2").note.endswith("1e9: larger ones hardly change it.")


def test_beyond_an_end_are_three_more():
    assert beyond(np.array([4.0, 1.0]), 1).tolist() == [0.1, 0.01, 0.001]
    assert beyond(np.array([4.0]), 0).size == beyond(np.array([4.0, 0.0]), 1).size == 0


def test_folds_without_a_lowest_cost_are_counted():
    """Classes that do not overlap but for one example: without it there is no lowest cost, in the fold that leaves it out."""
    x = np.arange(12.0)
    y = np.where(x < 6, -1.0, 1.0)
    y[9] = -1.0
    found = chosen(x[:, None], y, [1.0, 0.0], "l2", "logistic", "binary")
    assert "In 1 of 5 folds there is no lowest cost without a penalty: some weights put every example" in found.note
    assert "lowest cost" not in chosen(x[:, None], y, [1.0, 0.1], "l2", "logistic", "binary").note
    assert endless_note([Existence(True)] * 3) == endless_note([]) == ""
