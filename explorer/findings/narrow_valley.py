"""A narrow valley: the steepest direction holds the rate down, so that the flattest takes very many steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.text import three_figures
from explorer.cost.hessian import MOST_WEIGHTS, eigenvalues
from explorer.findings.base import Finding, Press, Stretch, Told

NARROW = 100.0
"""The largest curvature is this many times the smallest, or more; its square under momentum, which takes the root of it."""
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
        """From some steps into a stretch of steps with one rate for all weights to its end, by the curvatures at the first of
        these rows."""
        solver = stretch.experiment.make("solver")
        plain = stretch.experiment.solver == "gd"
        first = int(np.searchsorted(stretch.steps, stretch.steps[0] + SEEN))
        if (
            solver.adaptive
            or solver.decoupled
            or stretch.problem.size > MOST_WEIGHTS
            or first == len(stretch.steps)
            or not np.isfinite(stretch.weights[first]).all()
        ):
            return []
        curvatures = eigenvalues(stretch.problem, stretch.weights[first])
        curvatures = curvatures[curvatures > FLAT * curvatures[0]]
        narrow = NARROW if plain else NARROW**2
        if not curvatures.size or curvatures[0] < narrow * curvatures[-1] or stretch.rate * curvatures[0] < 2 * HELD:
            return []
        ratio = three_figures(float(f"{curvatures[0] / curvatures[-1]:.2g}"))
        presses = [Press("Use momentum", {"solver": "momentum"})] if plain else []
        factors = stretch.problem.penalty.factors
        if factors is not None and max(factors) > NARROW * min(factors):
            presses.insert(0, Press("Let all features pay alike", {"adaptive": 0.0, "factors": ()}))
        if not stretch.experiment.standardise:
            presses.insert(0, Press("Standardise the features", {"standardise": True}))
        return [
            stretch.told(
                first,
                -1,
                f"A narrow valley: the cost bends {ratio} times as sharply across it as along it. Only short steps are safe.",
                tuple(presses),
            )
        ]
