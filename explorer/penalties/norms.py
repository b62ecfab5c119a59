"""Penalties that are norms of the weights: none, L1, L2 and their mixture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.formulas import Piece
from explorer.core.params import param
from explorer.core.text import latex
from explorer.penalties.base import Array, Penalty
from explorer.penalties.blocks import soft_threshold


@dataclass(frozen=True)
class NoPenalty(Penalty):
    """No penalty: the weights cost nothing.

    >>> penalty, w = NoPenalty(), np.array([3.0, -0.5])
    >>> penalty.terms(w), penalty.prox(w, 1.0)
    (array([0., 0.]), array([ 3. , -0.5]))
    >>> penalty.slope(w)
    array([0., 0.])
    """

    id: ClassVar[str] = "none"
    name: ClassVar[str] = "No penalty"
    rank: ClassVar[int] = 10
    summary: ClassVar[str] = "The weights cost nothing."
    measure: ClassVar[str] = ""
    use: ClassVar[str] = "There are many more examples than weights, or you want to see what a penalty changes."
    avoid: ClassVar[str] = "The examples cannot determine all weights, or features nearly repeat each other."
    source: ClassVar[str] = "Gauss, Theoria combinationis, 1821"

    smooth = True
    convex = True
    kink = 0.0
    formula = "0"
    shape = "the whole plane: no weight costs anything"

    def piece(self, w: float, strength: float = 1.0) -> Piece:
        """Nothing."""
        return Piece("0")

    def terms(self, w: Array, strength: float = 1.0) -> Array:
        """Zeros, in the shape of w."""
        return np.zeros_like(w)

    def slope(self, w: Array, strength: float = 1.0) -> Array:
        """Zeros, in the shape of w."""
        return np.zeros_like(w)

    def mixture(self, strength: float = 1.0) -> tuple[float, float]:
        """Neither."""
        return 0.0, 0.0

    def prox(self, w: Array, t: float | Array, strength: float = 1.0) -> Array:
        """w itself."""
        return w


@dataclass(frozen=True)
class L2(Penalty):
    """Half the sum of squares of the weights: ridge, weight decay.

    Source: Hoerl and Kennard, "Ridge regression" (1970). The half is the article's, so strength 0.1 is the article's
    lambda of 0.1.

    >>> penalty, w = L2(), np.array([3.0, -0.5])
    >>> penalty.terms(w), penalty.prox(w, 1.0)
    (array([4.5  , 0.125]), array([ 1.5 , -0.25]))
    >>> penalty.slope(w)
    array([ 3. , -0.5])
    """

    id: ClassVar[str] = "l2"
    name: ClassVar[str] = "L2"
    rank: ClassVar[int] = 20
    summary: ClassVar[str] = "Large weights cost most, so all shrink and none becomes zero."
    measure: ClassVar[str] = "half the sum of w²"
    use: ClassVar[str] = "Most features matter a little, or some nearly repeat each other."
    avoid: ClassVar[str] = "You want to know which few features matter: it keeps them all."
    source: ClassVar[str] = "Hoerl and Kennard, Ridge regression, 1970"

    smooth = True
    convex = True
    kink = 0.0
    formula = r"\tfrac12 \sum_j w_j^2"
    shape = "a circle"

    def piece(self, w: float, strength: float = 1.0) -> Piece:
        """Half the square."""
        return Piece(r"\tfrac12 \cdot w_j^2")

    def terms(self, w: Array, strength: float = 1.0) -> Array:
        """strength w^2 / 2 for each weight."""
        return (0.5 * strength) * (w * w)

    def slope(self, w: Array, strength: float = 1.0) -> Array:
        """strength w."""
        return strength * w

    def mixture(self, strength: float = 1.0) -> tuple[float, float]:
        """L2 alone."""
        return 0.0, strength

    def prox(self, w: Array, t: float | Array, strength: float = 1.0) -> Array:
        """w / (1 + t strength)."""
        return w / (1.0 + np.multiply(t, strength))

    def curvature_bound(self, strength: float = 1.0) -> float:
        """The strength: L2 bends equally everywhere."""
        return strength


@dataclass(frozen=True)
class L1(Penalty):
    """The sum of the absolute weights: the lasso.

    Source: Tibshirani, "Regression shrinkage and selection via the lasso" (1996).

    >>> penalty, w = L1(), np.array([3.0, -0.5])
    >>> penalty.terms(w), penalty.prox(w, 1.0)
    (array([3. , 0.5]), array([2., 0.]))
    """

    id: ClassVar[str] = "l1"
    name: ClassVar[str] = "L1"
    rank: ClassVar[int] = 30
    summary: ClassVar[str] = "The price grows with the size of a weight, so weak weights become exactly zero."
    measure: ClassVar[str] = "sum of |w|"
    use: ClassVar[str] = "Only a few of many features matter, and you want to know which."
    avoid: ClassVar[str] = "Features are correlated in groups: it keeps one of a group, more or less by chance."
    source: ClassVar[str] = "Tibshirani, Regression shrinkage and selection via the lasso, 1996"

    smooth = False
    convex = True
    kink = 1.0
    formula = r"\sum_j |w_j|"
    shape = "a diamond: its corners lie on the axes, where a weight is zero"

    def piece(self, w: float, strength: float = 1.0) -> Piece:
        """The size."""
        return Piece("|w_j|")

    def terms(self, w: Array, strength: float = 1.0) -> Array:
        """strength |w| for each weight."""
        return strength * np.abs(w)

    def mixture(self, strength: float = 1.0) -> tuple[float, float]:
        """L1 alone."""
        return strength, 0.0

    def prox(self, w: Array, t: float | Array, strength: float = 1.0) -> Array:
        """Each weight moved towards zero by t strength, and to exactly zero where it would cross."""
        return soft_threshold(w, np.multiply(t, strength))


@dataclass(frozen=True)
class ElasticNet(Penalty):
    """A mixture of L1 and L2: ratio |w| + (1 - ratio) w^2 / 2.

    Source: Zou and Hastie, "Regularization and variable selection via the elastic net" (2005); the mixture is glmnet's.
    With ratio 0 it is L2, slope and all.

    >>> penalty, w = ElasticNet(ratio=0.5), np.array([3.0, -0.5])
    >>> penalty.terms(w), penalty.prox(w, 1.0)
    (array([3.75  , 0.3125]), array([1.66666667, 0.        ]))
    """

    id: ClassVar[str] = "elastic_net"
    name: ClassVar[str] = "Elastic net"
    rank: ClassVar[int] = 40
    summary: ClassVar[str] = "Part L1, part L2: zeros, yet correlated features share the weight."
    measure: ClassVar[str] = "sum of |w| and w²/2, mixed"
    use: ClassVar[str] = "Only some features matter, and those that do are correlated."
    avoid: ClassVar[str] = "You would rather not choose a second number: the ratio has to be tuned too."
    source: ClassVar[str] = "Zou and Hastie, Regularization and variable selection via the elastic net, 2005"

    ratio: float = param(0.5, 0.0, 1.0, "The share of L1: 1 is L1 alone, 0 is L2 alone.")

    convex = True

    @property
    def smooth(self) -> bool:
        """Only without any L1."""
        return self.ratio == 0

    @property
    def kink(self) -> float:
        """The ratio: L1 alone rises steeply from zero."""
        return self.ratio

    @property
    def shape(self) -> str:
        """That of L1, of L2, or one between them."""
        if self.ratio == 0:
            return L2.shape
        return L1.shape if self.ratio == 1 else "a diamond with bulging sides: its corners still lie on the axes"

    @property
    def formula(self) -> str:
        """The mixture, with the ratio's value."""
        return rf"{latex(self.ratio)} \sum_j |w_j| + {latex(round(1 - self.ratio, 6))}\cdot\tfrac12 \sum_j w_j^2"

    def piece(self, w: float, strength: float = 1.0) -> Piece:
        """The mixture, with the ratio's value."""
        return Piece(rf"{latex(self.ratio)} |w_j| + {latex(round(1 - self.ratio, 6))} \cdot \tfrac12 \cdot w_j^2")

    def terms(self, w: Array, strength: float = 1.0) -> Array:
        """strength (ratio |w| + (1 - ratio) w^2 / 2) for each weight."""
        return strength * (self.ratio * np.abs(w) + (0.5 * (1.0 - self.ratio)) * (w * w))

    def slope(self, w: Array, strength: float = 1.0) -> Array:
        """strength w where the ratio is 0; otherwise there is none."""
        return strength * w if self.smooth else super().slope(w, strength)

    def mixture(self, strength: float = 1.0) -> tuple[float, float]:
        """Its two shares of the strength."""
        return strength * self.ratio, strength * (1.0 - self.ratio)

    def prox(self, w: Array, t: float | Array, strength: float = 1.0) -> Array:
        """The soft threshold of the L1 part, then the shrinkage of the L2 part."""
        scale = np.multiply(t, strength)
        return soft_threshold(w, scale * self.ratio) / (1.0 + scale * (1.0 - self.ratio))

    def curvature_bound(self, strength: float = 1.0) -> float:
        """The strength where the ratio is 0; otherwise all goes through the prox."""
        return strength if self.smooth else 0.0
