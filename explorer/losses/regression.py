"""Losses for numbers, functions of the residual r = z - y."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.losses.base import Array, Loss
from explorer.params import param
from explorer.text import number


class RegressionLoss(Loss):
    """A loss for a target that is any real number."""

    task: ClassVar[str] = "regression"
    symbols: ClassVar[str] = "z is the prediction, y the true value."


@dataclass(frozen=True)
class Squared(RegressionLoss):
    """The squared residual, (z - y)^2, not halved.

    Its best constant prediction is the mean. Source: Gauss, Theoria combinationis (1821); the article's own loss.

    >>> Squared().value(np.array([1.0]), np.array([3.0]))
    array([4.])
    """

    id: ClassVar[str] = "squared"
    name: ClassVar[str] = "Squared"
    rank: ClassVar[int] = 10
    summary: ClassVar[str] = "Twice the miss costs four times as much, so large misses rule."

    convex = True
    smooth = True
    curvature_bound = 2.0
    quadratic = True
    formula = r"(z - y)^2"

    def value(self, y: Array, z: Array) -> Array:
        """(z - y)^2, any broadcast shape."""
        r = z - y
        return r * r

    def slope(self, y: Array, z: Array) -> Array:
        """2 (z - y)."""
        return 2.0 * (z - y)

    def curvature(self, y: Array, z: Array) -> Array:
        """2 everywhere."""
        return np.full(np.broadcast(y, z).shape, 2.0)


@dataclass(frozen=True)
class Absolute(RegressionLoss):
    """The absolute residual, |z - y|.

    Its best constant prediction is the median. The subgradient at the kink is 0. Source: Laplace (1774);
    Koenker and Bassett, "Regression quantiles" (1978).

    >>> Absolute().value(np.array([1.0]), np.array([3.0]))
    array([2.])
    """

    id: ClassVar[str] = "absolute"
    name: ClassVar[str] = "Absolute"
    rank: ClassVar[int] = 20
    summary: ClassVar[str] = "Twice the miss costs twice as much, so an outlier pulls no harder than its neighbours."

    convex = True
    smooth = False
    curvature_bound = None
    formula = r"|z - y|"

    def value(self, y: Array, z: Array) -> Array:
        """|z - y|, any broadcast shape."""
        return np.abs(z - y)

    def slope(self, y: Array, z: Array) -> Array:
        """The sign of z - y; 0 at the kink."""
        return np.sign(z - y)

    def curvature(self, y: Array, z: Array) -> Array:
        """0 wherever it exists."""
        return np.zeros(np.broadcast(y, z).shape)


@dataclass(frozen=True)
class Huber(RegressionLoss):
    """Half the squared residual up to delta, a straight line beyond.

    Source: Huber, "Robust estimation of a location parameter" (1964). Scaled as in PyTorch's ``HuberLoss`` and
    scikit-learn's gradient boosting: the middle is r^2 / 2.

    >>> Huber(delta=1.0).value(np.array([0.0, 0.0]), np.array([0.5, 3.0]))
    array([0.125, 2.5  ])
    """

    id: ClassVar[str] = "huber"
    name: ClassVar[str] = "Huber"
    rank: ClassVar[int] = 30
    symbols: ClassVar[str] = "r = z - y, the prediction minus the true value."
    summary: ClassVar[str] = "Squared for small misses, absolute for large ones."

    delta: float = param(1.35, 0.01, 100.0, "The miss at which the curve turns into a line.", symbol="δ", log=True)

    convex = True
    smooth = True
    curvature_bound = 1.0

    @property
    def formula(self) -> str:
        """The two branches, with delta's value."""
        d = number(self.delta)
        half = number(round(self.delta / 2, 9))
        return rf"\begin{{cases}}\tfrac12 r^2 & |r| \le {d}\\ {d}\,(|r| - {half}) & |r| > {d}\end{{cases}}"

    def value(self, y: Array, z: Array) -> Array:
        """m (|r| - m / 2) with m = min(|r|, delta): never squares a large residual."""
        r = np.abs(z - y)
        m = np.minimum(r, self.delta)
        return m * (r - 0.5 * m)

    def slope(self, y: Array, z: Array) -> Array:
        """The residual, clipped to [-delta, delta]."""
        return np.minimum(np.maximum(z - y, -self.delta), self.delta)

    def curvature(self, y: Array, z: Array) -> Array:
        """1 inside delta, 0 at and beyond it."""
        return (np.abs(z - y) < self.delta).astype(float)
