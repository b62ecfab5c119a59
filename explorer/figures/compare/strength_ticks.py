"""Strengths along an axis of powers of ten that a map can be drawn on: places are logarithms, ticks are written out."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.core.text import three_figures

Array = np.ndarray


def log_places(strengths: Array) -> Array:
    """The places (k,) of strengths; one of 0 stands half a power of ten below the smallest other.

    >>> log_places(np.array([100.0, 1.0, 0.0])).tolist()
    [2.0, 0.0, -0.5]
    """
    positive = strengths > 0
    low = float(np.log10(strengths[positive].min())) if positive.any() else 0.0
    found: Array = np.where(positive, np.log10(np.where(positive, strengths, 1.0)), low - 0.5)
    return found


def log_ticks(low: float, high: float) -> dict[str, Any]:
    """The ticks between two logarithms, for plotly: powers of ten, every second one where there are many.

    >>> log_ticks(-2.2, 1.1)["ticktext"]
    ['0.01', '0.1', '1', '10']
    """
    powers = list(range(int(np.ceil(low)), int(np.floor(high)) + 1))
    step = 1 + len(powers) // 7
    values = powers[::step]
    return {"tickvals": values, "ticktext": [three_figures(10.0**k) for k in values]}
