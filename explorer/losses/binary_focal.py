"""The focal loss for two classes, a function of the margin m = y z with labels -1 and +1."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from explorer.core.numerics import largest, sigmoid, softplus
from explorer.core.params import param
from explorer.core.text import latex
from explorer.losses.base import Array
from explorer.losses.binary import BinaryLoss
from explorer.losses.binary_probability import PROBABILITY, P
from explorer.losses.facts import CONSTANT, LOG_ODDS, SHARE, Minimiser


@lru_cache(maxsize=256)
def _focal_bound(gamma: float) -> float:
    """The largest curvature of the focal loss: in the middle, where p is neither 0 nor 1, for every gamma."""
    return (1.0 + 1e-12) * largest(lambda m: Focal(gamma)._curvature(m), -30.0, 30.0)


@dataclass(frozen=True)
class Focal(BinaryLoss):
    """The logistic loss turned down for examples that are right already: -(1 - p)^gamma log p. Source: Lin et al. (2017).

    >>> loss, y, z = Focal(gamma=2.0), np.array([1.0]), np.array([0.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([0.1732868]), array([-0.2982868]), array([0.3991434]))
    """

    id: ClassVar[str] = "focal"
    name: ClassVar[str] = "Focal"
    rank: ClassVar[int] = 50
    symbols: ClassVar[str] = PROBABILITY
    summary: ClassVar[str] = "Logistic, but weaker where the model is right already, so hard examples count more."
    use: ClassVar[str] = "A rare class is lost among many easy examples of the other."
    avoid: ClassVar[str] = "You need calibrated probabilities: its best answer is less sure than the data."
    source: ClassVar[str] = "Lin et al., Focal loss for dense object detection, 2017"
    elsewhere: ClassVar[str] = "torchvision's sigmoid_focal_loss with alpha=-1; its default also multiplies by 0.25 or 0.75."
    probability: ClassVar[float | None] = 1.0

    gamma: float = param(2.0, 0.0, 10.0, "How much less easy examples count; 0 is the logistic loss.", symbol="γ")

    smooth = True

    @property
    def convex(self) -> bool:
        """Only at gamma = 0."""
        return self.gamma == 0

    @property
    def curvature_bound(self) -> float:
        """1/4 at gamma = 0, 0.496 at 2, found on a grid."""
        return _focal_bound(self.gamma)

    @property
    def minimiser(self) -> Minimiser:
        """The log-odds at gamma = 0; otherwise nearer to 0."""
        if self.gamma == 0:
            return LOG_ODDS
        return Minimiser(
            "nearer to 0 than the log-odds: it is not a proper score",
            r"q\,\ell'(c_0) = (1 - q)\,\ell'(-c_0)",
            symbols=f"{CONSTANT}, {SHARE}, and ℓ'(m) is the slope at the margin m = y z",
        )

    @property
    def formula(self) -> str:
        """The product, with gamma's value."""
        return rf"-(1 - p)^{{{latex(self.gamma)}}} \log p,\; {P}"

    def value(self, y: Array, z: Array) -> Array:
        """exp(-gamma softplus(m)) softplus(-m)."""
        m = y * z
        return np.exp(-self.gamma * softplus(m)) * softplus(-m)

    def slope(self, y: Array, z: Array) -> Array:
        """y q^gamma (gamma p log p - q) with p = sigma(m), q = 1 - p."""
        m = y * z
        return -y * np.exp(-self.gamma * softplus(m)) * (self.gamma * sigmoid(m) * softplus(-m) + sigmoid(-m))

    def curvature(self, y: Array, z: Array) -> Array:
        """p q^gamma (q (1 + 2 gamma) + gamma log p (q - gamma p))."""
        return self._curvature(y * z)

    def _curvature(self, m: Array) -> Array:
        g, p, q = self.gamma, sigmoid(m), sigmoid(-m)
        return p * np.exp(-g * softplus(m)) * (q * (1.0 + 2.0 * g) - g * softplus(-m) * (q - g * p))
