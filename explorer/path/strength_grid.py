"""Grids of strengths: those of a whole path, those to choose among, and how far a picture of the path reaches."""

from __future__ import annotations

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.path.methods.choice import path_method

Array = np.ndarray
POINTS, CHOICES = 100, 60
"""How many strengths a whole path has, and how many cross-validation chooses among."""
SMALLEST = 1e-4
"""The smallest strength of a whole path, as a share of the largest."""
FAR = 1000.0
"""A picture of the path reaches to the strength in force, unless that is so many times beyond the path's end."""
MOST_KINKS = 200
"""With more kinks than this a picture does without a point at each."""


def default_strengths(problem: Problem, points: int = POINTS, checkpoint: Checkpoint = no_checkpoint) -> Array:
    """Strengths (points,) for a whole path, falling, at equal ratios down to 1e-4 of the first.

    The first is the one that zeroes all weights; under a penalty that never does, one at which the penalty's curvature is ten
    times that of the data loss in its steepest direction. ``checkpoint`` is called now and then where that takes a while, and
    may raise to stop. Raises ``ValueError``, in a sentence, where there is no path to show (`explorer.path.path_refusal`).
    """
    method = path_method(problem)
    method.prepare(checkpoint)
    return falling_strengths(method.largest_strength, points)


def falling_strengths(largest: float, points: int = POINTS) -> Array:
    """Strengths (points,) from the largest down to 1e-4 of it, at equal ratios.

    >>> falling_strengths(2.0, 3)
    array([2.e+00, 2.e-02, 2.e-04])
    """
    strengths = np.geomspace(largest, SMALLEST * largest, points)
    strengths[0] = largest
    return strengths


def suitable_strengths(problem: Problem, most: float, points: int = CHOICES, checkpoint: Checkpoint = no_checkpoint) -> Array:
    """Strengths (points,) to choose among, falling: those of a whole path, none above ``most``.

    At equal ratios but for rounding to three figures (the first one up, lest a weight is left there): what is tried is then
    what is shown and what can be set.

    ``checkpoint`` and what is refused: `default_strengths`.
    """
    asked = default_strengths(problem, points, checkpoint)
    if asked[0] > most:
        asked = np.geomspace(most, min(asked[-1], 1e-4 * most), points)
    rounded = np.array([float(f"{strength:.3g}") for strength in asked])
    if rounded[0] < asked[0] * (1.0 - 1e-12):
        rounded[0] = float(f"{rounded[0] + 10.0 ** (np.floor(np.log10(rounded[0])) - 2):.3g}")
    return rounded


def reach(problem: Problem, strength: float, checkpoint: Checkpoint = no_checkpoint) -> tuple[float, float]:
    """How far beyond `default_strengths` a picture reaches to show ``strength`` too: down to and up to which power of ten.

    0 on a side where it need not go further: the strength lies within, or so far out that it is left out.
    """
    largest, *_, smallest = default_strengths(problem, 2, checkpoint)
    low = high = 0.0
    if smallest / FAR < strength < smallest:
        low = 10.0 ** np.floor(np.log10(strength))
    if rounded_up(largest) < strength < FAR * largest:
        high = 10.0 ** np.ceil(np.log10(strength))
    return low, high


def extended_strengths(
    problem: Problem, low: float, high: float, points: int = POINTS, checkpoint: Checkpoint = no_checkpoint
) -> Array:
    """`default_strengths` (points,), and as densely down to ``low`` and up to ``high`` where those are not 0 (`reach`)."""
    usual = default_strengths(problem, points, checkpoint)
    ratio = usual[0] / usual[1]
    below = usual[-1] * ratio ** -np.arange(1.0, 1.0 + np.log(usual[-1] / low) / np.log(ratio)) if low else []
    above = usual[0] * ratio ** np.arange(1.0, 1.0 + np.log(high / usual[0]) / np.log(ratio)) if high else []
    return np.concatenate([above[::-1], usual, below])


def with_kinks(strengths: Array, kinks: Array | None) -> Array:
    """Falling strengths (k,) with the kinks (m,) that lie between them added, since lines have corners there.

    As they are where there are no kinks, or more than a picture shows.

    >>> with_kinks(np.array([3.0, 1.0]), np.array([4.0, 2.0]))
    array([3., 2., 1.])
    """
    if kinks is None or kinks.size > MOST_KINKS:
        return strengths
    return np.union1d(strengths, kinks[(kinks > strengths[-1]) & (kinks < strengths[0])])[::-1]


def rounded_up(strength: float) -> float:
    """The smallest number of two figures that is not below a strength: it can be set, and all weights are zero there.

    >>> rounded_up(1.1896), rounded_up(0.032), rounded_up(0.0321)
    (1.2, 0.032, 0.033)
    """
    if not strength > 0:
        return strength
    unit = 10.0 ** (int(np.floor(np.log10(strength))) - 1)
    return float(f"{np.ceil(strength / unit * (1.0 - 1e-12)) * unit:.2g}")


def checked_strengths(strengths: Array) -> Array:
    """A copy of strengths (k,); `ValueError` where there is none, or one is not a number from 0 up."""
    if strengths.ndim != 1 or not strengths.size:
        raise ValueError("strengths must be a list of at least one number")
    if not (strengths.min() >= 0 and strengths.max() < np.inf):
        bad = strengths[~(np.isfinite(strengths) & (strengths >= 0))]
        raise ValueError(f"a strength of {bad[0]:g} is not possible: it must be a number from 0 up")
    return strengths.copy()
