"""A lower bound on a convex cost, from any slopes of the losses: its dual."""

from __future__ import annotations

import numpy as np

from explorer.cost.problem import Problem
from explorer.path.algorithms.centred_design import CentredDesign

Array = np.ndarray
SPAN = 1e-9
"""A direction in which the slopes of constant predictions reach no further than this share of the farthest is none."""
BENEATH = 1.0 - 1e-14
"""So far inside its range a gradient is put, so that rounding does not leave it outside."""


class DualBound:
    """The dual of mean loss + penalty for a model linear in its weights, a convex loss and a convex penalty.

    If each u_i is a slope that the loss of example i has at some prediction v_i, it lies above the line
    loss(v_i) + u_i (z - v_i) everywhere. The mean of these lines has a minimum over all weights and biases together with
    the penalty where the slopes add up to 0, so that no bias lowers it, and the penalty outweighs their gradient in the
    weights (Fenchel's duality: Rockafellar, Convex Analysis, 1970, section 31). Slopes that do not are mixed with others
    that do: lines stay below the loss where they are mixed. So nothing has to be known of the loss but its prox.
    """

    def __init__(self, problem: Problem, centred: CentredDesign) -> None:
        self.problem, self.centred = problem, centred
        self.layer = problem.network.layers[0]
        y, loss, classes = problem.data.y, problem.loss, len(problem.data.classes)
        self.y, self.n, self.loss, self.single = y, problem.n, loss, self.layer.outputs is None
        # Classes are no lengths, targets are.
        self.size = (float(np.abs(y).max()) if self.single else 0.0) or 1.0
        far = 4.0 * self.size + self._width()
        self.least = loss.least(y, max(classes, 2))
        # Lines that are steep at predictions far out on every side: mixed in, they make up for any sum of slopes.
        sides = [np.full(self.n, side * far) for side in (1.0, -1.0)]
        if not self.single:
            sides = [np.tile(far * row, (self.n, 1)) for row in np.eye(self.layer.width)]
        self.slopes = np.array([self.shaped(loss.slope(y, z)) for z in sides])
        self.heights = np.array([self.height(z, u) for z, u in zip(sides, self.slopes, strict=True)])
        self.sums = self.slopes.mean(axis=1).T
        self.steepest = float(np.abs(self.slopes).max()) or 1.0
        self.level = np.abs(np.linalg.svd(self.sums)[2][-1])

    def _width(self) -> float:
        """How far from its target a loss may be curved."""
        return 4.0 * max((abs(float(v)) for v in vars(self.loss).values()), default=0.0)

    def shaped(self, u: Array) -> Array:
        """Slopes or predictions as (n, width), also where there is one score."""
        return u[:, None] if self.single else u

    def height(self, z: Array, u: Array) -> Array:
        """Where the line of slope u (n, width) that touches the loss at z meets z = 0, (n,)."""
        return self.loss.value(self.y, z) - (self.shaped(z) * u).sum(axis=-1)

    def of(self, z: Array, slopes: Array, strength: float) -> float:
        """The bound that predictions z near the best and ``slopes`` near theirs give, both (n,) or (n, width).

        The prox turns them into slopes that the loss has for certain.
        """
        t = max(self.size, float(np.abs(z).max())) / self.steepest
        ahead = z + t * np.clip(slopes, -2.0 * self.steepest, 2.0 * self.steepest)
        v = self.loss.prox(self.y, ahead, t)
        u = self.shaped((ahead - v) / t)
        return self._minimum(*self._balanced(u, self.height(v, u)), strength)

    def _balanced(self, u: Array, height: Array) -> tuple[Array, Array]:
        """Slopes that add up to 0, and their lines' heights: steep lines are mixed in until they do."""
        short = -u.mean(axis=0)
        share = np.linalg.lstsq(self.sums, short, rcond=SPAN)[0]
        share = share + max(float((-share / np.maximum(self.level, 1e-12)).max()), 0.0) * self.level
        total = 1.0 + share.sum()
        return (u + np.tensordot(share, self.slopes, 1)) / total, (height + share @ self.heights) / total

    def _minimum(self, u: Array, height: Array, strength: float) -> float:
        """The minimum of the mean of the lines and the penalty: as they are, or made less steep until there is one."""
        A, penalty = self.centred.deviations, self.problem.penalty
        gradient = A.T @ u / self.n
        best = float(height.mean()) - penalty.conjugate(gradient, strength)
        needed = penalty.zeroing_strength(gradient)
        share = 1.0 if needed is None or needed <= strength else BENEATH * strength / needed
        if share < 1.0:
            flat = share * float(height.mean()) + (1.0 - share) * float(self.least.mean())
            best = max(best, flat - penalty.conjugate(share * gradient, strength))
        return best
