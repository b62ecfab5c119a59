"""Smooth losses along the strengths: Newton's steps from a guess that the path itself gives."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.cost.problem import Problem
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.objective import Objective, solved
from explorer.path.algorithms.ridge_newton import RidgeNewton

Array = np.ndarray

STEPS = 1000
STALE = 40
"""After so many steps without a smaller gradient or a lower cost, rounding has the last word."""
HALVINGS = 30
FLAT = 1e-4
"""How much a flat cost is curved, as a share of the largest curvature, where Newton's step alone does not help."""
STEEPEST = 1e6
"""More curved than that, and no step helps."""
CLOSE = 1e-2
"""A step of less than this share of the weights is taken whole, while each leaves less than half the slope before it."""
CLEAR = 100.0
"""A fall that should be this many times what rounding may do to the cost has to be seen."""
EAGER = 0.1
"""Weights join once what is left for those in use is less than this share of the pull on the others."""


@dataclass(frozen=True, eq=False)
class _Point:
    """Where the path was at one strength: its logarithm, the weights there, and how they change with it."""

    place: float
    v: Array
    tangent: Array


@dataclass(frozen=True, eq=False)
class _State:
    """Weights (p,), which are in use, the signs that are held (0 where none is), the tangent at the step before,
    and the cost with its rounding where that was asked for."""

    v: Array
    used: Array
    sign: Array
    tangent: Array | None = None
    cost: tuple[float, float] | None = None


