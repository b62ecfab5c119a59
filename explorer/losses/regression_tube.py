"""Losses for numbers that forgive small misses: nothing inside a tube around the target."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.params import param
from explorer.core.text import latex
from explorer.losses.base import Array
from explorer.losses.facts import CONSTANT, Lines, Minimiser
from explorer.losses.regression import RegressionLoss


@dataclass(frozen=True)
class EpsilonInsensitive(RegressionLoss):
    """Nothing within epsilon, a straight line beyond: support vector regression. Subgradient 0 at the kinks. Vapnik (1995).

    >>> loss, y, z = EpsilonInsensitive(epsilon=0.5), np.zeros(2), np.array([0.4, -2.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0. , 1.5]), array([ 0., -1.]), array([0., 0.]))
    """

    id: ClassVar[str] = "epsilon_insensitive"
    name: ClassVar[str] = "Epsilon-insensitive"
    rank: ClassVar[int] = 70
    summary: ClassVar[str] = "Errors up to ε are free; only examples outside that tube shape the fit."
    noise: ClassVar[str] = "noise that is even within ε, with Laplace tails"
    use: ClassVar[str] = "Errors below some size do not matter to you, and few examples should decide."
    avoid: ClassVar[str] = "Every bit of accuracy counts, or the best fit should be the only one."
    source: ClassVar[str] = "Vapnik, The Nature of Statistical Learning Theory, 1995"
    elsewhere: ClassVar[str] = "scikit-learn's SVR and LinearSVR, which add C times the sum instead of a mean."

    epsilon: float = param(0.5, 0.0, 10.0, "How large an error is free.", symbol="ε")

    convex = True
    smooth = False
    proximal: ClassVar[bool] = True
    curvature_bound = None
    minimiser = Minimiser(
        "a middle of the data: as many lie more than ε above as below",
        r"\#\{y_i > c_0 + \varepsilon\} = \#\{y_i < c_0 - \varepsilon\}",
        symbols=f"{CONSTANT}, and # counts examples",
    )

    @property
    def formula(self) -> str:
        """The tube, with epsilon's value."""
        return rf"\max(0,\; |r| - {latex(self.epsilon)})"

    def value(self, y: Array, z: Array) -> Array:
        """max(0, |r| - epsilon)."""
        return np.maximum(0.0, np.abs(z - y) - self.epsilon)

    def slope(self, y: Array, z: Array) -> Array:
        """The sign of r outside the tube; 0 inside and at its edge."""
        r = z - y
        return np.where(np.abs(r) > self.epsilon, np.sign(r), 0.0)

    def prox(self, y: Array, z: Array, t: float | Array) -> Array:
        """Moved towards the tube by t, and no further than to its edge."""
        r = z - y
        return z - np.sign(r) * np.minimum(np.maximum(np.abs(r) - self.epsilon, 0.0), t)

    def lines(self, y: Array) -> Lines:
        """One from each edge of the tube on."""
        kinks, ones = np.stack([y + self.epsilon, y - self.epsilon]), np.ones(y.shape)
        return Lines(kinks, np.stack([0.0 * ones, -ones]), np.stack([ones, 0.0 * ones]))

    def curvature(self, y: Array, z: Array) -> Array:
        """0 wherever it exists."""
        return np.zeros(np.broadcast(y, z).shape)


@dataclass(frozen=True)
class SquaredEpsilonInsensitive(RegressionLoss):
    """Nothing within epsilon, a parabola beyond. Source: Ho and Lin (2012).

    >>> loss, y, z = SquaredEpsilonInsensitive(epsilon=0.5), np.zeros(2), np.array([0.4, -2.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.  , 2.25]), array([ 0., -3.]), array([0., 2.]))
    """

    id: ClassVar[str] = "squared_epsilon_insensitive"
    name: ClassVar[str] = "Squared epsilon-insensitive"
    rank: ClassVar[int] = 120
    summary: ClassVar[str] = "Errors up to ε are free, and beyond that squared: smooth, but outliers rule again."
    noise: ClassVar[str] = "noise that is even within ε, with Gaussian tails"
    use: ClassVar[str] = "Small errors do not matter, and the cost should be smooth."
    avoid: ClassVar[str] = "There are outliers: beyond the tube it grows as fast as squared loss."
    source: ClassVar[str] = "Ho and Lin, Large-scale linear support vector regression, 2012"
    elsewhere: ClassVar[str] = "scikit-learn's LinearSVR and SGD, not halved either."

    epsilon: float = param(0.5, 0.0, 10.0, "How large an error is free.", symbol="ε")

    convex = True
    smooth = True
    curvature_bound = 2.0
    minimiser = Minimiser(
        "where the errors beyond ε above and below balance",
        r"\sum_i (y_i - c_0 - \varepsilon)_+ = \sum_i (c_0 - y_i - \varepsilon)_+",
        symbols=f"{CONSTANT}, and (x)₊ is x where that is above 0, else 0",
    )

    @property
    def quadratic(self) -> bool:
        """Only without a tube, where it is the squared loss."""
        return self.epsilon == 0

    @property
    def formula(self) -> str:
        """The squared tube, with epsilon's value."""
        return rf"\max(0,\; |r| - {latex(self.epsilon)})^2"

    def _beyond(self, r: Array) -> Array:
        return np.maximum(0.0, np.abs(r) - self.epsilon)

    def value(self, y: Array, z: Array) -> Array:
        """max(0, |r| - epsilon)^2."""
        beyond = self._beyond(z - y)
        return beyond * beyond

    def slope(self, y: Array, z: Array) -> Array:
        """2 sign(r) max(0, |r| - epsilon)."""
        r = z - y
        return 2.0 * np.sign(r) * self._beyond(r)

    def curvature(self, y: Array, z: Array) -> Array:
        """2 outside the tube, 0 inside and at its edge."""
        r = z - y
        inside = np.abs(r) <= self.epsilon if self.epsilon > 0 else np.zeros(np.shape(r), dtype=bool)
        return np.where(inside, 0.0, 2.0)
