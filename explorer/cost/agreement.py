"""How well predictions agree with the targets: their correlation, and how many examples are on the right side."""

from __future__ import annotations

import numpy as np

from explorer.losses.multiclass import lead

Array = np.ndarray


def correlation(a: Array, b: Array) -> float:
    """The correlation of two vectors (n,); 0 where one of them does not vary.

    >>> correlation(np.array([1.0, 2.0, 3.0]), np.array([1.0, 2.0, 3.0])), correlation(np.array([1.0, 2.0]), np.ones(2))
    (1.0, 0.0)
    """
    varies = a.std() > 0 and b.std() > 1e-12 * max(1.0, abs(float(b.mean())))
    return float(np.corrcoef(a, b)[0, 1]) if varies else 0.0


def scores_or_leads(z: Array, y: Array, binary: bool) -> Array:
    """The scores (n,) of two classes; of several (n, K) the lead of each true class over the best other one."""
    return z if binary else lead(z, y)


def on_right_side(scores: Array, y: Array, binary: bool) -> int:
    """How many examples have a score of the sign of their label (-1 or +1), or a lead above 0.

    >>> on_right_side(np.array([0.5, -2.0, 1.0]), np.array([1.0, -1.0, -1.0]), binary=True)
    2
    """
    right = (scores > 0) == (y > 0) if binary else scores > 0
    return int(right.sum())
