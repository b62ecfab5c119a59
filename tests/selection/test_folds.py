"""Folds: every example held out once, sizes even, classes shared out, and refusals that say what is possible."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Dataset
from explorer.selection.folds import dealt, fold_refusal


def labelled(counts, task):
    y = np.repeat(np.arange(len(counts)) if task == "multiclass" else (-1.0, 1.0), counts)
    return Dataset(np.arange(len(y), dtype=float)[:, None], y, task=task)


@pytest.mark.parametrize(("n", "folds"), [(10, 2), (11, 5), (7, 7), (442, 10)])
def test_each_example_is_in_one_fold_and_sizes_differ_by_one_at_most(n, folds):
    fold = dealt(Dataset(np.zeros((n, 1)), np.zeros(n)), folds, seed=3)
    sizes = np.bincount(fold, minlength=folds)
    assert fold.shape == (n,)
    assert sizes.sum() == n
    assert sizes.max() - sizes.min() <= 1


@pytest.mark.parametrize(("counts", "task"), [((13, 29), "binary"), ((7, 50, 11), "multiclass"), ((5, 5, 5, 6), "multiclass")])
def test_each_class_is_shared_out_evenly_and_so_is_the_whole(counts, task):
    data = labelled(counts, task)
    fold = dealt(data, 5, seed=0)
    for label in np.unique(data.y):
        shares = np.bincount(fold[data.y == label], minlength=5)
        assert shares.max() - shares.min() <= 1
        assert shares.min() >= 1
    sizes = np.bincount(fold)
    assert sizes.max() - sizes.min() <= 1


def test_the_seed_alone_decides():
    data = labelled((20, 20), "binary")
    assert (dealt(data, 4, 1) == dealt(data, 4, 1)).all()
    assert (dealt(data, 4, 1) != dealt(data, 4, 2)).any()


WITHOUT = "so a fold would be without it."
ONE = "one part is held out while the others are trained on. Allowed: 2 or more."


@pytest.mark.parametrize(
    ("counts", "task", "folds", "said"),
    [
        ((3, 20), "binary", 5, f'The class "-1" has 3 examples, fewer than 5 folds, {WITHOUT} Allowed: 2 to 3 folds.'),
        ((9, 1, 9), "multiclass", 2, f'The class "1" has 1 example, fewer than 2 folds, {WITHOUT} No number of folds works.'),
        ((9, 9), "binary", 19, "19 folds need at least 19 examples to hold out; there are 18. Allowed: 2 to 18 folds."),
        ((9, 9), "binary", 1, f"1 folds are not possible: {ONE}"),
        ((9, 9), "binary", 2.5, f"2.5 folds are not possible: {ONE}"),
    ],
)
def test_what_cannot_be_dealt_is_refused_with_what_can(counts, task, folds, said):
    data = labelled(counts, task)
    assert fold_refusal(data, folds) == said
    with pytest.raises(ValueError, match=r"folds"):
        dealt(data, folds, 0)


def test_a_class_that_no_example_has_is_no_obstacle():
    data = Dataset(np.zeros((6, 1)), np.array([0, 0, 0, 2, 2, 2]), task="multiclass", classes=("a", "b", "c"))
    assert fold_refusal(data, 3) == ""
