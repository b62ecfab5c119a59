"""Which method finds a regularization path: each says what it takes, how it works, and how far its figures can be trusted."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property
from typing import ClassVar

import numpy as np

from explorer.centred import Centred
from explorer.homotopy import Segments, lasso_segments
from explorer.net_path import Net
from explorer.newton_path import SmoothPath
from explorer.optimum import best_bias, zeroing_strength
from explorer.problem import Problem
from explorer.proximal_path import ProximalPath
from explorer.ridge_path import Principal, Ridge

Array = np.ndarray
Between = Callable[[], object]
EXACT = 1e-11
"""An exact route's answer that misses the conditions by more, as a share of the largest strength, is worked over."""
TOP = 10.0
"""A penalty that never leaves all weights at zero starts where it bends this many times as much as the data loss."""


class Route(ABC):
    """A way to find the weights at given strengths, for the problems that it takes."""

    exact: ClassVar[bool] = False
    bound: ClassVar[float] = 1e-6
    """By how much the conditions for a minimum may be missed, as a share of the largest strength."""
    method: ClassVar[str]
    """How it works, in a sentence."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    @staticmethod
    @abstractmethod
    def takes(problem: Problem) -> bool:
        """Whether it can be used here."""

    @abstractmethod
    def weights(self, strengths: Array, between: Between) -> Array:
        """The flat weights (k, p) at each strength (k,), the largest first; ``between`` is called now and then."""

    @cached_property
    def centred(self) -> Centred:
        """The features with mean 0 and spread 1."""
        return Centred.of(self.problem)

    @cached_property
    def zeroing(self) -> float | None:
        """The smallest strength at which all weights are zero; None where there is none."""
        return zeroing_strength(self.problem)

    @cached_property
    def top(self) -> float:
        """Where a path may begin: the strength that zeroes all, or one beside which the data hardly count."""
        if self.zeroing:
            return self.zeroing
        w = self.start()
        z = self.problem.network.predict(w)
        bend = float(self.problem.loss.curvature(self.problem.data.y, z).max())
        widest = float(np.linalg.eigvalsh(_gram(self.problem))[-1])
        return TOP * bend * widest or 1.0

    def start(self) -> Array:
        """Weights of zero (p,) with the biases that are best beside them."""
        w, layer = np.zeros(self.problem.size), self.problem.network.layers[0]
        with np.errstate(over="ignore", invalid="ignore"):
            bias = best_bias(self.problem)
        if bias is not None:
            w[layer.bias :] = bias
        return w

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


class _Squared(Route):
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
    def net(self) -> Net:
        """The active-set solver."""
        return Net(self.centred, self.y)

    @cached_property
    def y(self) -> Array:
        """The targets (n,), centred."""
        return self.problem.data.y - self.middle

    @cached_property
    def middle(self) -> float:
        """The mean target."""
        return float(self.problem.data.y.mean())

    @cached_property
    def zeroing(self) -> float | None:
        """Where the feature that pulls hardest begins to outweigh the penalty."""
        pull = float(np.abs(self.y @ self.centred.features * self.centred.spread).max(initial=0.0))
        return self.curvature * pull / self.problem.n / self.l1 if self.l1 else None

    def flat(self, V: Array) -> Array:
        """The flat weights (k, p) that belong to weights (k, d) of the centred features."""
        return self.centred.weights(V, np.full(len(V), self.middle))

    def note(self) -> str:
        """Which columns say nothing."""
        constant = np.flatnonzero(~self.centred.features.any(axis=0))
        if not constant.size:
            return ""
        names = ", ".join(self.problem.names[j] for j in constant[:3]) + (", ..." if constant.size > 3 else "")
        return f"{names}: the same in every example, so the weight stays zero."


class RidgeRoute(_Squared):
    """Squared loss with L2."""

    method = "Exact: one decomposition of the features gives the weights at every strength."

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Squared loss, one score, no L1 part."""
        parts = _parts(problem)
        return problem.loss.quadratic and parts is not None and parts[0] == 0

    @cached_property
    def ridge(self) -> Ridge:
        """The decomposition."""
        return Ridge(self.problem)

    @cached_property
    def top(self) -> float:
        """Beside it the data hardly count."""
        return TOP * self.curvature * float(self.ridge.squares.max()) / self.problem.n or 1.0

    def _shares(self, strengths: Array) -> Array:
        return self.problem.n * self.l2 / self.curvature * strengths

    def weights(self, strengths: Array, between: Between) -> Array:
        """All at once."""
        return self.ridge.weights(self._shares(strengths))

    def freedom(self, strengths: Array, W: Array) -> Array:
        """The trace of the hat matrix."""
        return self.ridge.freedom(self._shares(strengths))

    def principal(self, strengths: Array) -> Principal:
        """The directions and their factors."""
        return self.ridge.principal(self._shares(strengths))

    def note(self) -> str:
        """Whether a strength of zero has one answer."""
        if self.ridge.full_rank:
            return ""
        rest = "Some features are made up of others, or there are more of them than examples: L2 shares the weight among them."
        return rest


