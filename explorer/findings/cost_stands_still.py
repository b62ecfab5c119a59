"""A plateau: the cost hardly falls for a while, and falls on later."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.findings.base import Finding, Press, Stretch, Told, spans

LEAST_STEPS = 20
SHARE = 0.1
"""A plateau takes at least this share of the stretch's steps."""
LEVEL, FALLS_ON = 0.01, 0.05
"""Shares of the whole fall: what the cost falls on a plateau at most, and behind it at least."""


@dataclass(frozen=True)
class CostStandsStill(Finding):
    """The cost has hardly fallen for many steps, although there is more to gain."""

    id: ClassVar[str] = "plateau"
    name: ClassVar[str] = "Plateau"
    rank: ClassVar[int] = 50
    lesson: ClassVar[str] = "momentum"
    summary: ClassVar[str] = "The surface is nearly level here: the gradient is small, so every step is short."

    def told(self, stretch: Stretch) -> list[Told]:
        """From twenty steps into a plateau to its end."""
        total, steps = stretch.total, stretch.steps
        whole = float(total[0] - total.min())
        wide = max(LEAST_STEPS, SHARE * float(steps[-1] - steps[0]))
        rows = int(np.searchsorted(steps, steps[0] + wide))
        if not 0 < rows < len(total) or whole <= 0:
            return []
        fell = total[:-rows] - total[rows:]
        later = total[rows:] - np.minimum.accumulate(total[::-1])[::-1][rows:]
        level = np.zeros(len(total), dtype=bool)
        level[rows:] = (np.abs(fell) <= LEVEL * whole) & (later >= FALLS_ON * whole)
        presses = () if stretch.experiment.solver != "gd" else (Press("Use momentum", {"solver": "momentum"}),)
        return [
            stretch.told(
                first,
                last,
                f"A plateau: the cost has hardly fallen since step {int(steps[first - rows]):,}.",
                presses,
            )
            for first, last in spans(level)
        ]
