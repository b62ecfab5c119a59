"""How far a target may be moved by hand: what the loss in force takes, and what is near the data."""

from __future__ import annotations

import numpy as np

from explorer.core.domains import DOMAINS, Domain
from explorer.datasets.base import Dataset

Array = np.ndarray
NUDGES = 200
"""So many steps has a slider from end to end."""
REACH = 2.0
"""How far beyond the data a slider goes, in widths of the data."""
NEAR = 0.1
"""Where 0 itself is not allowed, the lowest target on offer is this share of the smallest."""


def lowest(domain: Domain, y: Array) -> float | None:
    """How low a target may be moved where these (n,) are the others, in original units; None for no limit.

    >>> from explorer.core.domains import NONNEGATIVE, POSITIVE, REAL
    >>> [lowest(domain, np.array([2.0, 5.0])) for domain in (REAL, NONNEGATIVE, POSITIVE)]
    [None, 0.0, 0.2]
    """
    if domain.low is None or not domain.above:
        return domain.low
    allowed = y[domain.holds(y)]
    return domain.low + NEAR * (float(allowed.min()) - domain.low) if allowed.size else None


def nearest(data: Dataset, value: float, domain: Domain) -> float:
    """The target nearest to a value that a loss with this domain takes; a count stays whole. ``data`` are in original units."""
    value = float(round(value)) if DOMAINS[data.task].whole else value
    low = lowest(domain, data.y)
    return value if low is None else max(value, low)


def slider_range(original: Dataset, now: float, row: int, domain: Domain) -> tuple[float, float, float]:
    """A slider's lowest and highest target of a row, and its step: well beyond the data, within the domain.

    The row's original target is on one of the steps, and so is the lowest number of a domain that it belongs to. Counts are
    whole.
    """
    smallest, largest = float(original.y.min()), float(original.y.max())
    width = (largest - smallest) or 1.0
    was, limit = float(original.y[row]), lowest(domain, original.y)
    low, high = smallest - REACH * width, largest + REACH * width
    if DOMAINS[original.task].whole:
        whole = limit if limit is not None else float(np.floor(low))
        return min(whole, now), max(float(int(high)), now), 1.0
    step = float(f"{(high - low) / NUDGES:.1g}")
    if limit is not None and limit >= low:
        low = min(step, smallest) if domain.above else limit
        if was > limit and not domain.above:
            step = (was - limit) / max(round((was - limit) / step), 1)
    below = was - step * int((was - low) / step + 1e-9)
    below = low if abs(below - low) < 1e-6 * step else below
    return min(below, now), max(was + step * int((high - was) / step + 1e-9), now), step
