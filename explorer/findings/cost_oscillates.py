"""Oscillation: the cost goes up and down under full-batch descent, since the steps are too long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.text import setting
from explorer.findings.base import Finding, Press, Stretch, Told, spans
from explorer.training.cost_summary import rises

WINDOW = 20
RISING = 5
"""So many rises among the last twenty kept steps are an oscillation."""
SEEN = 0.01
"""A rise by a smaller share of all that the cost moves in the stretch is not seen in its curve."""


@dataclass(frozen=True)
class CostOscillates(Finding):
    """Of the last twenty kept steps several raised the cost visibly, although each step saw all examples."""

    id: ClassVar[str] = "oscillation"
    name: ClassVar[str] = "Oscillation"
    rank: ClassVar[int] = 10
    lesson: ClassVar[str] = "downhill"
    summary: ClassVar[str] = "Each step jumps across the valley and lands on the other side, as high or higher."

    def told(self, stretch: Stretch) -> list[Told]:
        """Where the last steps rose that often; mini-batches make the cost uneven at any rate, so that they are left out."""
        if stretch.batch is not None or len(stretch.total) <= WINDOW:
            return []
        seen = rises(stretch.total) & (np.diff(stretch.total) >= SEEN * np.ptp(stretch.total))
        many = np.convolve(seen, np.ones(WINDOW), "valid") >= RISING
        holds = np.concatenate([np.zeros(WINDOW, dtype=bool), many])
        press = Press(f"Use rate {setting(stretch.rate / 4)}", {"rate": float(f"{stretch.rate / 4:.3g}")})
        return [
            stretch.told(
                first,
                last,
                "The cost goes up and down: the steps are too long.",
                (press,),
            )
            for first, last in spans(holds)
        ]
