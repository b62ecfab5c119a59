"""A rectangle of a plane: the part of it that a picture shows or a search covers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

Array = np.ndarray
EDGE = 1e-6
"""A place that is closer to the border than this share of the window counts as on it."""


class Window(NamedTuple):
    """The rectangle from ``x0`` to ``x1`` across and from ``y0`` to ``y1`` up.

    >>> Window(0.0, 1.0, 0.0, 3.0).with_aspect(2.0)
    Window(x0=-2.5, x1=3.5, y0=0.0, y1=3.0)
    """

    x0: float
    x1: float
    y0: float
    y1: float

    @staticmethod
    def between(low: Array, high: Array) -> Window:
        """The window from its lower left corner (2,) to its upper right corner (2,)."""
        return Window(float(low[0]), float(high[0]), float(low[1]), float(high[1]))

    @property
    def low(self) -> Array:
        """The lower left corner (2,)."""
        return np.array([self.x0, self.y0])

    @property
    def high(self) -> Array:
        """The upper right corner (2,)."""
        return np.array([self.x1, self.y1])

    def axes(self, points: int) -> tuple[Array, Array]:
        """So many coordinates across and so many up, from edge to edge."""
        return np.linspace(self.x0, self.x1, points), np.linspace(self.y0, self.y1, points)

    def contains(self, other: Window) -> bool:
        """Whether another window lies within this one."""
        return self.x0 <= other.x0 and other.x1 <= self.x1 and self.y0 <= other.y0 and other.y1 <= self.y1

    def inside(self, places: Array) -> Array:
        """Which places (m, 2) lie within the window and not on its border: bools (m,)."""
        low, high = self.low, self.high
        edge = EDGE * (high - low)
        return ((places > low + edge) & (places < high - edge)).all(axis=1)

    def with_aspect(self, aspect: float) -> Window:
        """The smallest window about the same centre that contains this one and is ``aspect`` times as wide as it is high."""
        height = max(self.y1 - self.y0, (self.x1 - self.x0) / aspect)
        x, y = 0.5 * (self.x0 + self.x1), 0.5 * (self.y0 + self.y1)
        return Window(x - 0.5 * aspect * height, x + 0.5 * aspect * height, y - 0.5 * height, y + 0.5 * height)
