"""Losses with kinks of their own along the strengths, each answer with a bound on how far it is from the lowest cost."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.cost.problem import Problem
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.dual_bound import DualBound
from explorer.path.algorithms.moreau_envelope import MoreauEnvelope
from explorer.path.algorithms.newton import NewtonPath
from explorer.path.algorithms.objective import ROUNDING
from explorer.path.algorithms.proximal_gradient import ProximalGradientPath

Array = np.ndarray

FINE = 1e-7
"""A gap of this share of what zero weights cost above the least that the targets allow is as good as none."""
ALLOWED, PATIENT = 1e-4, 6
"""After so many rounds a gap of that share is enough."""
ROUNDS = 30
"""So often at most the slopes are made better at one strength."""
WIDTH = 0.1
"""How far kinks are rounded off at first, as a share of how far predictions of zero weights miss."""
SHARPER = 0.25
SHARPEST = 1e-4
TOLERANCE = 1e-9
SEVERAL_TOLERANCE, SEVERAL_SHARPEST, SEVERAL_STEPS = 1e-8, 1e-3, 400
"""Proximal steps are short where the loss is sharp, so there each round does less."""


class _Solver(Protocol):
    """Finds the minimum for a smooth loss: weights (q, width) of the features as given, biases beside the features' mean."""

    sharpest: float
    settled: bool
    """Whether the last minimum was found; if not, the loss was too sharp for it."""

    def minimum(self, loss: MoreauEnvelope, strength: float, W: Array, b: Array, checkpoint: Checkpoint) -> tuple[Array, Array]:
        """From a guess on; ``checkpoint`` is called every few steps."""


@dataclass(frozen=True, eq=False)
class _Place:
    """Where a search stands: weights (q, width), biases (width,) and the losses' slopes, in the shape of the predictions."""

    W: Array
    b: Array
    u: Array


