"""Newton's steps for several classes, on the weights that are not zero, where the penalty has a slope."""

from __future__ import annotations

from copy import copy

import numpy as np

from explorer.core.line_search import RoundedCost, backtrack
from explorer.losses.base import Loss
from explorer.path.algorithms.moreau_envelope import MoreauEnvelope
from explorer.path.algorithms.objective import ROUNDING, Objective, solve_positive

Array = np.ndarray

MOST_WEIGHTS = 250
"""With more, one step takes longer than many proximal ones."""
APART = 1e-4
"""How far apart in a score two slopes are taken for a second derivative."""
LEVEL = 1e-10
"""Scores that all rise together change nothing under a softmax: so little curvature keeps them where they are."""
HALVINGS = 10


class MulticlassNewton:
    """Newton's steps on mean loss + penalty in the weights V (q + 1, K) that are in use, biases in the last row.

    A loss for several classes declares only the diagonal of its second derivatives, so they are taken from its slopes, K
    pairs of them. A penalty on groups depends on the lengths of the rows (Boyd and Vandenberghe, Convex Optimization, 2004,
    section 9.5 for the steps).
    """

    def __init__(self, objective: Objective) -> None:
        self.objective = objective
        self.features = objective.design[:, : objective.inputs]

    def with_loss(self, loss: Loss | MoreauEnvelope) -> MulticlassNewton:
        """The same for another loss on the same data."""
        other = copy(self)
        other.objective = self.objective.with_loss(loss)
        return other

    def step(self, V: Array, strength: float) -> Array | None:
        """The weights and biases after a step that makes the cost fall; None where there is none.

        It goes no further than where the first weight, or row of them, comes to zero, and leaves it there.
        """
        d = self.objective.inputs
        W = V[:d]
        used = np.flatnonzero(W)
        z, G = self.objective.gradient(V)
        slope, upward, downward = self._penalty(W / self.objective.unit, used, strength)
        gradient = np.append(G[:d].ravel()[used] + slope, G[d:])
        H, m = self._hessian(z, used, W.shape), used.size
        H[:m, :m] += upward
        H.flat[:: H.shape[0] + 1] += LEVEL * H.diagonal().max(initial=1e-300)
        found = None
        if downward.any():
            lowered = H.copy()
            lowered[:m, :m] += downward
            found = solve_positive(lowered, gradient[:, None])
        if found is None:
            found = solve_positive(H, gradient[:, None])
        if found is None:
            return None
        step = np.zeros(V.shape)
        step[:d].flat[used], step[d:] = -found[:m, 0], -found[m:, 0].reshape(step[d:].shape)
        return self._shortened(V, step, -float(gradient @ found[:, 0]), strength)

    def _shortened(self, V: Array, step: Array, slope: float, strength: float) -> Array | None:
        """As much of a step as makes the cost fall; weights, or rows of them, that would cross zero stay there.

        Where that does not make it fall, no more of the step than takes the first of them to zero: of many small weights each
        would end a step of its own (Bertsekas, "Projected Newton methods for optimization problems with simple constraints",
        1982, for both). No rounding is forgiven: where that has the last word, proximal steps go on.
        """

        def cost(V: Array) -> RoundedCost:
            return RoundedCost(self.objective.cost(V, strength).value, 0.0)

        before, d = cost(V), self.objective.inputs
        if not slope < -ROUNDING * abs(before.value):
            return None
        shares = self._crossings(V[:d], step[:d])
        longest = float(shares.min(initial=1.0))

        def move(length: float) -> Array:
            moved = V + length * step
            moved[:d][shares <= length] = 0.0
            return moved

        found = backtrack(move, cost, before, slope, halvings=HALVINGS)
        if found is None and longest < 1.0:
            found = backtrack(move, cost, before, slope, longest, halvings=HALVINGS)
        return None if found is None else found.weights

    def _crossings(self, W: Array, step: Array) -> Array:
        """After what share of the step each weight (q, K), or each row of them, is 0; inf where it never is."""
        had, lost = W * W, -W * step
        if not self.objective.penalty.separable:
            had, lost = (np.broadcast_to(part.sum(axis=1, keepdims=True), W.shape) for part in (had, lost))
        shares, kinked = np.full(W.shape, np.inf), self.objective.kinked[: self.objective.inputs, None]
        return np.divide(had, lost, out=shares, where=(lost > 0) & kinked)

    def _penalty(self, W: Array, used: Array, strength: float) -> tuple[Array, Array, Array]:
        """The penalty's slopes (m,) in the weights in use, and its second derivatives (m, m): the positive and the negative.

        W (q, K) are the weights of the features as given; the derivatives are in those of the scaled features.
        """
        m, penalty = used.size, self.objective.penalty
        own, rows = W.ravel()[used], used // W.shape[1]
        each = penalty.of_inputs(rows)
        unit = 1.0 / self.objective.std[rows]
        if penalty.separable:
            slope, curvature = each.rise(np.abs(own), strength)
            curvature = curvature * unit * unit
            return slope * np.sign(own) * unit, np.diag(np.maximum(curvature, 0.0)), np.diag(np.minimum(curvature, 0.0))
        lengths = np.sqrt(np.einsum("jk,jk->j", W, W))
        slope, curvature = (part[rows] for part in penalty.rise(lengths, strength))
        direction = own / lengths[rows]
        along = (rows[:, None] == rows) * np.outer(direction, direction)
        across = (slope / lengths[rows])[:, None] * (np.eye(m) - along)
        units = np.outer(unit, unit)
        upward, downward = across + np.maximum(curvature, 0.0) * along, np.minimum(curvature, 0.0) * along
        return slope * direction * unit, upward * units, downward * units

    def _hessian(self, z: Array, used: Array, shape: tuple[int, ...]) -> Array:
        """The mean loss's second derivatives in the weights in use and the biases, from slopes on both sides of each score."""
        K, loss, y, n = shape[1], self.objective.loss, self.objective.y, self.objective.n
        seconds = np.empty((n, K, K))
        for k in range(K):
            apart = np.zeros(K)
            apart[k] = APART
            seconds[:, :, k] = (loss.slope(y, z + apart) - loss.slope(y, z - apart)) / (2.0 * APART)
        rows, columns = np.divmod(used, K)
        # Each weight belongs to a feature's column and a score; a bias to a column of ones.
        biases = K if self.objective.biased else 0
        B = np.column_stack([self.features[:, rows], np.ones((n, biases))])
        scores = np.append(columns, np.arange(biases))
        H = np.empty((B.shape[1], B.shape[1]))
        for a in range(K):
            left = np.flatnonzero(scores == a)
            for c in range(a, K):
                right = np.flatnonzero(scores == c)
                part = (B[:, left].T * (0.5 * (seconds[:, a, c] + seconds[:, c, a]))) @ B[:, right] / n
                H[np.ix_(left, right)] = part
                H[np.ix_(right, left)] = part.T
        return H
