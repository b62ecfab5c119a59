"""Losses for several classes that come from probabilities: p = softmax(z)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.numerics import Softmax, softmax
from explorer.core.params import param
from explorer.core.text import latex
from explorer.losses.base import Array
from explorer.losses.binary_probability import Brier
from explorer.losses.facts import SHARES, Minimiser, class_shares
from explorer.losses.multiclass import MulticlassLoss, own, put_own, with_diagonal

PROBABILITIES = "y is the true class, $z_k$ the score of class k and $p_k$ its probability; there are K classes."
SOFTMAX = r"p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}"


def _log_shares(y: Array, weights: Array | None = None) -> Array:
    with np.errstate(divide="ignore"):
        return np.log(class_shares(y, weights))


LOG_SHARES = Minimiser("the logarithms of the class shares, up to a constant", r"\log q_k", _log_shares, SHARES)


@dataclass(frozen=True)
class CrossEntropy(MulticlassLoss):
    """How surprised the probabilities are by the true class: -log p_y, with label smoothing where asked for.

    With smoothing s the target is not the class alone but (1 - s) of it and s spread evenly over all K classes.
    Source: Theil (1969); label smoothing: Szegedy et al. (2016).

    >>> loss, y, z = CrossEntropy(), np.array([0]), np.zeros((1, 2))
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.69314718]), array([[-0.5,  0.5]]), array([[0.25, 0.25]]))
    """

    id: ClassVar[str] = "cross_entropy"
    name: ClassVar[str] = "Cross-entropy"
    rank: ClassVar[int] = 10
    symbols: ClassVar[str] = PROBABILITIES
    summary: ClassVar[str] = "How little probability the model gives to the true class."
    noise: ClassVar[str] = "without smoothing, a loaded die for each example, with the chances softmax(z)"
    use: ClassVar[str] = "You want probabilities for several classes, and a cost that is convex and smooth."
    avoid: ClassVar[str] = "Some labels are wrong: a confident mistake costs without bound."
    source: ClassVar[str] = "Theil, A multinomial extension of the linear logit model, 1969; smoothing: Szegedy et al., 2016"
    elsewhere: ClassVar[str] = (
        "PyTorch's CrossEntropyLoss and Keras' CategoricalCrossentropy (label_smoothing), scikit-learn's log_loss."
    )
    probability: ClassVar[float | None] = 1.0

    smoothing: float = param(
        0.0, 0.0, 0.5, "How much of the target is spread evenly over all classes.", label="Label smoothing", symbol="s"
    )

    convex = True
    smooth = True
    curvature_bound = 0.5

    @property
    def likelihood(self) -> str:
        """Of the class probabilities, without smoothing."""
        return "" if self.smoothing else "whole"

    @property
    def minimiser(self) -> Minimiser:
        """The log shares; smoothing draws them together."""
        if not self.smoothing:
            return LOG_SHARES
        words = "the logarithms of the class shares, drawn towards evenness by the smoothing"
        return Minimiser(words, r"\log\left((1 - s)\, q_k + s / K\right)", self._best, SHARES)

    def _best(self, y: Array, weights: Array | None = None) -> Array:
        shares = class_shares(y, weights)
        return np.log((1.0 - self.smoothing) * shares + self.smoothing / len(shares))

    @property
    def formula(self) -> str:
        """The negative logarithm, with the smoothing's value where there is any."""
        if not self.smoothing:
            return rf"-\log p_y,\; {SOFTMAX}"
        s = latex(self.smoothing)
        return rf"-{latex(round(1 - self.smoothing, 9))} \log p_y - \tfrac{{{s}}}{{K}} \sum_k \log p_k,\; {SOFTMAX}"

    def value(self, y: Array, z: Array) -> Array:
        """(1 - s)(-log p_y) + s mean(-log p)."""
        surprise = softmax(z).surprise
        right = own(surprise, y)
        return (1.0 - self.smoothing) * right + self.smoothing * surprise.mean(axis=-1) if self.smoothing else right

    def slope(self, y: Array, z: Array) -> Array:
        """p - q, q being the smoothed target; the true class's entry balances the others."""
        gap = softmax(z).p - self.smoothing / z.shape[-1]
        put_own(gap, y, np.zeros(gap.shape[:-1]))
        return put_own(gap, y, -gap.sum(axis=-1))

    def curvature(self, y: Array, z: Array) -> Array:
        """p (1 - p), the diagonal of diag(p) - p p'."""
        parts = softmax(z)
        return parts.p * parts.rest

    def hessian(self, y: Array, z: Array) -> Array:
        """diag(p) - p p', whatever the class and the smoothing."""
        return probability_covariance(softmax(z))

    def least(self, y: Array, classes: int = 2) -> Array:
        """The entropy of the smoothed target; 0 without smoothing."""
        share = self.smoothing / classes
        if not share:
            return np.zeros(np.shape(y))
        right = 1.0 - self.smoothing + share
        entropy = -right * np.log(right) - (classes - 1) * share * np.log(share)
        return np.full(np.shape(y), entropy)


