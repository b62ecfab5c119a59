"""Losses for numbers that are smooth all over, near squared for small residuals and near straight for large ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.numerics import softplus
from explorer.core.params import param
from explorer.core.text import latex
from explorer.losses.base import Array
from explorer.losses.facts import BY_THE_RULE, CONSTANT, Minimiser, Tuning
from explorer.losses.regression import RegressionLoss


@dataclass(frozen=True)
class PseudoHuber(RegressionLoss):
    """A Huber loss without a seam, delta^2 (sqrt(1 + (r / delta)^2) - 1). Source: Charbonnier et al. (1997).

    >>> loss, y, z = PseudoHuber(delta=1.0), np.zeros(2), np.array([0.0, 1.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.        , 0.41421356]), array([0.        , 0.70710678]), array([1.        , 0.35355339]))
    """

    id: ClassVar[str] = "pseudo_huber"
    name: ClassVar[str] = "Pseudo-Huber"
    rank: ClassVar[int] = 60
    summary: ClassVar[str] = "A smooth Huber: it turns from squared to straight little by little."
    noise: ClassVar[str] = "hyperbolic noise, Gaussian in the middle with Laplace tails"
    use: ClassVar[str] = "You want Huber's robustness and a curvature that never jumps, which suits Newton's method."
    avoid: ClassVar[str] = "You want small errors treated exactly as squared loss treats them."
    source: ClassVar[str] = "Charbonnier et al., Deterministic edge-preserving regularization, 1997"
    elsewhere: ClassVar[str] = "Charbonnier loss; δ² / 2 times SciPy's soft_l1 of (r / δ)²."
    tuning: ClassVar[Tuning] = Tuning("delta", 1.287, BY_THE_RULE)

    delta: float = param(1.35, 0.01, 100.0, "The error around which the curve straightens.", symbol="δ", log=True)

    convex = True
    smooth = True
    curvature_bound = 1.0
    minimiser = Minimiser(
        "between mean and median: where the softly bounded errors balance",
        r"\sum_i \frac{y_i - c_0}{\sqrt{1 + ((y_i - c_0)/\delta)^2}} = 0",
        symbols=CONSTANT,
    )

    @property
    def formula(self) -> str:
        """The root, with delta's value."""
        d = latex(self.delta)
        return rf"\delta^2\left(\sqrt{{1 + (r/\delta)^2}} - 1\right),\; \delta = {d}"

    def value(self, y: Array, z: Array) -> Array:
        """delta^2 u (u / (1 + sqrt(1 + u^2))) with u = |r| / delta: no cancellation, no overflow."""
        u = np.abs(z - y) / self.delta
        return self.delta**2 * u * (u / (1.0 + np.hypot(1.0, u)))

    def slope(self, y: Array, z: Array) -> Array:
        """r / sqrt(1 + u^2)."""
        r = z - y
        return r / np.hypot(1.0, r / self.delta)

    def curvature(self, y: Array, z: Array) -> Array:
        """(1 + u^2)^(-3/2)."""
        return (1.0 / np.hypot(1.0, (z - y) / self.delta)) ** 3


@dataclass(frozen=True)
class LogCosh(RegressionLoss):
    """The logarithm of the hyperbolic cosine of the residual. Source: Green (1990).

    >>> loss, y, z = LogCosh(), np.zeros(2), np.array([1e-9, 1000.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([5.00000000e-19, 9.99306853e+02]), array([1.e-09, 1.e+00]), array([1., 0.]))
    """

    id: ClassVar[str] = "log_cosh"
    name: ClassVar[str] = "Log-cosh"
    rank: ClassVar[int] = 50
    summary: ClassVar[str] = "Half the squared loss for small errors, straight for large ones, smooth everywhere. No parameter."
    noise: ClassVar[str] = "hyperbolic secant noise, close to logistic"
    use: ClassVar[str] = "You want something like Huber that is smooth everywhere and has no parameter."
    avoid: ClassVar[str] = "The target's spread is far from 1: the error at which it turns straight cannot be chosen."
    source: ClassVar[str] = "Green, Bayesian reconstructions from emission tomography data, 1990"
    elsewhere: ClassVar[str] = "Keras' LogCosh, which loses all digits of tiny errors."

    convex = True
    smooth = True
    curvature_bound = 1.0
    minimiser = Minimiser(
        "between mean and median: where the tanh of the errors balance", r"\sum_i \tanh(y_i - c_0) = 0", symbols=CONSTANT
    )
    formula = r"\log \cosh r"

    def value(self, y: Array, z: Array) -> Array:
        """log(1 + 2 sinh^2(r / 2)) near zero, |r| + log((1 + exp(-2|r|)) / 2) further out."""
        a = np.abs(z - y)
        near = np.log1p(2.0 * np.sinh(0.5 * np.minimum(a, 1.0)) ** 2)
        return np.where(a < 1.0, near, (a - np.log(2.0)) + softplus(-2.0 * a))

    def slope(self, y: Array, z: Array) -> Array:
        """tanh r."""
        return np.tanh(z - y)

    def curvature(self, y: Array, z: Array) -> Array:
        """1 / cosh^2 r."""
        e = np.exp(-np.abs(z - y))
        return (2.0 * e / (1.0 + e * e)) ** 2
