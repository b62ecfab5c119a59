"""Losses for numbers, functions of the residual r = z - y: the common ones."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.domains import REAL, Domain
from explorer.core.formulas import Piece, cases
from explorer.core.params import param
from explorer.core.text import latex
from explorer.losses.base import Array, Loss
from explorer.losses.facts import CONSTANT, HOLLAND_WELSCH, MEAN, MEDIAN, Lines, Minimiser, Tuning


class RegressionLoss(Loss):
    """A loss for a target that is any real number.

    >>> Squared().symbols, Huber().symbols
    ('z is the prediction, y the true value.', 'r = z − y, the prediction minus the true value.')
    >>> RegressionLoss.domain.tasks
    ('regression', 'count', 'amount', 'positive')
    """

    task: ClassVar[str] = "regression"
    domain: ClassVar[Domain] = REAL
    symbols: ClassVar[str] = "r = z − y, the prediction minus the true value."


@dataclass(frozen=True)
class Squared(RegressionLoss):
    """The squared residual, (z - y)^2, not halved: the article's own loss. Source: Gauss (1821).

    >>> loss, y, z = Squared(), np.array([1.0, 1.0]), np.array([1.5, 3.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.25, 4.  ]), array([1., 4.]), array([2., 2.]))
    """

    id: ClassVar[str] = "squared"
    name: ClassVar[str] = "Squared"
    rank: ClassVar[int] = 10
    symbols: ClassVar[str] = "z is the prediction, y the true value."
    summary: ClassVar[str] = "Twice the error costs four times as much, so large errors rule."
    noise: ClassVar[str] = "Gaussian noise of the same spread everywhere"
    use: ClassVar[str] = "The errors are of one size and none is extreme, or you want the mean."
    avoid: ClassVar[str] = "A few values are far off: they pull the whole fit towards them."
    source: ClassVar[str] = "Gauss, Theoria combinationis observationum, 1821"
    elsewhere: ClassVar[str] = "The same as PyTorch's MSELoss; scikit-learn's SGD and Lasso halve it."

    convex = True
    smooth = True
    curvature_bound = 2.0
    quadratic = True
    likelihood = "spread"
    minimiser = MEAN
    formula = r"(z - y)^2"

    def value(self, y: Array, z: Array) -> Array:
        """(z - y)^2, any broadcast shape."""
        r = z - y
        return r * r

    def slope(self, y: Array, z: Array) -> Array:
        """2 (z - y)."""
        return 2.0 * (z - y)

    def value_and_slope(self, y: Array, z: Array) -> tuple[Array, Array]:
        """The residual is computed once."""
        r = z - y
        value = r * r
        r *= 2.0
        return value, r

    def curvature(self, y: Array, z: Array) -> Array:
        """2 everywhere."""
        return np.full(np.broadcast(y, z).shape, 2.0)


@dataclass(frozen=True)
class Absolute(RegressionLoss):
    """The absolute residual, |z - y|. The subgradient at the kink is 0. Source: Laplace (1774).

    >>> loss, y, z = Absolute(), np.array([1.0, 1.0]), np.array([1.0, 3.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0., 2.]), array([0., 1.]), array([0., 0.]))
    """

    id: ClassVar[str] = "absolute"
    name: ClassVar[str] = "Absolute"
    rank: ClassVar[int] = 20
    symbols: ClassVar[str] = "z is the prediction, y the true value."
    summary: ClassVar[str] = "Twice the error costs twice as much, so an outlier pulls no harder than its neighbours."
    noise: ClassVar[str] = "Laplace noise, with a sharp peak and long tails"
    use: ClassVar[str] = "Some targets may be plainly wrong, or you want the median."
    avoid: ClassVar[str] = "You need a smooth cost: at a constant rate the steps never settle."
    source: ClassVar[str] = "Laplace, 1774; Koenker and Bassett, Regression quantiles, 1978"
    elsewhere: ClassVar[str] = "PyTorch's L1Loss and scikit-learn's AbsoluteError, which has slope -1 at the kink."

    convex = True
    smooth = False
    proximal: ClassVar[bool] = True
    curvature_bound = None
    minimiser = MEDIAN
    formula = r"|z - y|"

    def value(self, y: Array, z: Array) -> Array:
        """|z - y|, any broadcast shape."""
        return np.abs(z - y)

    def slope(self, y: Array, z: Array) -> Array:
        """The sign of z - y; 0 at the kink."""
        return np.sign(z - y)

    def prox(self, y: Array, z: Array, t: float | Array) -> Array:
        """Moved towards the target by t, and no further than to it."""
        r = z - y
        return z - np.minimum(np.maximum(r, -t), t)

    def lines(self, y: Array) -> Lines:
        """One on each side of the target."""
        kinks = y[None]
        return Lines(kinks, np.full(kinks.shape, -1.0), np.ones(kinks.shape))

    def curvature(self, y: Array, z: Array) -> Array:
        """0 wherever it exists."""
        return np.zeros(np.broadcast(y, z).shape)


@dataclass(frozen=True)
class Huber(RegressionLoss):
    """Half the squared residual up to delta, a straight line beyond. Source: Huber (1964).

    >>> loss, y, z = Huber(delta=1.0), np.zeros(2), np.array([0.5, 3.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.125, 2.5  ]), array([0.5, 1. ]), array([1., 0.]))
    """

    id: ClassVar[str] = "huber"
    name: ClassVar[str] = "Huber"
    named_after = "Peter Huber"
    rank: ClassVar[int] = 30
    summary: ClassVar[str] = "Squared for small errors, absolute for large ones."
    noise: ClassVar[str] = "Gaussian noise in the middle with Laplace tails"
    use: ClassVar[str] = "Most errors are small and a few are extreme: those pull with a bounded force."
    avoid: ClassVar[str] = "Many targets are wrong: bounded pulls still add up. A redescending loss ignores them."
    source: ClassVar[str] = "Huber, Robust estimation of a location parameter, 1964"
    elsewhere: ClassVar[str] = "As in PyTorch and Keras; scikit-learn's HuberRegressor is twice this and fits a scale as well."
    tuning: ClassVar[Tuning] = Tuning("delta", 1.345, HOLLAND_WELSCH)

    delta: float = param(1.35, 0.01, 100.0, "The error at which the curve turns into a line.", symbol="δ", log=True)

    convex = True
    smooth = True
    curvature_bound = 1.0
    minimiser = Minimiser(
        "between mean and median: where the errors, cut off at δ, balance",
        r"\sum_i \operatorname{clip}(y_i - c_0, -\delta, \delta) = 0",
        symbols=CONSTANT,
    )

    @property
    def formula(self) -> str:
        """The two branches, with delta's value."""
        return cases(*self._pieces())

    def _pieces(self) -> tuple[Piece, Piece]:
        d, half = latex(self.delta), latex(round(self.delta / 2, 9))
        return Piece(r"\tfrac12 r^2", rf"|r| \le {d}"), Piece(rf"{d}\,(|r| - {half})", rf"|r| > {d}")

    def piece(self, y: float, z: float) -> Piece:
        """The parabola up to delta, the line beyond."""
        return self._pieces()[abs(z - y) > self.delta]

    def value(self, y: Array, z: Array) -> Array:
        """m (|r| - m / 2) with m = min(|r|, delta): never squares a large residual."""
        r = np.abs(z - y)
        m = np.minimum(r, self.delta)
        return m * (r - 0.5 * m)

    def sums_along(self, y: Array, moves: Array) -> Callable[[Array], Array]:
        """m r - m^2 / 2 with m the clipped residual: two dot products a place, in two buffers."""
        r, m = np.empty_like(moves), np.empty_like(moves)

        def sums(z: Array) -> Array:
            np.add(moves, z - y, out=r)
            np.clip(r, -self.delta, self.delta, out=m)
            return np.vecdot(m, r) - 0.5 * np.vecdot(m, m)

        return sums

    def slope(self, y: Array, z: Array) -> Array:
        """The residual, clipped to [-delta, delta]."""
        return np.minimum(np.maximum(z - y, -self.delta), self.delta)

    def value_and_slope(self, y: Array, z: Array) -> tuple[Array, Array]:
        """The slope m is m of the value but for its sign, so the value is m (r - m / 2)."""
        r = z - y
        slope = np.maximum(r, -self.delta)
        np.minimum(slope, self.delta, out=slope)
        value = 0.5 * slope
        np.subtract(r, value, out=value)
        value *= slope
        return value, slope

    def curvature(self, y: Array, z: Array) -> Array:
        """1 inside delta, 0 at and beyond it."""
        return (np.abs(z - y) < self.delta).astype(float)
