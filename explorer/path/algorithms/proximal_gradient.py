"""Several classes, groups of weights and penalties that are not convex along the strengths: accelerated proximal steps."""

from __future__ import annotations

from copy import copy

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.core.effort import STEP, Effort, newton_work
from explorer.losses.base import Loss
from explorer.path.algorithms.accelerated_gradient import AcceleratedGradient
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.moreau_envelope import MoreauEnvelope
from explorer.path.algorithms.multiclass_newton import MOST_WEIGHTS, MulticlassNewton
from explorer.path.algorithms.objective import Objective

Array = np.ndarray

STEPS = 20_000
CHECK = 5
"""Every so many steps the conditions for a minimum are checked."""
BETWEEN = 25
"""So many of Newton's steps come between at most."""
LONGER = 1.05
PASSES, SHORT = 20, 0.5
"""Of a step over the data, and how long a step is besides them, beside one of Newton's."""
SLOPES = 20
"""What one of Newton's steps costs besides where each slope is found by a search, as those of an envelope are."""
ROUNDING = 1e-14
"""A weight below this share of what it was before its prox is rounding."""


class ProximalGradientPath:
    """Mean loss + penalty by accelerated proximal steps, each strength from the answer to the one before.

    The steps are taken for features with mean 0 and standard deviation 1: the step of a weight of the features as given is
    1 / spread^2 times as long, which the prox takes as its t, whatever the penalty. Where the same weights stay in use for a
    while, a few of Newton's steps on them come between. Weights V (q + 1, K) are as in `Objective`.
    """

    def __init__(self, objective: Objective, centred: CentredDesign, tolerance: float, most: int = STEPS) -> None:
        self.objective, self.centred, self.tolerance, self.most = objective, centred, tolerance, most
        self.widest = max(centred.widest(scaled=True), 1e-12)
        self.offset = max(1.0, float(np.abs(centred.mean).max(initial=0.0)))
        self.newton = MulticlassNewton(objective)

    def with_loss(self, loss: Loss | MoreauEnvelope) -> ProximalGradientPath:
        """The same for another loss on the same data."""
        other = copy(self)
        other.objective, other.newton = self.objective.with_loss(loss), self.newton.with_loss(loss)
        return other

    def weights(self, strengths: Array, start: Array, checkpoint: Checkpoint, whole: Effort) -> Array:
        """The flat weights (k, p) at each strength (k,), the largest first, starting from flat weights (p,).

        What is done is noted in ``whole``; where that is used up, each strength has the least (`Effort.share`).
        """
        V, out = self.centred.block(start, self.objective.several), np.empty((strengths.size, start.size))
        curvature = self.objective.scale
        for i, strength in enumerate(strengths):
            effort = whole.share()
            V, curvature, _ = self.minimum(float(strength), V, curvature, checkpoint, effort)
            whole.spend(effort.done)
            out[i] = self.centred.flat(V)
            checkpoint()
        return out

    def minimum(
        self, strength: float, V: Array, curvature: float, checkpoint: Checkpoint, effort: Effort
    ) -> tuple[Array, float, bool]:
        """The minimum from V on as far as the effort goes, the loss's curvature that was found, and whether it was reached.

        ``checkpoint`` is called every few steps.
        """
        parts = _Steps(self.objective, self.widest, strength, V.shape)
        steps = AcceleratedGradient(parts, V.reshape(1, -1), np.array([curvature]))
        d = self.objective.inputs
        pattern = np.zeros(V[:d].shape, dtype=bool)
        work = PASSES * self.centred.features.shape[0] * V.size + SHORT * STEP
        for step in range(self.most):
            if step % CHECK == 0:
                checkpoint()
            steps.step()
            more = effort.spend(work)
            if more and step % CHECK:
                continue
            V, curvature = steps.x.reshape(V.shape), float(steps.curvature[0])
            if self._violation(V, steps) <= self.tolerance:
                # Zeros are exact in what the prox gives, so its result is taken and not the point that was checked.
                return V, curvature if parts.bounded else curvature / LONGER, True
            if not more:
                break
            if V.size <= MOST_WEIGHTS:
                same, pattern = np.array_equal(pattern, V[:d] != 0), V[:d] != 0
                further = self._newton_steps(V, strength, checkpoint, effort) if same or self.objective.penalty.smooth else None
                if further is not None:
                    V = further
                    steps.restart(V.reshape(1, -1))
        return steps.x.reshape(V.shape), float(steps.curvature[0]), False

    def _newton_steps(self, V: Array, strength: float, checkpoint: Checkpoint, effort: Effort) -> Array | None:
        """The weights after a few of Newton's steps on those in use; None where the first did not help."""
        further = None
        for _ in range(BETWEEN):
            found = self.newton.step(V, strength)
            effort.spend(self._newton_work(V))
            if found is None:
                break
            V = further = found
            checkpoint()
        return further

    def _newton_work(self, V: Array) -> float:
        searched = SLOPES * STEP * isinstance(self.objective.loss, MoreauEnvelope)
        used = np.count_nonzero(V[: self.objective.inputs]) + V.shape[-1]
        return 2.0 * newton_work(self.centred.features.shape[0], used) + searched

    def _violation(self, V: Array, steps: AcceleratedGradient) -> float:
        """How large the generalised gradient is at the end V of a step, for the weights of the features as given."""
        if not np.isfinite(V).all():
            return np.inf
        general = steps.generalised.reshape(V.shape)
        unit, d = self.objective.unit, self.objective.inputs
        rough = max(float((np.abs(general[:d]) * unit).max(initial=0.0)), float(np.abs(general[d:]).max(initial=0.0)))
        if rough > 10.0 * self.tolerance:
            return rough
        after = self.objective.gradient(V)[1]
        change = general - steps.gradient.reshape(V.shape) + after
        return max(float((np.abs(change[:d]) * unit).max(initial=0.0)), float(np.abs(after[d:]).max(initial=0.0) * self.offset))


class _Steps:
    """The parts of one cost as accelerated steps need them, for flat weights x (1, p) of the scaled features and biases."""

    def __init__(self, objective: Objective, widest: float, strength: float, shape: tuple[int, ...]) -> None:
        self.objective, self.strength, self.shape = objective, strength, shape
        self.bounded = objective.loss.curvature_bound is not None
        self.metric = np.full(shape, widest)
        self.metric[objective.inputs :] = 1.0
        self.widest, self.lift = widest, np.broadcast_to(1.0 / objective.unit**2, (objective.inputs, *shape[1:]))

    def gradient(self, x: Array) -> Array:
        """Of the mean loss."""
        return self.objective.gradient(x.reshape(self.shape))[1].reshape(1, -1)

    def value(self, x: Array) -> Array:
        """The mean loss (1,)."""
        return np.array([self.objective.mean_loss(x.reshape(self.shape))])

    def step(self, x: Array, gradient: Array, curvature: Array) -> tuple[Array, Array]:
        """The prox of the penalty after a step down the gradient, and the generalised gradient."""
        V, G, unit = x.reshape(self.shape), gradient.reshape(self.shape), self.objective.unit
        d = self.objective.inputs
        new = V - G / curvature[0]
        t = self.lift / (curvature[0] * self.widest)
        W = V[:d] / unit - t * (G[:d] * unit)
        shrunk = self.objective.penalty.prox(W, t, self.strength)
        if self.objective.penalty.kink:  # what a kink leaves of a weight is a difference
            shrunk[np.abs(shrunk) <= ROUNDING * np.abs(W)] = 0.0
        new[:d] = shrunk * unit
        return new.reshape(1, -1), (curvature[0] * self.metric * (V - new)).reshape(1, -1)
