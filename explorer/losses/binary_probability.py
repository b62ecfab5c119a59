"""Losses for two classes that come from a probability, functions of the margin m = y z with labels -1 and +1."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from explorer.core.numerics import exp_or_inf, largest, sigmoid, softplus
from explorer.losses.base import Array
from explorer.losses.binary import BinaryLoss
from explorer.losses.facts import LOG_ODDS, SHARE, Minimiser, log_odds, share_of_positives

P = r"p = \sigma(y z)"
PROBABILITY = (
    "p is the probability given to the true label, y is the label, -1 or +1, and z the score; σ(m) = 1 / (1 + exp(-m))."
)
FACTORS_UP_TO = 340.0
"""The product of exp of two numbers up to this is neither too large nor too small for a float."""
LARGEST_EXPONENT = 700.0
MOST_FACTORS = 16
"""So many losses share one logarithm at most."""


@dataclass(frozen=True)
class Logistic(BinaryLoss):
    """The logistic loss, log(1 + exp(-y z)): cross-entropy of two classes, in nats. Source: Cox (1958).

    >>> loss, y, z = Logistic(), np.array([1.0]), np.array([0.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.69314718]), array([-0.5]), array([0.25]))
    """

    id: ClassVar[str] = "logistic"
    name: ClassVar[str] = "Logistic"
    rank: ClassVar[int] = 10
    summary: ClassVar[str] = "The less probability the true label gets, the more it costs. Even a right answer costs a little."
    noise: ClassVar[str] = "a coin for each example, whose log-odds are z"
    use: ClassVar[str] = "You want probabilities, and a cost that is convex and smooth."
    avoid: ClassVar[str] = "Some labels are wrong: a confident mistake costs without bound."
    source: ClassVar[str] = "Cox, The regression analysis of binary sequences, 1958"
    elsewhere: ClassVar[str] = "Binary cross-entropy from scores: PyTorch's BCEWithLogitsLoss, scikit-learn's log_loss."
    probability: ClassVar[float | None] = 1.0

    convex = True
    smooth = True
    curvature_bound = 0.25
    likelihood = "whole"
    minimiser = LOG_ODDS
    formula = r"\log\left(1 + e^{-y z}\right)"

    def value(self, y: Array, z: Array) -> Array:
        """log(1 + exp(-y z)), any broadcast shape."""
        return softplus(-(y * z))

    def sums_along(self, y: Array, moves: Array) -> Callable[[Array], Array]:
        """log(1 + exp(a + b)) with exp(a + b) = exp(a) exp(b): the exponentials of the moves are taken once.

        Then the logarithm of products of factors 1 + e is taken, not the sum of logarithms, as far as the products are
        no larger than a float. They are kept as what they have above 1, (1 + p)(1 + q) - 1 = p + q + p q, so that tiny
        losses keep their digits.
        """
        plain = super().sums_along(y, moves)
        reach = float(np.abs(moves).max(initial=0.0))
        if reach > FACTORS_UP_TO:
            return plain
        rows = -(-y.size // MOST_FACTORS) * MOST_FACTORS
        growth = np.zeros((rows, len(moves)))  # a row of zeros is an example without a loss
        np.exp((-(y * moves)).T, out=growth[: y.size])
        e, product, start = np.empty_like(growth), np.empty_like(growth[: rows // 2]), np.zeros((rows, 1))

        def sums(z: Array) -> Array:
            farthest = float(np.abs(z).max(initial=0.0))
            if not farthest <= FACTORS_UP_TO:
                return plain(z)
            start[: y.size, 0] = np.exp(-(y * z))
            np.multiply(growth, start, out=e)
            left, factors, largest = rows, 1, LARGEST_EXPONENT / (reach + farthest + 1.0)
            while 2 * factors <= min(largest, MOST_FACTORS):
                left, factors = left // 2, 2 * factors
                p, q = e[:left], e[left : 2 * left]
                np.multiply(p, q, out=product[:left])
                p += q
                p += product[:left]
            return np.log1p(e[:left]).sum(axis=0)

        return sums

    def slope(self, y: Array, z: Array) -> Array:
        """-y / (1 + exp(y z))."""
        return -y / (1.0 + exp_or_inf(y * z))

    def curvature(self, y: Array, z: Array) -> Array:
        """p (1 - p) with p = 1 / (1 + exp(-z)); at most 1/4."""
        e = np.exp(-np.abs(y * z))
        return e / (1.0 + e) ** 2


@dataclass(frozen=True)
class Exponential(BinaryLoss):
    """exp(-y z), the loss that AdaBoost descends. Source: Freund and Schapire (1997).

    >>> loss, y, z = Exponential(), np.array([1.0, -1.0]), np.array([0.0, 1.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([1.        , 2.71828183]), array([-1.        ,  2.71828183]), array([1.        , 2.71828183]))
    """

    id: ClassVar[str] = "exponential"
    name: ClassVar[str] = "Exponential"
    rank: ClassVar[int] = 40
    summary: ClassVar[str] = "AdaBoost's loss: it grows exponentially for wrong examples."
    use: ClassVar[str] = "You want to see what boosting minimises, on clean labels."
    avoid: ClassVar[str] = "Any label may be wrong: one far-off example can outweigh all others."
    source: ClassVar[str] = "Freund and Schapire, A decision-theoretic generalization of on-line learning, 1997"
    elsewhere: ClassVar[str] = "scikit-learn's ExponentialLoss, whose probability is σ(2 z)."
    probability: ClassVar[float | None] = 2.0

    convex = True
    smooth = True
    curvature_bound = None
    minimiser = Minimiser(
        "half the log-odds of +1", r"\tfrac12 \log\frac{q}{1 - q}", lambda y, weights=None: 0.5 * log_odds(y, weights), SHARE
    )
    formula = r"e^{-y z}"

    def value(self, y: Array, z: Array) -> Array:
        """exp(-y z); inf where that is too large for a float."""
        return exp_or_inf(-(y * z))

    def slope(self, y: Array, z: Array) -> Array:
        """-y exp(-y z)."""
        return -y * exp_or_inf(-(y * z))

    def curvature(self, y: Array, z: Array) -> Array:
        """exp(-y z)."""
        return exp_or_inf(-(y * z))


@dataclass(frozen=True)
class Brier(BinaryLoss):
    """The squared miss of the probability, (1 - p)^2, also called Savage loss. Source: Brier (1950).

    >>> loss, y, z = Brier(), np.array([1.0]), np.array([0.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.25]), array([-0.25]), array([0.125]))
    """

    id: ClassVar[str] = "brier"
    name: ClassVar[str] = "Brier"
    named_after = "Glenn Brier"
    rank: ClassVar[int] = 60
    symbols: ClassVar[str] = PROBABILITY
    summary: ClassVar[str] = "The squared error of the probability: a completely wrong example costs 1 and no longer pulls."
    use: ClassVar[str] = "Probabilities should be right, and wrong labels should not rule."
    avoid: ClassVar[str] = "The start is poor: where the model is sure and wrong, the slope is almost flat."
    source: ClassVar[str] = "Brier, Verification of forecasts expressed in terms of probability, 1950"
    elsewhere: ClassVar[str] = (
        "scikit-learn's brier_score_loss of σ(z); Masnadi-Shirazi and Vasconcelos (2008) call it Savage loss."
    )
    probability: ClassVar[float | None] = 1.0

    convex = False
    smooth = True
    minimiser = LOG_ODDS
    formula = rf"(1 - p)^2,\; {P}"

    @property
    def curvature_bound(self) -> float:
        """0.154: 2 (1 - p)^2 p (3 p - 1) at the root of 12 p^2 - 9 p + 1 = 0."""
        p = (9.0 + math.sqrt(33.0)) / 24.0
        return 2.0 * (1.0 - p) ** 2 * p * (3.0 * p - 1.0)

    def value(self, y: Array, z: Array) -> Array:
        """sigma(-m)^2."""
        return sigmoid(-(y * z)) ** 2

    def slope(self, y: Array, z: Array) -> Array:
        """-2 y sigma(-m)^2 sigma(m)."""
        m = y * z
        return -2.0 * y * sigmoid(-m) ** 2 * sigmoid(m)

    def curvature(self, y: Array, z: Array) -> Array:
        """2 sigma(-m)^2 p (3 p - 1) with p = sigma(m)."""
        m = y * z
        p = sigmoid(m)
        return 2.0 * sigmoid(-m) ** 2 * p * (3.0 * p - 1.0)


@lru_cache(maxsize=1)
def _tangent_bound() -> float:
    return (1.0 + 1e-12) * largest(lambda m: Tangent().curvature(np.ones(()), m), -5.0, 5.0)


@dataclass(frozen=True)
class Tangent(BinaryLoss):
    """(2 arctan(m) - 1)^2: it punishes being wrong little and being too right as well. Masnadi-Shirazi et al. (2010).

    >>> loss, y, z = Tangent(), np.array([1.0, 1.0]), np.array([0.0, 1e300])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([1.        , 4.58641909]), array([-4.,  0.]), array([ 8., -0.]))
    """

    id: ClassVar[str] = "tangent"
    name: ClassVar[str] = "Tangent"
    rank: ClassVar[int] = 130
    summary: ClassVar[str] = "Bounded on both sides: far-off examples pull little, and too large a margin costs as well."
    use: ClassVar[str] = "Labels are noisy, and you want to see a loss that no single example can rule."
    avoid: ClassVar[str] = "You need a convex cost or calibrated scores."
    source: ClassVar[str] = (
        "Masnadi-Shirazi, Mahadevan and Vasconcelos, On the design of robust classifiers for computer vision, 2010"
    )

    convex = False
    smooth = True
    minimiser = Minimiser(
        "the tangent of the share of +1 minus 1/2",
        r"\tan\left(q - \tfrac12\right)",
        lambda y, weights=None: float(np.tan(share_of_positives(y, weights) - 0.5)),
        SHARE,
    )
    formula = r"\left(2 \arctan(y z) - 1\right)^2"

    @property
    def curvature_bound(self) -> float:
        """8.485, found on a grid."""
        return _tangent_bound()

    def value(self, y: Array, z: Array) -> Array:
        """(2 arctan(m) - 1)^2."""
        return (2.0 * np.arctan(y * z) - 1.0) ** 2

    def slope(self, y: Array, z: Array) -> Array:
        """4 y (2 arctan(m) - 1) / (1 + m^2)."""
        m = y * z
        return 4.0 * y * (2.0 * np.arctan(m) - 1.0) * (1.0 / np.hypot(1.0, m)) ** 2

    def curvature(self, y: Array, z: Array) -> Array:
        """8 (1 - m (2 arctan(m) - 1)) / (1 + m^2)^2."""
        m = y * z
        h = np.hypot(1.0, m)
        return 8.0 * (1.0 / h - (m / h) * (2.0 * np.arctan(m) - 1.0)) * (1.0 / h) ** 3
