"""Which of many linear expressions can be above 0 while none is below: a linear programme by the simplex method."""

from __future__ import annotations

import numpy as np

from explorer.core.effort import Effort

Array = np.ndarray

TOUCHING = 1e-9
"""Rows of length 1 whose product with a direction of length 1 is no larger count as at right angles to it."""
TINY = 1e-11
"""What is no larger than this in a tableau of numbers around 1 counts as 0."""
MOST_CELLS = 400_000
"""With more numbers it takes too long."""
MOST = 6e8
"""So many numbers may be changed in search of a direction, which takes about a second."""


def positive_rows(A: Array) -> Array | None:
    """Which rows (m,) of A (m, q) some d with A d >= 0 makes positive, the most that one d can; None where that is not known.

    None of them where there is no such d at all but for A d = 0: then there are factors above 0 for all rows that cancel
    (Stiemke, 1915). Not known where the tableau is too large or the search too long, or rounding hides the answer. The rows
    that one d leaves at 0 are asked again by themselves, since a little of another d can be added to it; a row of zeros is
    never positive.

    >>> positive_rows(np.array([[1.0, 0.0], [1.0, 1.0], [1.0, -1.0]])), positive_rows(np.array([[1.0], [-1.0]]))
    (array([ True,  True,  True]), array([False, False]))
    >>> positive_rows(np.array([[0.0, 1.0], [0.0, -1.0], [2.0, 0.0]]))
    array([False, False,  True])
    """
    length = np.sqrt((A * A).sum(axis=1))
    rows = np.flatnonzero(length > 0)
    positive = np.zeros(len(A), dtype=bool)
    if A.size > MOST_CELLS:
        return None
    effort = Effort(MOST)
    while rows.size:
        B = _orthonormal(A[rows] / length[rows, None])
        inner = np.sqrt((B * B).sum(axis=1)) > TOUCHING
        rows, B = rows[inner], B[inner]
        B = B / np.sqrt((B * B).sum(axis=1))[:, None]
        known, d = _direction(B, effort)
        if not known:
            return None
        if d is None:
            break
        above = B @ d > TOUCHING
        positive[rows[above]] = True
        rows = rows[~above]
    return positive


def _orthonormal(A: Array) -> Array:
    """Rows (m, r) in coordinates in which the columns are orthonormal, so that near-dependent ones do no harm, r the rank."""
    U, s, _ = np.linalg.svd(A, full_matrices=False)
    kept = s > s.max(initial=0.0) * max(A.shape) * np.finfo(float).eps
    found: Array = U[:, kept] * np.sqrt(len(A))
    return found


def _direction(B: Array, effort: Effort) -> tuple[bool, Array | None]:
    """Whether it is known, and a d (r,) of length 1 with B d >= 0 and not 0, or None where there is none.

    Phase one of the simplex method (Dantzig, 1951) looks for factors 1 + u, u >= 0, with B'(1 + u) = 0. Where it finds none,
    its multipliers are d. Both answers are checked against B itself.
    """
    m, r = B.shape
    needed = -B.sum(axis=0)
    turned = np.where(needed < 0, -1.0, 1.0)
    # Columns: u, and what is still to be made up for. The last row has the reduced costs.
    T = np.empty((r + 1, m + 1))
    T[:r, :m], T[:r, m] = turned[:, None] * B.T, turned * needed
    T[r] = -T[:r].sum(axis=0)
    inverse = np.vstack([np.eye(r), -np.ones(r)])  # what the artificial variables' columns become; they never come back
    basis = np.arange(m, m + r)
    stalled = 0
    for _ in range(50 + 20 * r + m):
        if not effort.spend(T.size + inverse.size):
            return False, None
        reduced = T[r, :m]
        entering = np.flatnonzero(reduced < -TINY)
        if not entering.size or -T[r, m] <= TINY * m:
            break
        # The steepest column, or the first one after many steps that changed nothing (Bland, 1977), which cannot go in circles.
        j = int(entering[0]) if stalled > r else int(reduced.argmin())
        column = T[:r, j]
        ratio = np.full(r, np.inf)
        np.divide(np.maximum(T[:r, m], 0.0), column, out=ratio, where=column > TINY)
        least = ratio.min()
        if not np.isfinite(least):
            return False, None
        ties = np.flatnonzero(ratio <= least + TINY)
        i = int(ties[basis[ties].argmin()]) if stalled > r else int(ties[column[ties].argmax()])
        stalled = stalled + 1 if least <= TINY else 0
        pivot = T[i, j]
        T[i] /= pivot
        inverse[i] /= pivot
        factor = T[:, j].copy()
        factor[i] = 0.0
        T -= np.outer(factor, T[i])
        inverse -= np.outer(factor, inverse[i])
        basis[i] = j
    else:
        return False, None
    u = np.zeros(m)
    own = basis < m
    u[basis[own]] = np.maximum(T[:r, m][own], 0.0)
    # The columns of B are orthonormal up to a factor and the rows' lengths, so what is missing shows in every factor at once.
    missing = np.linalg.lstsq(B.T, B.T @ (1.0 + u), rcond=None)[0]
    if np.abs(missing).max(initial=0.0) < 0.5:
        return True, None
    d = turned * inverse[r]
    size = float(np.sqrt(d @ d))
    if size == 0:
        return False, None
    d = d / size
    products = B @ d
    return bool(products.min() >= -TOUCHING and products.max() > TOUCHING), d
