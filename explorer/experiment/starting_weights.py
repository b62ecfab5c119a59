"""Weights that a run starts from where they are chosen: checked, and written into a link."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

import numpy as np

from explorer.core.params import NUMBER, FieldError
from explorer.core.text import received, shown

MOST_WEIGHTS = 200
"""With more a link would be too long."""
LARGEST = 1e6
FIGURES = 9
NUDGE = 0.1


def refuse(reason: str) -> FieldError:
    """The error for starting weights, with the way out: start as usual."""
    return FieldError("starting_weights", reason, {"starting_weights": ()}, "Start as usual")


def tidy(weights: Any) -> tuple[float, ...]:
    """Weights as plain floats of nine figures, so that a link carries the very same; or a `FieldError`.

    >>> tidy([1, 2 / 3])
    (1.0, 0.666666667)
    """
    if isinstance(weights, str) or not isinstance(weights, Iterable):
        raise refuse(f'"{shown(weights)}" is not a list of numbers.')
    found = []
    for weight in weights:
        try:
            number = float(weight)
        except (TypeError, ValueError, OverflowError):
            raise refuse(f'"{shown(weight)}" is not a number.') from None
        if not math.isfinite(number) or abs(number) > LARGEST:
            raise refuse(f"{received(number)} is not a number between -1e6 and 1e6.")
        found.append(float(f"{number:.{FIGURES}g}") + 0.0)
    if len(found) > MOST_WEIGHTS:
        raise refuse(f"there are {len(found)}; a link carries at most {MOST_WEIGHTS}.")
    return tuple(found)


def nudged(weights: Iterable[float], seed: int) -> tuple[float, ...]:
    """Weights a little way off in a direction that the seed draws, by about 0.1 each: where a run leaves a saddle.

    >>> nudged([0.0, 1.0], seed=0)
    (-0.0280253555, 1.0516401)
    """
    w = np.array(list(weights))
    return tidy(w + NUDGE * np.random.default_rng([seed, 3]).normal(size=w.size))


def to_text(weights: Iterable[float]) -> str:
    """Starting weights as the text of a link; `from_text` gives them back.

    >>> to_text((1.0, -0.5))
    '1,-0.5'
    """
    return ",".join(f"{weight:.{FIGURES}g}" for weight in weights)


def from_text(text: str) -> tuple[float, ...]:
    """The starting weights that a link's text stands for, or a `FieldError`.

    >>> from_text("1,-0.5")
    (1.0, -0.5)
    """
    parts = text.split(",") if text else []
    for part in parts:
        if len(part) > 25 or not NUMBER.fullmatch(part):
            raise refuse(f'"{shown(part)}" is not a number such as 0.5. Allowed: numbers with commas between.')
    return tidy(float(part) for part in parts)
