"""Arithmetic on blocks of weights that several penalties share: soft-thresholding and the lengths of rows."""

from __future__ import annotations

import numpy as np

Array = np.ndarray


def soft_threshold(w: Array, t: float | Array) -> Array:
    """Each weight moved towards zero by t, and to zero where it would cross (Donoho and Johnstone, 1994).

    >>> soft_threshold(np.array([3.0, -0.5]), 1.0)
    array([2., 0.])
    """
    return w - np.minimum(np.maximum(w, -t), t)


def row_lengths(w: Array) -> Array:
    """The Euclidean length (..., inputs) of every row of a block (..., inputs, outputs).

    >>> row_lengths(np.array([[3.0, 4.0], [0.0, 1.0]]))
    array([5., 1.])
    """
    return np.sqrt(np.einsum("...j,...j->...", w, w))
