"""The exact lasso path: squared loss with L1, straight lines between kinks."""

from __future__ import annotations

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.cost.counting import counting
from explorer.cost.problem import Problem
from explorer.cost.weight_norms import nonzero
from explorer.path.algorithms.lasso_homotopy import Segments, lasso_segments
from explorer.path.methods.base import Solution
from explorer.path.methods.squared import Squared, proportional_parts

Array = np.ndarray
EXACT = 1e-11
"""Weights whose KKT violation is larger, as a share of the largest strength, are improved by the active-set solver."""
TIED = 1e-9
"""A weight of zero whose correlation is so close to the level could join at once."""


class LassoMethod(Squared):
    """Squared loss with L1.

    A ``level`` is a strength in units of the loss's curvature.
    """

    method = "Homotopy: between two kinks every weight moves in a straight line."
    _longest: Segments | None = None

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Squared loss, one score, no L2 part."""
        parts = proportional_parts(problem)
        return problem.loss.quadratic and parts is not None and parts[1] == 0

    def solve(self, strengths: Array, checkpoint: Checkpoint) -> Solution:
        """Each within its own segment; the kinks down to the smallest strength, and whether other features could be in use."""
        levels = self.l1 / self.curvature * strengths
        segments = self._segments(float(levels[-1]))
        W = self.flat(segments.at(levels))
        slopes = self.slopes(W[:, self.own])
        tied = _tied(W[-1, self.own], slopes[-1], float(levels[-1]))
        violation = self._violation(W, levels, slopes)
        inexact = np.flatnonzero(violation > EXACT * float(levels[0]))
        if inexact.size:
            W[inexact] = self._improved(W[inexact], levels[inexact], violation[inexact], checkpoint)
        note = "Some features repeat what others say. Which of them L1 keeps is arbitrary; the predictions are the same."
        return Solution(W, kinks=segments.kinks * (self.curvature / self.l1), note=note if tied else "")

    def _segments(self, until: float) -> Segments:
        """The segments down to a level, cut off the longest homotopy so far, which is the same down to there."""
        longest = self._longest
        if longest is None or until < longest.until:
            longest = self._longest = lasso_segments(self.centred, self.y, until)
        return longest.down_to(until)

    def _improved(self, W: Array, levels: Array, violation: Array, checkpoint: Checkpoint) -> Array:
        """The weights by the active-set solver, where its KKT violation is smaller."""
        scaled, no_ridge = W[:, self.own] * self.centred.std, np.zeros(levels.size)
        other = self.flat(self.elastic_net.weights(levels, no_ridge, checkpoint, scaled)[0])
        return np.where((self._violation(other, levels, self.slopes(other[:, self.own])) < violation)[:, None], other, W)

    def _violation(self, W: Array, levels: Array, slopes: Array) -> Array:
        """By how much each row (k, p) violates the KKT conditions (k,), in units of the level; the bias is the best one."""
        level, w = levels[:, None], W[:, self.own]
        violation = np.abs(slopes + level * np.sign(w))
        violation -= level * (w == 0)
        return violation.max(axis=1, initial=0.0)

    def freedom(self, strengths: Array, W: Array) -> Array:
        """How many weights are not zero, and a bias (Zou, Hastie and Tibshirani, 2007)."""
        return float(self.centred.biased) + nonzero(self.problem, W)

    def note(self) -> str:
        """Which columns are constant, and how many weights can be in use."""
        sentences = [super().note()]
        n = counting(self.problem).n
        if self.problem.size > n:
            most = n - self.centred.biased
            sentences.append(f"There are more features than examples can tell apart: at most {most} weights are in use.")
        return " ".join(part for part in sentences if part)


def _tied(w: Array, slope: Array, level: float) -> bool:
    """Whether a weight (d,) of zero could as well be in use, since those in use make up its feature."""
    return level > 0 and bool(((w == 0) & (np.abs(slope) >= level * (1.0 - TIED))).any()) and bool(w.any())
