"""Losses for two classes that ask for the right sign alone, not for a margin; labels are -1 and +1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.losses.base import Array
from explorer.losses.binary import BinaryLoss
from explorer.losses.facts import CONSTANT, SHARE, Minimiser, share_of_positives


@dataclass(frozen=True)
class Perceptron(BinaryLoss):
    """max(0, -y z): nothing as soon as the sign is right. Its subgradient at m = 0 is -y. Source: Rosenblatt (1958).

    >>> loss, y, z = Perceptron(), np.array([1.0, 1.0]), np.array([-2.0, 0.0])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([ 2., -0.]), array([-1., -1.]), array([0., 0.]))
    """

    id: ClassVar[str] = "perceptron"
    name: ClassVar[str] = "Perceptron"
    rank: ClassVar[int] = 70
    summary: ClassVar[str] = (
        "0 as soon as the sign is right, by however little. Zero weights cost 0 too, so a run starts at random ones."
    )
    use: ClassVar[str] = "You want to see the oldest loss for classes."
    avoid: ClassVar[str] = "Almost always: it asks for no margin, and weights that shrink to nothing cost nothing."
    source: ClassVar[str] = "Rosenblatt, The perceptron, 1958"
    elsewhere: ClassVar[str] = "scikit-learn's Perceptron, and Hinge(threshold=0)."

    convex = True
    smooth = False
    proximal: ClassVar[bool] = True
    curvature_bound = None
    minimiser = Minimiser("0: no constant does better", "0", lambda *_: 0.0)
    formula = r"\max(0,\; -y z)"

    def value(self, y: Array, z: Array) -> Array:
        """max(0, -m)."""
        return np.maximum(0.0, -(y * z))

    def slope(self, y: Array, z: Array) -> Array:
        """-y where m <= 0, so that weights of zero move; 0 where the sign is right."""
        return np.where(y * z <= 0.0, -y, 0.0)

    def prox(self, y: Array, z: Array, t: float | Array) -> Array:
        """The margin raised by t, and no further than to 0."""
        return z + y * np.minimum(np.maximum(-(y * z), 0.0), t)

    def curvature(self, y: Array, z: Array) -> Array:
        """0 wherever it exists."""
        return np.zeros(np.broadcast(y, z).shape)


@dataclass(frozen=True)
class ZeroOne(BinaryLoss):
    """1 for a wrong sign, 0 for a right one; a score of 0 counts as wrong. It can be looked at, not trained with.

    >>> loss, y, z = ZeroOne(), np.array([1.0, 1.0, 1.0]), np.array([-2.0, 0.0, 0.1])
    >>> loss.value(y, z), loss.slope(y, z), loss.curvature(y, z)
    (array([1., 1., 0.]), array([0., 0., 0.]), array([0., 0., 0.]))
    """

    id: ClassVar[str] = "zero_one"
    name: ClassVar[str] = "Zero-one"
    rank: ClassVar[int] = 200
    summary: ClassVar[str] = "The share of mistakes itself. It can be looked at, not trained with."
    use: ClassVar[str] = "You want to count mistakes once a model is trained."
    avoid: ClassVar[str] = "You want to train: it gives no hint which way to go."
    source: ClassVar[str] = "Definition; Bartlett, Jordan and McAuliffe, Convexity, classification, and risk bounds, 2006"
    elsewhere: ClassVar[str] = "scikit-learn's zero_one_loss."
    untrainable: ClassVar[str] = "its slope is zero almost everywhere, so gradient descent would not move"

    convex = False
    smooth = False
    curvature_bound = None
    minimiser = Minimiser(
        "any score with the sign of the more frequent label", r"\operatorname{sign}(c_0) = \operatorname{sign}(2 q - 1)",
        lambda y, weights=None: 1.0 if share_of_positives(y, weights) >= 0.5 else -1.0, f"{CONSTANT}, and {SHARE}",
    )  # fmt: skip
    formula = r"\begin{cases}1 & y z \le 0\\ 0 & y z > 0\end{cases}"

    def value(self, y: Array, z: Array) -> Array:
        """1 where m <= 0, else 0."""
        return np.where(y * z <= 0.0, 1.0, 0.0)

    def slope(self, y: Array, z: Array) -> Array:
        """0 almost everywhere."""
        return np.zeros(np.broadcast(y, z).shape)

    def curvature(self, y: Array, z: Array) -> Array:
        """0 almost everywhere."""
        return np.zeros(np.broadcast(y, z).shape)