def probability_covariance(parts: Softmax) -> Array:
    """diag(p) - p p' (..., n, K, K): how the probabilities change with the scores, which is the covariance of one draw.

    >>> probability_covariance(softmax(np.zeros((1, 2))))
    array([[[ 0.25, -0.25],
            [-0.25,  0.25]]])
    """
    return with_diagonal(-parts.p[..., :, None] * parts.p[..., None, :], parts.p * parts.rest)


@dataclass(frozen=True)
class MulticlassBrier(MulticlassLoss):
    """The squared distance of the probabilities from the truth, summed over the classes. Source: Brier (1950).

    >>> loss, y, z = MulticlassBrier(), np.array([0]), np.zeros((1, 2))
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.5]), array([[-0.5,  0.5]]), array([[0.25, 0.25]]))
    """

    id: ClassVar[str] = "multiclass_brier"
    name: ClassVar[str] = "Brier, several classes"
    named_after = "Glenn Brier"
    rank: ClassVar[int] = 40
    symbols: ClassVar[str] = f"{PROBABILITIES} [k = y] is 1 for the true class, else 0."
    summary: ClassVar[str] = "The squared error of all probabilities: at most 2, so no single example rules."
    use: ClassVar[str] = "Probabilities should be right, and wrong labels should not rule."
    avoid: ClassVar[str] = "The start is poor: where the model is sure and wrong, the slope is almost flat."
    source: ClassVar[str] = "Brier, Verification of forecasts expressed in terms of probability, 1950"
    elsewhere: ClassVar[str] = "scikit-learn's brier_score_loss(scale_by_half=False); with two classes twice the binary one."
    probability: ClassVar[float | None] = 1.0

    convex = False
    smooth = True
    minimiser = LOG_SHARES
    formula = rf"\sum_k (p_k - [k = y])^2,\; {SOFTMAX}"

    @property
    def curvature_bound(self) -> float:
        """0.616: four times the binary loss's, reached where two classes share all the probability."""
        return 4.0 * Brier().curvature_bound

    def value(self, y: Array, z: Array) -> Array:
        """(1 - p_y)^2 plus the squares of the other probabilities."""
        parts = softmax(z)
        return own(parts.rest, y) ** 2 + self._wrong(y, parts.p).sum(axis=-1)

    def _wrong(self, y: Array, p: Array) -> Array:
        """The squared probabilities (..., n, K), 0 for the true class."""
        return put_own(p * p, y, np.zeros(p.shape[:-1]))

    def _lean(self, y: Array, parts: Softmax) -> Array:
        """p_j - p' (p - Y) for a wrong class j, written so that nothing cancels where p_j is near 1."""
        right = own(parts.p, y) * own(parts.rest, y)
        return right[..., None] + parts.p * parts.rest - _others(self._wrong(y, parts.p))

    def slope(self, y: Array, z: Array) -> Array:
        """2 p_j ((p_j - Y_j) - p' (p - Y)); for the true class -2 p times the loss."""
        parts = softmax(z)
        return put_own(2.0 * parts.p * self._lean(y, parts), y, -2.0 * own(parts.p, y) * self.value(y, z))

    def curvature(self, y: Array, z: Array) -> Array:
        """The diagonal of the Hessian; for the true class 2 p (3 p - 1) times the loss."""
        parts = softmax(z)
        p, rest, right = parts.p, parts.rest, own(parts.p, y)
        curvature = rest * self._lean(y, parts) + p * (rest * (1.0 - 2.0 * p) + 2.0 * _others(p * p) - right[..., None])
        return put_own(2.0 * p * curvature, y, 2.0 * right * self.value(y, z) * (3.0 * right - 1.0))

    def hessian(self, y: Array, z: Array) -> Array:
        """-2 p_j p_k (a_j + a_k - p'p) off the diagonal, with a_j = (p_j - Y_j) - p' (p - Y) + p_j."""
        parts = softmax(z)
        p = parts.p
        a = put_own(self._lean(y, parts), y, -self.value(y, z)) + p
        both = a[..., :, None] + a[..., None, :] - (p * p).sum(axis=-1)[..., None, None]
        return with_diagonal(-2.0 * p[..., :, None] * p[..., None, :] * both, self.curvature(y, z))


def _others(a: Array) -> Array:
    """For each class the sum (..., K) over all other classes."""
    return a @ (1.0 - np.eye(a.shape[-1]))
