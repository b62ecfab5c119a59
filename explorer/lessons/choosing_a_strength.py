"""Choosing a strength by examples that training has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from explorer.core.params import params_of
from explorer.experiment.experiment import Experiment
from explorer.experiment.settings import Settings
from explorer.lessons.base import Lesson, Progress, Task, other_settings
from explorer.training.history import History

COARSE = 4
NEAR = 1.01
"""How many times the lowest validation loss is near enough."""


def _other(experiment: Experiment) -> Progress | None:
    """What to put back where more than the penalty and its strength were changed."""
    start = ChoosingAStrength().start
    kept = ("loss", "model", "validation", "seed", "standardise")
    if any(getattr(experiment, name) != getattr(start, name) for name in kept):
        return other_settings("Change only the penalty and its strength.")
    return None


@lru_cache(maxsize=256)
def final_validation(experiment: Experiment) -> float:
    """Validation at the end of a run."""
    return float(experiment.train().validation[-1])


def lowest_validation(experiment: Experiment) -> float:
    """The lowest validation at the end that a position of the strength's slider reaches.

    Every fourth position is tried, then all about the best of these: validation falls to its lowest and rises behind it.
    """
    grid = params_of(Settings)["strength"].grid()

    def at(i: int) -> float:
        return final_validation(experiment.change(strength=float(grid[i])))

    best = min(range(0, len(grid), COARSE), key=at)
    return min(at(i) for i in range(max(best - COARSE, 0), min(best + COARSE + 1, len(grid))))


def too_much(experiment: Experiment, history: History) -> Progress:
    """Validation at the end above that with no penalty."""
    if other := _other(experiment):
        return other
    free, value = final_validation(experiment.change(strength=0.0)), float(history.validation[-1])
    done = bool(np.isfinite(value) and experiment.strength > 0 and value > free)
    return Progress(done, f"At the end validation is {value:.4f}; with no penalty it is {free:.4f}.", "Get it above that.")


def near_the_best(experiment: Experiment, history: History) -> Progress:
    """Within one hundredth of the lowest validation that any position of the slider, or this run, reaches."""
    if other := _other(experiment):
        return other
    value = float(history.validation[-1])
    best = min(lowest_validation(experiment.change(strength=0.0)), value)
    done = bool(np.isfinite(value) and value <= NEAR * best)
    told = "no strength on the slider does better" if value == best else f"the best strength on the slider reaches {best:.4f}"
    return Progress(done, f"At the end validation is {value:.4f}; {told}.")


@dataclass(frozen=True)
class ChoosingAStrength(Lesson):
    """Neither none nor as much as possible."""

    id: ClassVar[str] = "choosing-a-strength"
    name: ClassVar[str] = "Choosing a strength"
    rank: ClassVar[int] = 90
    summary: ClassVar[str] = "The best strength is the one with the lowest loss on examples not used in training."
    page: ClassVar[str] = "shrinkage"
    question: ClassVar[str] = "The training loss is always lowest with no penalty. What tells you that some helps?"
    payoff: ClassVar[str] = "Examples held out tell: too little strength fits chance, too much loses the pattern."
    picture: ClassVar[str] = "validated"
    next_try: ClassVar[str] = "Press Cross-validate: it holds out each part of the training examples once."
    formula: ClassVar[str] = r"\hat\lambda = \arg\min_\lambda\; \text{loss on held-out examples}"

    @property
    def start(self) -> Experiment:
        """Twelve features of which few matter, without a penalty in force."""
        return Experiment(dataset="sparse", penalty="l1", strength=0.0, steps=1000)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Too much, then best: no strength is both."""
        return (
            Task(
                "Use too much: find a strength with a higher validation than no penalty has.",
                too_much,
                "Drag the line to larger strengths, to about 0.5.",
                {"strength": 0.5},
            ),
            Task(
                "Now find the best strength: within 1 % of the lowest validation.",
                near_the_best,
                "It is below 0.02: try strengths from 0.01 to 0.015.",
                {"strength": 0.0125},
            ),
        )
