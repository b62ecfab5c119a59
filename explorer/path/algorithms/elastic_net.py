"""The elastic net at each strength: which weights are in use is found from the last strength's answer, the rest is solved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.core.effort import WHOLE, Effort
from explorer.path.algorithms.active_set import SEARCH, feature_sign
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.ridge import RANK, Ridge

Array = np.ndarray
REFINEMENTS = 3
GAINED = 0.5
"""A refinement that does not halve the residual has met rounding."""
FAINT = 1e-6
"""An L2 part below this share of the features' own products leaves dependent columns to rounding: their rank is counted."""


class ElasticNetPath:
    """Squared loss with a |w| + b w^2 / 2, the features centred; ``levels`` and ``shares`` below are a and b over the loss's
    curvature. ``factors`` (d,) are how many times of both each feature pays, 1 unless given.

    Between its kinks the elastic net is a ratio of polynomials, not a line, so it is solved anew at each strength (Zou and
    Hastie, 2005, section 3.4).
    """

    def __init__(self, centred: CentredDesign, y: Array, factors: Sequence[float] | None = None) -> None:
        self.centred, self.A, self.std, self.y = centred, centred.features, centred.std, y
        self.n, self.gram = len(y), centred.gram
        self.plain = factors is None
        self.each = np.ones(self.std.size) if factors is None else np.array(factors)
        self.each[centred.constant] = 1.0  # a constant column explains nothing: any price keeps its weight at zero
        self.correlation = y @ self.A / self.n

    def weights(self, levels: Array, shares: Array, checkpoint: Checkpoint, start: Array | None = None) -> tuple[Array, Array]:
        """The weights (k, d) of the centred features at each pair of level and share, (k,), the largest first, and whether
        each was found (k,): where not, the guess is given back.

        ``start`` (k, d) are guesses; without, each strength starts from the answer to the one before it. Where nothing is
        priced: the shortest weights, of the features as given, among those that fit best.
        """
        V, known = np.zeros((levels.size, self.correlation.size)), np.ones(levels.size, dtype=bool)
        v, whole = np.zeros(self.correlation.size), Effort(WHOLE)
        for i, (level, share) in enumerate(zip(levels, shares, strict=True)):
            price, ridge = level * self.each / self.std, share * self.each / self.std**2
            if price.any() or ridge.any():
                guess, H = v if start is None else start[i], self.gram + np.diag(ridge)
                found = self._searched(H, price, guess, whole)
                if found is None:
                    found = self._searched(H, price, None, whole)
                known[i] = found is not None
                v = self._refined(guess if found is None else found, price, ridge)
            else:
                v = self._free
            V[i] = v
            checkpoint()
        return V, known

    def _searched(self, H: Array, price: Array, guess: Array | None, whole: Effort) -> Array | None:
        """The answer from a guess on, the work for it noted in ``whole``; None where it is not found."""
        found = feature_sign(H, self.correlation, price, guess, own := whole.part(SEARCH))
        whole.spend(own.done)
        return found

    @cached_property
    def _free(self) -> Array:
        """The weights (d,) without a penalty: what the first answer leaves of the targets is fitted once more."""
        none = np.zeros(1)
        v = Ridge(self.centred, self.y).weights(none)[0] * self.std
        return v + Ridge(self.centred, self.y - self.A @ v).weights(none)[0] * self.std

    def _refined(self, v: Array, price: Array, ridge: Array) -> Array:
        """The weights in use anew, against A itself and not its squares, which have lost half the digits."""
        used = v != 0
        if not used.any():
            return v
        own, sign = self.A[:, used], np.sign(v[used])
        H = self.gram[np.ix_(used, used)] + np.diag(ridge[used])
        before = np.inf
        for _ in range(REFINEMENTS):
            residual = (self.y - own @ v[used]) @ own / self.n - price[used] * sign - ridge[used] * v[used]
            size = float(np.abs(residual).max())
            if size >= GAINED * before:
                break
            try:
                step = v[used] + np.linalg.solve(H, residual)
            except np.linalg.LinAlgError:
                break
            if (step * sign < 0).any() or not np.isfinite(step).all():
                break
            better = v.copy()
            better[used] = step
            v, before = better, size
        return v

    def freedom(self, V: Array, shares: Array) -> Array:
        """The effective degrees of freedom (k,): for the weights in use the trace of ridge's hat matrix, and 1 for a bias.

        Without an L2 part that is the rank of their columns (Tibshirani and Taylor, "Degrees of freedom in lasso problems",
        2012).
        """
        out = np.full(len(V), float(self.centred.biased))
        for i, v in enumerate(V):
            used = v != 0
            ridge = shares[i] * self.each[used] / self.std[used] ** 2
            if ridge.min(initial=np.inf) > FAINT:
                H = self.gram[np.ix_(used, used)]
                out[i] += np.trace(np.linalg.solve(H + np.diag(ridge), H))
            elif not self.plain:
                H = self.gram[np.ix_(used, used)]
                out[i] += np.trace(np.linalg.pinv(H + np.diag(ridge), rcond=RANK**0.5, hermitian=True) @ H)
            elif used.any():
                squares = np.linalg.svd(self.centred.deviations[:, used], compute_uv=False) ** 2
                squares = squares[squares > RANK * squares[0]]
                out[i] += (squares / (squares + len(self.y) * shares[i])).sum()
        return out
