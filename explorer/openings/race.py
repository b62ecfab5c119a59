"""Two solvers on the same cost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from explorer.experiment.experiment import Experiment
from explorer.openings.base import Opening


@dataclass(frozen=True)
class Race(Opening):
    """Momentum against plain descent, by how far each is above the lowest cost."""

    id: ClassVar[str] = "race"
    name: ClassVar[str] = "Two optimizers race"
    rank: ClassVar[int] = 50
    says: ClassVar[str] = "Momentum starts worse, then overtakes plain descent. At step 0, choose Adam instead."
    choices: ClassVar[Mapping[str, str]] = {"compare_by": "gap"}

    @property
    def start(self) -> Experiment:
        """Momentum, without a penalty."""
        return Experiment(strength=0.0, steps=200, solver="momentum")

    @property
    def pins(self) -> tuple[Experiment, ...]:
        """Plain descent from the same start."""
        return (Experiment(strength=0.0, steps=200),)
