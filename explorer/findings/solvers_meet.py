"""Two runs down the same cost that ended at the same weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.experiment.pinned import name, same_cost
from explorer.findings.base import Finding, Stretch, Told

NEAR = 0.01
"""Two ends are one place where they differ by less than this share of the way that this run went."""


@dataclass(frozen=True)
class SolversMeet(Finding):
    """A pinned run with another solver or rate ended where this one ends."""

    id: ClassVar[str] = "meet"
    name: ClassVar[str] = "The same place"
    rank: ClassVar[int] = 45
    lesson: ClassVar[str] = "momentum"
    summary: ClassVar[str] = (
        "Both go downhill on the same cost. Where it has one minimum, both end there; only the time differs."
    )

    def told(self, stretch: Stretch) -> list[Told]:
        """At the last step, for the first pinned run that ended there too."""
        if not stretch.ends:
            return []
        end = stretch.weights[-1]
        went = float(np.linalg.norm(end - stretch.start))
        last = int(stretch.steps[-1])
        for rival, history in stretch.rivals:
            if not same_cost([stretch.run, rival]) or history.weights.shape[1] != end.size:
                continue
            apart = float(np.linalg.norm(history.weights[-1] - end))
            if np.isfinite(apart) and apart <= NEAR * went:
                return [Told(last, last, f"This run and {name(rival)} reached the same weights.")]
        return []
