"""Overfitting, and a penalty that mends it in mid-run."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.experiment.experiment import Experiment
from explorer.openings.base import Opening

AT = 600


@dataclass(frozen=True)
class Overfit(Opening):
    """A polynomial of degree 9 learns chance by heart, until it is penalised."""

    id: ClassVar[str] = "overfit"
    name: ClassVar[str] = "Overfit, then fix it"
    rank: ClassVar[int] = 30
    says: ClassVar[str] = f"Validation loss rises while training loss falls: overfitting. L2 begins at step {AT}."

    @property
    def start(self) -> Experiment:
        """No penalty at first, and one from the middle on."""
        free = Experiment(dataset="line", model="polynomial", strength=0.0, steps=1000, params={"model.degree": 9})
        return free.change(at=AT, strength=0.2)
