"""Weights of examples and offsets of their scores: what is allowed, and weights relative to their mean."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

Array = np.ndarray


def checked_weights(weights: Array | Sequence[float] | None, n: int) -> Array | None:
    """Weights (n,) as a read-only array; None where they are all alike, so that they change nothing.

    Raises ``ValueError``, which names the row, where one is negative or no finite number, or all are 0.

    >>> checked_weights([1, 2, 0], 3), checked_weights([2, 2, 2], 3)
    (array([1., 2., 0.]), None)
    """
    if weights is None:
        return None
    found = _column(weights, n, "example_weights")
    if (bad := np.flatnonzero(found < 0)).size:
        raise ValueError(f"row {bad[0]}: the weight of an example is {found[bad[0]]:g}; it must be 0 or above")
    if not found.any():
        raise ValueError("example_weights: every one is 0, so that no example counts; at least one must be above 0")
    return None if (found == found[0]).all() else found


def checked_offset(offset: Array | Sequence[float] | None, n: int) -> Array | None:
    """Offsets (n,) as a read-only array; None where all are 0. Raises ``ValueError`` where one is no finite number.

    >>> checked_offset([0.0, 0.0], 2) is None
    True
    """
    found = None if offset is None else _column(offset, n, "offset")
    return found if found is not None and found.any() else None


def relative(weights: Array) -> Array:
    """Weights (n,) as multiples of their mean; the largest is taken out first, so that no sum is too large.

    >>> relative(np.array([1e308, 1e308, 0.0]))
    array([1.5, 1.5, 0. ])
    """
    scaled = weights / weights.max()
    shares: Array = scaled / scaled.mean()
    return shares


def _column(values: Array | Sequence[float], n: int, name: str) -> Array:
    found = np.array(values, dtype=float)
    if found.shape != (n,):
        raise ValueError(f"{name}: must be ({n},), one number an example; got {found.shape}")
    if (bad := np.flatnonzero(~np.isfinite(found))).size:
        raise ValueError(f"row {bad[0]}: {name} is {found[bad[0]]:g}; it must be a finite number")
    found.flags.writeable = False
    return found
