"""Losses for two classes that ask for a margin, functions of m = y z with labels -1 and +1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.params import param
from explorer.core.text import latex
from explorer.losses.base import Array
from explorer.losses.binary import BinaryLoss
from explorer.losses.facts import MAJORITY, SHARE, TWICE_P, Lines, Minimiser, share_of_positives


@dataclass(frozen=True)
class Hinge(BinaryLoss):
    """The hinge loss, max(0, 1 - y z), of the support vector machine; 0 is its subgradient at m = 1. Vapnik (1995).

    >>> loss, y, z = Hinge(), np.array([1.0, 1.0]), np.array([0.25, 2.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.75, 0.  ]), array([-1.,  0.]), array([0., 0.]))
    """

    id: ClassVar[str] = "hinge"
    name: ClassVar[str] = "Hinge"
    rank: ClassVar[int] = 20
    summary: ClassVar[str] = "0 once an example is right by a margin of 1, a straight line before that."
    use: ClassVar[str] = "Only the decision matters, and few examples near the border should shape it."
    avoid: ClassVar[str] = "You want probabilities, or a cost without corners."
    source: ClassVar[str] = "Cortes and Vapnik, Support-vector networks, 1995"
    elsewhere: ClassVar[str] = (
        "scikit-learn's LinearSVC(loss='hinge') adds C times the sum; PyTorch's HingeEmbeddingLoss is another loss."
    )
    margin: ClassVar[float | None] = 1.0

    convex = True
    smooth = False
    proximal: ClassVar[bool] = True
    curvature_bound = None
    minimiser = MAJORITY
    formula = r"\max(0,\; 1 - y z)"

    def value(self, y: Array, z: Array) -> Array:
        """max(0, 1 - y z), any broadcast shape."""
        return np.maximum(0.0, 1.0 - y * z)

    def slope(self, y: Array, z: Array) -> Array:
        """-y inside the margin; 0 at the kink and beyond."""
        return np.where(y * z < 1.0, -y, 0.0)

    def prox(self, y: Array, z: Array, t: float | Array) -> Array:
        """The margin raised by t, and no further than to 1."""
        return z + y * np.minimum(np.maximum(1.0 - y * z, 0.0), t)

    def lines(self, y: Array) -> Lines:
        """One from a margin of 1 down."""
        kinks = np.asarray(y, dtype=float)[None]
        return Lines(kinks, np.where(kinks > 0, -1.0, 0.0), np.where(kinks > 0, 0.0, 1.0))

    def curvature(self, y: Array, z: Array) -> Array:
        """0 wherever it exists."""
        return np.zeros(np.broadcast(y, z).shape)


@dataclass(frozen=True)
class SquaredHinge(BinaryLoss):
    """The hinge loss, squared: smooth at the margin. Source: Lee and Mangasarian (2001).

    >>> loss, y, z = SquaredHinge(), np.array([1.0, 1.0]), np.array([-1.0, 2.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([4., 0.]), array([-4., -0.]), array([2., 0.]))
    """

    id: ClassVar[str] = "squared_hinge"
    name: ClassVar[str] = "Squared hinge"
    rank: ClassVar[int] = 30
    summary: ClassVar[str] = "The hinge without a corner: small violations cost little, large ones much."
    use: ClassVar[str] = "You want a margin and a smooth, convex cost."
    avoid: ClassVar[str] = "Some labels are wrong: their cost grows with the square."
    source: ClassVar[str] = "Lee and Mangasarian, SSVM: a smooth support vector machine, 2001"
    elsewhere: ClassVar[str] = "scikit-learn's LinearSVC default, not halved, times C and summed."
    margin: ClassVar[float | None] = 1.0

    convex = True
    smooth = True
    curvature_bound = 2.0
    minimiser = TWICE_P
    formula = r"\max(0,\; 1 - y z)^2"

    def value(self, y: Array, z: Array) -> Array:
        """max(0, 1 - m)^2."""
        gap = np.maximum(0.0, 1.0 - y * z)
        return gap * gap

    def slope(self, y: Array, z: Array) -> Array:
        """-2 y max(0, 1 - m)."""
        return -2.0 * y * np.maximum(0.0, 1.0 - y * z)

    def curvature(self, y: Array, z: Array) -> Array:
        """2 inside the margin, 0 at it and beyond."""
        return np.where(y * z < 1.0, 2.0, 0.0)


@dataclass(frozen=True)
class SmoothedHinge(BinaryLoss):
    """The hinge with a parabola of width gamma in place of its corner. Source: Shalev-Shwartz and Zhang (2013).

    >>> loss, y, z = SmoothedHinge(gamma=1.0), np.array([1.0, 1.0]), np.array([0.5, -1.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.125, 1.5  ]), array([-0.5, -1. ]), array([1., 0.]))
    """

    id: ClassVar[str] = "smoothed_hinge"
    name: ClassVar[str] = "Smoothed hinge"
    rank: ClassVar[int] = 110
    summary: ClassVar[str] = "The hinge with its corner rounded off; beyond the curve it is a straight line."
    use: ClassVar[str] = "You want the hinge's bounded pull and steps that settle."
    avoid: ClassVar[str] = "You want probabilities; and a small γ makes the curve sharp and the steps short."
    source: ClassVar[str] = "Shalev-Shwartz and Zhang, Stochastic dual coordinate ascent, 2013; γ = 1: Rennie and Srebro, 2005"
    margin: ClassVar[float | None] = 1.0

    gamma: float = param(1.0, 0.05, 2.0, "How wide the rounded corner is.", symbol="γ")

    convex = True
    smooth = True

    @property
    def curvature_bound(self) -> float:
        """1 / gamma, on the parabola."""
        return 1.0 / self.gamma

    @property
    def minimiser(self) -> Minimiser:
        """Between the majority's label and 2 p - 1, as gamma has it."""
        return Minimiser(
            "between the more frequent label and 2q - 1, nearer to 2q - 1 the wider the corner",
            r"\operatorname{sign}(2 q - 1)\left(1 - \gamma \frac{1 - q'}{q'}\right) \text{ or } 2 q - 1",
            self._best,
            f"{SHARE}, and q' the larger of q and 1 − q",
        )

    def _best(self, y: Array, weights: Array | None = None) -> float:
        p = share_of_positives(y, weights)
        high = max(p, 1.0 - p)
        size = 2.0 * high - 1.0 if self.gamma > 2.0 * high else 1.0 - self.gamma * (1.0 - high) / high
        return float(np.copysign(size, p - 0.5))

    @property
    def formula(self) -> str:
        """The three branches, with gamma's value."""
        g, low, half = (latex(round(v, 9)) for v in (self.gamma, 1.0 - self.gamma, 1.0 - self.gamma / 2.0))
        return (
            r"\begin{cases}0 & m \ge 1\\ \tfrac{(1 - m)^2}{2 \cdot " + g + rf"}} & {low} \le m < 1\\ {half} - m & m < {low}"
            r"\end{cases},\; m = y z"
        )

    def _inside(self, y: Array, z: Array) -> tuple[Array, Array]:
        gap = 1.0 - y * z
        return gap, np.minimum(np.maximum(gap, 0.0), self.gamma)

    def value(self, y: Array, z: Array) -> Array:
        """t (gap - t / 2) / gamma with gap = 1 - m and t the gap cut to [0, gamma]."""
        gap, t = self._inside(y, z)
        return t * (gap - 0.5 * t) / self.gamma

    def slope(self, y: Array, z: Array) -> Array:
        """-y t / gamma."""
        return -y * self._inside(y, z)[1] / self.gamma

    def curvature(self, y: Array, z: Array) -> Array:
        """1 / gamma on the parabola, 0 at its ends and beyond."""
        m = y * z
        return np.where((m < 1.0) & (m > 1.0 - self.gamma), 1.0 / self.gamma, 0.0)


