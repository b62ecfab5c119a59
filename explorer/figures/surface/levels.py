"""Levels of a cost over a plane: logarithms of the height above the smallest value, so that the valley is visible; in 3-D
also the values themselves, so that a bowl is a bowl."""

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


@dataclass(frozen=True)
class Heights:
    """The values themselves as heights, from ``bottom`` to ``top``.

    >>> scale = Heights(bottom=0.0, top=2.0)
    >>> scale.heights(np.array([0.5, 2.0])).tolist(), sorted(scale.ticks())[1]
    ([0.5, 2.0], (0.5, '0.5'))
    """

    bottom: float
    top: float
    lowest: float = 0.0
    floor: float | None = None

    def heights(self, values: Array) -> Array:
        """The values; nan where one is not finite."""
        values = np.asarray(values, dtype=float)
        return np.where(np.isfinite(values), values, np.nan)

    @property
    def steps(self) -> tuple[float, float, float]:
        """The lowest contour, the highest, and how far apart two of them are."""
        if self.top - self.bottom <= 1e-12 * max(abs(self.top), 1e-9):
            room = 0.5 * max(abs(self.top), 1e-9)
            return self.bottom - room, self.bottom + room, room
        return self.bottom, self.top, (self.top - self.bottom) / LEVELS

    def ticks(self) -> list[tuple[float, str]]:
        """Places along the scale, labelled with the cost itself; one label a text."""
        start, end, size = self.steps
        places = np.linspace(start, end, TICKS) if size < end - start and self.top > self.bottom else [self.bottom]
        labelled = {three_figures(float(place)): float(place) for place in reversed(places)}
        return [(place, text) for text, place in labelled.items()]


def heights_of(grid: Array) -> Heights:
    """The scale that has the values (any shape) as heights."""
    finite = np.ravel(grid)[np.isfinite(np.ravel(grid))]
    return Heights(float(finite.min()), float(finite.max())) if finite.size else Heights(0.0, 0.0)


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
