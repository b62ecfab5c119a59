"""A smooth loss under L2 from a good guess: whole Newton steps, where no weight joins, leaves or is near a kink."""

from __future__ import annotations

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.core.effort import Effort, newton_work
from explorer.path.algorithms.objective import Objective

Array = np.ndarray

STEADY = 1e-8
"""A ridge below this share of the loss's curvature leaves some direction too flat for a step without a line search."""
FALL = 0.25
"""Each step has to leave less than this share of the gradient before it."""


class RidgeNewton:
    """Mean loss + strength x w^2 / 2, which has one minimum: where the gradient is as small as allowed, that is found.

    ``curvature`` is that of L2 at strength 1, ``allowed`` (p,) how large the gradient may be in the end. Weights v (p,) are as
    in `Objective`. Source: Boyd and Vandenberghe, Convex Optimization, 2004, section 9.5: close by, whole steps converge
    quadratically.
    """

    def __init__(self, objective: Objective, curvature: float, allowed: Array) -> None:
        self.y, self.loss, self.n, self.design = objective.y, objective.loss, objective.n, objective.design
        self.columns = np.ascontiguousarray(objective.design.T)
        held = curvature / objective.std**2
        self.ridge = np.append(held, 0.0) if objective.biased else held
        self.share = 1.0 / allowed
        bound = objective.loss.curvature_bound
        self.least = np.inf if bound is None else STEADY * bound / float(held.min())

    def minimum(self, v: Array, strength: float, checkpoint: Checkpoint, effort: Effort) -> tuple[Array, Array | None] | None:
        """The minimum, as far as the effort goes, and the tangent in the logarithm of the strength if a step was taken; None
        where steps do not lead there at once, or the strength is too small to rely on that. ``checkpoint`` is called at each
        step."""
        if not strength > self.least:
            return None
        ridge, previous, tangent = strength * self.ridge, np.inf, None
        while True:
            checkpoint()
            z, penalty_slope = v @ self.columns, ridge * v
            gradient = self.columns @ self.loss.slope(self.y, z) / self.n + penalty_slope
            excess = float(np.abs(gradient * self.share).max())
            if excess <= 1.0 or not effort.left:
                return v, tangent
            effort.spend(newton_work(self.n, v.size))
            if not excess < FALL * previous:
                return None
            previous = excess
            H = (self.columns * (self.loss.curvature(self.y, z) / self.n)) @ self.design
            H.flat[:: v.size + 1] += ridge
            try:
                found = np.linalg.solve(H, np.array([gradient, penalty_slope]).T)
            except np.linalg.LinAlgError:
                return None
            v, tangent = v - found[:, 0], -found[:, 1]
