"""Exact paths: squared loss with L2, with L1, and with both."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.path.algorithms.centred_design import CONSTANT
from explorer.path.algorithms.elastic_net import ElasticNetPath
from explorer.path.algorithms.lasso_homotopy import Segments, lasso_segments
from explorer.path.algorithms.ridge import Principal, Ridge
from explorer.path.methods.base import TOP, PathMethod, Solution

Array = np.ndarray
EXACT = 1e-11
"""An exact route's answer that misses the conditions by more, as a share of the largest strength, is worked over."""
DIFFERENCE = 1e-2
"""A mean square below this share of the targets' is added up: as a difference it would lose digits."""
TIED = 1e-9
"""So close to the level a weight of zero could join at once."""


class Squared(PathMethod):
    """What the exact routes share: squared loss up to a factor, one score."""

    exact = True
    bound = 1e-9

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        curvature, parts = problem.loss.curvature_bound, problem.penalty.mixture(1.0)
        assert curvature is not None
        assert parts is not None
        self.curvature = curvature
        self.l1, self.l2 = parts

    @cached_property
    def net(self) -> ElasticNetPath:
        """The active-set solver."""
        return ElasticNetPath(self.centred, self.y)

    @cached_property
    def y(self) -> Array:
        """The targets (n,), centred; all 0 where they differ by rounding alone."""
        rest = self.problem.data.y - self.middle
        return rest if np.abs(rest).max() > CONSTANT * abs(self.middle) else np.zeros(rest.size)

    @cached_property
    def middle(self) -> float:
        """The mean target."""
        return float(self.problem.data.y.sum()) / self.problem.n

    @cached_property
    def pull(self) -> Array:
        """The mean products (d,) of the features as given with the targets, both centred."""
        return self.y @ self.centred.deviations / self.problem.n

    def evaluated(self, W: Array) -> tuple[Array, Array]:
        """The mean loss (k,) and its gradient (k, p).

        What the fit leaves of the targets is a difference; where that would cost digits it is added up instead.
        """
        n, centred, w = self.problem.n, self.centred, W[:, :-1]
        aside = W[:, -1] + w @ centred.mean - self.middle
        slopes, whole = self._slopes(w), float(self.y @ self.y) / n
        left = whole + np.einsum("kj,kj->k", w, slopes - self.pull)
        plain = left < DIFFERENCE * whole
        if plain.any():
            R = w[plain] @ centred.deviations.T - self.y
            left[plain] = np.einsum("kn,kn->k", R, R) / n
        G = np.empty(W.shape)
        G[:, :-1] = self.curvature * (slopes + aside[:, None] * centred.mean)
        G[:, -1] = self.curvature * aside
        return 0.5 * self.curvature * (left + aside * aside), G

    def _slopes(self, w: Array) -> Array:
        """The mean products (k, d) of the centred features with what weights w (k, d) leave over, from the products of the
        features with one another where that is quicker."""
        A, n = self.centred.deviations, self.problem.n
        return w @ self.centred.products - self.pull if w.shape[1] <= n else (w @ A.T - self.y) @ A / n

    @cached_property
    def zeroing(self) -> float | None:
        """Where the feature that pulls hardest begins to outweigh the penalty."""
        return self.curvature / self.l1 * float(np.abs(self.pull).max(initial=0.0)) if self.l1 else None

    def flat(self, V: Array) -> Array:
        """The flat weights (k, p) that belong to weights (k, d) of the centred features."""
        return self.centred.weights(V, np.full(len(V), self.middle))

    def note(self) -> str:
        """Which columns say nothing."""
        constant = np.flatnonzero(self.centred.constant)
        if not constant.size:
            return ""
        names = ", ".join(self.problem.names[j] for j in constant[:3]) + (", ..." if constant.size > 3 else "")
        return f"{names}: the same in every example, so the weight stays zero."


