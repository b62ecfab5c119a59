"""Newton's steps for several classes, on the weights that are not zero, where the penalty has a slope."""

from __future__ import annotations

import numpy as np

from explorer.cost.problem import Problem
from explorer.losses.base import Loss
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.moreau_envelope import MoreauEnvelope
from explorer.path.algorithms.objective import ROUNDING, solved

Array = np.ndarray

MOST_WEIGHTS = 250
"""With more, one step takes longer than many proximal ones."""
APART = 1e-4
"""How far apart in a score two slopes are taken for a second derivative."""
LEVEL = 1e-10
"""Scores that all rise together change nothing under a softmax: so little curvature keeps them where they are."""
HALVINGS = 10


class MulticlassNewton:
    """The second derivatives of mean loss + penalty in the weights (q, K) that are in use and the biases (K,).

    A loss for several classes declares only the diagonal of its second derivatives, so they are taken from its slopes, K
    pairs of them. A penalty on groups counts on the lengths of the rows (Boyd and Vandenberghe, Convex Optimization, 2004,
    section 9.5 for the steps).
    """

    def __init__(self, problem: Problem, centred: CentredDesign) -> None:
        self.penalty, self.y, self.n = problem.penalty, problem.data.y, problem.n
        self.loss: Loss | MoreauEnvelope = problem.loss
        self.features = centred.deviations
        self.feasible = problem.size <= MOST_WEIGHTS

    def cost(self, W: Array, b: Array, strength: float) -> float:
        """The cost of weights (q, K) and biases (K,) that sit beside the mean."""
        data = float(self.loss.value(self.y, self.features @ W + b).mean())
        return data + self.penalty.value(W, strength)

    def step(self, W: Array, b: Array, strength: float) -> tuple[Array, Array] | None:
        """Weights and biases after a step that makes the cost fall; None where there is none.

        It goes no further than where the first weight, or row of them, comes to zero, and leaves it there.
        """
        used = np.flatnonzero(W)
        z = self.features @ W + b
        pull = self.loss.slope(self.y, z) / self.n
        steep, level, down = self._penalty(W, used, strength)
        gradient = np.append((self.features.T @ pull).ravel()[used] + steep, pull.sum(axis=0))
        H = self._hessian(z, used, W.shape)
        m = used.size
        H[:m, :m] += level
        H.flat[:: H.shape[0] + 1] += LEVEL * H.diagonal().max(initial=1e-300)
        found = None
        if down.any():
            whole = H.copy()
            whole[:m, :m] += down
            found = solved(whole, gradient[:, None])
        if found is None:
            found = solved(H, gradient[:, None])
        if found is None:
            return None
        step = -found[:, 0]
        return self._shortened(W, b, used, step, float(gradient @ step), strength)

    def _shortened(
        self, W: Array, b: Array, used: Array, step: Array, slope: float, strength: float
    ) -> tuple[Array, Array] | None:
        before, m = self.cost(W, b, strength), used.size
        if not slope < -ROUNDING * abs(before):
            return None
        way, aside = np.zeros(W.shape), step[m:]
        way.flat[used] = step[:m]
        shares = self._crossings(W, way)
        length = float(shares.min(initial=1.0))
        for _ in range(HALVINGS):
            trial = np.where(shares <= length, 0.0, W + length * way)
            beside = b + length * aside
            if self.cost(trial, beside, strength) <= before + 1e-4 * length * slope:
                return trial, beside
            length *= 0.5
        return None

    def _crossings(self, W: Array, way: Array) -> Array:
        """After what share of the way each weight (q, K), or each row of them, has lost all it had; inf where it never does."""
        had, lost = W * W, -W * way
        if not self.penalty.separable:
            had, lost = (np.broadcast_to(part.sum(axis=1, keepdims=True), W.shape) for part in (had, lost))
        shares = np.full(W.shape, np.inf)
        return np.divide(had, lost, out=shares, where=lost > 0) if self.penalty.kink else shares

    def _penalty(self, W: Array, used: Array, strength: float) -> tuple[Array, Array, Array]:
        """The penalty's slopes (m,) in the weights in use, and its second derivatives (m, m): those up and those down."""
        m = used.size
        own = W.ravel()[used]
        if self.penalty.separable:
            steep, bend = self.penalty.rise(np.abs(own), strength)
            return steep * np.sign(own), np.diag(np.maximum(bend, 0.0)), np.diag(np.minimum(bend, 0.0))
        lengths = np.sqrt(np.einsum("jk,jk->j", W, W))
        rows = used // W.shape[1]
        steep, bend = (part[rows] for part in self.penalty.rise(lengths, strength))
        unit = own / lengths[rows]
        same = rows[:, None] == rows
        along = same * np.outer(unit, unit)
        round_ = (steep / lengths[rows])[:, None] * (np.eye(m) - along)
        return steep * unit, round_ + np.maximum(bend, 0.0) * along, np.minimum(bend, 0.0) * along

    def _hessian(self, z: Array, used: Array, shape: tuple[int, ...]) -> Array:
        """The mean loss's second derivatives in the weights in use and the biases, from slopes on both sides of each score."""
        K = shape[1]
        bends = np.empty((self.n, K, K))
        for k in range(K):
            aside = np.zeros(K)
            aside[k] = APART
            bends[:, :, k] = (self.loss.slope(self.y, z + aside) - self.loss.slope(self.y, z - aside)) / (2.0 * APART)
        rows, columns = np.divmod(used, K)
        # Each weight stands for a feature's column and a score; a bias for a column of ones.
        B = np.column_stack([self.features[:, rows], np.ones((self.n, K))])
        scores = np.append(columns, np.arange(K))
        H = np.empty((B.shape[1], B.shape[1]))
        for a in range(K):
            left = np.flatnonzero(scores == a)
            for c in range(a, K):
                right = np.flatnonzero(scores == c)
                part = (B[:, left].T * (0.5 * (bends[:, a, c] + bends[:, c, a]))) @ B[:, right] / self.n
                H[np.ix_(left, right)] = part
                H[np.ix_(right, left)] = part.T
        return H
