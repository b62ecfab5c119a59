"""Losses for numbers that weigh misses above and below differently."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.formulas import Piece, cases
from explorer.core.params import param
from explorer.core.text import latex, number
from explorer.losses.base import Array
from explorer.losses.facts import CONSTANT, Lines, Minimiser, quantile
from explorer.losses.regression import RegressionLoss


@dataclass(frozen=True)
class Quantile(RegressionLoss):
    """The pinball loss: a straight line on each side, tau to (1 - tau). Subgradient 0 at the kink. Koenker, Bassett (1978).

    >>> loss, y, z = Quantile(tau=0.9), np.zeros(2), np.array([-1.0, 1.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.9, 0.1]), array([-0.9,  0.1]), array([0., 0.]))
    """

    id: ClassVar[str] = "quantile"
    name: ClassVar[str] = "Quantile"
    rank: ClassVar[int] = 40
    summary: ClassVar[str] = (
        "Too low costs τ per unit, too high 1 − τ. So it predicts a value that a share τ of the data lies below."
    )
    noise: ClassVar[str] = "asymmetric Laplace noise"
    use: ClassVar[str] = "You want a bound, not a middle: what 9 in 10 stay below."
    avoid: ClassVar[str] = "Few data lie near the quantile you ask for: it then rests on those few."
    source: ClassVar[str] = "Koenker and Bassett, Regression quantiles, 1978"
    elsewhere: ClassVar[str] = "scikit-learn's PinballLoss(quantile), whose slope is −τ at the kink."

    tau: float = param(0.75, 0.01, 0.99, "The share of the data that should lie below the prediction.", symbol="τ")

    convex = True
    smooth = False
    proximal: ClassVar[bool] = True
    curvature_bound = None

    @property
    def formula(self) -> str:
        """The larger of two lines, with tau's value."""
        return rf"\max\left({latex(round(1 - self.tau, 9))}\, r,\; -{latex(self.tau)}\, r\right)"

    @property
    def minimiser(self) -> Minimiser:
        """The tau quantile."""
        return Minimiser(
            f"the {number(self.tau)} quantile", rf"\operatorname{{quantile}}_{{{latex(self.tau)}}}(y)",
            lambda y, weights=None: quantile(y, self.tau, weights),
        )  # fmt: skip

    def value(self, y: Array, z: Array) -> Array:
        """max((1 - tau) r, -tau r)."""
        r = z - y
        return np.maximum((1.0 - self.tau) * r, -self.tau * r)

    def slope(self, y: Array, z: Array) -> Array:
        """1 - tau above the target, -tau below, 0 at the kink."""
        r = z - y
        return np.where(r > 0, 1.0 - self.tau, np.where(r < 0, -self.tau, 0.0))

    def prox(self, y: Array, z: Array, t: float | Array) -> Array:
        """Moved towards the target by (1 - tau) t from above, by tau t from below, and no further than to it."""
        r = z - y
        return z - np.minimum(np.maximum(r, -self.tau * t), (1.0 - self.tau) * t)

    def lines(self, y: Array) -> Lines:
        """One on each side of the target."""
        kinks = y[None]
        return Lines(kinks, np.full(kinks.shape, -self.tau), np.full(kinks.shape, 1.0 - self.tau))

    def curvature(self, y: Array, z: Array) -> Array:
        """0 wherever it exists."""
        return np.zeros(np.broadcast(y, z).shape)


@dataclass(frozen=True)
class Expectile(RegressionLoss):
    """A squared residual that weighs tau below and 1 - tau above. Source: Newey and Powell (1987).

    >>> loss, y, z = Expectile(tau=0.9), np.zeros(2), np.array([-2.0, 2.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([3.6, 0.4]), array([-3.6,  0.4]), array([1.8, 0.2]))
    """

    id: ClassVar[str] = "expectile"
    name: ClassVar[str] = "Expectile"
    rank: ClassVar[int] = 110
    summary: ClassVar[str] = "Squared loss with two weights: τ for too low, 1 − τ for too high."
    noise: ClassVar[str] = "asymmetric Gaussian noise: another spread on each side"
    use: ClassVar[str] = "Too low and too high cost differently, and the cost should stay smooth."
    avoid: ClassVar[str] = "You have to say what share lies below: an expectile does not tell."
    source: ClassVar[str] = "Newey and Powell, Asymmetric least squares estimation and testing, 1987"
    elsewhere: ClassVar[str] = "At τ = 0.5 it is half the squared loss."

    tau: float = param(0.75, 0.01, 0.99, "The weight of predicting too low; too high weighs 1 − τ.", symbol="τ")

    convex = True
    smooth = True

    @property
    def curvature_bound(self) -> float:
        """Twice the larger weight."""
        return 2.0 * max(self.tau, 1.0 - self.tau)

    @property
    def quadratic(self) -> bool:
        """Only at tau = 0.5, where both sides weigh the same."""
        return self.tau == 0.5

    @property
    def formula(self) -> str:
        """The two branches, with tau's value."""
        return cases(*self._pieces())

    def _pieces(self) -> tuple[Piece, Piece]:
        below, above = latex(self.tau), latex(round(1 - self.tau, 9))
        return Piece(rf"{above}\, r^2", "r > 0"), Piece(rf"{below}\, r^2", r"r \le 0")

    def piece(self, y: float, z: float) -> Piece:
        """The parabola of the side on which the prediction lies."""
        return self._pieces()[z <= y]

    @property
    def minimiser(self) -> Minimiser:
        """The tau expectile."""
        return Minimiser(
            f"the {number(self.tau)} expectile: where the weighted errors balance",
            r"\tau \sum_i (y_i - c_0)_+ = (1 - \tau) \sum_i (c_0 - y_i)_+",
            symbols=f"{CONSTANT}, and (x)₊ is x where that is above 0, else 0",
        )

    def _weight(self, r: Array) -> Array:
        return np.where(r > 0, 1.0 - self.tau, self.tau)

    def value(self, y: Array, z: Array) -> Array:
        """w r^2 with w = 1 - tau above the target, tau below."""
        r = z - y
        return self._weight(r) * r * r

    def slope(self, y: Array, z: Array) -> Array:
        """2 w r."""
        r = z - y
        return 2.0 * self._weight(r) * r

    def curvature(self, y: Array, z: Array) -> Array:
        """2 w."""
        return 2.0 * self._weight(z - y)
