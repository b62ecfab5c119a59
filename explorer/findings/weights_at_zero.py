"""Weights at exactly zero under a penalty with a kink."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.cost.weight_norms import zero_count
from explorer.findings.base import Finding, Press, Stretch, Told, spans


@dataclass(frozen=True)
class WeightsAtZero(Finding):
    """The penalty has set some of the weights to exactly zero."""

    id: ClassVar[str] = "zeros"
    name: ClassVar[str] = "Weights at zero"
    rank: ClassVar[int] = 40
    lesson: ClassVar[str] = "why-corners"
    summary: ClassVar[str] = "Near zero this penalty pulls harder than the data do, so the weight stays there."

    def told(self, stretch: Stretch) -> list[Told]:
        """A sentence for each number of zeros behind the first step; weights that merely start at zero are not counted."""
        problem = stretch.problem
        if problem.penalty.smooth or problem.penalty.is_zero(problem.strength):
            return []
        size = int(problem.network.penalised.sum())
        counts = zero_count(problem, stretch.weights)
        found = []
        moved = counts < size
        for count in np.unique(counts[moved & (counts > 0)]):
            for first, last in spans(moved & (counts == count)):
                found.append(
                    stretch.told(
                        first,
                        last,
                        f"{problem.penalty.name} holds {count} of {size} weights at exactly zero.",
                        (Press("See when each leaves zero", page="shrinkage"),),
                    )
                )
        return sorted(found, key=lambda told: told.first)