@dataclass(frozen=True)
class ModifiedHuber(BinaryLoss):
    """The squared hinge that turns into a straight line where an example is wrong by 1. Source: Zhang (2004).

    >>> loss, y, z = ModifiedHuber(), np.array([1.0, 1.0]), np.array([0.0, -2.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([1., 8.]), array([-2., -4.]), array([2., 0.]))
    """

    id: ClassVar[str] = "modified_huber"
    name: ClassVar[str] = "Modified Huber"
    rank: ClassVar[int] = 120
    summary: ClassVar[str] = "Squared hinge near the border, a straight line for examples that are clearly wrong."
    use: ClassVar[str] = "You want probabilities from a margin loss, and outliers with a bounded pull."
    avoid: ClassVar[str] = "Many labels are wrong: each still pulls with a force of 4."
    source: ClassVar[str] = "Zhang, Solving large scale linear prediction problems using stochastic gradient descent, 2004"
    elsewhere: ClassVar[str] = "scikit-learn's SGD modified_huber; four times the smoothed hinge with γ = 2."
    margin: ClassVar[float | None] = 1.0

    convex = True
    smooth = True
    curvature_bound = 2.0
    minimiser = TWICE_P
    formula = r"\begin{cases}\max(0, 1 - m)^2 & m \ge -1\\ -4 m & m < -1\end{cases},\; m = y z"

    def value(self, y: Array, z: Array) -> Array:
        """t (2 gap - t) with gap = 1 - m and t the gap cut to [0, 2]."""
        gap = 1.0 - y * z
        t = np.minimum(np.maximum(gap, 0.0), 2.0)
        return t * (2.0 * gap - t)

    def slope(self, y: Array, z: Array) -> Array:
        """-2 y t."""
        return -2.0 * y * np.minimum(np.maximum(1.0 - y * z, 0.0), 2.0)

    def curvature(self, y: Array, z: Array) -> Array:
        """2 where |m| < 1, 0 elsewhere."""
        return np.where(np.abs(y * z) < 1.0, 2.0, 0.0)
