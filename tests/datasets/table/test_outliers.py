"""Tukey's outer fences, computed by hand and by SciPy."""

from __future__ import annotations

import numpy as np
from scipy.stats import iqr

from explorer import DATASETS
from explorer.datasets.table.outliers import outliers


def test_values_beyond_the_outer_fences_farthest_first():
    y = DATASETS["wages"]().load().y
    low, high = np.quantile(y, 0.25) - 3 * iqr(y), np.quantile(y, 0.75) + 3 * iqr(y)
    expected = np.flatnonzero((y < low) | (y > high))
    found = outliers(y)
    assert expected.size > 0
    assert sorted(found.tolist()) == expected.tolist()
    assert (np.diff(y[found]) <= 0).all()


def test_the_fence_itself_is_inside():
    """The quartiles are 2 and 6, so the fences stand at -10 and 18."""
    assert outliers(np.array([0.0, 1, 2, 3, 4, 5, 6, 7, 18])).tolist() == []
    assert outliers(np.array([0.0, 1, 2, 3, 4, 5, 6, 7, 18.001])).tolist() == [8]


def test_both_sides_and_none():
    assert outliers(np.array([0.0, 1, 2, 3, 4, 100, -500])).tolist() == [6, 5]
    assert outliers(np.arange(50.0)).tolist() == []
    assert outliers(np.array([0.0, 0, 0, 0, 0, 9])).tolist() == []
