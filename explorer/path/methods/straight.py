"""Exact paths of losses made of straight lines: from one event to the next, with L1 and with L2."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from functools import cached_property

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.core.effort import WHOLE, Effort
from explorer.cost.feature_factors import free_features
from explorer.cost.problem import Problem
from explorer.path.algorithms.augmented_lagrangian import FINE
from explorer.path.algorithms.parametric_simplex import ParametricSimplex
from explorer.path.algorithms.straight_ridge import StraightRidge
from explorer.path.methods.base import Solution
from explorer.path.methods.general import KinkedMethod

Array = np.ndarray
MOST_WEIGHTS = 300
"""With more, an event takes longer than the steps that it saves."""
ELSE = "Where that is not certain of its answer, and with a strength of 0 among them, the method of multipliers takes over."


def straight_parts(problem: Problem) -> tuple[float, float] | None:
    """a and b where the loss is made of straight lines, there is one score and the penalty is a |w| + b w^2 / 2 at strength 1,
    on every feature; None elsewhere."""
    penalty, several = problem.penalty, problem.network.layers[0].outputs is not None
    if problem.loss.smooth or several or not penalty.scaled or problem.size > MOST_WEIGHTS or free_features(problem).any():
        return None
    return None if problem.loss.lines(problem.data.y) is None else penalty.base.mixture(1.0)


class StraightMethod(KinkedMethod):
    """A loss made of straight lines, one score.

    What it finds has a bound as with other kinks; where that is not as close as rounding allows, since features or examples
    repeat one another, the method of multipliers takes over.
    """

    promise = "Exact."
    steps_each = 10

    @property
    def heavy(self) -> bool:
        """Never: the events down to the smallest strength are the same for few strengths and for many."""
        return False

    @abstractmethod
    def _events(self, strengths: Array, checkpoint: Checkpoint, effort: Effort) -> tuple[Array, Array] | None:
        """The weights of the scaled features (k, p), the bias behind them, and lower bounds of the cost (k,), times n; None
        where it does not come to an end before the effort does."""

    @cached_property
    def design(self) -> Array:
        """The scaled features (n, d)."""
        return self.centred.features

    @cached_property
    def price(self) -> Array:
        """What the weights (d,) of the scaled features as given pay: their factors."""
        each = self.problem.penalty.factors
        return np.ones(self.centred.std.size) if each is None else np.array(each)

    def lines(self, design: Array) -> tuple[Array, Array, Array, Array]:
        """Every line of every example that counts: its row of a design (n, p), its kink, and the slopes on both sides."""
        problem = self.problem
        lines, examples = problem.loss.lines(problem.data.y), problem.examples
        assert lines is not None
        shares = np.ones(problem.n) if examples.shares is None else examples.shares
        kinks = lines.kinks if examples.offset is None else lines.kinks - examples.offset
        counts = np.tile(shares > 0, len(kinks))
        slopes = [(side * shares).ravel()[counts] for side in (lines.below, lines.above)]
        return np.tile(design, (len(kinks), 1))[counts], kinks.ravel()[counts], slopes[0], slopes[1]

    def solve(self, strengths: Array, checkpoint: Checkpoint) -> Solution:
        """Also how far each cost may be above the minimum."""
        effort, events = Effort(WHOLE), self.solver.improvable and (strengths > 0).all()
        found = self._events(strengths, checkpoint, effort) if events else None
        if found is None or not np.isfinite(found[0]).all():
            others = super().solve(strengths, checkpoint)
            return replace(others, promise=KinkedMethod.promise, work=others.work + effort.done)
        (V, bounds), work = found, effort.done
        d, problem = self.centred.mean.size, self.problem
        W = self.centred.weights(V[:, :d], V[:, d:])
        costs = problem.mean_loss(W) + strengths * problem.penalties(W, 1.0)
        gaps = np.maximum(costs - bounds / problem.n, 0.0) / self.solver.scale
        loose = np.flatnonzero(~(gaps <= FINE))
        if loose.size:
            others = super().solve(strengths[loose], checkpoint)
            assert others.gap is not None
            better = ~(others.gap >= gaps[loose])
            W[loose[better]], gaps[loose[better]] = others.weights[better], others.gap[better]
            work += others.work
        return Solution(W, gaps, promise=KinkedMethod.promise if (gaps > FINE).any() else None, work=work)


class StraightL1Method(StraightMethod):
    """With L1."""

    method = f"Parametric simplex: the weights change only at certain strengths, which are found one after the other. {ELSE}"

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Straight lines and L1 alone."""
        parts = straight_parts(problem)
        return parts is not None and parts[0] > 0 and parts[1] == 0

    @cached_property
    def simplex(self) -> ParametricSimplex:
        """The vertices."""
        design, centred, n = self.design, self.centred, self.problem.n
        design = np.column_stack([design, np.ones(n)]) if centred.biased else design
        price = n * (straight_parts(self.problem) or (0.0, 0.0))[0] * self.price / centred.std
        return ParametricSimplex(*self.lines(design), price)

    def prepare(self, checkpoint: Checkpoint) -> None:
        """The strength that zeroes all weights is that of the first event."""
        if self._zeroing is None and self.solver.improvable:
            # None of its events is above 0 where residuals are so small beside the targets that they pass for ties: then it
            # is searched for, as under other losses.
            first = self.simplex.zeroing()
            self._zeroing = (first, True) if first else None
        super().prepare(checkpoint)

    def _events(self, strengths: Array, checkpoint: Checkpoint, effort: Effort) -> tuple[Array, Array] | None:
        return self.simplex.path(strengths, checkpoint, effort)


class StraightL2Method(StraightMethod):
    """With L2."""

    method = f"Homotopy: strength times the weights is a straight line in the strength from one event to the next. {ELSE}"

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Straight lines and L2 alone."""
        parts = straight_parts(problem)
        return parts is not None and parts[0] == 0 and parts[1] > 0

    def _events(self, strengths: Array, checkpoint: Checkpoint, effort: Effort) -> tuple[Array, Array] | None:
        centred, n = self.centred, self.problem.n
        # Columns divided by the root of what they pay: then each pays strength v^2 / 2.
        unit = np.sqrt(n * (straight_parts(self.problem) or (0.0, 0.0))[1] * self.price) / centred.std
        A, kinks, below, above = self.lines(self.design / unit)
        found = StraightRidge(A, kinks, below, above, centred.biased).path(strengths, checkpoint, effort)
        if found is not None:
            found[0][:, : unit.size] /= unit
        return found
