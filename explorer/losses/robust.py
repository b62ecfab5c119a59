"""Losses for numbers whose slope shrinks towards 0 for large residuals. None of them is convex."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.formulas import Piece, cases
from explorer.core.numerics import log1p_square
from explorer.core.params import param
from explorer.core.text import latex
from explorer.losses.base import Array
from explorer.losses.facts import BY_THE_RULE, CONSTANT, HOLLAND_WELSCH, Minimiser, Tuning
from explorer.losses.regression import RegressionLoss

BALANCE = Minimiser(
    "where the fading pulls balance: near the bulk of the data, and there may be several such places",
    r"\sum_i \ell'(c_0 - y_i) = 0",
    symbols=f"{CONSTANT}, and ℓ'(r) the slope of the loss",
)


class Redescending(RegressionLoss):
    """A loss of u = r / c whose slope falls back towards 0 as the residual grows.

    >>> Welsch(c=1.0).slope(np.zeros(3), np.array([0.5, 1.0, 5.0])).round(3)
    array([0.389, 0.368, 0.   ])
    """

    convex = False
    smooth = True
    curvature_bound = 1.0
    minimiser = BALANCE


@dataclass(frozen=True)
class Cauchy(Redescending):
    """Grows like a logarithm: (c^2 / 2) log(1 + (r / c)^2). Source: Black and Anandan (1996), as the Lorentzian.

    >>> loss, y, z = Cauchy(c=1.0), np.zeros(2), np.array([1.0, 1e200])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([3.46573590e-01, 4.60517019e+02]), array([5.e-001, 1.e-200]), array([ 0., -0.]))
    """

    id: ClassVar[str] = "cauchy"
    name: ClassVar[str] = "Cauchy"
    named_after = "Augustin-Louis Cauchy"
    rank: ClassVar[int] = 130
    summary: ClassVar[str] = "Grows like a logarithm: the further off an example is, the less it pulls."
    noise: ClassVar[str] = "Student's t noise with c² − 1 degrees of freedom for c above 1; Cauchy noise at c = √2"
    use: ClassVar[str] = "Outliers may be extreme, yet none should be ignored entirely."
    avoid: ClassVar[str] = "You need the one best fit: there can be several, and the start decides."
    source: ClassVar[str] = "Black and Anandan, The robust estimation of multiple motions, 1996"
    elsewhere: ClassVar[str] = "SciPy's least_squares(loss='cauchy', f_scale=c), also called Lorentzian."
    tuning: ClassVar[Tuning] = Tuning("c", 2.385, HOLLAND_WELSCH)

    c: float = param(2.385, 0.01, 100.0, "The error at which the pull is strongest.", symbol="c", log=True)

    @property
    def formula(self) -> str:
        """The logarithm, with c's value."""
        return rf"\tfrac{{c^2}}{{2}} \log\left(1 + (r/c)^2\right),\; c = {latex(self.c)}"

    def value(self, y: Array, z: Array) -> Array:
        """(c^2 / 2) log(1 + u^2)."""
        return 0.5 * self.c**2 * log1p_square(np.abs(z - y) / self.c)

    def slope(self, y: Array, z: Array) -> Array:
        """r / (1 + u^2)."""
        r = z - y
        h = np.hypot(1.0, r / self.c)
        return (r / h) / h

    def curvature(self, y: Array, z: Array) -> Array:
        """(1 - u^2) / (1 + u^2)^2, from 1 down to -1/8."""
        u = np.abs(z - y) / self.c
        a = 1.0 / np.hypot(1.0, u)
        return ((1.0 - u) * a) * ((1.0 + u) * a) * a * a


@dataclass(frozen=True)
class Tukey(Redescending):
    """The biweight: beyond c an example costs a constant and pulls no more. Source: Beaton and Tukey (1974).

    >>> loss, y, z = Tukey(c=1.0), np.zeros(2), np.array([0.5, 1e300])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.09635417, 0.16666667]), array([0.28125, 0.     ]), array([-0.1875, -0.    ]))
    """

    id: ClassVar[str] = "tukey"
    name: ClassVar[str] = "Tukey biweight"
    named_after = "John Tukey"
    rank: ClassVar[int] = 140
    summary: ClassVar[str] = "Beyond c an example no longer pulls at all: it is treated as a mistake."
    use: ClassVar[str] = "Some targets are surely wrong and should not count; the start is already good."
    avoid: ClassVar[str] = "The start is poor: what is far off then is ignored for good."
    source: ClassVar[str] = "Beaton and Tukey, The fitting of power series, 1974"
    elsewhere: ClassVar[str] = "statsmodels' TukeyBiweight(c)."
    tuning: ClassVar[Tuning] = Tuning("c", 4.685, HOLLAND_WELSCH)

    c: float = param(4.685, 0.01, 100.0, "The error beyond which an example is ignored.", symbol="c", log=True)

    @property
    def formula(self) -> str:
        """The two branches, with c's value."""
        inside, beyond = Piece(r"1 - (1 - (r/c)^2)^3", r"|r| \le c"), Piece("1", "|r| > c")
        return rf"\tfrac{{c^2}}{{6}}{cases(inside, beyond)},\; c = {latex(self.c)}"

    def piece(self, y: float, z: float) -> Piece:
        """The curve up to c, the constant beyond."""
        value = rf",\; c = {latex(self.c)}"
        if abs(z - y) <= self.c:
            return Piece(rf"\tfrac{{c^2}}{{6}} \left(1 - (1 - (r/c)^2)^3\right){value}", r"|r| \le c")
        return Piece(rf"\tfrac{{c^2}}{{6}}{value}", "|r| > c")

    def _u(self, y: Array, z: Array) -> Array:
        return np.minimum(np.abs(z - y) / self.c, 1.0)

    def value(self, y: Array, z: Array) -> Array:
        """(c^2 / 6) t (3 - 3 t + t^2) with t = min(u^2, 1)."""
        t = self._u(y, z) ** 2
        return self.c**2 / 6.0 * t * (3.0 - 3.0 * t + t * t)

    def slope(self, y: Array, z: Array) -> Array:
        """r (1 - u^2)^2 inside c, 0 beyond."""
        u = self._u(y, z)
        return (z - y) * ((1.0 - u) * (1.0 + u)) ** 2

    def curvature(self, y: Array, z: Array) -> Array:
        """(1 - u^2)(1 - 5 u^2) inside c, from 1 down to -4/5; 0 beyond."""
        u = self._u(y, z)
        return (1.0 - u) * (1.0 + u) * (1.0 - 5.0 * u * u)


