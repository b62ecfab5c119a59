"""Losses for two classes that ask for a margin, functions of m = y z with labels -1 and +1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.losses.base import Array
from explorer.losses.binary import BinaryLoss


@dataclass(frozen=True)
class Hinge(BinaryLoss):
    """The hinge loss, max(0, 1 - y z), of the support vector machine.

    Its best constant prediction is the sign of the more frequent class. The subgradient at the kink (m = 1) is 0.
    Source: Cortes and Vapnik, "Support-vector networks" (1995).

    >>> Hinge().value(np.array([1.0, 1.0]), np.array([0.25, 2.0]))
    array([0.75, 0.  ])
    """

    id: ClassVar[str] = "hinge"
    name: ClassVar[str] = "Hinge"
    rank: ClassVar[int] = 20
    summary: ClassVar[str] = "Nothing once an example is right by a margin of 1, a straight line before that."

    convex = True
    smooth = False
    curvature_bound = None
    formula = r"\max(0,\; 1 - y z)"

    def value(self, y: Array, z: Array) -> Array:
        """max(0, 1 - y z), any broadcast shape."""
        return np.maximum(0.0, 1.0 - y * z)

    def slope(self, y: Array, z: Array) -> Array:
        """-y inside the margin; 0 at the kink and beyond."""
        return np.where(y * z < 1.0, -y, 0.0)

    def curvature(self, y: Array, z: Array) -> Array:
        """0 wherever it exists."""
        return np.zeros(np.broadcast(y, z).shape)
