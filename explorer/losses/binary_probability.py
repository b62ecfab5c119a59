"""Losses for two classes that come from a probability, functions of the margin m = y z with labels -1 and +1."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.losses.base import Array
from explorer.losses.binary import BinaryLoss


@dataclass(frozen=True)
class Logistic(BinaryLoss):
    """The logistic loss, log(1 + exp(-y z)): cross-entropy of two classes, in nats.

    Its best constant prediction is the log-odds. Source: Cox, "The regression analysis of binary sequences" (1958).
    Written so that exp never overflows (Maechler, "Accurately computing log(1 - exp(-|a|))", 2012).

    >>> Logistic().value(np.array([1.0]), np.array([0.0])).round(6)
    array([0.693147])
    """

    id: ClassVar[str] = "logistic"
    name: ClassVar[str] = "Logistic"
    rank: ClassVar[int] = 10
    summary: ClassVar[str] = "How surprised a probability is by the label; even a right answer can be surer."

    convex = True
    smooth = True
    curvature_bound = 0.25
    formula = r"\log\left(1 + e^{-y z}\right)"

    def value(self, y: Array, z: Array) -> Array:
        """max(-m, 0) + log(1 + exp(-|m|)), any broadcast shape."""
        m = y * z
        return np.maximum(-m, 0.0) + np.log1p(np.exp(-np.abs(m)))

    def slope(self, y: Array, z: Array) -> Array:
        """-y / (1 + exp(y z))."""
        m = y * z
        e = np.exp(-np.abs(m))
        return -y * np.where(m > 0, e, 1.0) / (1.0 + e)

    def curvature(self, y: Array, z: Array) -> Array:
        """p (1 - p) with p = 1 / (1 + exp(-z)); at most 1/4."""
        e = np.exp(-np.abs(y * z))
        return e / (1.0 + e) ** 2
