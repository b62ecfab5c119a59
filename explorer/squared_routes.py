"""Exact paths: squared loss with L2, with L1, and with both."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from explorer.centred import CONSTANT
from explorer.conditions import violations
from explorer.homotopy import Segments, lasso_segments
from explorer.net_path import Net
from explorer.path_route import TOP, Between, Found, Route
from explorer.problem import Problem
from explorer.ridge_path import Principal, Ridge

Array = np.ndarray
EXACT = 1e-11
"""An exact route's answer that misses the conditions by more, as a share of the largest strength, is worked over."""
DIFFERENCE = 1e-2
"""A mean square below this share of the targets' is added up: as a difference it would lose digits."""
TIED = 1e-9
"""So close to the level a weight of zero could join at once."""


class Squared(Route):
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
        """The targets (n,), centred; all 0 where they differ by rounding alone."""
        rest = self.problem.data.y - self.middle
        return rest if np.abs(rest).max() > CONSTANT * abs(self.middle) else np.zeros(rest.size)

    @cached_property
    def middle(self) -> float:
        """The mean target."""
        return float(self.problem.data.y.mean())

    @cached_property
    def pull(self) -> Array:
        """The mean products (d,) of the features as given with the targets, both centred."""
        return self.y @ self.centred.deviations / self.problem.n

    def evaluated(self, W: Array) -> tuple[Array, Array]:
        """The mean loss (k,) and its gradient (k, p), from the products of the features with one another where that is quicker.

        What the fit leaves of the targets is then a difference; where that would cost digits it is added up instead.
        """
        n, centred, w = self.problem.n, self.centred, W[:, :-1]
        aside = W[:, -1] + w @ centred.mean - self.middle
        if w.shape[1] <= n:
            slopes, whole = w @ centred.products - self.pull, float(self.y @ self.y) / n
            left = whole + np.einsum("kj,kj->k", w, slopes - self.pull)
            plain = left < DIFFERENCE * whole
        else:
            R = w @ centred.deviations.T - self.y
            slopes, left, plain = R @ centred.deviations / n, np.einsum("kn,kn->k", R, R) / n, np.zeros(len(w), dtype=bool)
        if plain.any():
            R = w[plain] @ centred.deviations.T - self.y
            left[plain] = np.einsum("kn,kn->k", R, R) / n
        G = np.empty(W.shape)
        G[:, :-1] = self.curvature * (slopes + aside[:, None] * centred.mean)
        G[:, -1] = self.curvature * aside
        return 0.5 * self.curvature * (left + aside * aside), G

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


class RidgeRoute(Squared):
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

    def weights(self, strengths: Array, between: Between) -> Array:
        """All at once."""
        W = self.ridge.weights(self._shares(strengths))
        return np.column_stack([W, self.middle - W @ self.centred.mean])

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


class LassoRoute(Squared):
    """Squared loss with L1."""

    method = "Exact: between two kinks every weight moves in a straight line (homotopy)."
    _segments: Segments | None = None
    _tied = False
    _seen: tuple[Array, tuple[Array, Array]] | None = None

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Squared loss, one score, no L2 part."""
        parts = mixed(problem)
        return problem.loss.quadratic and parts is not None and parts[1] == 0

    def weights(self, strengths: Array, between: Between) -> Array:
        """Each within its own segment."""
        levels = self.l1 / self.curvature * strengths
        segments = self._segments
        if segments is None or levels.min(initial=np.inf) < segments.until:
            segments = lasso_segments(self.centred, self.y, float(levels.min(initial=np.inf)))
            self._segments = segments
        W = self.flat(segments.at(levels))
        data, G = self.evaluated(W)
        missed = violations(self.problem, strengths, W, G)
        allowed = EXACT * float(strengths.max(initial=0.0))
        self._seen = (W, (data, missed))
        self._tied = self._ties(W[-1:], levels[-1:], G[-1:])
        if (missed > allowed).any():
            missed = self._missed(W, levels, G)
            rough = np.flatnonzero(missed > allowed)
            if rough.size:
                self._seen = None
                W[rough] = self._better(W[rough], levels[rough], missed[rough])
        return W

    def _ties(self, W: Array, levels: Array, G: Array) -> bool:
        """Whether a weight of zero could as well be in use, since what it would add is there already."""
        level = self.curvature * levels[:, None]
        return bool((level > 0).all() and ((W[:, :-1] == 0) & (np.abs(G[:, :-1]) >= level * (1.0 - TIED)) & W.any()).any())

    def judged(self, strengths: Array, W: Array) -> tuple[Array, Array | None]:
        """As it was found while the weights were checked, if these are the same."""
        return self._seen[1] if self._seen is not None and self._seen[0] is W else super().judged(strengths, W)

    def _better(self, W: Array, levels: Array, missed: Array) -> Array:
        """What the active-set solver makes of them, where that misses less."""
        other = self.flat(self.net.weights(levels, np.zeros(levels.size), lambda: None, W[:, :-1] * self.centred.spread)[0])
        return np.where((self._missed(other, levels, self.evaluated(other)[1]) < missed)[:, None], other, W)

    def _missed(self, W: Array, levels: Array, G: Array) -> Array:
        """By how much each row (k, p) misses the conditions (k,), but for what the bias's rounding does to them."""
        w, level = W[:, :-1], self.curvature * levels[:, None]
        pull = G[:, :-1] - G[:, -1:] * self.centred.mean
        return np.where(w != 0, np.abs(pull + level * np.sign(w)), np.abs(pull) - level).max(axis=1, initial=0.0)

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
        if self._tied:
            said.append(
                "Some features repeat what others say: which of them L1 keeps is a choice, and the predictions are the same."
            )
        return " ".join(part for part in said if part)


class NetRoute(Squared):
    """Squared loss with L1 and L2 together."""

    method = "Exact at each strength: which weights are in use is found, then they are solved for."

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Squared loss, one score, both parts."""
        return problem.loss.quadratic and mixed(problem) is not None

    def weights(self, strengths: Array, between: Between) -> Array:
        """Each from the one before."""
        return self.found(strengths, between).weights

    def found(self, strengths: Array, between: Between) -> Found:
        """And where they are only a guess."""
        levels, shares = self.l1 / self.curvature * strengths, self.l2 / self.curvature * strengths
        V, known = self.net.weights(levels, shares, between)
        lost = int(np.count_nonzero(~known))
        told = (
            f"At {lost} of {known.size} strengths it was not found which weights are in use: those of the next larger one are "
            "shown."
        )
        return Found(self.flat(V), note=told if lost else "")

    def freedom(self, strengths: Array, W: Array) -> Array:
        """The trace of the hat matrix of the weights in use."""
        return self.net.freedom(W[:, :-1], self.l2 / self.curvature * strengths)


def mixed(problem: Problem) -> tuple[float, float] | None:
    """a and b at strength 1 where the model has one score and the penalty is a |w| + b w^2 / 2, in proportion to strength."""
    single = problem.network.layers[0].outputs is None
    return problem.penalty.mixture(1.0) if single and problem.penalty.scaled else None
