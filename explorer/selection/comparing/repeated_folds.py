"""Repeated folds: the examples dealt out several times, the same for all that are compared, groups kept together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.core.text import shown
from explorer.datasets.base import Dataset
from explorer.selection.folds import OTHERWISE, dealt, fold_refusal, weightless

Array = np.ndarray


def repeated_folds(data: Dataset, folds: int, repeats: int, seed: int, groups: Sequence[object] | Array | None = None) -> Array:
    """Which fold, 0 ... folds - 1, holds each example out in each repeat: (repeats, n).

    Without ``groups`` the examples are dealt out as `explorer.selection.folds.dealt` does, classes in their shares, from other
    random numbers in each repeat; the first repeat is what `cross_validate` does with that seed. Examples of one group (n,)
    stay together: groups are taken by their size, the largest first and those of one size in random order, each to the fold
    that leaves the numbers of examples, or of every class, the most even (as scikit-learn's StratifiedGroupKFold).

    Raises ``ValueError``, in a sentence, where a fold would be empty, or it or what is left would be without a class.

    >>> data = Dataset(np.zeros((6, 1)), np.zeros(6))
    >>> repeated_folds(data, 2, 2, seed=0, groups=["a", "a", "a", "b", "b", "c"]).tolist()
    [[0, 0, 0, 1, 1, 1], [0, 0, 0, 1, 1, 1]]
    """
    if isinstance(repeats, bool) or int(repeats) != repeats or repeats < 1:
        raise ValueError(f"repeats: {repeats!r} is not possible. Allowed: whole numbers from 1.")
    if groups is None:
        found = [dealt(data, folds, seed, repeat) for repeat in range(repeats)]
    else:
        found = [_grouped(data, folds, seed, repeat, _numbered(data, folds, groups)) for repeat in range(repeats)]
    for fold in found:
        if refusal := weightless(data, fold) or _without_class(data, fold):
            raise ValueError(refusal)
    return np.array(found)


def _numbered(data: Dataset, folds: int, groups: Sequence[object] | Array) -> Array:
    """The groups (n,) as numbers 0 ... g - 1; ``ValueError`` where they do not fit the data or the folds."""
    names = np.asarray([str(group) for group in groups])
    if names.shape != (data.n,):
        raise ValueError(f"groups: {names.size} for {data.n} examples. Allowed: one for each example.")
    kinds, number = np.unique(names, return_inverse=True)
    if refusal := fold_refusal(data, folds):
        raise ValueError(refusal)
    if kinds.size < folds:
        allowed = f" Allowed: 2 to {kinds.size} folds." if kinds.size > 1 else f" All are in {shown(str(kinds[0]))}."
        raise ValueError(f"groups: {folds} folds need at least {folds} groups; there are {kinds.size}.{allowed}")
    return number


def _grouped(data: Dataset, folds: int, seed: int, repeat: int, group: Array) -> Array:
    """Which fold each example belongs to (n,), groups (n,) of 0 ... g - 1 kept together."""
    several = data.task in ("binary", "multiclass")
    kind = np.unique(data.y, return_inverse=True)[1] if several else np.zeros(data.n, dtype=int)
    counts = np.zeros((group.max() + 1, kind.max() + 1))
    np.add.at(counts, (group, kind), 1.0)
    shares = counts / counts.sum(axis=0)
    order = np.random.default_rng([seed, 5, repeat]).permutation(len(counts))
    order = order[np.argsort(-counts[order].sum(axis=1), kind="stable")]
    held, of_group = np.zeros((folds, shares.shape[1])), np.empty(len(counts), dtype=int)
    for one in order:
        tried = held[None] + np.eye(folds)[:, :, None] * shares[one]
        uneven = tried.std(axis=1).mean(axis=1)
        sizes = held.sum(axis=1)
        of_group[one] = min(range(folds), key=lambda fold: (round(float(uneven[fold]), 12), sizes[fold]))
        held[of_group[one]] += shares[one]
    return of_group[group]


def _without_class(data: Dataset, fold: Array) -> str:
    """Which fold (n,) is empty, or without a class, or leaves none of a class to train on; empty where none is."""
    for number in range(int(fold.max()) + 1):
        own = data.y[fold == number]
        if not own.size:
            return f"Fold {number + 1} would hold out no example, since groups stay together. {OTHERWISE}"
        if data.task not in ("binary", "multiclass"):
            continue
        for label in np.unique(data.y):
            name = data.classes[int(label) if data.task == "multiclass" else int(label > 0)]
            if not (own == label).any():
                return f'Fold {number + 1} would hold out no "{shown(name)}", since groups stay together. {OTHERWISE}'
            if not (data.y[fold != number] == label).any():
                return f'Fold {number + 1} would hold out every "{shown(name)}", since groups stay together. {OTHERWISE}'
    return ""
