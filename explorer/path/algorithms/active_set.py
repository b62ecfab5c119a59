"""The lasso and the elastic net solved to the last digits: which weights are zero, then the rest in closed form."""

from __future__ import annotations

import numpy as np

from explorer.core.columns import DEPENDENT
from explorer.core.effort import SHORT_STEP, Effort

Array = np.ndarray

TOLERANCE = 1e-10
ROUNDS_PER_WEIGHT = 30
SEARCH = 2e9
"""Work that one search may do."""


def sparse_minimum(A: Array, t: Array, price: Array) -> Array | None:
    """The w (p,) with the smallest |A w - t|^2 / 2 + sum(price |w|); None where it is not found.

    A is (n, p), t (n,), and price (p,) the cost of each weight's size, 0 for those that are free. A guess of which weights
    are zero and which sign the others have makes the cost quadratic, so it is solved exactly; the guess is then corrected and
    the cost falls each time, so that it ends (feature-sign search: Lee, Battle, Raina and Ng, "Efficient sparse coding
    algorithms", 2006). More weights than rows are never in use at once: there a new one takes the place of another. None
    where the weights in use are not unique, or the conditions for a minimum do not hold to 1e-10 of the size of what is
    fitted.

    >>> sparse_minimum(np.eye(2), np.array([3.0, -0.5]), np.ones(2))
    array([2., 0.])
    """
    size = np.sqrt(np.einsum("ij,ij->j", A, A))
    size = np.where(size > 0, size, 1.0)
    A, price = A / size, price / size  # columns of length 1, so that units do not cost digits
    w = feature_sign(A.T @ A, A.T @ t, price)
    polished = None if w is None else _polished(A, t, price, w)
    return None if polished is None else polished / size


def feature_sign(gram: Array, b: Array, price: Array, start: Array | None = None, effort: Effort | None = None) -> Array | None:
    """The w (p,) with the smallest w' gram w / 2 - b w + sum(price |w|), from a guess of which weights are in use.

    gram is (p, p), b and price (p,). From a ``start`` (p,) close to the answer, few weights have to
    join or leave. None where the weights in use are not unique, or too many guesses had to be corrected; the work for that is
    noted in ``effort``, which ends it.

    >>> feature_sign(np.eye(2), np.array([3.0, -0.5]), np.ones(2))
    array([2., 0.])
    """
    w = np.zeros(b.size) if start is None else start
    used, sign = (price == 0) | (w != 0), np.where(price > 0, np.sign(w), 0.0)
    largest = np.abs(b).max() + 1e-300
    effort = effort or Effort(SEARCH)
    for _ in range(ROUNDS_PER_WEIGHT * (b.size + 1)):
        if not effort.spend(SHORT_STEP + float(used.sum()) ** 3):
            return None
        try:
            target = np.zeros(w.size)
            target[used] = np.linalg.solve(gram[np.ix_(used, used)], (b - price * sign)[used])
        except np.linalg.LinAlgError:
            return None
        if not np.isfinite(target).all():
            return None
        crossed = np.flatnonzero(used & (price > 0) & (target * sign < 0))
        if not crossed.size:
            w = target
            slope = gram @ w - b
            excess = np.where(used, -np.inf, np.abs(slope) - price)
            j = int(np.argmax(excess))
            if excess[j] <= 1e-13 * largest:
                return w
            direction = np.zeros(w.size)
            direction[used], direction[j] = -np.linalg.solve(gram[np.ix_(used, used)], gram[used, j]), 1.0
            used[j], sign[j] = True, -np.sign(slope[j])
            if gram[j] @ direction > DEPENDENT:
                continue
            swapped = _swapped(w, sign[j] * direction, price)
            if swapped is None:
                return None
            w = swapped
            used = (price == 0) | (w != 0)
            sign = np.where(price > 0, np.sign(w), 0.0)
            continue
        w = _best_towards(gram, b, price, w, target, crossed)
        used = (price == 0) | (w != 0)
        sign = np.where(price > 0, np.sign(w), 0.0)
    return None


def _swapped(w: Array, direction: Array, price: Array) -> Array | None:
    """The weights where a column that is a mixture of those in use takes the place of one of them; None where it cannot.

    Along this direction the fit stays the same and the price falls steadily, up to where the first weight reaches zero.
    """
    shrinking = np.flatnonzero((price > 0) & (w * direction < 0))
    if not shrinking.size:
        return None
    lengths = -w[shrinking] / direction[shrinking]
    first = int(np.argmin(lengths))
    moved: Array = w + lengths[first] * direction
    moved[shrinking[first]] = 0.0
    return moved


def _best_towards(gram: Array, b: Array, price: Array, w: Array, target: Array, crossed: Array) -> Array:
    """The point of smallest cost from w to the target: the target, or where a weight crosses zero, which it then is."""
    direction = target - w
    shares = np.append(-w[crossed] / direction[crossed], 1.0)
    places = w + shares[:, None] * direction
    places[np.arange(crossed.size), crossed] = 0.0
    costs = 0.5 * np.einsum("ij,ij->i", places @ gram, places) - places @ b + np.abs(places) @ price
    return places[int(np.argmin(costs))]


def _polished(A: Array, t: Array, price: Array, w: Array) -> Array | None:
    """The weights in use anew, from A itself and not its squares, which have lost half the digits; None if that fails."""
    used, sign = (price == 0) | (w != 0), np.where(price > 0, np.sign(w), 0.0)
    w = np.zeros(w.size)
    if used.any():
        Q, R = np.linalg.qr(A[:, used])
        if np.abs(np.diag(R)).min() < 1e-12 or R.shape[0] < R.shape[1]:
            return None
        w[used] = np.linalg.solve(R, Q.T @ t - np.linalg.solve(R.T, (price * sign)[used]))
    slope = A.T @ (A @ w - t)
    scale = np.linalg.norm(np.abs(A) @ np.abs(w)) + np.linalg.norm(t)  # of what the slope is the small difference of
    met = np.where(used, np.abs(slope + price * sign) <= TOLERANCE * scale, np.abs(slope) <= price + TOLERANCE * scale)
    return w if met.all() and (w * sign >= 0).all() else None
