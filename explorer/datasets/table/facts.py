"""What a page shows of a column before training: how much is missing, how far its values spread, and how they are spread."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.datasets.table.columns import Column

Array = np.ndarray
BINS = 20


@dataclass(frozen=True)
class Spread:
    """Least, quartiles, largest, mean and standard deviation (dividing by n) of some numbers."""

    least: float
    lower_quartile: float
    median: float
    upper_quartile: float
    largest: float
    mean: float
    std: float


@dataclass(frozen=True, eq=False)
class Histogram:
    """``counts`` (bins,) of numbers between ``edges`` (bins + 1,)."""

    counts: Array
    edges: Array


def missing_count(column: Column) -> int:
    """How many cells have no value."""
    return int(column.missing.sum())


def first_missing(column: Column, lines: tuple[int, ...]) -> int | None:
    """The line of the first cell without a value; None where there is none."""
    return lines[int(column.missing.argmax())] if column.missing.any() else None


def spread(values: Array) -> Spread:
    """The spread of numbers (n,), n at least 1; quartiles are interpolated linearly, as NumPy and pandas do.

    >>> spread(np.array([1.0, 2.0, 3.0, 4.0])).upper_quartile
    3.25
    """
    least, lower, median, upper, largest = np.percentile(values, [0, 25, 50, 75, 100]).tolist()
    return Spread(least, lower, median, upper, largest, float(values.mean()), float(values.std()))


def histogram(values: Array, bins: int = BINS) -> Histogram:
    """Counts of numbers (n,) in bins of equal width; whole numbers of few values have a bin each.

    >>> histogram(np.array([0.0, 0.0, 1.0, 3.0])).counts
    array([2, 1, 0, 1])
    """
    least, largest = float(values.min()), float(values.max())
    width = largest - least
    if width < bins and (values == np.floor(values)).all():
        edges = np.arange(least, largest + 2) - 0.5
    else:
        edges = np.linspace(least, largest, bins + 1) if width else np.array([least - 0.5, least + 0.5])
    return Histogram(np.histogram(values, edges)[0], edges)


def level_counts(column: Column) -> list[tuple[str, int]]:
    """The values of a column of text and how many rows have each, the most frequent first.

    >>> from explorer.datasets.table.columns import columns_of
    >>> level_counts(columns_of(["city"], [["Oslo"], ["Rome"], ["Oslo"]], [2, 3, 4], {""}, ".")[0])
    [('Oslo', 2), ('Rome', 1)]
    """
    counts = np.bincount(column.known.astype(int), minlength=len(column.levels)).tolist()
    return sorted(zip(column.levels, counts, strict=True), key=lambda pair: (-pair[1], pair[0]))