class AugmentedLagrangian:
    """Mean loss + penalty for a convex loss with a prox, a model linear in its weights and a convex penalty.

    The method of multipliers: the loss's `MoreauEnvelope` is minimised like any smooth loss, its slopes there make the next
    envelope, which is sharper, and so on until the gap to a `DualBound` closes. For losses and penalties made of straight
    pieces it ends after a few rounds. Gaps are shares of ``scale``: what zero
    weights cost, with the best biases, above the least that the targets allow. What is found at one strength helps at the
    next that is asked for with it; nothing is kept from one call to another.
    """

    def __init__(self, problem: Problem, centred: CentredDesign, start: Array, largest: float) -> None:
        self.problem, self.centred = problem, centred
        self.layer = problem.network.layers[0]
        self.y, self.loss, self.bound = problem.data.y, problem.loss, DualBound(problem, centred)
        self.single = self.layer.outputs is None
        self.start, self.largest = start, largest
        self.weightless, self.bias = self._blocks(start)
        self.scale = self._above_the_least()
        self.wide = WIDTH * self.scale / self.bound.steepest**2
        slopes = self.loss.slope(self.y, self._predict(self.weightless, self.bias))
        self.first = _Place(self.weightless, self.bias, slopes)

    @property
    def improvable(self) -> bool:
        """Whether any weights cost less than zero weights with the best biases."""
        return self.scale > 0

    @property
    def typical_curvature(self) -> float:
        """The curvature of a parabola that is as steep as the loss at its steepest and falls as far as the loss can."""
        return self.bound.steepest**2 / self.scale

    def _solver(self) -> _Solver:
        """For one call: it keeps what it stands at."""
        kind = _Newton if self.single else _Proximal
        return kind(self.problem, self.centred, self.largest)

    def _above_the_least(self) -> float:
        """How far the mean loss of zero weights is above the least that the targets allow; 0 where that may be rounding."""
        z = self._predict(self.weightless, self.bias)
        values = self.loss.value(self.y, z)
        above = float(values.mean()) - float(self.bound.least.mean())
        # A loss is a slope times a difference of targets and predictions, which have been rounded themselves.
        far = float(np.abs(z).max()) + (float(np.abs(self.y).max()) if self.single else 0.0)
        return above if above > ROUNDING * (float(np.abs(values).mean()) + self.bound.steepest * far) else 0.0

    def weights(self, strengths: Array, checkpoint: Checkpoint) -> tuple[Array, Array]:
        """The flat weights (k, p) at each strength (k,), the largest first, and the gaps (k,) of their costs; ``checkpoint`` is
        called every few steps on the way."""
        out, gaps = np.tile(self.start, (strengths.size, 1)), np.zeros(strengths.size)
        if not self.improvable:
            return out, gaps
        solver, place = self._solver(), self.first
        for i, strength in enumerate(strengths):
            found, low, place = self._minimum(solver, float(strength), place, checkpoint)
            zero = self._cost(self.weightless, self.bias, float(strength))
            if zero - low <= FINE * self.scale:  # as good as any, and the plainest
                found = (zero, self.weightless, self.bias)
            cost, block, bias = found
            out[i, : self.layer.bias], out[i, self.layer.bias :] = block.ravel(), bias - self.centred.mean @ block
            gaps[i] = max(cost - low, 0.0) / self.scale
            checkpoint()
        return out, gaps

    def _minimum(
        self, solver: _Solver, strength: float, place: _Place, checkpoint: Checkpoint
    ) -> tuple[tuple[float, Array, Array], float, _Place]:
        """The lowest cost found with its weights and biases, the highest bound below it, and where it ended."""
        W, b, u, t = place.W, place.b, place.u, self.wide
        best, low = (np.inf, W, b), -np.inf
        sharpest = solver.sharpest * self.wide / WIDTH
        for done in range(ROUNDS):
            rounded = MoreauEnvelope(self.loss, t, u)
            W, b = solver.minimum(rounded, strength, W, b, checkpoint)
            z = self._predict(W, b)
            u = rounded.slope(self.y, z)
            cost = self._cost(W, b, strength)
            if cost < best[0]:
                best = (cost, W, b)
            low = max(low, self.bound.of(z, u, strength))
            if best[0] - low <= (FINE if done < PATIENT else ALLOWED) * self.scale:
                break
            t = max(SHARPER * t, sharpest) if solver.settled else t / SHARPER
        return best, low, _Place(W, b, u)

    def zeroing(self, guess: float, checkpoint: Checkpoint) -> float:
        """The smallest strength at which all weights are zero, for a penalty with a kink, from a guess on; ``checkpoint`` is
        called every few steps on the way.

        No weights save more of the data loss for what they cost than strength: the most that any save is looked for, by
        weights that are best at the highest ratio so far (Dinkelbach, "On nonlinear fractional programming", 1967).
        """
        if not self.improvable:
            return 0.0
        solver, place, strength = self._solver(), self.first, guess
        zero, below = self._cost(self.weightless, self.bias, 0.0), 0.0
        if self.centred.constant.all():
            return 0.0
        for _ in range(ROUNDS):
            (_, W, b), low, place = self._minimum(solver, strength, place, checkpoint)
            place = _Place(W, b, place.u)
            saved, price = zero - self._cost(W, b, 0.0), self.problem.penalty.value(W, 1.0)
            if zero - low <= FINE * self.scale or saved <= 0 or not price:
                if below:
                    return strength
                strength /= 4.0
                continue
            if saved / price <= strength * (1.0 + FINE):
                return strength
            strength = below = saved / price
        return below

    def _blocks(self, w: Array) -> tuple[Array, Array]:
        """Weights (q, width), and biases as they stand beside the mean, of flat weights (p,)."""
        W = w[: self.layer.bias].reshape(self.layer.inputs, self.layer.width)
        return W, w[self.layer.bias :] + self.centred.mean @ W

    def _predict(self, W: Array, b: Array) -> Array:
        z = self.centred.deviations @ W + b
        return z[:, 0] if self.single else z

    def _cost(self, W: Array, b: Array, strength: float) -> float:
        data = float(self.loss.value(self.y, self._predict(W, b)).mean())
        return data + self.problem.penalty.value(W, strength)


class _Newton:
    """One score."""

    sharpest = SHARPEST
    settled = True

    def __init__(self, problem: Problem, centred: CentredDesign, largest: float) -> None:
        self.path, self.spread = NewtonPath(problem, centred, TOLERANCE * largest), centred.spread

    def minimum(self, loss: MoreauEnvelope, strength: float, W: Array, b: Array, checkpoint: Checkpoint) -> tuple[Array, Array]:
        """By Newton's steps."""
        self.path.cost.loss, self.path.cost.strength = loss, strength
        v, _ = self.path.minimum(np.append(W[:, 0] * self.spread, b), checkpoint)
        return (v[:-1] / self.spread)[:, None], v[-1:]


class _Proximal:
    """Several classes."""

    sharpest = SEVERAL_SHARPEST
    settled = True

    def __init__(self, problem: Problem, centred: CentredDesign, largest: float) -> None:
        self.path = ProximalGradientPath(problem, centred, SEVERAL_TOLERANCE * largest, SEVERAL_STEPS)

    def minimum(self, loss: MoreauEnvelope, strength: float, W: Array, b: Array, checkpoint: Checkpoint) -> tuple[Array, Array]:
        """By proximal steps, with Newton's between them."""
        self.path.loss = self.path.newton.loss = loss
        W, b, _ = self.path.minimum(strength, W, b, loss.curvature_bound, checkpoint)
        self.settled = self.path.settled
        return W, b
