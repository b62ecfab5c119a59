"""Features with missing values: filled with medians of the examples that are trained on, so that nothing held out is used."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.datasets.base import Dataset

Array = np.ndarray


def medians(data: Dataset) -> Array:
    """The median (d,) of each feature over the examples that have it; 0 for a feature that none has.

    All examples count alike, whatever they weigh, as for means and spreads.

    >>> X, gaps = np.array([[1.0], [3.0], [0.0]]), np.array([[False], [False], [True]])
    >>> medians(Dataset(X, np.zeros(3), gaps=gaps))
    array([2.])
    """
    if data.gaps is None:
        return np.median(data.X, axis=0)
    found = np.zeros(data.X.shape[1])
    for j, (x, gone) in enumerate(zip(data.X.T, data.gaps.T, strict=True)):
        if not gone.all():
            found[j] = np.median(x[~gone])
    return found


def filled(data: Dataset, values: Array) -> Dataset:
    """The data with one value (d,) a feature in its gaps. They stay gaps, to be filled anew elsewhere."""
    if data.gaps is None:
        return data
    return replace(data, X=np.where(data.gaps, values, data.X))


def filled_by(train: Dataset, *others: Dataset) -> tuple[Dataset, ...]:
    """A training part and others, all filled with the medians of the training part; the same objects where nothing is missing.

    >>> X, gaps = np.array([[1.0], [3.0], [0.0]]), np.array([[False], [False], [True]])
    >>> data = Dataset(X, np.zeros(3), gaps=gaps)
    >>> [part.X.tolist() for part in filled_by(data.rows(np.array([0])), data.rows(np.array([1, 2])))]
    [[[1.0]], [[3.0], [1.0]]]
    """
    if train.gaps is None:
        return (train, *others)
    values = medians(train)
    return tuple(filled(data, values) for data in (train, *others))