class NewtonPath:
    """Mean loss + penalty for a loss that is smooth and convex, a model with one score and a separable penalty; biases free.

    The weights in use keep their signs while Newton's steps are taken; a step stops where the first of them would cross
    zero, and that one leaves. One joins where the slope pulls harder than the penalty rises. Where the penalty bends down,
    its curvature counts only while the whole bends up: otherwise it is taken as straight, which never promises too much. From
    the values and tangents at two strengths the next one is foretold by a cubic in the logarithm of the strength (Hermite), so
    that one or two steps are enough.

    Source: Park and Hastie, "L1-regularization path algorithm for generalized linear models" (2007), for foretelling and
    correcting; Zou and Li, "One-step sparse estimates in nonconcave penalized likelihood models" (2008), for the straight
    line.
    """

    def __init__(self, problem: Problem, centred: CentredDesign, tolerance: float) -> None:
        self.cost, self.centred, self.convex = Objective(problem, centred), centred, problem.penalty.convex
        # What is left of the gradient is measured where the weights are those of the features as given.
        offset = max(1.0, float(np.abs(centred.mean).max(initial=0.0)))
        self.allowed = tolerance / np.append(centred.spread, offset)

    @cached_property
    def ridged(self) -> RidgeNewton | None:
        """Whole steps for L2, of which most need no watching; None for other penalties."""
        penalty = self.cost.penalty
        l1, l2 = penalty.mixture(1.0) or (0.0, 0.0)
        return RidgeNewton(self.cost, l2, self.allowed) if l1 == 0 < l2 and penalty.scaled else None

    def weights(self, strengths: Array, start: Array, checkpoint: Checkpoint) -> Array:
        """The flat weights (k, p) at each strength (k,), the largest first, starting from flat weights (p,)."""
        v = np.append(start[:-1] * self.centred.spread, start[-1] + start[:-1] @ self.centred.mean)
        points: list[_Point] = []
        V = np.empty((strengths.size, v.size))
        for i, strength in enumerate(strengths):
            self.cost.strength = float(strength)
            place = float(np.log(strength)) if strength > 0 else -np.inf
            guess = _foretold(points, place, self.cost.priced)
            guess = v if guess is None or not self._sound(guess, v) else guess
            quick = None if self.ridged is None else self.ridged.minimum(guess, float(strength), checkpoint)
            v, tangent = quick or self.minimum(guess, checkpoint)
            V[i] = v
            if strength > 0 and tangent is not None and not (points and points[-1].place == place):
                points = [*points[-1:], _Point(place, v, tangent)]
            checkpoint()
        return self.centred.weights(V[:, :-1], V[:, -1])

    def _sound(self, guess: Array, v: Array) -> bool:
        """Whether a guess is worth starting from. Where there is one minimum it may be anywhere that is finite."""
        if self.convex:
            return self.cost.loss.curvature_bound is not None or bool(np.isfinite(self.cost.slope(guess)[1]).all())
        return self.cost.at(guess)[0] <= self.cost.at(v)[0]

    def minimum(self, v: Array, checkpoint: Checkpoint) -> tuple[Array, Array | None]:
        """The lowest cost from v on, and there the tangent in the logarithm of the strength; ``checkpoint`` is called at each
        step."""
        cost, priced = self.cost, self.cost.priced
        now = _State(v, ~priced | (v != 0), np.where(priced, np.sign(v), 0.0))
        best, lowest, cheapest, stale, added, careful = v, np.inf, np.inf, 0, 0.0, not self.convex
        for _ in range(STEPS):
            checkpoint()
            z, gradient = cost.slope(now.v)
            rises = cost.rise(now.v)
            rise = rises[0]
            left = np.abs(gradient + rise * np.where(priced, now.sign, np.sign(now.v))) / self.allowed
            pulled = np.where(now.used, 0.0, np.abs(gradient) - rise) / self.allowed
            settled, pull = float(left[now.used].max(initial=0.0)), float(pulled.max())
            careful = careful or max(settled, pull) > 0.5 * lowest
            if max(settled, pull) < lowest:
                best, lowest, stale = now.v, max(settled, pull), 0
            if lowest <= 1.0 or stale > STALE:
                break
            if now.cost is not None and now.cost[0] < cheapest:
                cheapest, stale = now.cost[0] - now.cost[1], 0
            stale += 1
            if pull > 1.0 and settled <= max(1.0, EAGER * pull):
                joining = pulled > 1.0
                now = replace(now, used=now.used | joining, sign=np.where(joining, -np.sign(gradient), now.sign))
            moved = self._step(now, z, gradient, rises, added, careful)
            if moved is None:
                added = max(10.0 * added, FLAT * cost.scale)
                if added > STEEPEST * cost.scale:
                    break
                continue
            now = moved
            added = 0.1 * added if added > FLAT * cost.scale else 0.0
        return best, now.tangent

    def _step(
        self, now: _State, z: Array, gradient: Array, rises: tuple[Array, Array, Array], added: float, careful: bool
    ) -> _State | None:
        """One step of Newton's with signs held; None where no length of it helps."""
        cost, v = self.cost, now.v
        steep, bend, growth = rises
        sign = np.where(cost.priced, now.sign, np.sign(v))
        gradient_norms = np.array([gradient + steep * sign, growth * sign]).T
        own = np.flatnonzero(now.used)
        while True:
            found = self._solved(z, own, bend, gradient_norms[own], added)
            if found is None:
                return None
            # A weight at zero that would move against its sign was called too early.
            early = cost.priced[own] & (v[own] == 0) & (now.sign[own] * found[:, 0] >= 0)
            if not early.any():
                break
            own = own[~early]
        used, way, tangent = np.zeros(v.size, dtype=bool), np.zeros(v.size), np.zeros(v.size)
        used[own], way[own], tangent[own] = True, -found[:, 0], -found[:, 1]
        now = replace(now, used=used, sign=np.where(used, now.sign, 0.0), tangent=tangent)
        if not careful and np.abs(way).max() <= CLOSE * np.abs(v).max() and not ((v + way) * now.sign < 0).any():
            return replace(now, v=v + way, cost=None)
        return self._shortened(now, way, float(gradient_norms[:, 0] @ way))

    def _solved(self, z: Array, own: Array, bend: Array, gradient_norms: Array, added: float) -> Array | None:
        """Newton's step and the tangent (m, 2) for the weights ``own`` (m,), both with the sign turned."""
        H = self.cost.hessian(z, own)
        H.flat[:: own.size + 1] += np.maximum(bend[own], 0.0) + added
        if (bend[own] < 0).any():
            found = solved(H + np.diag(np.minimum(bend[own], 0.0)), gradient_norms)
            if found is not None:
                return found
        return solved(H, gradient_norms)

    def _shortened(self, now: _State, way: Array, slope: float) -> _State | None:
        """As far along the way as the cost falls, and no further than where the first weight in use comes to zero."""
        if not slope < 0:
            return now if slope == 0 else None
        v, (value, rounding) = now.v, now.cost or self.cost.at(now.v)
        crossing = np.flatnonzero(self.cost.priced & (v != 0) & ((v + way) * now.sign <= 0))
        shares = -v[crossing] / way[crossing]
        length = float(shares.min(initial=1.0))
        for _ in range(HALVINGS):
            gone = crossing[shares <= length]
            trial = v + length * way
            trial[gone] = 0.0
            reached, there = self.cost.at(trial)
            slack = max(rounding, there) if gone.size or -length * slope <= CLEAR * rounding else 0.0
            if reached <= value + 1e-4 * length * slope + slack:
                used, sign = now.used.copy(), now.sign.copy()
                assert now.tangent is not None
                tangent = now.tangent.copy()
                used[gone], sign[gone], tangent[gone] = False, 0.0, 0.0
                return _State(trial, used, sign, tangent, (reached, there))
            length *= 0.5
        return None


def _foretold(points: list[_Point], place: float, priced: Array) -> Array | None:
    """The weights at another logarithm of the strength: a cubic through two points, a line from one; None from none.

    A weight with a price that would cross zero is put there.
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
    return np.where(priced & (v * last.v < 0), 0.0, v)
