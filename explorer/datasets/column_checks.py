"""What of the features leaves the weights undecided: constant ones, copies of each other, more of them than examples."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.datasets.base import Dataset

Array = np.ndarray
SAME = 1e-10
"""Features that differ by less than this share of their spread, once centred and scaled, are copies."""
MOST_NAMED = 4


def column_notes(data: Dataset) -> tuple[str, ...]:
    """A sentence for each thing that is odd about the features; none where there is nothing.

    >>> column_notes(Dataset(np.array([[1.0, 2.0, 4.0], [1.0, 3.0, 6.0]]), np.zeros(2), ("a", "b", "c")))[0]
    'a never changes, so its weight says nothing and any penalty leaves it at zero.'
    """
    X, names = data.X, data.features
    spread = X.max(axis=0) - X.min(axis=0)
    constant = spread <= SAME * np.abs(X).max(axis=0)
    told = []
    if constant.any():
        one = int(constant.sum()) == 1
        which = _listed([names[j] for j in np.flatnonzero(constant).tolist()])
        told.append(
            f"{which} never change{'s' * one}, so {'its' if one else 'their'} "
            f"weight{' says' if one else 's say'} nothing and any penalty leaves {'it' if one else 'them'} at zero."
        )
    if pairs := _copies(X, constant):
        said = _listed([f"{names[i]} and {names[j]}" for i, j in pairs])
        told.append(
            f"{said} are copies of each other: only the sum of their weights is decided by the data, L2 shares it equally."
        )
    if data.n <= X.shape[1]:
        told.append(
            f"There are {X.shape[1]} features and {data.n} examples: without a penalty many weights fit equally well, and the "
            "penalty decides between them."
        )
    return tuple(told)


def _copies(X: Array, constant: Array) -> list[tuple[int, int]]:
    """Each column that is another before it once both are centred and scaled, either way round, with the first such."""
    kept = np.flatnonzero(~constant)
    centred = X[:, kept] - X[:, kept].mean(axis=0)
    centred = centred / np.sqrt((centred * centred).sum(axis=0))
    alike = np.abs(np.triu(centred.T @ centred, 1))
    found = []
    for later in range(kept.size):
        first = np.flatnonzero(alike[:, later] > 1.0 - SAME)
        if first.size:
            found.append((int(kept[first[0]]), int(kept[later])))
    return found


def _listed(names: Sequence[str]) -> str:
    more = len(names) - MOST_NAMED
    if more > 0:
        return f"{', '.join(names[:MOST_NAMED])} and {more} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]
