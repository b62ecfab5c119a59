"""Contaminated training examples: a share of outliers, or of wrong labels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explorer.core.domains import DOMAINS
from explorer.datasets.base import Dataset
from explorer.datasets.corruption import Corruption, corrupt

Array = np.ndarray
OUTLIERS, FLIPS = "outliers", "flipped labels"
SIZE = 10.0
"""How far an outlier's target is moved up, in standard deviations of the targets."""
MOST = 0.5


def contamination_of(task: str) -> str:
    """How examples of a kind of target are contaminated: classes by wrong labels, numbers by outliers.

    >>> contamination_of("count"), contamination_of("binary")
    ('outliers', 'flipped labels')
    """
    return FLIPS if task in ("binary", "multiclass") else OUTLIERS


def contaminated(data: Dataset, share: float, seed: int, size: float = SIZE) -> Dataset:
    """The examples with a share of them contaminated, 0 to 0.5, as many as that rounds to.

    Outliers are all moved up, by ``size`` standard deviations of the targets, whole numbers staying whole: outliers on one side
    are what pulls a fit away. Wrong labels are every other class with equal chance. Which examples is decided by the seed; a
    larger share has the same ones and some more. Raises ``ValueError`` for another share.

    >>> data = Dataset(np.zeros((4, 1)), [0.0, 0.0, 2.0, 2.0], task="count")
    >>> np.sort(contaminated(data, 0.25, seed=0).y - data.y)
    array([ 0.,  0.,  0., 10.])
    """
    if not 0.0 <= share <= MOST:
        raise ValueError(f"share: {share:g} is not possible. Allowed: 0 to {MOST:g}.")
    every = np.arange(data.n)
    if contamination_of(data.task) == FLIPS:
        return corrupt(data, every, Corruption(flips=float(share)), seed, 1.0)[0]
    chosen = np.argsort(np.random.default_rng([seed, 6]).random(data.n), kind="stable")[: round(share * data.n)]
    moved = size * float(data.y.std())
    y = np.array(data.y)
    y[chosen] += np.ceil(moved) if DOMAINS[data.task].whole else moved
    return replace(data, y=y)
