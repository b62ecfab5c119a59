"""Exact paths of the squared loss: what they share, and those with an L2 part."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from explorer.core.checkpoint import Checkpoint
from explorer.core.columns import CONSTANT, constant_columns, rank
from explorer.cost.feature_factors import free_features
from explorer.cost.problem import CELLS_AT_ONCE, Problem
from explorer.cost.weight_norms import alive
from explorer.path.algorithms.centred_design import CentredDesign
from explorer.path.algorithms.elastic_net import ElasticNetPath
from explorer.path.algorithms.ridge import Principal, Ridge
from explorer.path.methods.base import TOP, PathMethod, Solution
from explorer.path.zeroing import zeroing_strength

Array = np.ndarray
FAINT = 1e-13
"""Correlations below this share of the largest that there could be may be rounding."""
DIFFERENCE = 1e-2
"""A mean square below this share of the targets' is summed example by example: as a difference it would lose digits."""


class Squared(PathMethod):
    """What the exact methods share: squared loss up to a factor, one score."""

    exact = True
    promise = "Exact."
    bound = 1e-9

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        curvature, parts = problem.loss.curvature_bound, problem.penalty.base.mixture(1.0)
        assert curvature is not None
        assert parts is not None
        self.curvature = curvature
        self.l1, self.l2 = parts

    @property
    def own(self) -> slice:
        """Where the weights stand among the flat ones; a bias comes after them."""
        return slice(0, self.problem.network.layers[0].inputs)

    @cached_property
    def elastic_net(self) -> ElasticNetPath:
        """The active-set solver."""
        return ElasticNetPath(self.centred, self.y, self.problem.penalty.factors)

    @cached_property
    def y(self) -> Array:
        """The targets (n,), centred where there is a bias; all 0 where they differ by rounding alone. Rows as in `centred`."""
        centred, roots = self._targets - self.mean_target, self.problem.examples.roots
        if np.abs(centred).max() <= CONSTANT * abs(self.mean_target):
            return np.zeros(centred.size)
        return centred if roots is None else centred * roots[:, 0]

    @cached_property
    def mean_target(self) -> float:
        """The mean target, weighted where the examples are, which a bias takes out; 0 without one."""
        if not self.problem.network.biased:
            return 0.0
        shares = self.problem.examples.shares
        return float(self._targets.sum() if shares is None else shares @ self._targets) / self.problem.n

    @property
    def _targets(self) -> Array:
        """The targets (n,), less the offsets of the scores."""
        y, offset = self.problem.data.y, self.problem.examples.offset
        return y if offset is None else y - offset

    @cached_property
    def centred(self) -> CentredDesign:
        """Each row of features and targets times the root of the example's share: then squares have no other weights."""
        return CentredDesign.of(self.problem).rooted()

    @cached_property
    def correlation(self) -> Array:
        """The mean products (d,) of the features as given with the targets, both centred where there is a bias."""
        return self.y @ self.centred.deviations / self.problem.n

    def mean_loss_and_gradient(self, W: Array) -> tuple[Array, Array]:
        """The mean loss (k,) and its gradient (k, p).

        The mean squared residual is taken as a difference of products, or summed where that would cost digits.
        """
        n, centred, own = self.problem.n, self.centred, self.own
        w = W[:, own]
        offset = W[:, own.stop :].sum(axis=1) + w @ centred.mean - self.mean_target
        slopes, variance = self.slopes(w), float(self.y @ self.y) / n
        squares = variance + np.einsum("kj,kj->k", w, slopes - self.correlation)
        rows = np.flatnonzero(squares < DIFFERENCE * variance)
        block = max(1, CELLS_AT_ONCE // n)
        for some in (rows[i : i + block] for i in range(0, rows.size, block)):
            R = w[some] @ centred.deviations.T - self.y
            squares[some] = np.einsum("kn,kn->k", R, R) / n
        G = np.empty(W.shape)
        G[:, own] = self.curvature * (slopes + offset[:, None] * centred.mean)
        G[:, own.stop :] = self.curvature * offset[:, None]
        return 0.5 * self.curvature * (squares + offset * offset), G

    def slopes(self, w: Array) -> Array:
        """The mean products (k, d) of the centred features with the residuals of weights w (k, d).

        From the products of the features with one another where that is quicker."""
        A, n = self.centred.deviations, self.problem.n
        return w @ self.centred.products - self.correlation if w.shape[1] <= n else (w @ A.T - self.y) @ A / n

    @cached_property
    def zeroing(self) -> float | None:
        """Where the most correlated feature begins to outweigh the penalty; 0 where all correlations may be rounding."""
        if not self.l1:
            return None
        steepest = float(np.abs(self.correlation).max(initial=0.0))
        if steepest <= FAINT * (float(np.abs(self.y).max()) + abs(self.mean_target)) * float(self.centred.std.max()):
            return zeroing_strength(self.problem)
        enough = self.curvature / self.l1 * steepest
        return enough if np.isfinite(enough) else None

    def flat(self, V: Array) -> Array:
        """The flat weights (k, p) that belong to weights (k, d) of the centred features."""
        return self.centred.weights(V, np.full((len(V), int(self.centred.biased)), self.mean_target))

    def note(self) -> str:
        """Which columns are constant."""
        constant = np.flatnonzero(self.centred.constant)
        if not constant.size:
            return ""
        same = "the same" if self.centred.biased else "0"
        names = ", ".join(self.problem.names[j] for j in constant[:3]) + (", ..." if constant.size > 3 else "")
        return f"{names}: {same} in every example, so the weight stays zero."


class RidgeMethod(Squared):
    """Squared loss with L2."""

    method = "One decomposition of the features gives the weights at every strength."

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Squared loss, one score, no L1 part."""
        parts = proportional_parts(problem)
        return problem.loss.quadratic and parts is not None and parts[0] == 0

    @cached_property
    def ridge(self) -> Ridge:
        """The decomposition."""
        return Ridge(self.centred, self.y)

    @cached_property
    def largest_strength(self) -> float:
        """So large that the data hardly count."""
        return TOP * self.curvature * float(self.ridge.squares.max()) / self.problem.n or 1.0

    def _shares(self, strengths: Array) -> Array:
        return self.problem.n * self.l2 / self.curvature * strengths

    def solve(self, strengths: Array, checkpoint: Checkpoint) -> Solution:
        """All at once."""
        W = self.ridge.weights(self._shares(strengths))
        found = np.empty((len(W), self.problem.size))
        found[:, self.own] = W
        found[:, self.own.stop :] = self.mean_target - (W @ self.centred.mean)[:, None]
        return Solution(found)

    def freedom(self, strengths: Array, W: Array) -> Array:
        """The trace of the hat matrix."""
        return self.ridge.freedom(self._shares(strengths))

    def principal(self, strengths: Array) -> Principal:
        """The directions and their factors."""
        return self.ridge.principal(self._shares(strengths))

    def note(self) -> str:
        """Which columns are constant, and whether a strength of zero has one answer for the others."""
        sentences = [super().note()]
        if not self.ridge.full_rank:
            sentences.append(
                "Some features are made up of others, or there are more of them than examples: L2 shares the weight among them."
            )
        return " ".join(part for part in sentences if part)


class ElasticNetMethod(Squared):
    """Squared loss with L1 and L2 together."""

    method = "At each strength it is first found which weights are not zero, then their values."

    @staticmethod
    def takes(problem: Problem) -> bool:
        """Squared loss, one score, both parts."""
        single = problem.network.layers[0].outputs is None
        if not (problem.loss.quadratic and single and problem.penalty.scaled and problem.penalty.base.mixture(1.0)):
            return False
        columns = problem.network.features[:, free_features(problem)]
        if problem.network.biased:
            columns = np.column_stack([columns[:, ~constant_columns(columns)], np.ones(problem.n)])
        return not columns.size or rank(columns) == columns.shape[1]

    @cached_property
    def zeroing(self) -> float | None:
        """Where features with a factor of 0 are at their best first."""
        return super().zeroing if self.problem.penalty.factors is None else zeroing_strength(self.problem, self.centred)

    def solve(self, strengths: Array, checkpoint: Checkpoint) -> Solution:
        """Each from the one before, and at how many strengths it is only a guess."""
        levels, shares = self.l1 / self.curvature * strengths, self.l2 / self.curvature * strengths
        V, known = self.elastic_net.weights(levels, shares, checkpoint)
        guesses = int(np.count_nonzero(~known))
        note = (
            f"At {guesses} of {known.size} strengths it was not found which weights are in use: "
            "those of the next larger one are shown."
        )
        return Solution(self.flat(V), guesses=guesses, note=note if guesses else "")

    def freedom(self, strengths: Array, W: Array) -> Array:
        """The trace of the hat matrix of the weights in use."""
        return self.elastic_net.freedom(
            np.where(alive(self.problem, W), W, 0.0)[:, self.own], self.l2 / self.curvature * strengths
        )


def proportional_parts(problem: Problem) -> tuple[float, float] | None:
    """a and b at strength 1 where the model has one score and the penalty is a |w| + b w^2 / 2, in proportion to strength.

    None where features have factors of their own.
    """
    single = problem.network.layers[0].outputs is None
    return problem.penalty.mixture(1.0) if single and problem.penalty.scaled else None
