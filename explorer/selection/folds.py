"""Folds: the examples dealt out into parts of like size, each held out once."""

from __future__ import annotations

import numpy as np

from explorer.datasets.base import Dataset

Array = np.ndarray


def dealt(data: Dataset, folds: int, seed: int, repeat: int = 0) -> Array:
    """Which fold each example belongs to (n,), 0 ... folds - 1: shuffled by the seed, then dealt out one by one.

    Classes are dealt out one after the other, so that every fold has its share of each (Kohavi, "A study of cross-validation
    and bootstrap", 1995). Sizes of folds, and the numbers of a class in them, differ by one at most. Raises ``ValueError``,
    in a sentence, where there are fewer examples than folds, of a class or of the whole. Another ``repeat`` deals anew.

    >>> np.bincount(dealt(Dataset(np.arange(7.0)[:, None], np.arange(7.0)), 3, seed=0))
    array([3, 2, 2])
    """
    if refusal := fold_refusal(data, folds):
        raise ValueError(refusal)
    rng = np.random.default_rng([seed, 4, repeat] if repeat else [seed, 4])
    order = np.concatenate([rng.permutation(group) for group in _groups(data)])
    fold = np.empty(data.n, dtype=int)
    fold[order] = np.arange(data.n) % folds
    return fold


def fold_refusal(data: Dataset, folds: int) -> str:
    """Why the data cannot be dealt into so many folds, in a sentence; empty where they can.

    >>> fold_refusal(Dataset(np.zeros((3, 1)), np.zeros(3)), 5)
    '5 folds need at least 5 examples to hold out; there are 3. Allowed: 2 to 3 folds.'
    """
    if isinstance(folds, bool) or int(folds) != folds or folds < 2:
        return f"{folds:g} folds are not possible: one part is held out while the others are trained on. Allowed: 2 or more."
    if folds > data.n:
        allowed = f" Allowed: 2 to {data.n} folds." if data.n > 1 else ""
        return f"{folds} folds need at least {folds} examples to hold out; there are {data.n}.{allowed}"
    if data.task not in ("binary", "multiclass"):
        return ""
    labels, counts = np.unique(data.y, return_counts=True)
    rarest = int(np.argmin(counts))
    if counts[rarest] >= folds:
        return ""
    at = int(labels[rarest]) if data.task == "multiclass" else int(labels[rarest] > 0)
    count = int(counts[rarest])
    allowed = f" Allowed: 2 to {count} folds." if count > 1 else " No number of folds works."
    examples = "1 example" if count == 1 else f"{count} examples"
    return f'The class "{data.classes[at]}" has {examples}, fewer than {folds} folds, so a fold would be without it.{allowed}'


def weightless(data: Dataset, fold: Array) -> str:
    """Why a fold (n,) of 0, 1 ... cannot be used because nothing in it, or of a class outside it, counts; empty where all can.

    >>> weightless(Dataset(np.eye(3), np.arange(3.0), example_weights=[1, 0, 2]), np.array([0, 1, 2]))
    'Every example that fold 2 holds out has weight 0. Another seed, or fewer folds, would split them differently.'
    """
    if data.example_weights is None:
        return ""
    counts = data.example_weights > 0
    several = data.task in ("binary", "multiclass")
    for number in range(int(fold.max()) + 1):
        if not counts[fold == number].any():
            return f"Every example that fold {number + 1} holds out has weight 0. {OTHERWISE}"
        rest = data.y[counts & (fold != number)]
        if not rest.size or (several and np.unique(rest).size < 2):
            return f"Outside fold {number + 1} too few examples have a weight above 0 to train on. {OTHERWISE}"
    return ""


OTHERWISE = "Another seed, or fewer folds, would split them differently."


def _groups(data: Dataset) -> list[Array]:
    """The rows of each class; of all examples where there are none."""
    if data.task not in ("binary", "multiclass"):
        return [np.arange(data.n)]
    return [np.flatnonzero(data.y == label) for label in np.unique(data.y)]
