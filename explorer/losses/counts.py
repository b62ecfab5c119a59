"""Losses for counts and positive amounts. The link is the log: the prediction is exp(z), so it is always above 0."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.domains import NONNEGATIVE, POSITIVE, Domain
from explorer.core.numerics import exp_or_inf
from explorer.core.params import param
from explorer.core.text import latex
from explorer.losses.base import Array, Loss
from explorer.losses.facts import LOG_MEAN


class LogLinkLoss(Loss):
    """Half a deviance, up to a constant, under a log link: the predicted mean is exp(z).

    >>> Poisson().link, float(np.exp(Poisson().minimiser.of(np.array([1.0, 2.0, 6.0]))))
    ('log', 3.0)
    """

    link: ClassVar[str] = "log"
    symbols: ClassVar[str] = "y is the true value; the prediction is exp(z), so z is its logarithm."

    convex = True
    smooth = True
    curvature_bound = None
    minimiser = LOG_MEAN


def _product(y: Array, e: Array) -> Array:
    """y e, where 0 times inf is 0: an example with target 0 has no such term."""
    with np.errstate(invalid="ignore", over="ignore"):
        return np.where(y == 0, 0.0, y * e)


def _xlogx(y: Array) -> Array:
    return y * np.log(np.where(y > 0, y, 1.0))


@dataclass(frozen=True)
class Poisson(LogLinkLoss):
    """exp(z) - y z: the likelihood of counts whose mean is exp(z). Source: Nelder and Wedderburn (1972).

    It can be negative: a perfect prediction costs y - y log y.

    >>> loss, y, z = Poisson(), np.array([2.0]), np.array([0.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([1.]), array([-1.]), array([1.]))
    """

    id: ClassVar[str] = "poisson"
    name: ClassVar[str] = "Poisson"
    named_after = "Siméon Denis Poisson"
    rank: ClassVar[int] = 10
    task: ClassVar[str] = "count"
    domain: ClassVar[Domain] = NONNEGATIVE
    summary: ClassVar[str] = "For counts: the same error matters less where the expected count is large."
    noise: ClassVar[str] = "Poisson counts with mean exp(z)"
    use: ClassVar[str] = "The target counts events, and its variance grows like its mean."
    avoid: ClassVar[str] = "The counts vary far more than their mean, or are mostly zero for a reason of their own."
    source: ClassVar[str] = "Nelder and Wedderburn, Generalized linear models, 1972"
    elsewhere: ClassVar[str] = "PyTorch's PoissonNLLLoss; scikit-learn's mean_poisson_deviance is twice this, up to a constant."

    likelihood = "whole"
    formula = r"e^{z} - y z"

    def value(self, y: Array, z: Array) -> Array:
        """exp(z) - y z."""
        return exp_or_inf(z) - y * z

    def slope(self, y: Array, z: Array) -> Array:
        """exp(z) - y."""
        return exp_or_inf(z) - y

    def curvature(self, y: Array, z: Array) -> Array:
        """exp(z)."""
        return exp_or_inf(z) + np.zeros(np.shape(y))

    def least(self, y: Array, classes: int = 2) -> Array:
        """y - y log y, where the prediction is the target."""
        return y - _xlogx(y)


@dataclass(frozen=True)
class Gamma(LogLinkLoss):
    """z + y exp(-z): the likelihood of positive amounts whose spread grows with their mean. Nelder and Wedderburn (1972).

    >>> loss, y, z = Gamma(), np.array([2.0]), np.array([0.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([2.]), array([-1.]), array([2.]))
    """

    id: ClassVar[str] = "gamma"
    name: ClassVar[str] = "Gamma"
    rank: ClassVar[int] = 10
    task: ClassVar[str] = "positive"
    domain: ClassVar[Domain] = POSITIVE
    summary: ClassVar[str] = "For positive amounts: what counts is the error in percent."
    noise: ClassVar[str] = "gamma noise with mean exp(z) and one shape for all"
    use: ClassVar[str] = "The target is positive with a long right tail, such as a price or a duration."
    avoid: ClassVar[str] = "There are zeros: they are not allowed. Tiny targets weigh heavily."
    source: ClassVar[str] = "Nelder and Wedderburn, Generalized linear models, 1972"
    elsewhere: ClassVar[str] = "scikit-learn's HalfGammaLoss; mean_gamma_deviance is twice this, up to a constant."

    formula = r"z + y\, e^{-z}"

    def value(self, y: Array, z: Array) -> Array:
        """z + y exp(-z)."""
        return z + _product(y, exp_or_inf(-z))

    def slope(self, y: Array, z: Array) -> Array:
        """1 - y exp(-z)."""
        return 1.0 - _product(y, exp_or_inf(-z))

    def curvature(self, y: Array, z: Array) -> Array:
        """y exp(-z)."""
        return _product(y, exp_or_inf(-z))

    def least(self, y: Array, classes: int = 2) -> Array:
        """1 + log y, where the prediction is the target."""
        return 1.0 + np.log(y)


@dataclass(frozen=True)
class Tweedie(LogLinkLoss):
    """Between Poisson (power 1) and gamma (power 2): amounts that may be exactly 0. Source: Joergensen (1987).

    >>> loss, y, z = Tweedie(power=1.5), np.array([1.0, 0.0]), np.array([0.0, 0.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([4., 2.]), array([0., 1.]), array([1. , 0.5]))
    """

    id: ClassVar[str] = "tweedie"
    name: ClassVar[str] = "Tweedie"
    named_after = "Maurice Tweedie"
    rank: ClassVar[int] = 20
    task: ClassVar[str] = "amount"
    domain: ClassVar[Domain] = NONNEGATIVE
    summary: ClassVar[str] = "Between Poisson and gamma: for amounts that are often 0 and vary more where their mean is larger."
    noise: ClassVar[str] = "a Poisson number of gamma amounts: variance grows like the mean to the power p"
    use: ClassVar[str] = "Many targets are exactly 0 and the rest are positive, such as insurance claims."
    avoid: ClassVar[str] = "The zeros have causes of their own: model them separately."
    source: ClassVar[str] = "Jørgensen, Exponential dispersion models, 1987"
    elsewhere: ClassVar[str] = (
        "scikit-learn's HalfTweedieLoss(power), up to a constant of y; TweedieRegressor allows other powers."
    )

    power: float = param(1.5, 1.01, 1.99, "How the variance grows with the mean: near 1 Poisson, near 2 gamma.", symbol="p")

    @property
    def formula(self) -> str:
        """The two exponentials, with the power's value."""
        a, b = latex(round(2 - self.power, 9)), latex(round(self.power - 1, 9))
        return rf"\frac{{e^{{{a} z}}}}{{{a}}} + \frac{{y\, e^{{-{b} z}}}}{{{b}}}"

    def _grown(self, z: Array) -> Array:
        return exp_or_inf((2.0 - self.power) * z)

    def _faded(self, y: Array, z: Array) -> Array:
        return _product(y, exp_or_inf((1.0 - self.power) * z))

    def value(self, y: Array, z: Array) -> Array:
        """exp((2 - p) z) / (2 - p) + y exp((1 - p) z) / (p - 1)."""
        return self._grown(z) / (2.0 - self.power) + self._faded(y, z) / (self.power - 1.0)

    def slope(self, y: Array, z: Array) -> Array:
        """exp((2 - p) z) - y exp((1 - p) z)."""
        return self._grown(z) - self._faded(y, z)

    def curvature(self, y: Array, z: Array) -> Array:
        """(2 - p) exp((2 - p) z) + (p - 1) y exp((1 - p) z)."""
        return (2.0 - self.power) * self._grown(z) + (self.power - 1.0) * self._faded(y, z)

    def least(self, y: Array, classes: int = 2) -> Array:
        """y^(2 - p) (1 / (2 - p) + 1 / (p - 1)), where the prediction is the target."""
        return np.power(y, 2.0 - self.power) * (1.0 / (2.0 - self.power) + 1.0 / (self.power - 1.0))
