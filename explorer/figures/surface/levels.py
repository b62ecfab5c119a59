"""Levels of a cost over a plane: logarithms of the height above the smallest value, so that the valley is visible."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.text import three_figures

Array = np.ndarray
LEVELS = 14
TICKS = 5
DEEPEST = 1e-4
"""The lowest contour is at least this share of the whole range above the smallest value."""


@dataclass(frozen=True)
class Levels:
    """A logarithmic scale of heights: log10(value - ``lowest`` + ``floor``), from ``bottom`` to ``top``.

    ``floor`` is a small cost added to the height above the smallest value, whose logarithm would otherwise be -inf.

    >>> scale = Levels(lowest=2.0, floor=1e-3, bottom=-3.0, top=1.0)
    >>> [round(float(height), 6) for height in scale.heights(np.array([2.0, 2.999, 11.999]))]
    [-3.0, 0.0, 1.0]
    """

    lowest: float
    floor: float
    bottom: float
    top: float

    @property
    def flat(self) -> bool:
        """Whether there is but one height."""
        return self.top - self.bottom < 1e-6

    def heights(self, values: Array) -> Array:
        """The height of each value; nan where it is not finite."""
        values = np.asarray(values, dtype=float)
        known = np.isfinite(values)
        depth = np.maximum(np.where(known, values, self.lowest) - self.lowest, 0.0) + self.floor
        return np.where(known, np.log10(depth), np.nan)

    @property
    def steps(self) -> tuple[float, float, float]:
        """The lowest contour, the highest, and how far apart two of them are."""
        if self.flat:
            return self.bottom - 0.5, self.bottom + 0.5, 1.0
        return self.bottom, self.top, (self.top - self.bottom) / LEVELS

    def ticks(self) -> list[tuple[float, str]]:
        """Places along the scale, labelled with the cost itself; one label a text."""
        if self.flat:
            return [(self.bottom, three_figures(self.lowest))]
        places = np.linspace(self.bottom, self.top, TICKS)
        labelled = {three_figures(self.lowest + max(10.0**p - self.floor, 0.0)): float(p) for p in reversed(places)}
        return [(place, text) for text, place in labelled.items()]


SHARE = 0.1
"""The floor of a scale for several grids, as a share of all they span: else the smallest of them takes all levels."""


def levels_of(*grids: Array) -> Levels:
    """The scale on which the given values (any shape) differ most visibly; of several grids: one for all."""
    every = np.concatenate([np.ravel(grid) for grid in grids])
    finite = every[np.isfinite(every)]
    lowest, highest = (float(finite.min()), float(finite.max())) if finite.size else (0.0, 0.0)
    depth = finite - lowest
    size = max(abs(lowest), 1e-9)
    floor = max(float(np.quantile(depth, 0.005)) if finite.size else 0.0, 1e-9 * size, 1e-300)
    if highest - lowest <= 1e-12 * size:
        floor = size
    floor = max(floor, DEEPEST * (highest - lowest))
    if len(grids) > 1:
        floor = max(floor, SHARE * (highest - lowest))
    bottom, top = float(np.log10(floor)), float(np.log10(highest - lowest + floor))
    return Levels(lowest, floor, bottom, max(top, bottom))
