"""Losses with kinks of their own along the strengths, each answer with a bound on how far it is above the minimum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.core.effort import Effort, newton_work
from explorer.cost.problem import Problem
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.dual_bound import DualBound
from explorer.path.algorithms.moreau_envelope import MoreauEnvelope
from explorer.path.algorithms.newton import NewtonPath
from explorer.path.algorithms.objective import ROUNDING, Objective
from explorer.path.algorithms.proximal_gradient import ProximalGradientPath

Array = np.ndarray

FINE = 1e-7
"""A gap of this share of what zero weights cost above the least that the targets allow is as good as none."""
ALLOWED, PATIENT = 1e-4, 6
"""After so many rounds a gap of that share is enough."""
ROUNDS = 30
"""So often at most the slopes are improved at one strength."""
WIDTH = 0.1
"""Over what width kinks are smoothed at first, as a share of how far predictions of zero weights miss."""
SHARPER = 0.25
SHARPEST = 1e-4
TOLERANCE = 1e-9
STEPS, STEPS_A_WEIGHT = 100, 4
"""Of Newton's a round: each weight may join and leave a few times."""
SEARCH = 2e10
"""Work that the search for the strength that zeroes all weights may do."""
SEVERAL_TOLERANCE, SEVERAL_SHARPEST, SEVERAL_STEPS = 1e-8, 1e-3, 400
"""Proximal steps are short where the loss is sharp, so there each round does less."""


class _Solver(Protocol):
    """Finds the minimum for a smooth loss: weights V of the scaled features, with the biases below them."""

    sharpest: float

    def minimum(
        self, loss: MoreauEnvelope, strength: float, V: Array, checkpoint: Checkpoint, effort: Effort
    ) -> tuple[Array, bool]:
        """The minimum from a guess on, and whether it was found: if not, the loss was too sharp. ``checkpoint`` is called
        every few steps."""


@dataclass(frozen=True, eq=False)
class _Place:
    """Where a search is: weights with biases below them, and the losses' slopes, in the shape of the predictions."""

    V: Array
    slopes: Array


@dataclass(frozen=True, eq=False)
class _Found:
    """The smallest cost found with its weights, the highest bound below it, and where the search ended."""

    cost: float
    V: Array
    bound: float
    end: _Place


