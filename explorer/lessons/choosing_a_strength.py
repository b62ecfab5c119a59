"""Choosing a strength by examples that training has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from explorer.core.params import params_of
from explorer.experiment.experiment import Experiment
from explorer.experiment.settings import Settings
from explorer.lessons.base import Lesson, Progress, Task, below
from explorer.training.history import History

LIMIT = 0.098


def lower_validation(experiment: Experiment, history: History) -> Progress:
    """Validation at the end below the limit, under squared loss, with the split as it was."""
    start = ChoosingAStrength().start
    kept = ("loss", "model", "validation", "seed", "standardise")
    if any(getattr(experiment, name) != getattr(start, name) for name in kept):
        return Progress(False, "Change only the penalty and its strength.")
    return below(float(history.validation[-1]), LIMIT, "Validation at the end")


@lru_cache(maxsize=8)
def lowest_validation(experiment: Experiment) -> float:
    """The lowest validation loss at the end that every second position of the strength's slider reaches."""
    grid = [float(s) for s in params_of(Settings)["strength"].grid() if 1e-3 <= s <= 1.0]
    return min(float(experiment.change(strength=s).train().validation[-1]) for s in grid[::2])


def near_the_best(experiment: Experiment, history: History) -> Progress:
    """Within one hundredth of the least validation loss that the slider's positions reach under this penalty."""
    first = lower_validation(experiment, history)
    if not first.done:
        return first
    best = lowest_validation(experiment.change(strength=0.0))
    value = float(history.validation[-1])
    done = bool(np.isfinite(value) and value <= 1.01 * best)
    return Progress(done, f"Validation is {value:.4f}; the best strength reaches about {best:.4f}.")


@dataclass(frozen=True)
class ChoosingAStrength(Lesson):
    """Neither none nor as much as possible."""

    id: ClassVar[str] = "choosing-a-strength"
    name: ClassVar[str] = "Choosing a strength"
    rank: ClassVar[int] = 90
    summary: ClassVar[str] = "The best strength is the one with the lowest loss on examples not used in training."
    page: ClassVar[str] = "shrinkage"
    question: ClassVar[str] = "The training loss is always lowest with no penalty. What tells you that some helps?"
    payoff: ClassVar[str] = "Held-out examples do: too little strength fits chance, too much loses the pattern."
    picture: ClassVar[str] = "validated"
    next_try: ClassVar[str] = "Press Cross-validate: each part of the training examples is held out once."
    formula: ClassVar[str] = r"\hat\lambda = \arg\min_\lambda\; \text{loss on held-out examples}"

    @property
    def start(self) -> Experiment:
        """Twelve features of which few matter, without a penalty in force."""
        return Experiment(dataset="sparse", penalty="l1", strength=0.0, steps=1000)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Better, then best."""
        return (
            Task(
                f"Get validation below {LIMIT:g}. Change only the strength.",
                lower_validation,
                "A little L1 helps: try about 0.02.",
                {"strength": 0.02},
            ),
            Task(
                "Now find the best strength: within 1 % of the lowest validation.",
                near_the_best,
                "It is below 0.02: try strengths from 0.01 to 0.015.",
                {"strength": 0.0125},
            ),
        )
