"""Sentences on features that leave weights undetermined: constant ones, duplicates, more features than examples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.core.columns import constant_columns, duplicate_columns
from explorer.datasets.base import Dataset

Array = np.ndarray
MOST_NAMED = 4


def column_notes(data: Dataset) -> tuple[str, ...]:
    """A sentence for each kind of feature that leaves weights undetermined; empty where there is none.

    >>> column_notes(Dataset(np.array([[1.0, 2.0, 4.0], [1.0, 3.0, 6.0]]), np.zeros(2), ("a", "b", "c")))[0]
    'a never changes, so its weight says nothing and any penalty leaves it at zero.'
    """
    X, names = data.X, data.features
    constant = constant_columns(X)
    sentences = []
    if constant.any():
        one = int(constant.sum()) == 1
        which = _listed([names[j] for j in np.flatnonzero(constant).tolist()])
        sentences.append(
            f"{which} never change{'s' * one}, so {'its' if one else 'their'} "
            f"weight{' says' if one else 's say'} nothing and any penalty leaves {'it' if one else 'them'} at zero."
        )
    if pairs := duplicate_columns(X):
        equal = _listed([f"{names[i]} and {names[j]}" for i, j in pairs])
        sentences.append(
            f"{equal} are copies of each other: only the sum of their weights is decided by the data, L2 shares it equally."
        )
    if data.n <= X.shape[1]:
        sentences.append(
            f"There are {X.shape[1]} features and {data.n} examples: without a penalty many weights fit equally well, and the "
            "penalty decides between them."
        )
    return tuple(sentences)


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    if more > 0:
        return f"{', '.join(names[:MOST_NAMED])} and {more} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
