"""Several classes, groups of weights and penalties that are not convex along the strengths: accelerated proximal steps."""

from __future__ import annotations

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.cost.problem import Problem
from explorer.losses.base import Loss
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.moreau_envelope import MoreauEnvelope
from explorer.path.algorithms.multiclass_newton import MulticlassNewton

Array = np.ndarray

STEPS = 20_000
LOOK = 5
"""Every so many steps the conditions for a minimum are looked at."""
LONGER = 1.05
ROUNDING = 1e-13


class ProximalGradientPath:
    """Mean loss + penalty by FISTA (Beck and Teboulle, 2009), restarted where it turns against the slope (O'Donoghue and
    Candes, "Adaptive restart for accelerated gradient schemes", 2015), each strength from the answer to the one before.

    The steps are taken in units in which every feature has mean 0 and spread 1: the step of a weight of the features as
    given is 1 / spread^2 times as long, which the prox takes as its t, whatever the penalty. Each step is shortened until the
    loss lies under its parabola. Where the same weights stay in use for a while, a few of Newton's steps on them come between.
    """

    def __init__(self, problem: Problem, centred: CentredDesign, tolerance: float, most: int = STEPS) -> None:
        self.problem, self.centred, self.tolerance = problem, centred, tolerance
        self.most = most
        self.layer = problem.network.layers[0]
        self.y, self.n = problem.data.y, problem.n
        self.loss: Loss | MoreauEnvelope = problem.loss
        self.widest = max(centred.widest(scaled=True), 1e-12)
        self.outputs = self.layer.outputs
        self.newton = MulticlassNewton(problem, centred)

    def weights(self, strengths: Array, start: Array, checkpoint: Checkpoint) -> Array:
        """The flat weights (k, p) at each strength (k,), the largest first, starting from flat weights (p,)."""
        W = self.layer.weights(start)
        bias = self.layer.biases(start) + self.centred.mean @ W
        out = np.empty((strengths.size, start.size))
        curvature = self.loss.curvature_bound or 1.0
        for i, strength in enumerate(strengths):
            W, bias, curvature = self.minimum(float(strength), W, bias, curvature, checkpoint)
            self.layer.weights(out[i])[...] = W
            self.layer.biases(out[i])[...] = bias - self.centred.mean @ W
            checkpoint()
        return out

    def minimum(
        self, strength: float, W: Array, bias: Array, curvature: float, checkpoint: Checkpoint
    ) -> tuple[Array, Array, float]:
        """The lowest cost from W (q, K) and biases (K,) on; where weights sit beside the mean, not beside 0. ``checkpoint`` is
        called every few steps."""
        spread, penalty = self.centred.spread[:, None], self.problem.penalty
        lift = 1.0 / spread**2
        V, b, speed, pattern = W, bias, 1.0, np.zeros(W.shape, dtype=bool)
        bound, self.settled = self.loss.curvature_bound, False
        for step in range(self.most):
            if step % LOOK == 0:
                checkpoint()
            value, G, g = self._slopes(V, b)
            while True:
                t = lift / (curvature * self.widest) if W.size else lift
                t = np.broadcast_to(t, W.shape)
                ahead = penalty.prox(V - t * G, t, strength)
                beside = b - g / curvature
                if bound is not None:
                    break
                way, aside = (ahead - V) * spread, beside - b
                room = 0.5 * curvature * (self.widest * float((way * way).sum()) + float(aside @ aside))
                reached = self._value(ahead, beside)
                promised = value + float((G * (ahead - V)).sum()) + float(g @ aside) + room
                if reached <= promised + ROUNDING * (abs(value) + 1.0) or curvature > 1e15:
                    break
                curvature *= 2.0
            if step % LOOK == 0 and self._missed(V, ahead, t, G, b, beside, curvature) <= self.tolerance:
                self.settled = True
                # Only where the prox has moved nothing out of the way are zeros exact, so its result is taken.
                return ahead, beside, curvature if bound is not None else curvature / LONGER
            if step % LOOK == 0 and self.newton.feasible:
                same, pattern = np.array_equal(pattern, ahead != 0), ahead != 0
                if same or self.problem.penalty.smooth:
                    ahead, beside, further = self._newton(ahead, beside, strength, checkpoint)
                    if further:
                        W, bias, V, b, speed = ahead, beside, ahead, beside, 1.0
                        continue
            against = float((((V - ahead) / t) * (ahead - W)).sum() + ((b - beside) * curvature) @ (beside - bias)) > 0
            faster = 1.0 if against else 0.5 * (1.0 + np.sqrt(1.0 + 4.0 * speed * speed))
            share = 0.0 if against else (speed - 1.0) / faster
            V, b = ahead + share * (ahead - W), beside + share * (beside - bias)
            W, bias, speed = ahead, beside, faster
        return W, bias, curvature

    def _newton(self, W: Array, b: Array, strength: float, checkpoint: Checkpoint) -> tuple[Array, Array, bool]:
        """A few of Newton's steps on the weights in use, and whether any of them helped."""
        helped = False
        for _ in range(LOOK):
            found = self.newton.step(W, b, strength)
            if found is None:
                break
            (W, b), helped = found, True
            checkpoint()
        return W, b, helped

    def _missed(self, V: Array, ahead: Array, t: Array, G: Array, b: Array, beside: Array, curvature: float) -> float:
        """How large the step is over its length, with the slope after it: what the conditions for a minimum lack at its end."""
        if not np.isfinite(ahead).all():
            return np.inf
        rough = max(float((np.abs(V - ahead) / t).max(initial=0.0)), float(np.abs(b - beside).max() * curvature))
        if rough > 10.0 * self.tolerance:
            return rough
        _, after, aside = self._slopes(ahead, beside)
        pulled = np.abs((V - ahead) / t - G + after).max(initial=0.0)
        return max(float(pulled), float(np.abs(aside).max() * max(1.0, float(np.abs(self.centred.mean).max(initial=0.0)))))

    def _predict(self, W: Array, b: Array) -> Array:
        z = self.centred.features @ (W * self.centred.spread[:, None]) + b
        return z[:, 0] if self.outputs is None else z

    def _value(self, W: Array, b: Array) -> float:
        return float(self.loss.value(self.y, self._predict(W, b)).mean())

    def _slopes(self, W: Array, b: Array) -> tuple[float, Array, Array]:
        """The mean loss where it has no bounded curvature, and its slopes in weights (q, K) and biases (K,)."""
        z = self._predict(W, b)
        pull = self.loss.slope(self.y, z) / self.n
        if self.outputs is None:
            pull = pull[:, None]
        value = float(self.loss.value(self.y, z).mean()) if self.loss.curvature_bound is None else 0.0
        return value, self.centred.spread[:, None] * (self.centred.features.T @ pull), pull.sum(axis=0)
