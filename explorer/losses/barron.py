"""A family of losses for numbers with many known ones as special cases."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.numerics import expm1_over, log1p_square
from explorer.core.params import param
from explorer.core.text import latex
from explorer.losses.base import Array
from explorer.losses.facts import CONSTANT, Minimiser
from explorer.losses.regression import RegressionLoss


@dataclass(frozen=True)
class Barron(RegressionLoss):
    """The general robust loss: alpha turns it from squared (2) over Charbonnier (1) and Cauchy (0) to Welsch (-inf).

    Source: Barron, "A general and adaptive robust loss function" (2019).

    >>> loss, y, z = Barron(alpha=0.0), np.zeros(2), np.array([0.0, 1.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.        , 0.40546511]), array([0.        , 0.66666667]), array([1.        , 0.22222222]))
    """

    id: ClassVar[str] = "barron"
    name: ClassVar[str] = "Barron"
    named_after = "Jonathan Barron"
    rank: ClassVar[int] = 170
    summary: ClassVar[str] = "One slider from squared (α = 2) through Charbonnier (1) and Cauchy (0) to Welsch (-∞)."
    noise: ClassVar[str] = "a family with ever longer tails for α from 2 down to 0; none below"
    use: ClassVar[str] = "You want to see what robustness does, or to choose how much of it by validation."
    avoid: ClassVar[str] = "α is below 1 and you need the one best fit: it is then not convex."
    source: ClassVar[str] = "Barron, A general and adaptive robust loss function, 2019"
    elsewhere: ClassVar[str] = "robust_loss_pytorch's lossfun(r, α, c). It is divided by c², unlike the losses it contains."

    alpha: float = param(
        1.0,
        -10.0,
        2.0,
        "2 is squared, 1 Charbonnier, 0 Cauchy, -2 Geman-McClure, and minus infinity (-inf in a link) Welsch.",
        symbol="α",
        also={"-inf": -math.inf},
    )
    c: float = param(1.0, 0.01, 100.0, "The scale on which an error counts as large.", symbol="c", log=True)

    smooth = True

    @property
    def convex(self) -> bool:
        """From alpha = 1 on."""
        return self.alpha >= 1

    @property
    def curvature_bound(self) -> float:
        """1 / c^2, reached at zero."""
        return 1.0 / self.c**2

    @property
    def quadratic(self) -> bool:
        """Only at alpha = 2."""
        return self.alpha == 2

    @property
    def minimiser(self) -> Minimiser:
        """The mean for alpha = 2, else where the bounded pulls balance."""
        words = (
            "the mean" if self.alpha == 2 else "where the pulls balance: from the mean at α = 2 towards the bulk of the data"
        )
        return Minimiser(words, r"\sum_i \ell'(c_0 - y_i) = 0", symbols=f"{CONSTANT}, and ℓ'(r) the slope of the loss")

    @property
    def formula(self) -> str:
        """The form that holds at this alpha, with its value."""
        c = latex(self.c)
        if self.alpha == 2:
            return rf"\tfrac12 (r/c)^2,\; c = {c}"
        if self.alpha == 0:
            return rf"\log\left(1 + \tfrac12 (r/c)^2\right),\; c = {c}"
        if self.alpha == -math.inf:
            return rf"1 - e^{{-(r/c)^2/2}},\; c = {c}"
        form = r"\tfrac{|\alpha - 2|}{\alpha}\left(\left(1 + \tfrac{(r/c)^2}{|\alpha - 2|}\right)^{\alpha/2} - 1\right)"
        return rf"{form},\; \alpha = {latex(self.alpha)},\; c = {c}"

    def _parts(self, y: Array, z: Array) -> tuple[Array, Array, Array]:
        """u = r / c, v = |u| / sqrt|alpha - 2| and log(1 + v^2)."""
        u = (z - y) / self.c
        v = np.abs(u) / math.sqrt(abs(self.alpha - 2.0))
        return u, v, log1p_square(v)

    def _half_square(self, y: Array, z: Array) -> Array:
        u = np.minimum(np.abs(z - y) / self.c, 1e3)
        return 0.5 * u * u

    def value(self, y: Array, z: Array) -> Array:
        """(b / alpha)((1 + (r / c)^2 / b)^(alpha / 2) - 1) with b = |alpha - 2|, or its limit."""
        if self.alpha == 2:
            u = (z - y) / self.c
            return 0.5 * u * u
        if self.alpha == -math.inf:
            return -np.expm1(-self._half_square(y, z))
        half_log = 0.5 * self._parts(y, z)[2]
        return abs(self.alpha - 2.0) * half_log * expm1_over(self.alpha * half_log)

    def slope(self, y: Array, z: Array) -> Array:
        """(r / c^2)(1 + (r / c)^2 / b)^(alpha / 2 - 1), or its limit."""
        if self.alpha == 2:
            return (z - y) / self.c**2
        if self.alpha == -math.inf:
            return (z - y) / self.c**2 * np.exp(-self._half_square(y, z))
        u, _, log = self._parts(y, z)
        return u / self.c * np.exp((0.5 * self.alpha - 1.0) * log)

    def curvature(self, y: Array, z: Array) -> Array:
        """(1 + (alpha - 1) v^2)(1 + v^2)^(alpha / 2 - 2) / c^2 with v^2 = (r / c)^2 / b, or its limit."""
        if self.alpha == 2:
            return np.full(np.broadcast(y, z).shape, 1.0 / self.c**2)
        if self.alpha == -math.inf:
            half = self._half_square(y, z)
            return (1.0 - 2.0 * half) * np.exp(-half) / self.c**2
        _, v, log = self._parts(y, z)
        h = np.hypot(1.0, v)
        share = (1.0 / h) ** 2 + (self.alpha - 1.0) * (v / h) ** 2
        return share * np.exp((0.5 * self.alpha - 1.0) * log) / self.c**2
