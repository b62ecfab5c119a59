"""Constant, duplicate and linearly dependent columns of a matrix, with the tolerances used everywhere."""

from __future__ import annotations

import numpy as np

Array = np.ndarray

CONSTANT = 1e-12
"""A standard deviation below this share of the mean is what rounding leaves of a constant."""
DEPENDENT = 1e-10
"""A centred column of length 1 is dependent where less than this is left of its square once other columns are taken out."""
SMALLEST = 1e-300


def constant(std: Array, mean: Array) -> Array:
    """Which columns (d,) are constant, given their standard deviations (d,) and means (d,), or one number each.

    >>> constant(np.array([0.0, 1e-9, 1e-9]), np.array([0.0, 1.0, 1e6]))
    array([ True, False,  True])
    """
    return std <= CONSTANT * np.maximum(np.abs(mean), SMALLEST)


def constant_columns(X: Array) -> Array:
    """Which columns (d,) of X (n, d) are constant.

    >>> constant_columns(np.array([[0.1, 1.0], [0.1, 2.0], [0.1, 3.0]]))
    array([ True, False])
    """
    return constant(X.std(axis=0), X.mean(axis=0))


def unit_scale(std: Array, mean: Array) -> Array:
    """The divisors (d,) that give columns a standard deviation of 1; 1 for constant ones.

    >>> unit_scale(np.array([2.0, 0.0]), np.array([5.0, 5.0]))
    array([2., 1.])
    """
    return np.where(constant(std, mean), 1.0, std)


def duplicate_columns(X: Array) -> list[tuple[int, int]]:
    """Pairs (first, copy) of columns of X (n, d) that are equal up to offset, scale and sign.

    >>> duplicate_columns(np.array([[1.0, 5.0, -2.0], [2.0, 1.0, -4.0], [4.0, 3.0, -8.0]]))
    [(0, 2)]
    """
    kept = np.flatnonzero(~constant_columns(X))
    centred = X[:, kept] - X[:, kept].mean(axis=0)
    centred = centred / np.sqrt((centred * centred).sum(axis=0))
    alike = np.abs(np.triu(centred.T @ centred, 1)) > 1.0 - DEPENDENT
    return [(int(kept[alike[:, j].argmax()]), int(kept[j])) for j in range(kept.size) if alike[:, j].any()]


def rank(A: Array) -> int:
    """The numerical rank of A (n, q): the number of linearly independent columns.

    Singular values above the largest x max(n, q) x 2.2e-16 count (Golub and Van Loan, Matrix Computations). For a tall
    matrix they are those of R (q, q) in its QR decomposition.

    >>> rank(np.array([[1.0, 2.0, 0.0], [2.0, 4.0, 1.0], [3.0, 6.0, 0.0]]))
    2
    """
    small = np.linalg.qr(A, mode="r") if A.shape[0] > A.shape[1] else A
    values = np.linalg.svd(small, compute_uv=False)
    return int((values > values.max(initial=0.0) * max(A.shape) * np.finfo(float).eps).sum())
