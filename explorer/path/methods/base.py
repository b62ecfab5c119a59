"""What every way to find a regularization path has: the problems it takes, its weights, and what else it knows of them."""

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
from explorer.path.kkt import evaluated, violations
from explorer.path.optimum import best_bias, gradient_at_zero, zeroing_strength

Array = np.ndarray
EXCESS = "what zero weights cost above the least that the targets allow"
"""What a duality gap is a share of, in words; the biases beside the zero weights are the best ones."""
LARGEST, STEEPEST = "the largest strength", "the steepest slope that the data have at zero weights"
"""What is missed of the conditions is a share of, in words: the second where the largest strength is 0."""
TOP = 10.0
"""A penalty that never leaves all weights at zero starts where it bends this many times as much as the data loss."""


@dataclass(frozen=True, eq=False)
class Solution:
    """What a route answers to strengths (k,), with all that is known of this answer alone.

    - ``weights`` (k, p), flat.
    - ``gaps`` (k,): how far their costs may be above the lowest, as shares of what zero weights cost above the least that the
      targets allow; None where the conditions for a minimum tell instead.
    - ``note``: what there is to say about them, in sentences; empty for nothing.
    """

    weights: Array
    gaps: Array | None = None
    note: str = ""


class PathMethod(ABC):
    """A way to find the weights at given strengths, for the problems that it takes."""

    exact: ClassVar[bool] = False
    bound: ClassVar[float] = 1e-6
    """By how much the conditions for a minimum may be missed, as a share of `whole`."""
    method: ClassVar[str]
    """How it works, in a sentence."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    @staticmethod
    @abstractmethod
    def takes(problem: Problem) -> bool:
        """Whether it can be used here."""

    @property
    def dear(self) -> bool:
        """Whether a strength may take so long that a picture of many is waited for."""
        return False

    @abstractmethod
    def weights(self, strengths: Array, checkpoint: Checkpoint) -> Array:
        """The flat weights (k, p) at each strength (k,), the largest first; ``checkpoint`` is called now and then."""

    def found(self, strengths: Array, checkpoint: Checkpoint) -> Solution:
        """`weights`, and what else is known of them."""
        return Solution(self.weights(strengths, checkpoint))

    @cached_property
    def centred(self) -> CentredDesign:
        """The features with mean 0 and spread 1."""
        return CentredDesign.of(self.problem)

    def prepare(self, checkpoint: Checkpoint) -> None:
        """What `zeroing` and `top` need, found beforehand where that takes a while; ``checkpoint`` is called now and then."""
        checkpoint()

    @cached_property
    def zeroing(self) -> float | None:
        """The smallest strength at which all weights are zero; None where there is none."""
        return zeroing_strength(self.problem, self.centred)

    @cached_property
    def top(self) -> float:
        """Where a path may begin: the strength that zeroes all, or one beside which the data hardly count."""
        if self.zeroing:
            return self.zeroing
        z = self.problem.network.predict(self.start())
        bend = float(self.problem.loss.curvature(self.problem.data.y, z).max())
        return TOP * bend * self.centred.widest() or 1.0

    def whole(self, strengths: Array) -> float:
        """What is missed of the conditions at strengths (k,) is told as a share of: the largest of them.

        Where that is 0 it is the steepest slope that the data have at zero weights beside the best biases, or 1 where that is
        0 or not known, as for all losses with kinks.
        """
        return float(strengths.max()) or self._steepest

    @cached_property
    def _steepest(self) -> float:
        pull = gradient_at_zero(self.problem, self.centred)
        steepest = 0.0 if pull is None else float(np.abs(pull).max(initial=0.0))
        return steepest if 0.0 < steepest < np.inf else 1.0

    def start(self) -> Array:
        """Weights of zero (p,) with the biases that are best beside them."""
        w, layer = np.zeros(self.problem.size), self.problem.network.layers[0]
        with np.errstate(over="ignore", invalid="ignore"):
            bias = best_bias(self.problem)
        if bias is not None:
            layer.biases(w)[...] = bias
        return w

    def evaluated(self, W: Array) -> tuple[Array, Array]:
        """The mean loss (k,) and its gradient (k, p) at each row of W (k, p)."""
        with np.errstate(over="ignore", invalid="ignore"):
            return evaluated(self.problem, W)

    def judged(self, strengths: Array, W: Array) -> tuple[Array, Array | None]:
        """The mean loss (k,), and by how much the conditions for a minimum are missed (k,); None where gaps are known."""
        data, G = self.evaluated(W)
        return data, violations(self.problem, strengths, W, G)

    def freedom(self, strengths: Array, W: Array) -> Array | None:
        """The effective degrees of freedom (k,), the bias counted; None where they are not known."""
        return None

    def kinks(self) -> Array | None:
        """The strengths (m,), falling, at which weights join or leave; None where they are not known."""
        return None

    def principal(self, strengths: Array) -> Principal | None:
        """What happens along each principal direction; None where directions do not shrink one by one."""
        return None

    def note(self) -> str:
        """What else there is to say about this problem, in sentences; empty for nothing."""
        return ""