class RidgeMethod(Squared):
    """Squared loss with L2."""

    method = "Exact: one decomposition of the features gives the weights at every strength."

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Squared loss, one score, no L1 part."""
        parts = mixed(problem)
        return problem.loss.quadratic and parts is not None and parts[0] == 0

    @cached_property
    def ridge(self) -> Ridge:
        """The decomposition."""
        return Ridge(self.centred, self.y)

    @cached_property
    def top(self) -> float:
        """Beside it the data hardly count."""
        return TOP * self.curvature * float(self.ridge.squares.max()) / self.problem.n or 1.0

    def _shares(self, strengths: Array) -> Array:
        return self.problem.n * self.l2 / self.curvature * strengths

    def weights(self, strengths: Array, checkpoint: Checkpoint) -> Array:
        """All at once."""
        W = self.ridge.weights(self._shares(strengths))
        found = np.empty((len(W), W.shape[1] + 1))
        found[:, :-1] = W
        found[:, -1] = self.middle - W @ self.centred.mean
        return found

    def freedom(self, strengths: Array, W: Array) -> Array:
        """The trace of the hat matrix."""
        return self.ridge.freedom(self._shares(strengths))

    def principal(self, strengths: Array) -> Principal:
        """The directions and their factors."""
        return self.ridge.principal(self._shares(strengths))

    def note(self) -> str:
        """Which columns say nothing, and whether a strength of zero has one answer for the others."""
        said = [super().note()]
        if not self.ridge.full_rank:
            said.append(
                "Some features are made up of others, or there are more of them than examples: L2 shares the weight among them."
            )
        return " ".join(part for part in said if part)


class LassoMethod(Squared):
    """Squared loss with L1."""

    method = "Exact: between two kinks every weight moves in a straight line (homotopy)."
    _segments: Segments | None = None
    _last: tuple[Array, Array, float] | None = None

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Squared loss, one score, no L2 part."""
        parts = mixed(problem)
        return problem.loss.quadratic and parts is not None and parts[1] == 0

    def weights(self, strengths: Array, checkpoint: Checkpoint) -> Array:
        """Each within its own segment."""
        levels = self.l1 / self.curvature * strengths
        segments = self._segments
        if segments is None or levels.min(initial=np.inf) < segments.until:
            segments = lasso_segments(self.centred, self.y, float(levels.min(initial=np.inf)))
            self._segments = segments
        W = self.flat(segments.at(levels))
        slopes = self._slopes(W[:, :-1])
        self._last = (W[-1, :-1], slopes[-1], float(levels[-1]))
        missed = self._missed(W, levels, slopes)
        rough = np.flatnonzero(missed > EXACT * float(levels.max(initial=0.0)))
        if rough.size:
            W[rough] = self._better(W[rough], levels[rough], missed[rough])
        return W

    def _tied(self) -> bool:
        """Whether a weight of zero could as well be in use at the last strength, since what it would add is there already."""
        if self._last is None:
            return False
        w, slope, level = self._last
        return level > 0 and bool(((w == 0) & (np.abs(slope) >= level * (1.0 - TIED))).any()) and bool(w.any())

    def _better(self, W: Array, levels: Array, missed: Array) -> Array:
        """What the active-set solver makes of them, where that misses less."""
        other = self.flat(self.net.weights(levels, np.zeros(levels.size), no_checkpoint, W[:, :-1] * self.centred.spread)[0])
        return np.where((self._missed(other, levels, self._slopes(other[:, :-1])) < missed)[:, None], other, W)

    def _missed(self, W: Array, levels: Array, slopes: Array) -> Array:
        """By how much each row (k, p) misses the conditions (k,) in units of the level, the bias being the best one."""
        level = levels[:, None]
        missed = np.abs(slopes + level * np.sign(W[:, :-1]))
        missed -= level * (W[:, :-1] == 0)
        return missed.max(axis=1, initial=0.0)

    def freedom(self, strengths: Array, W: Array) -> Array:
        """How many weights are not zero, and the bias (Zou, Hastie and Tibshirani, 2007)."""
        return 1.0 + np.count_nonzero(W[:, :-1], axis=1)

    def kinks(self) -> Array | None:
        """Where weights join or leave, down to the smallest strength that was asked for."""
        return None if self._segments is None else self._segments.kinks * (self.curvature / self.l1)

    def note(self) -> str:
        """Which columns say nothing, and whether the choice of columns is the only one."""
        said = [super().note()]
        if self.problem.size > self.problem.n:
            most = self.problem.n - 1
            said.append(f"There are more features than examples can tell apart: at most {most} weights are in use.")
        if self._tied():
            said.append(
                "Some features repeat what others say: which of them L1 keeps is a choice, and the predictions are the same."
            )
        return " ".join(part for part in said if part)


class ElasticNetMethod(Squared):
    """Squared loss with L1 and L2 together."""

    method = "Exact at each strength: which weights are in use is found, then they are solved for."

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Squared loss, one score, both parts."""
        return problem.loss.quadratic and mixed(problem) is not None

    def weights(self, strengths: Array, checkpoint: Checkpoint) -> Array:
        """Each from the one before."""
        return self.found(strengths, checkpoint).weights

    def found(self, strengths: Array, checkpoint: Checkpoint) -> Solution:
        """And where they are only a guess."""
        levels, shares = self.l1 / self.curvature * strengths, self.l2 / self.curvature * strengths
        V, known = self.net.weights(levels, shares, checkpoint)
        lost = int(np.count_nonzero(~known))
        told = (
            f"At {lost} of {known.size} strengths it was not found which weights are in use: those of the next larger one are "
            "shown."
        )
        return Solution(self.flat(V), note=told if lost else "")

    def freedom(self, strengths: Array, W: Array) -> Array:
        """The trace of the hat matrix of the weights in use."""
        return self.net.freedom(W[:, :-1], self.l2 / self.curvature * strengths)


def mixed(problem: Problem) -> tuple[float, float] | None:
    """a and b at strength 1 where the model has one score and the penalty is a |w| + b w^2 / 2, in proportion to strength."""
    single = problem.network.layers[0].outputs is None
    return problem.penalty.mixture(1.0) if single and problem.penalty.scaled else None
