"""L1 sets weights to zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.experiment.experiment import Experiment
from explorer.openings.base import Opening


@dataclass(frozen=True)
class ThreeOfTen(Opening):
    """The strength is such that three weights stay."""

    id: ClassVar[str] = "three-of-ten"
    name: ClassVar[str] = "L1 keeps three of ten"
    rank: ClassVar[int] = 40
    says: ClassVar[str] = "L1 sets seven of ten weights to exactly zero. Raise the strength: more become zero."

    @property
    def start(self) -> Experiment:
        """The diabetes data under L1."""
        return Experiment(penalty="l1", strength=0.45, steps=60)
