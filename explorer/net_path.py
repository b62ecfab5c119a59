"""The elastic net at each strength: which weights are in use is found from the last strength's answer, the rest is solved."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explorer.active_set import feature_sign
from explorer.centred import Centred

Array = np.ndarray
REFINEMENTS = 3
GAINED = 0.5
"""A refinement that does not halve what is left has met rounding."""


class Net:
    """Squared loss with a |w| + b w^2 / 2, the features centred; ``levels`` and ``shares`` below are a and b over the loss's
    curvature.

    Between its kinks the elastic net is a ratio of polynomials, not a line, so it is solved anew at each strength (Zou and
    Hastie, 2005, section 3.4).
    """

    def __init__(self, centred: Centred, y: Array) -> None:
        self.A, self.spread, self.y = centred.features, centred.spread, y
        self.n, self.gram = len(y), centred.gram
        self.pull = y @ self.A / self.n

    def weights(self, levels: Array, shares: Array, between: Callable[[], object], start: Array | None = None) -> Array:
        """The weights (k, d) of the centred features at each pair of level and share, (k,), the largest first.

        ``start`` (k, d) are guesses; without, each strength starts from the answer to the one before it.
        """
        V = np.zeros((levels.size, self.pull.size))
        v = np.zeros(self.pull.size)
        for i, (level, share) in enumerate(zip(levels, shares, strict=True)):
            price, ridge = level / self.spread, share / self.spread**2
            found = feature_sign(self.gram + np.diag(ridge), self.pull, price, v if start is None else start[i])
            if found is None:
                found = v if start is None else start[i]
            v = V[i] = self._refined(found, price, ridge)
            between()
        return V

    def _refined(self, v: Array, price: Array, ridge: Array) -> Array:
        """The weights in use anew, against A itself and not its squares, which have lost half the digits."""
        used = v != 0
        if not used.any():
            return v
        own, sign = self.A[:, used], np.sign(v[used])
        H = self.gram[np.ix_(used, used)] + np.diag(ridge[used])
        before = np.inf
        for _ in range(REFINEMENTS):
            gap = (self.y - own @ v[used]) @ own / self.n - price[used] * sign - ridge[used] * v[used]
            left = float(np.abs(gap).max())
            if left >= GAINED * before:
                break
            try:
                step = v[used] + np.linalg.solve(H, gap)
            except np.linalg.LinAlgError:
                break
            if (step * sign < 0).any() or not np.isfinite(step).all():
                break
            better = v.copy()
            better[used] = step
            v, before = better, left
        return v

    def freedom(self, V: Array, shares: Array) -> Array:
        """The effective degrees of freedom (k,): for the weights in use the trace of ridge's hat matrix, and 1 for the bias.

        Without an L2 part that is how many weights are not zero (Zou, Hastie and Tibshirani, "On the degrees of freedom of
        the lasso", 2007), counted as the rank of their columns.
        """
        out = np.ones(len(V))
        for i, v in enumerate(V):
            used = v != 0
            H = self.gram[np.ix_(used, used)]
            ridge = shares[i] / self.spread[used] ** 2
            out[i] += np.trace(np.linalg.solve(H + np.diag(ridge), H)) if shares[i] > 0 else used.sum()
        return out
