"""Repeated folds: sizes, shares of classes, groups against scikit-learn's checks, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Dataset
from explorer.selection.comparing.repeated_folds import repeated_folds
from explorer.selection.folds import dealt
from tests.helpers.compared import drawn


def test_each_repeat_deals_all_examples_anew_in_like_numbers():
    found = repeated_folds(drawn(), 5, 4, seed=2)
    assert found.shape == (4, 60)
    assert all(np.bincount(fold).tolist() == [12] * 5 for fold in found)
    assert len({fold.tobytes() for fold in found}) == 4
    assert (found[0] == dealt(drawn(), 5, 2)).all()
    assert (found == repeated_folds(drawn(), 5, 4, seed=2)).all()


def test_classes_have_their_share_of_every_fold():
    data = drawn("multiclass", n=90)
    for fold in repeated_folds(data, 4, 3, seed=0):
        for label in np.unique(data.y):
            counts = np.bincount(fold[data.y == label], minlength=4)
            assert counts.max() - counts.min() <= 1


@pytest.mark.parametrize("task", ["regression", "binary"])
def test_groups_are_never_split_and_folds_stay_even(task):
    data = drawn(task, n=200)
    groups = np.random.default_rng(1).integers(0, 40, size=200)
    found = repeated_folds(data, 5, 3, seed=0, groups=groups)
    assert len({fold.tobytes() for fold in found}) == 3
    for fold in found:
        assert all(np.unique(fold[groups == group]).size == 1 for group in np.unique(groups))
        sizes = np.bincount(fold, minlength=5)
        assert sizes.min() >= 30
        assert sizes.max() <= 50
        if task == "binary":
            shares = [(data.y[fold == k] > 0).mean() for k in range(5)]
            assert max(shares) - min(shares) < 0.15


def test_groups_of_one_are_dealt_as_evenly_as_examples():
    found = repeated_folds(drawn(), 5, 2, seed=0, groups=range(60))
    assert all(np.bincount(fold).tolist() == [12] * 5 for fold in found)


@pytest.mark.parametrize(
    ("labels", "groups", "says"),
    [
        (None, ["a"] * 10, r"groups: 3 folds need at least 3 groups; there are 1. All are in a."),
        (None, list("aaaaabbbbb"), r"groups: 3 folds need at least 3 groups; there are 2. Allowed: 2 to 2 folds."),
        (None, list("ab"), r"groups: 2 for 10 examples"),
        ([1, 1, 1, -1, -1, -1, -1, -1, -1, -1], list("aaabbccdde"), r'Fold \d would hold out (no|every) "\+1"'),
    ],
)
def test_what_leaves_a_fold_empty_or_without_a_class_is_refused(labels, groups, says):
    task = "regression" if labels is None else "binary"
    data = Dataset(np.zeros((10, 1)), np.arange(10.0) if labels is None else labels, task=task)
    with pytest.raises(ValueError, match=says):
        repeated_folds(data, 3, 1, seed=0, groups=groups)


def test_a_fold_without_weight_is_refused():
    weights = np.ones(10)
    weights[dealt(drawn(n=10), 3, 0) == 1] = 0.0
    with pytest.raises(ValueError, match="Every example that fold 2 holds out has weight 0"):
        repeated_folds(drawn(n=10, example_weights=weights), 3, 1, seed=0)
