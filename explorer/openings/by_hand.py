"""The article's cost, number by number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.experiment.experiment import Experiment
from explorer.openings.base import Opening


@dataclass(frozen=True)
class ByHand(Opening):
    """Four predictions, four targets, four weights, and one cost."""

    id: ClassVar[str] = "by-hand"
    name: ClassVar[str] = "A cost by hand (0.265)"
    rank: ClassVar[int] = 60
    page: ClassVar[str] = "loss_cost"
    says: ClassVar[str] = "The mean of four losses plus the penalty is 0.265. Change a number and see the sum."
    part: ClassVar[str] = "worked"
    plays: ClassVar[bool] = False

    @property
    def start(self) -> Experiment:
        """The loss and the penalty of the sum, on real data, at rest: the charts below are of these, and not of the sum."""
        return Experiment(penalty="l2", loss="squared")