@dataclass(frozen=True)
class GemanMcClure(Redescending):
    """A bounded loss, r^2 / 2 / (1 + (r / c)^2). Source: Geman and McClure (1985).

    >>> loss, y, z = GemanMcClure(c=1.0), np.zeros(2), np.array([1.0, 1e300])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.25, 0.5 ]), array([0.25, 0.  ]), array([-0.25, -0.  ]))
    """

    id: ClassVar[str] = "geman_mcclure"
    name: ClassVar[str] = "Geman-McClure"
    named_after = "Stuart Geman and Donald McClure"
    rank: ClassVar[int] = 160
    summary: ClassVar[str] = "Levels off at c²/2: an outlier's pull fades with the cube of its distance."
    use: ClassVar[str] = "Many examples are outliers and the good ones agree closely."
    avoid: ClassVar[str] = "The start is poor, or you need the one best fit."
    source: ClassVar[str] = "Geman and McClure, Bayesian image analysis, 1985"
    elsewhere: ClassVar[str] = "Several scalings are in print: r² / (c² + r²) is this times 2 / c²."
    tuning: ClassVar[Tuning] = Tuning("c", 3.787, BY_THE_RULE)

    c: float = param(2.0, 0.01, 100.0, "The scale on which an error counts as large.", symbol="c", log=True)

    @property
    def formula(self) -> str:
        """The fraction, with c's value."""
        return rf"\tfrac12\, \frac{{r^2}}{{1 + (r/c)^2}},\; c = {latex(self.c)}"

    def value(self, y: Array, z: Array) -> Array:
        """(c^2 / 2) u^2 / (1 + u^2)."""
        u = np.abs(z - y) / self.c
        return 0.5 * self.c**2 * (u / np.hypot(1.0, u)) ** 2

    def slope(self, y: Array, z: Array) -> Array:
        """r / (1 + u^2)^2."""
        r = z - y
        h = np.hypot(1.0, r / self.c)
        return (r / h) * (1.0 / h) ** 3

    def curvature(self, y: Array, z: Array) -> Array:
        """(1 - 3 u^2) / (1 + u^2)^3, from 1 down to -1/4."""
        u = np.abs(z - y) / self.c
        a = 1.0 / np.hypot(1.0, u)
        root = math.sqrt(3.0) * u
        return ((1.0 - root) * a) * ((1.0 + root) * a) * a**4


@dataclass(frozen=True)
class Welsch(Redescending):
    """A bounded loss, (c^2 / 2)(1 - exp(-(r / c)^2)). Source: Dennis and Welsch (1978); also Leclerc (1989).

    >>> loss, y, z = Welsch(c=1.0), np.zeros(2), np.array([1.0, 1e300])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.31606028, 0.5       ]), array([0.36787944, 0.        ]), array([-0.36787944, -0.        ]))
    """

    id: ClassVar[str] = "welsch"
    name: ClassVar[str] = "Welsch"
    named_after = "Roy Welsch"
    rank: ClassVar[int] = 150
    summary: ClassVar[str] = "Levels off at c²/2, and an outlier's pull fades faster than any power."
    use: ClassVar[str] = "Outliers should lose their pull quickly, but smoothly."
    avoid: ClassVar[str] = "The start is poor: far-off examples hardly pull at all."
    source: ClassVar[str] = "Dennis and Welsch, Techniques for nonlinear least squares and robust regression, 1978"
    elsewhere: ClassVar[str] = "Also called Leclerc or correntropy loss; other scalings divide by c²."
    tuning: ClassVar[Tuning] = Tuning("c", 2.985, HOLLAND_WELSCH)

    c: float = param(2.985, 0.01, 100.0, "The scale on which an error counts as large.", symbol="c", log=True)

    @property
    def formula(self) -> str:
        """The exponential, with c's value."""
        return rf"\tfrac{{c^2}}{{2}} \left(1 - e^{{-(r/c)^2}}\right),\; c = {latex(self.c)}"

    def _square(self, y: Array, z: Array) -> Array:
        u = np.minimum(np.abs(z - y) / self.c, 1e3)
        return u * u

    def value(self, y: Array, z: Array) -> Array:
        """-(c^2 / 2) expm1(-u^2)."""
        return -0.5 * self.c**2 * np.expm1(-self._square(y, z))

    def slope(self, y: Array, z: Array) -> Array:
        """r exp(-u^2)."""
        return (z - y) * np.exp(-self._square(y, z))

    def curvature(self, y: Array, z: Array) -> Array:
        """(1 - 2 u^2) exp(-u^2), from 1 down to -0.446."""
        square = self._square(y, z)
        return (1.0 - 2.0 * square) * np.exp(-square)
