"""The two directions along which inputs vary most, and the plane that they span."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Components:
    """The plane through the mean of inputs (n, d) along their two leading principal components.

    ``mean`` (d,), ``axes`` (2, d) of unit length and at right angles, ``shares`` (2,) of the variance along each, 0 to 1.
    """

    mean: Array
    axes: Array
    shares: Array

    def project(self, X: Array) -> Array:
        """The orthogonal projections (n, 2) of inputs (n, d) onto the plane."""
        return (X - self.mean) @ self.axes.T

    def lift(self, places: Array) -> Array:
        """The inputs (k, d) at places (k, 2) of the plane."""
        return self.mean + places @ self.axes


def leading_components(X: Array) -> Components:
    """The two leading principal components of inputs (n, d), d at least 2. Source: Pearson (1901), by singular values.

    An axis has two directions; the one in which its largest entry is positive is taken. Inputs that do not vary at all have
    shares of 0.

    >>> leading_components(np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 1.0], [3.0, 1.0]])).shares.tolist()
    [0.9, 0.1]
    """
    mean = X.mean(axis=0)
    _, lengths, axes = np.linalg.svd(np.vstack([X - mean, np.zeros((2, X.shape[1]))]), full_matrices=False)
    axes = axes[:2]
    leader = np.take_along_axis(axes, np.abs(axes).argmax(axis=1)[:, None], axis=1)
    square = lengths**2
    total = float(square.sum())
    return Components(mean, axes * np.where(leader < 0, -1.0, 1.0), square[:2] / total if total else np.zeros(2))
