"""Iterative paths: Newton's method for smooth losses, multipliers for kinked ones, proximal steps for several classes."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.core.effort import WHOLE, Effort, newton_work
from explorer.cost.problem import Problem
from explorer.path.algorithms.augmented_lagrangian import ALLOWED, AugmentedLagrangian
from explorer.path.algorithms.newton import NewtonPath
from explorer.path.algorithms.objective import Objective
from explorer.path.algorithms.proximal_gradient import ProximalGradientPath
from explorer.path.methods.base import EXCESS, TOP, PathMethod, Solution

Array = np.ndarray
STRENGTHS, HEAVY = 60, 2e10
"""Of a picture, and the work that is too much for one that comes at once."""


class _Stepwise(PathMethod):
    """Steps at each strength, whose price grows with the square of the number of weights."""

    steps_each = 10
    """How many of Newton's steps a strength takes, roughly, or as much work as those."""

    @property
    def heavy(self) -> bool:
        """Whether the steps for a picture take more than a few seconds."""
        return STRENGTHS * self.steps_each * newton_work(self.problem.n, self.problem.size) > HEAVY


class NewtonMethod(_Stepwise):
    """Another smooth convex loss or another separable penalty, one score."""

    method = "Newton's steps at each strength, begun from what the path suggests."
    promise = "Exact to rounding."
    bound = 1e-7

    @staticmethod
    def takes(problem: Problem) -> bool:
        """One score: then every group of weights is a single one as well."""
        return problem.network.layers[0].outputs is None

    def solve(self, strengths: Array, checkpoint: Checkpoint) -> Solution:
        """Each from the ones before."""
        tolerance = 1e-9 * self.kkt_unit(strengths)
        with np.errstate(over="ignore", invalid="ignore"):
            path = NewtonPath(Objective(self.problem, self.centred), self.centred, tolerance)
            whole = Effort(WHOLE)
            found = path.weights(strengths, self.start(), checkpoint, whole)
        return Solution(found, work=whole.done)


class KinkedMethod(_Stepwise):
    """A convex loss with kinks of its own and a convex penalty, one score or several."""

    method = "Method of multipliers: the kinks of the loss are rounded off, less and less each time."
    promise = f"Each cost is within 1e-4 of the lowest, as a share of {EXCESS}."
    bound = ALLOWED
    steps_each = 60
    _zeroing: tuple[float, bool] | None = None
    """The strength that zeroes all weights, as far as it was found, and whether that is certain."""

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Whether the loss has kinks."""
        return not problem.loss.smooth

    @property
    def slow(self) -> bool:
        """With several scores."""
        return self.problem.network.layers[0].outputs is not None

    @cached_property
    def solver(self) -> AugmentedLagrangian:
        """The method of multipliers on this problem."""
        return AugmentedLagrangian(self.problem, self.centred, self.start(), self._guess)

    @cached_property
    def _guess(self) -> float:
        """A strength that may zero all weights, or one so large that the data hardly count."""
        w, layer = self.start(), self.problem.network.layers[0]
        return self.problem.penalty.zeroing_strength(layer.weights(self.problem.gradient(w))) or 1.0

    @property
    def zeroing(self) -> float | None:
        """Found by the weights that save most for what they cost; None also where the search took too long to be certain."""
        self.prepare(no_checkpoint)
        strength, certain = self._zeroing or (None, False)
        return strength if certain else None

    def prepare(self, checkpoint: Checkpoint) -> None:
        """Finds the strength that zeroes all weights, which takes a while, unless it is known already."""
        if self._zeroing is None and self.problem.penalty.kink:
            with np.errstate(over="ignore", invalid="ignore"):
                self._zeroing = self.solver.zeroing(self._guess, checkpoint)

    @cached_property
    def largest_strength(self) -> float:
        """The strength that zeroes all weights; if none does, one so large that the data hardly count.

        The loss's curvature is taken as that of a parabola as steep as the loss that falls as far.
        """
        self.prepare(no_checkpoint)
        found = self._zeroing and self._zeroing[0]
        if found or not self.solver.improvable:
            return found or 1.0
        return TOP * self.solver.typical_curvature * self.centred.widest() or 1.0

    def solve(self, strengths: Array, checkpoint: Checkpoint) -> Solution:
        """Each from the one before, and how far its cost may be above the minimum."""
        with np.errstate(over="ignore", invalid="ignore"):
            whole = Effort(WHOLE)
            found, gaps = self.solver.weights(strengths, checkpoint, whole)
        return Solution(found, gaps, work=whole.done)

    def mean_loss_and_violation(self, strengths: Array, W: Array) -> tuple[Array, None]:
        """The mean loss; the slopes at a kink are a choice, so gaps take the place of the KKT conditions."""
        return self.problem.mean_loss(W), None

    def note(self) -> str:
        """Whether there is anything to see."""
        return (
            ""
            if self.solver.improvable
            else "Weights of zero cost the least that these targets allow, so no strength moves them."
        )


class ProximalMethod(_Stepwise):
    """Several classes, groups of weights among them."""

    method = "By accelerated proximal steps at each strength, begun from the weights at the strength before."
    steps_each = 20

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Several scores."""
        return problem.network.layers[0].outputs is not None

    def solve(self, strengths: Array, checkpoint: Checkpoint) -> Solution:
        """Each from the one before."""
        tolerance = 3e-7 * self.kkt_unit(strengths)
        with np.errstate(over="ignore", invalid="ignore"):
            path = ProximalGradientPath(Objective(self.problem, self.centred), self.centred, tolerance)
            whole = Effort(WHOLE)
            found = path.weights(strengths, self.start(), checkpoint, whole)
        return Solution(found, work=whole.done)
