"""What every penalty has: its value, and its slope or its prox."""

from __future__ import annotations

from abc import ABC, abstractmethod

import numpy as np

from explorer.registry import Entry

Array = np.ndarray


class Penalty(Entry, ABC):
    """What a set of weights costs at a given strength. Biases never reach it."""

    @abstractmethod
    def terms(self, w: Array, strength: float = 1.0) -> Array:
        """What each weight costs, in the shape of w; the value is their sum.

        w is (..., inputs, outputs): a block whose rows are groups, or many of them. A penalty on groups gives one term a row.
        """

    @abstractmethod
    def prox(self, w: Array, t: float | Array, strength: float = 1.0) -> Array:
        """The v with the smallest (v - w)^2 / 2 + t value(v, strength); t is a number or one per weight."""

    @property
    @abstractmethod
    def smooth(self) -> bool:
        """Whether it has a slope everywhere. A penalty that has none enters a step wholly through its prox."""

    @property
    @abstractmethod
    def formula(self) -> str:
        """The penalty in LaTeX, without the strength."""

    def value(self, w: Array, strength: float = 1.0) -> float:
        """The penalty of all weights together, strength included."""
        return float(self.terms(w, strength).sum())

    def slope(self, w: Array, strength: float = 1.0) -> Array:
        """The derivative for each weight, in the shape of w. Raises ``TypeError`` for a penalty that is not smooth."""
        raise TypeError(f"{self.name} has a kink at zero, so it has no slope there: use prox")

    def curvature_bound(self, strength: float = 1.0) -> float:
        """The largest curvature of the smooth part that enters a gradient step; 0 where all goes through the prox."""
        return 0.0


def soft_threshold(w: Array, t: float | Array) -> Array:
    """Each weight moved towards zero by t, and to zero where it would cross (Donoho and Johnstone, 1994).

    >>> soft_threshold(np.array([3.0, -0.5]), 1.0)
    array([2., 0.])
    """
    return w - np.minimum(np.maximum(w, -t), t)
