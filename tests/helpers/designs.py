"""Designs whose columns are dependent in one way or another."""

from __future__ import annotations

import numpy as np

_RNG = np.random.default_rng(0)
X = _RNG.normal(size=(30, 3))
"""Three columns that are independent."""
DESIGNS = {
    "independent": X,
    "a repeated column": np.column_stack([X, X[:, 0]]),
    "a constant column": np.column_stack([X, np.full(30, 2.5)]),
    "a column of zeros": np.column_stack([X, np.zeros(30)]),
    "sums of columns": np.column_stack([X, X[:, 0] - 2 * X[:, 1], X.sum(axis=1) + 1]),
    "more columns than rows": _RNG.normal(size=(5, 9)),
    "sizes far apart": X * (1e-4, 1.0, 1e4),
}
