"""Smooth losses along the strengths: Newton's steps on the weights in use, from a guess that the path itself gives."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.core.effort import Effort, newton_work
from explorer.core.line_search import RoundedCost, backtrack, less_damping, more_damping
from explorer.losses.base import Loss
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.moreau_envelope import MoreauEnvelope
from explorer.path.algorithms.objective import Objective, Rise, solve_positive
from explorer.path.algorithms.ridge_newton import RidgeNewton

Array = np.ndarray

STEPS = 1000
STALE = 40
"""After so many steps without a smaller gradient or a lower cost, rounding has the last word."""
MOST_DAMPING = 1e6
"""With more of the largest curvature added than this, no step helps."""
CLOSE = 1e-2
"""A step of less than this share of the weights is taken whole, while each leaves less than half the gradient before it."""
EAGER = 0.1
"""Weights join once the gradient left for those in use is less than this share of the excess of the others."""


@dataclass(frozen=True, eq=False)
class _Point:
    """Where the path was at one strength: its logarithm, the weights there, and how they change with it."""

    place: float
    v: Array
    tangent: Array


@dataclass(frozen=True, eq=False)
class _State:
    """Weights (p,), which are in use, the signs that are held (0 where none is), the tangent at the step before,
    and the cost where it is known."""

    v: Array
    used: Array
    sign: Array
    tangent: Array | None = None
    cost: RoundedCost | None = None


class NewtonPath:
    """Mean loss + penalty for a loss that is smooth and convex, a model with one score and a separable penalty; biases free.

    The weights in use keep their signs while Newton's steps are taken; a step stops where the first of them would cross
    zero, and that one leaves. One joins where its gradient exceeds the penalty's slope. Where the penalty's curvature is
    negative it counts only while the cost's stays positive: otherwise the penalty is taken as straight, which never promises
    too much. From the values and tangents at two strengths the next one is predicted by a cubic in the logarithm of the
    strength (Hermite), so that one or two steps are enough.

    Source: Park and Hastie, "L1-regularization path algorithm for generalized linear models" (2007), for predicting and
    correcting; Zou and Li, "One-step sparse estimates in nonconcave penalized likelihood models" (2008), for the straight
    line.
    """

    def __init__(self, objective: Objective, centred: CentredDesign, tolerance: float) -> None:
        self.objective, self.centred, self.convex = objective, centred, objective.penalty.convex
        # What is left of the gradient is measured where the weights are those of the features as given.
        offset = max(1.0, float(np.abs(centred.mean).max(initial=0.0)))
        self.allowed = tolerance / (np.append(centred.std, offset) if centred.biased else centred.std)

    def with_loss(self, loss: Loss | MoreauEnvelope) -> NewtonPath:
        """The same for another loss on the same data."""
        other = copy(self)
        other.objective = self.objective.with_loss(loss)
        return other

    @cached_property
    def ridge_newton(self) -> RidgeNewton | None:
        """Whole steps for L2, most of which need no line search; None for other penalties."""
        penalty = self.objective.penalty
        l1, l2 = penalty.mixture(1.0) or (0.0, 0.0)
        return RidgeNewton(self.objective, l2, self.allowed) if l1 == 0 < l2 and penalty.scaled else None

    def weights(self, strengths: Array, start: Array, checkpoint: Checkpoint, whole: Effort) -> Array:
        """The flat weights (k, p) at each strength (k,), the largest first, starting from flat weights (p,).

        What is done is noted in ``whole``; where that is used up, each strength has the least (`Effort.share`).
        """
        v, points = self.centred.block(start), list[_Point]()
        V = np.empty((strengths.size, v.size))
        for i, strength in enumerate(map(float, strengths)):
            place = float(np.log(strength)) if strength > 0 else -np.inf
            guess = _predicted(points, place, self.objective.kinked)
            guess = v if guess is None or not self._sound(guess, v, strength) else guess
            effort = whole.share()
            quick = None if self.ridge_newton is None else self.ridge_newton.minimum(guess, strength, checkpoint, effort)
            v, tangent = quick or self.minimum(guess, strength, checkpoint, effort)
            whole.spend(effort.done)
            V[i] = v
            if strength > 0 and tangent is not None and not (points and points[-1].place == place):
                points = [*points[-1:], _Point(place, v, tangent)]
            checkpoint()
        return self.centred.weights(V[:, : self.objective.inputs], V[:, self.objective.inputs :])

    def _sound(self, guess: Array, v: Array, strength: float) -> bool:
        """Whether a guess is worth starting from. Where there is one minimum it may be anywhere that is finite."""
        objective = self.objective
        if self.convex:
            return objective.loss.curvature_bound is not None or bool(np.isfinite(objective.gradient(guess)[1]).all())
        return objective.cost(guess, strength).value <= objective.cost(v, strength).value

    def minimum(self, v: Array, strength: float, checkpoint: Checkpoint, effort: Effort) -> tuple[Array, Array | None]:
        """The minimum from v on, as far as the effort goes, and there the tangent in the logarithm of the strength.

        ``checkpoint`` is called at each step.
        """
        objective, kinked = self.objective, self.objective.kinked
        now = _State(v, ~kinked | (v != 0), np.where(kinked, np.sign(v), 0.0))
        best, smallest, cheapest, stale, careful = v, np.inf, np.inf, 0, not self.convex
        damping = np.zeros(())
        for _ in range(STEPS):
            checkpoint()
            z, gradient = objective.gradient(now.v)
            rise = objective.rise(now.v, strength)
            left = np.abs(gradient + rise.slope * np.where(kinked, now.sign, np.sign(now.v))) / self.allowed
            excess = np.where(now.used, 0.0, np.abs(gradient) - rise.slope) / self.allowed
            inside, outside = float(left[now.used].max(initial=0.0)), float(excess.max())
            violation = max(inside, outside)
            careful = careful or violation > 0.5 * smallest
            if violation < smallest:
                best, smallest, stale = now.v, violation, 0
            if smallest <= 1.0 or stale > STALE or not effort.left:
                break
            effort.spend(newton_work(z.size, int(now.used.sum())))
            if now.cost is not None and now.cost.value < cheapest:
                cheapest, stale = now.cost.value - now.cost.rounding, 0
            stale += 1
            if outside > 1.0 and inside <= max(1.0, EAGER * outside):
                joining = excess > 1.0
                now = replace(now, used=now.used | joining, sign=np.where(joining, -np.sign(gradient), now.sign))
            moved = self._step(now, strength, z, gradient, rise, float(damping) * objective.scale, careful)
            if moved is not None:
                now, damping = moved, less_damping(damping) if damping else damping
                continue
            damping = more_damping(damping)
            if damping > MOST_DAMPING:
                break
        return best, now.tangent

    def _step(
        self, now: _State, strength: float, z: Array, gradient: Array, rise: Rise, added: float, careful: bool
    ) -> _State | None:
        """One step of Newton's with signs held; None where no length of it helps."""
        kinked, v = self.objective.kinked, now.v
        sign = np.where(kinked, now.sign, np.sign(v))
        right_sides = np.array([gradient + rise.slope * sign, rise.growth * sign]).T
        own = np.flatnonzero(now.used)
        while True:
            found = self._newton_step(z, own, rise.curvature, right_sides[own], added)
            if found is None:
                return None
            # A weight at zero that would move against its sign has joined too early.
            early = kinked[own] & (v[own] == 0) & (now.sign[own] * found[:, 0] >= 0)
            if not early.any():
                break
            own = own[~early]
        used, step, tangent = np.zeros(v.size, dtype=bool), np.zeros(v.size), np.zeros(v.size)
        used[own], step[own], tangent[own] = True, -found[:, 0], -found[:, 1]
        now = replace(now, used=used, sign=np.where(used, now.sign, 0.0), tangent=tangent)
        if not careful and np.abs(step).max() <= CLOSE * np.abs(v).max() and not ((v + step) * now.sign < 0).any():
            return replace(now, v=v + step, cost=None)
        return self._shortened(now, strength, step, float(right_sides[:, 0] @ step))

    def _newton_step(self, z: Array, own: Array, curvature: Array, right_sides: Array, added: float) -> Array | None:
        """Newton's step and the tangent (m, 2) for the weights ``own`` (m,), both with the sign turned."""
        H = self.objective.hessian(z, own)
        H.flat[:: own.size + 1] += np.maximum(curvature[own], 0.0) + added
        if (curvature[own] < 0).any():
            found = solve_positive(H + np.diag(np.minimum(curvature[own], 0.0)), right_sides)
            if found is not None:
                return found
        return solve_positive(H, right_sides)

    def _shortened(self, now: _State, strength: float, step: Array, slope: float) -> _State | None:
        """As much of a step as makes the cost fall, and no more than takes the first weight in use to zero."""
        if not slope < 0:
            return now if slope == 0 else None
        v, objective = now.v, self.objective
        crossing = np.flatnonzero(objective.kinked & (v != 0) & ((v + step) * now.sign <= 0))
        shares = -v[crossing] / step[crossing]
        longest = float(shares.min(initial=1.0))
        gone = crossing[shares <= longest]

        def move(length: float) -> Array:
            moved = v + length * step
            if length == longest:
                moved[gone] = 0.0
            return moved

        before = now.cost or objective.cost(v, strength)
        found = backtrack(move, lambda v: objective.cost(v, strength), before, slope, longest, snaps=gone.size > 0)
        if found is None:
            return None
        assert now.tangent is not None
        used, sign, tangent = now.used.copy(), now.sign.copy(), now.tangent.copy()
        if found.length == longest:
            used[gone], sign[gone], tangent[gone] = False, 0.0, 0.0
        return _State(found.weights, used, sign, tangent, found.cost)


def _predicted(points: list[_Point], place: float, kinked: Array) -> Array | None:
    """The weights at another logarithm of the strength: a cubic through two points, a line from one; None from none.

    A weight with a kink at zero that would cross it is put there.
    """
    if not points or place == -np.inf:
        return None
    last = points[-1]
    v = last.v + (place - last.place) * last.tangent
    if len(points) == 2 and np.array_equal(points[0].v != 0, last.v != 0):
        first, span = points[0], last.place - points[0].place
        t = (place - first.place) / span
        v = (
            (2 * t**3 - 3 * t**2 + 1) * first.v
            + (t**3 - 2 * t**2 + t) * span * first.tangent
            + (3 * t**2 - 2 * t**3) * last.v
            + (t**3 - t**2) * span * last.tangent
        )
    return np.where(kinked & (v * last.v < 0), 0.0, v)
