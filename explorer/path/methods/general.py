"""Which way finds a regularization path: the first of these that takes the problem."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.path.algorithms.augmented_lagrangian import ALLOWED, AugmentedLagrangian
from explorer.path.algorithms.newton import NewtonPath
from explorer.path.algorithms.proximal_gradient import ProximalGradientPath
from explorer.path.methods.base import EXCESS, TOP, PathMethod, Solution
from explorer.path.methods.squared import ElasticNetMethod, LassoMethod, RidgeMethod

Array = np.ndarray


class NewtonMethod(PathMethod):
    """Another smooth convex loss or another separable penalty, one score."""

    method = "To rounding: Newton's steps at each strength, from a guess that the path itself gives."
    bound = 1e-7

    @staticmethod
    def takes(problem: Problem) -> bool:
        """One score: then every group of weights is a single one as well."""
        return problem.network.layers[0].outputs is None

    def weights(self, strengths: Array, checkpoint: Checkpoint) -> Array:
        """Each from the ones before."""
        tolerance = 1e-9 * self.whole(strengths)
        with np.errstate(over="ignore", invalid="ignore"):
            return NewtonPath(self.problem, self.centred, tolerance).weights(strengths, self.start(), checkpoint)


class KinkedMethod(PathMethod):
    """A convex loss with kinks of its own and a convex penalty, one score or several."""

    method = (
        "With a bound (method of multipliers): the loss's kinks are rounded off, less and less, until the cost is known to be "
        f"within 1e-4 of the lowest, as a share of {EXCESS}."
    )
    bound = ALLOWED

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Whether the loss has kinks."""
        return not problem.loss.smooth

    @property
    def dear(self) -> bool:
        """With several scores."""
        return self.problem.network.layers[0].outputs is not None

    @cached_property
    def path(self) -> AugmentedLagrangian:
        """The solver."""
        return AugmentedLagrangian(self.problem, self.centred, self.start(), self._guess)

    @cached_property
    def _guess(self) -> float:
        """A strength that may zero all, or one beside which the data hardly count."""
        w, layer = self.start(), self.problem.network.layers[0]
        pull = layer.weights(self.problem.gradient(w))
        return self.problem.penalty.zeroing_strength(pull) or 1.0

    @cached_property
    def zeroing(self) -> float | None:
        """Found by the weights that save most for what they cost."""
        return self._zeroing(no_checkpoint)

    def prepare(self, checkpoint: Checkpoint) -> None:
        """Finds the strength that zeroes all, which takes a while."""
        if "zeroing" not in vars(self):
            vars(self)["zeroing"] = self._zeroing(checkpoint)

    def _zeroing(self, checkpoint: Checkpoint) -> float | None:
        with np.errstate(over="ignore", invalid="ignore"):
            return self.path.zeroing(self._guess, checkpoint) if self.problem.penalty.kink else None

    @cached_property
    def top(self) -> float:
        """Beside it the data hardly count, if none zeroes all: the loss turns as fast as it does on the way to its targets."""
        if self.zeroing or self.path.scale <= 0:
            return self.zeroing or 1.0
        return TOP * self.path.bound.steepest**2 / self.path.scale * self.centred.widest() or 1.0

    def weights(self, strengths: Array, checkpoint: Checkpoint) -> Array:
        """Each from the one before."""
        return self.found(strengths, checkpoint).weights

    def found(self, strengths: Array, checkpoint: Checkpoint) -> Solution:
        """And how far each cost may be above the lowest."""
        with np.errstate(over="ignore", invalid="ignore"):
            return Solution(*self.path.weights(strengths, checkpoint))

    def judged(self, strengths: Array, W: Array) -> tuple[Array, None]:
        """The mean loss; the slopes at a kink are a choice, so the gaps stand in for the conditions."""
        return self.problem.mean_loss(W), None

    def note(self) -> str:
        """Whether there is anything to see."""
        return (
            "" if self.path.scale > 0 else "Weights of zero cost the least that these targets allow, so no strength moves them."
        )


class ProximalMethod(PathMethod):
    """Several classes, groups of weights among them."""

    method = "By accelerated proximal steps at each strength, each from the answer at the one before."

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Several scores."""
        return problem.network.layers[0].outputs is not None

    def weights(self, strengths: Array, checkpoint: Checkpoint) -> Array:
        """Each from the one before."""
        tolerance = 3e-7 * self.whole(strengths)
        with np.errstate(over="ignore", invalid="ignore"):
            return ProximalGradientPath(self.problem, self.centred, tolerance).weights(strengths, self.start(), checkpoint)


METHODS: tuple[type[PathMethod], ...] = (RidgeMethod, LassoMethod, ElasticNetMethod, KinkedMethod, NewtonMethod, ProximalMethod)
"""In the order in which they are asked; the first that takes a problem finds its path."""
