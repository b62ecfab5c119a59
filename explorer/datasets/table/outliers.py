"""Values of a target far from all others."""

from __future__ import annotations

import numpy as np

Array = np.ndarray
FAR = 3.0
"""Fences stand so many interquartile ranges beyond the quartiles: what lies outside is "far out". Source: Tukey, Exploratory
Data Analysis, 1977, section 2D."""


def outliers(values: Array) -> Array:
    """Places of the numbers (n,) outside the outer fences, those farthest out first. None where half of all are equal.

    >>> outliers(np.array([1.0, 2.0, 3.0, 4.0, 1e9, 2.5, 3.5]))
    array([4])
    """
    lower, upper = np.percentile(values, [25, 75])
    width = upper - lower
    if not width > 0:
        return np.zeros(0, dtype=int)
    beyond = np.maximum(lower - values, values - upper) / width
    found = np.flatnonzero(beyond > FAR)
    return found[np.argsort(-beyond[found], kind="stable")]
