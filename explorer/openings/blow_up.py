"""A learning rate that is too high."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.experiment.experiment import Experiment
from explorer.openings.base import Opening


@dataclass(frozen=True)
class BlowUp(Opening):
    """Each step overshoots the valley, a little farther than the one before."""

    id: ClassVar[str] = "blow-up"
    name: ClassVar[str] = "Too fast: watch it blow up"
    rank: ClassVar[int] = 20
    says: ClassVar[str] = "The rate is 3 % too high: each step overshoots more than the last. Next, lower the rate."

    @property
    def start(self) -> Experiment:
        """Just above the largest stable rate, so that the cost falls first."""
        return Experiment(rate=0.25)