class AugmentedLagrangian:
    """Mean loss + penalty for a convex loss with a prox, a model linear in its weights and a convex penalty.

    The method of multipliers: the loss's `MoreauEnvelope` is minimised like any smooth loss, its slopes there make the next
    envelope, which is sharper, and so on until the gap to a `DualBound` closes. For losses and penalties made of straight
    pieces it ends after a few rounds. Gaps are shares of ``scale``: what zero
    weights cost, with the best biases, above the least that the targets allow. What is found at one strength helps at the
    next of the same call; nothing is kept from one call to another.
    """

    def __init__(self, problem: Problem, centred: CentredDesign, start: Array, largest: float) -> None:
        self.y, self.loss, self.penalty, self.centred = problem.data.y, problem.examples.loss, problem.penalty, centred
        self.objective, self.bound = Objective(problem, centred), DualBound(problem, centred)
        self.start, self.largest = start, largest
        self.zero = centred.block(start, self.objective.several)
        self.scale = self._above_the_least()
        self.wide = WIDTH * self.scale / self.bound.steepest**2
        self.first = _Place(self.zero, self.loss.slope(self.y, self.objective.predict(self.zero)))

    @property
    def improvable(self) -> bool:
        """Whether any weights cost less than zero weights with the best biases."""
        return self.scale > 0

    @property
    def typical_curvature(self) -> float:
        """The curvature of a parabola that is as steep as the loss at its steepest and falls as far as the loss can."""
        return self.bound.steepest**2 / self.scale

    def _solver(self) -> _Solver:
        kind = _Proximal if self.objective.several else _Newton
        return kind(self.objective, self.centred, self.largest)

    def _above_the_least(self) -> float:
        """How far the mean loss of zero weights is above the least that the targets allow; 0 where that may be rounding."""
        z = self.objective.predict(self.zero)
        values = self.loss.value(self.y, z)
        above = float(values.mean()) - float(self.bound.least.mean())
        # A loss is a slope times a difference of targets and predictions, which have been rounded themselves.
        far = float(np.abs(z).max()) + (0.0 if self.objective.several else float(np.abs(self.y).max()))
        return above if above > ROUNDING * (float(np.abs(values).mean()) + self.bound.steepest * far) else 0.0

    def weights(self, strengths: Array, checkpoint: Checkpoint, whole: Effort) -> tuple[Array, Array]:
        """The flat weights (k, p) at each strength (k,), the largest first, and by how much each may cost more than the
        minimum (k,), as shares of ``scale``; ``checkpoint`` is called every few steps.

        What is done is noted in ``whole``; where that is used up, each strength has the least (`Effort.share`).
        """
        out, gaps = np.tile(self.start, (strengths.size, 1)), np.zeros(strengths.size)
        if not self.improvable:
            return out, gaps
        solver, place = self._solver(), self.first
        for i, strength in enumerate(map(float, strengths)):
            effort = whole.share()
            found = self._minimum(solver, strength, place, checkpoint, effort)
            whole.spend(effort.done)
            place, cost, V = found.end, found.cost, found.V
            zero = self._cost(self.zero, strength)
            if zero <= cost or zero - found.bound <= FINE * self.scale:  # as good as any, and the plainest
                cost, V = zero, self.zero
            out[i], gaps[i] = self.centred.flat(V), max(cost - found.bound, 0.0) / self.scale
            checkpoint()
        return out, gaps

    def _minimum(self, solver: _Solver, strength: float, place: _Place, checkpoint: Checkpoint, effort: Effort) -> _Found:
        """The minimum at one strength, from a place on, as far as the effort goes."""
        V, slopes, t = place.V, place.slopes, self.wide
        cost, best, bound = np.inf, V, -np.inf
        sharpest = solver.sharpest * self.wide / WIDTH
        for done in range(ROUNDS):
            smooth = MoreauEnvelope(self.loss, t, slopes)
            V, converged = solver.minimum(smooth, strength, V, checkpoint, effort)
            z = self.objective.predict(V)
            slopes = smooth.slope(self.y, z)
            here = self._cost(V, strength)
            if here < cost:
                cost, best = here, V
            bound = max(bound, self.bound.of(z, slopes, strength))
            if cost - bound > FINE * self.scale:
                enough = cost - FINE * self.scale
                bound = max(bound, self.bound.corrected(z, slopes, strength, self.centred.flat(V), enough, checkpoint, effort))
            if cost - bound <= (FINE if done < PATIENT else ALLOWED) * self.scale or not effort.left:
                break
            t = max(SHARPER * t, sharpest) if converged else t / SHARPER
        return _Found(cost, best, bound, _Place(V, slopes))

    def zeroing(self, guess: float, checkpoint: Checkpoint) -> tuple[float, bool]:
        """The smallest strength at which all weights are zero, for a penalty with a kink, from a guess on; ``checkpoint`` is
        called every few steps. And whether that is certain: where the search took too long, the smallest may be larger, unless
        zero weights cost as little as `ALLOWED` there.

        No weights save more of the data loss for what they cost than strength: the most that any save is looked for, by
        weights that are best at the highest ratio so far (Dinkelbach, "On nonlinear fractional programming", 1967).
        """
        if not self.improvable or self.centred.constant.all():
            return 0.0, True
        solver, place, strength = self._solver(), self.first, guess
        zero, below, whole = self._cost(self.zero, 0.0), 0.0, Effort(SEARCH)
        for _ in range(ROUNDS):
            effort = whole.share()
            found = self._minimum(solver, strength, place, checkpoint, effort)
            whole.spend(effort.done)
            place = _Place(found.V, found.end.slopes)
            saved, price = zero - self._cost(found.V, 0.0), self.objective.penalty_at(found.V, 1.0)
            if zero - found.bound <= FINE * self.scale or saved <= 0 or not price:
                if below:
                    return strength, True
                strength /= 4.0
                continue
            if saved / price <= strength * (1.0 + FINE):
                return strength, effort.left or zero - found.bound <= ALLOWED * self.scale
            strength = below = saved / price
        return below, not below

    def _cost(self, V: Array, strength: float) -> float:
        return self.objective.cost(V, strength).value


class _Newton:
    """One score, by Newton's steps."""

    sharpest = SHARPEST

    def __init__(self, objective: Objective, centred: CentredDesign, largest: float) -> None:
        self.path = NewtonPath(objective, centred, TOLERANCE * largest)

    def minimum(
        self, loss: MoreauEnvelope, strength: float, V: Array, checkpoint: Checkpoint, effort: Effort
    ) -> tuple[Array, bool]:
        """Counts as found however close it came."""
        own = effort.part((STEPS + STEPS_A_WEIGHT * V.size) * newton_work(self.path.centred.features.shape[0], V.size))
        found = self.path.with_loss(loss).minimum(V, strength, checkpoint, own)[0]
        effort.spend(own.done)
        return found, True


class _Proximal:
    """Several classes, by proximal steps with Newton's between them."""

    sharpest = SEVERAL_SHARPEST

    def __init__(self, objective: Objective, centred: CentredDesign, largest: float) -> None:
        self.path = ProximalGradientPath(objective, centred, SEVERAL_TOLERANCE * largest, SEVERAL_STEPS)

    def minimum(
        self, loss: MoreauEnvelope, strength: float, V: Array, checkpoint: Checkpoint, effort: Effort
    ) -> tuple[Array, bool]:
        """Found where the steps converged."""
        V, _, converged = self.path.with_loss(loss).minimum(strength, V, loss.curvature_bound, checkpoint, effort)
        return V, converged