class LassoRoute(_Squared):
    """Squared loss with L1."""

    method = "Exact: between two kinks every weight moves in a straight line (homotopy)."
    _segments: Segments | None = None

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Squared loss, one score, no L2 part."""
        parts = _parts(problem)
        return problem.loss.quadratic and parts is not None and parts[1] == 0

    def weights(self, strengths: Array, between: Between) -> Array:
        """Each within its own segment."""
        levels = self.l1 / self.curvature * strengths
        segments = self._segments
        if segments is None or levels.min(initial=np.inf) < segments.until:
            segments = lasso_segments(self.centred.features, self.y, 1.0 / self.centred.spread, float(levels.min(initial=np.inf)))
            self._segments = segments
        V = segments.at(levels)
        missed = self._missed(V, levels)
        rough = np.flatnonzero(missed > EXACT * max(levels.max(initial=0.0), 1e-300))
        if rough.size:
            V[rough] = self._better(V[rough], levels[rough], missed[rough])
        return self.flat(V)

    def _better(self, V: Array, levels: Array, missed: Array) -> Array:
        """What the active-set solver makes of them, where that misses less."""
        other = self.net.weights(levels, np.zeros(levels.size), lambda: None, V)
        return np.where((self._missed(other, levels) < missed)[:, None], other, V)

    def _missed(self, V: Array, levels: Array) -> Array:
        """By how much each row (k, d) misses the conditions for a minimum (k,), apart from the bias."""
        A, spread = self.centred.features, self.centred.spread
        pull = (self.y - V @ A.T) @ A * (spread / self.problem.n)
        level = levels[:, None]
        return np.where(V != 0, np.abs(pull - level * np.sign(V)), np.maximum(np.abs(pull) - level, 0.0)).max(axis=1, initial=0.0)

    def freedom(self, strengths: Array, W: Array) -> Array:
        """How many weights are not zero, and the bias (Zou, Hastie and Tibshirani, 2007)."""
        return 1.0 + np.count_nonzero(W[:, :-1], axis=1)

    def kinks(self) -> Array | None:
        """Where weights join or leave, down to the smallest strength that was asked for."""
        return None if self._segments is None else self._segments.kinks * (self.curvature / self.l1)

    def note(self) -> str:
        """Which columns say nothing, and whether the choice of columns is the only one."""
        own = super().note()
        if self._segments is None or not self._segments.dependent.any():
            return own
        if self.problem.size > self.problem.n:
            more = f"There are more features than examples can tell apart: at most {self.problem.n - 1} weights are in use."
        else:
            more = "Some features are made up of others: which of them L1 keeps is a choice, and the predictions are the same."
        return f"{own} {more}".strip()


class NetRoute(_Squared):
    """Squared loss with L1 and L2 together."""

    method = "Exact at each strength: which weights are in use is found, then they are solved for."

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Squared loss, one score, both parts."""
        return problem.loss.quadratic and _parts(problem) is not None

    def weights(self, strengths: Array, between: Between) -> Array:
        """Each from the one before."""
        levels, shares = self.l1 / self.curvature * strengths, self.l2 / self.curvature * strengths
        return self.flat(self.net.weights(levels, shares, between))

    def freedom(self, strengths: Array, W: Array) -> Array:
        """The trace of the hat matrix of the weights in use."""
        return self.net.freedom(W[:, :-1], self.l2 / self.curvature * strengths)


class SmoothRoute(Route):
    """Another smooth convex loss or another separable penalty, one score."""

    method = "To rounding: Newton's steps at each strength, from a guess that the path itself gives."
    bound = 1e-7

    @staticmethod
    def takes(problem: Problem) -> bool:
        """One score: then every group of weights is a single one as well."""
        return problem.network.layers[0].outputs is None

    def weights(self, strengths: Array, between: Between) -> Array:
        """Each from the ones before."""
        tolerance = 1e-9 * (float(strengths.max(initial=0.0)) or 1.0)
        with np.errstate(over="ignore", invalid="ignore"):
            return SmoothPath(self.problem, self.centred, tolerance).weights(strengths, self.start(), between)


class ProximalRoute(Route):
    """Several classes, groups of weights among them."""

    method = "By accelerated proximal steps at each strength, each from the answer at the one before."

    @staticmethod
    def takes(problem: Problem) -> bool:
        """All others."""
        return True

    def weights(self, strengths: Array, between: Between) -> Array:
        """Each from the one before."""
        tolerance = 3e-7 * (float(strengths.max(initial=0.0)) or 1.0)
        with np.errstate(over="ignore", invalid="ignore"):
            return ProximalPath(self.problem, self.centred, tolerance).weights(strengths, self.start(), between)


ROUTES: tuple[type[Route], ...] = (RidgeRoute, LassoRoute, NetRoute, SmoothRoute, ProximalRoute)
"""In the order in which they are asked; the first that takes a problem finds its path."""


def _parts(problem: Problem) -> tuple[float, float] | None:
    """a and b at strength 1 where the model has one score and the penalty is a |w| + b w^2 / 2, in proportion to strength."""
    single = problem.network.layers[0].outputs is None
    return problem.penalty.mixture(1.0) if single and problem.penalty.scaled else None


def _gram(problem: Problem) -> Array:
    """The smaller Gram matrix of the centred features, over n."""
    A = problem.network.features - problem.network.features.mean(axis=0)
    return (A @ A.T if A.shape[0] < A.shape[1] else A.T @ A) / problem.n
