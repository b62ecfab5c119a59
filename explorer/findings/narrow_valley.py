"""A narrow valley: the steepest direction holds the rate down, so that the flattest takes very many steps."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar

import numpy as np

from explorer.core.text import three_figures
from explorer.cost.hessian import MOST_WEIGHTS
from explorer.cost.problem import Problem
from explorer.findings.base import Finding, Press, Stretch, Told
from explorer.landscape.shape.curvature import curvature_at

Array = np.ndarray

NARROW = 10.0
"""It is this many times longer than wide, or more; under momentum, which takes the root of it, the square of that."""
EVERY = 5
"""Where the curvature changes from place to place, it is worked out at one in so many of the rows that are looked at."""
FLAT = 1e-8
"""A direction with less than this share of the largest curvature is level, and no valley runs along it."""
HELD = 0.2
"""The rate is held down where it is at least this share of 2 / the largest curvature, from which on steps grow."""

SEEN = 20
"""It is told after so many steps: before, there is nothing yet that it could explain."""


@dataclass(frozen=True)
class NarrowValley(Finding):
    """The curvatures of the cost differ widely, and the rate is about as large as the steepest direction allows."""

    id: ClassVar[str] = "valley"
    name: ClassVar[str] = "Narrow valley"
    rank: ClassVar[int] = 60
    lesson: ClassVar[str] = "momentum"
    summary: ClassVar[str] = (
        "Across the valley longer steps would overshoot, each farther than the last. Along it short steps take long."
    )

    def told(self, stretch: Stretch) -> list[Told]:
        """From some steps into a stretch with one rate for all weights on, by the curvatures at some of its rows.

        Weights that a penalty's kink holds at zero are left out, as where the curvature is told: they do not move.
        """
        first = int(np.searchsorted(stretch.steps, stretch.steps[0] + SEEN))
        problem, solver = stretch.problem, stretch.experiment.make("solver")
        if solver.adaptive or solver.decoupled or problem.size > MOST_WEIGHTS or first == len(stretch.steps):
            return []
        everywhere = problem.loss.quadratic and problem.network.linear and problem.penalty.smooth
        rows = [first] if everywhere else [first, *stretch.looked_at[stretch.looked_at > first][::EVERY].tolist()]
        plain = stretch.experiment.solver == "gd"
        presses = [Press("Use momentum", {"solver": "momentum"})] if plain else []
        factors = problem.penalty.factors
        if factors is not None and max(factors) > NARROW**2 * min(factors):
            presses.insert(0, Press("Let all features pay alike", {"adaptive": 0.0, "factors": ()}))
        if not stretch.experiment.standardise:
            presses.insert(0, Press("Standardise the features", {"standardise": True}))
        told = []
        for row, behind in pairwise([*rows, len(stretch.steps)]):
            if times := _times_longer(problem, stretch.weights[row], stretch.rate, NARROW if plain else NARROW**2):
                sentence = f"A long, thin valley: over all weights {times} times longer than wide. Only short steps are safe."
                told.append(stretch.told(row, behind - 1, sentence, tuple(presses)))
        return told


def _times_longer(problem: Problem, w: Array, rate: float, least: float) -> str:
    """How many times longer than wide the valley at w (p,) is; empty where that is below ``least``, or does not hold the rate
    down.

    The root of the largest curvature over the smallest: the ratio of the axes of a contour.
    """
    if not np.isfinite(w).all():
        return ""
    try:
        curvatures = curvature_at(problem, w).values
    except OverflowError:
        return ""
    curvatures = curvatures[curvatures > FLAT * curvatures.max(initial=0.0)]
    if not curvatures.size or curvatures[0] < least**2 * curvatures[-1] or rate * curvatures[0] < 2 * HELD:
        return ""
    return three_figures(float(f"{np.sqrt(curvatures[0] / curvatures[-1]):.2g}"))
