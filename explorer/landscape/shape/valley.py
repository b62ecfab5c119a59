"""The shape of a valley on a plane, from its second derivatives: how long it is for its width."""

from __future__ import annotations

import math

import numpy as np

from explorer.core.text import three_figures

Array = np.ndarray

ROUND = 1.1
"""A valley whose axes differ by less than this factor is called round."""
ROUNDING = 1e-10
"""A curvature below this share of the larger one is none."""


def condition(H: Array) -> tuple[float, str]:
    """How many times longer than wide a valley with second derivatives H (2, 2) is, as a number and in words.

    The ratio is sqrt(largest / smallest curvature), that of the axes of a contour's ellipse; inf where one direction is
    flat, NaN where there is no valley.

    >>> condition(np.diag([8.0, 2.0]))
    (2.0, 'a valley 2 times longer than wide')
    >>> condition(np.diag([1.0, -1.0]))[1], condition(np.diag([3.0, 0.0]))
    ('a saddle: up one way, down the other', (inf, 'a trough without an end'))
    """
    if not np.isfinite(H).all():
        return math.nan, "too sharply bent for numbers"
    low, high = np.linalg.eigvalsh(H)
    rounding = ROUNDING * max(abs(low), abs(high))
    if low < -rounding:
        if high > rounding:
            return math.nan, "a saddle: up one way, down the other"
        return math.nan, "a hilltop: down every way" if high < -rounding else "a ridge: down one way, level along the other"
    if high <= rounding:
        return math.nan, "level: it does not bend here"
    if low <= rounding:
        return math.inf, "a trough without an end"
    ratio = math.sqrt(high / low)
    if ratio < ROUND:
        return ratio, "as round as a bowl"
    return ratio, f"a valley {_times(ratio)} times longer than wide"


def _times(ratio: float) -> str:
    return three_figures(round(ratio)) if ratio >= 10 else f"{ratio:.1f}".removesuffix(".0")
