"""What every method for a regularization path has: the problems it takes, the weights, and what else it knows of them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.cost.problem import Problem
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.ridge import Principal
from explorer.path.kkt import gradient_rounding, mean_loss_and_gradient, violations
from explorer.path.zeroing import gradient_at_zero, null_weights, zeroing_strength

Array = np.ndarray
EXCESS = "the fall from zero weights to the lowest cost that the targets allow"
"""What a duality gap is a share of, in words; zero weights have their best biases."""
LARGEST, STEEPEST = "the largest strength", "the steepest slope that the data have at zero weights"
"""What the KKT violation is a share of, in words: the second where the largest strength is 0."""
TOP = 10.0
"""A penalty that never zeroes all weights starts where its curvature is this many times that of the data loss."""


@dataclass(frozen=True, eq=False)
class Solution:
    """What a method answers to strengths (k,), with all that is known of this answer alone.

    - ``weights`` (k, p), flat.
    - ``gap`` (k,): how far the costs may be above the minimum, as shares of what zero weights cost above the least that the
      targets allow; None where the KKT conditions are checked instead.
    - ``kinks`` (m,), falling: where weights join or leave, down to the smallest of the strengths; None where not known.
    - ``guesses``: at how many strengths a search that ends with the exact answer ended without it.
    - ``promise``: what holds of these weights in place of the method's own `PathMethod.promise`; None for that.
    - ``note``: what there is to say about them, in sentences; empty for nothing.
    - ``work``: how much was done for them where steps were taken (`explorer.core.effort`); 0 for the other methods.
    """

    weights: Array
    gap: Array | None = None
    kinks: Array | None = None
    guesses: int = 0
    promise: str | None = None
    note: str = ""
    work: float = 0.0


class PathMethod(ABC):
    """A method that finds the weights at given strengths, for the problems that it takes.

    It may cache what it factorises; what it answers does not depend on what it was asked before.
    """

    exact: ClassVar[bool] = False
    bound: ClassVar[float] = 1e-6
    """How large the KKT violation may be, as a share of `kkt_unit`."""
    promise: ClassVar[str] = ""
    """What holds of the weights where every minimum was reached, in a sentence; empty for nothing."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    @staticmethod
    @abstractmethod
    def takes(problem: Problem) -> bool:
        """Whether it can be used here."""

    @property
    @abstractmethod
    def method(self) -> str:
        """How it works, in a sentence."""

    @property
    def slow(self) -> bool:
        """Whether a strength may take so long that nothing but a picture of the path is worth the wait."""
        return False

    @property
    def heavy(self) -> bool:
        """Whether a picture of many strengths is waited for, by the size of the data and the model."""
        return False

    @abstractmethod
    def solve(self, strengths: Array, checkpoint: Checkpoint) -> Solution:
        """The weights at each strength (k,), the largest first; ``checkpoint`` is called now and then."""

    @cached_property
    def centred(self) -> CentredDesign:
        """The features with mean 0 and spread 1, weighted where the examples are; as they are where there is no bias."""
        return CentredDesign.of(self.problem)

    def prepare(self, checkpoint: Checkpoint) -> None:
        """Finds what `zeroing` and `largest_strength` need where that takes a while; ``checkpoint`` is called now and then."""
        checkpoint()

    @cached_property
    def zeroing(self) -> float | None:
        """The smallest strength at which all weights are zero; None where there is none."""
        return zeroing_strength(self.problem, self.centred)

    @cached_property
    def largest_strength(self) -> float:
        """Where a path may begin: the strength that zeroes all weights, or one so large that the data hardly count."""
        if self.zeroing:
            return self.zeroing
        z = self.problem.network.predict(self.start())
        curvature = float(self.problem.loss.curvature(self.problem.data.y, self.problem.examples.scores(z)).max())
        return TOP * curvature * self.centred.widest() or 1.0

    def kkt_unit(self, strengths: Array) -> float:
        """What the KKT violation at strengths (k,) is given as a share of: the largest of them.

        Where that is 0, or says little since each feature has a factor of its own, it is the steepest slope of the data loss
        at zero weights and the best biases, or 1 where that is 0 or not known, as for all losses with kinks.
        """
        return float(strengths.max()) if self.kkt_unit_name(strengths) == LARGEST else self._steepest

    def kkt_unit_name(self, strengths: Array) -> str:
        """`kkt_unit` in words."""
        return LARGEST if strengths.any() and self.problem.penalty.factors is None else STEEPEST

    @cached_property
    def _steepest(self) -> float:
        gradient = gradient_at_zero(self.problem, self.centred if self.problem.examples.shares is None else None)
        steepest = 0.0 if gradient is None else float(np.abs(gradient).max(initial=0.0))
        return steepest if 0.0 < steepest < np.inf else 1.0

    def start(self) -> Array:
        """Weights of zero (p,) with the best biases, and the best weights of features with a factor of 0."""
        found = null_weights(self.problem)
        return np.zeros(self.problem.size) if found is None else found.copy()

    def mean_loss_and_gradient(self, W: Array) -> tuple[Array, Array]:
        """The mean loss (k,) and its gradient (k, p) at each row of W (k, p)."""
        with np.errstate(over="ignore", invalid="ignore"):
            return mean_loss_and_gradient(self.problem, W)

    def mean_loss_and_violation(self, strengths: Array, W: Array) -> tuple[Array, Array | None]:
        """The mean loss (k,) and the KKT violation (k,); None for the second where duality gaps are known instead.

        Where it is above the bound, what rounding explains of each gradient is taken off.
        """
        data, G = self.mean_loss_and_gradient(W)
        violation = violations(self.problem, strengths, W, G)
        large = np.flatnonzero(violation > self.bound * self.kkt_unit(strengths))
        if large.size:
            slack = gradient_rounding(self.problem, W[large])
            violation[large] = violations(self.problem, strengths[large], W[large], G[large], slack)
        return data, violation

    def freedom(self, strengths: Array, W: Array) -> Array | None:
        """The effective degrees of freedom (k,), a bias counted; None where they are not known."""
        return None

    def principal(self, strengths: Array) -> Principal | None:
        """What happens along each principal direction; None where directions do not shrink one by one."""
        return None

    def note(self) -> str:
        """What else there is to say about this problem, in sentences; empty for nothing."""
        return ""
