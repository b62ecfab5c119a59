"""Exact paths where features have factors: each divided by what it pays, and those that pay nothing taken out first."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.cost.feature_factors import free_features
from explorer.cost.problem import Problem
from explorer.datasets.base import Dataset
from explorer.models.linear import Linear
from explorer.path.methods.base import Solution
from explorer.path.methods.lasso import LassoMethod
from explorer.path.methods.squared import RidgeMethod, Squared

Array = np.ndarray
DEPENDENT = 1e-10
"""A column of which less than this share is left has been made up by those that pay nothing."""


class RescaledMethod(Squared):
    """Squared loss with L1 or L2 alone and a factor for each feature, by the path of a problem without factors.

    A weight w of factor f costs f |w| = |v| for v = f w, and f w^2 / 2 = v^2 / 2 for v = f^(1/2) w: the weight of a column
    divided by f, or by its root (Zou, "The adaptive lasso and its oracle properties", 2006, section 3.5). Columns with a
    factor of 0 are fitted at their best whatever the others are, so what they explain is taken out of those and of the targets
    (Frisch and Waugh, 1933; Lovell, 1963).
    """

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Squared loss, one score, L1 or L2, and factors of which at least one is above 0."""
        penalty, single = problem.penalty, problem.network.layers[0].outputs is None
        if penalty.factors is None or not (problem.loss.quadratic and single and penalty.scaled):
            return False
        parts = penalty.base.mixture(1.0)
        return parts is not None and (parts[0] == 0) != (parts[1] == 0)

    @property
    def method(self) -> str:
        """That of the problem without factors, and how it comes about."""
        how = "divided by its factor" if self.lasso else "divided by the root of its factor"
        return f"With each feature {how} the penalty is the plain one. {self.inner.method}"

    @property
    def lasso(self) -> bool:
        """Whether it is L1, and not L2."""
        return bool(self.problem.penalty.kink)

    @cached_property
    def free(self) -> Array:
        """Which features (q,) pay nothing."""
        return free_features(self.problem)

    @cached_property
    def unit(self) -> Array:
        """What the columns of the others are divided by."""
        factors = np.array(self.problem.penalty.factors)[~self.free]
        return factors if self.lasso else np.sqrt(factors)

    @cached_property
    def inner(self) -> Squared:
        """The method for the problem without factors."""
        A, targets = self.centred.deviations[:, ~self.free], self.y
        basis, rest, size = self._basis, A.copy(), np.sqrt((A * A).sum(axis=0))
        for _ in range(2 if basis.size else 0):  # once more, since the first time leaves rounding
            rest = rest - basis @ (basis.T @ rest)
            targets = targets - basis @ (basis.T @ targets)
        rest[:, np.sqrt((rest * rest).sum(axis=0)) <= DEPENDENT * size] = 0.0
        data = Dataset(rest / self.unit, targets)  # all centred, so that a bias has nothing to do
        problem = Problem(data, Linear(intercept=False), self.problem.loss, self.problem.penalty.base, 0.0)
        return LassoMethod(problem) if self.lasso else RidgeMethod(problem)

    @cached_property
    def _basis(self) -> Array:
        """Orthonormal columns (n, r) that span those which pay nothing."""
        U, sizes, _ = np.linalg.svd(self.centred.features[:, self.free], full_matrices=False)
        return U[:, sizes > DEPENDENT * sizes.max(initial=0.0)]

    def solve(self, strengths: Array, checkpoint: Checkpoint) -> Solution:
        """Those of the plain problem, scaled back, and the best ones of the features that pay nothing; and the kinks."""
        found = self.inner.solve(strengths, checkpoint)
        return Solution(self._back(found.weights), kinks=found.kinks, note=found.note)

    def _back(self, V: Array) -> Array:
        """The weights (k, p) of the features as given, for those (k, h) of the plain problem."""
        out = np.zeros((len(V), self.problem.size))
        w = out[:, : self.free.size]
        w[:, ~self.free] = V / self.unit
        if self.free.any():
            F = self.centred.features[:, self.free]
            for _ in range(2):
                left = self.y[:, None] - self.centred.deviations @ w.T
                w[:, self.free] += np.linalg.lstsq(F, left, rcond=DEPENDENT)[0].T / self.centred.std[self.free]
        if self.centred.biased:
            out[:, -1] = self.mean_target - w @ self.centred.mean
        return out

    @cached_property
    def zeroing(self) -> float | None:
        """That of the plain problem."""
        return self.inner.zeroing

    @cached_property
    def largest_strength(self) -> float:
        """That of the plain problem."""
        return self.inner.largest_strength

    def freedom(self, strengths: Array, W: Array) -> Array:
        """Those of the plain problem, one for each dimension that pays nothing, and one for a bias."""
        own = self.inner.freedom(strengths, W[:, : self.free.size][:, ~self.free] * self.unit)
        assert own is not None
        return own + self._basis.shape[1] + self.centred.biased

    def note(self) -> str:
        """Which features are never held."""
        if not self.free.any():
            return ""
        names = [self.problem.names[j] for j in np.flatnonzero(self.free)]
        listed = ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
        return f"{listed}: a factor of 0, so no strength shrinks the weight."
