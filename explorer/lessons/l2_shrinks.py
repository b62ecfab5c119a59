"""L2: all weights shrink together."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import ClassVar

import numpy as np

from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task, other_settings
from explorer.training.history import History

SHORT, COSTS = 0.5, 0.2


@lru_cache(maxsize=8)
def unpenalised_run(experiment: Experiment) -> History:
    """The run of an experiment at strength 0."""
    return experiment.train()


def lengths(experiment: Experiment, history: History) -> tuple[float, float]:
    """How long the weights are and how large the training loss, both as shares of those of the run without a penalty."""
    free = unpenalised_run(experiment.change(strength=0.0))
    penalised = experiment.problem().network.penalised > 0
    length, whole = (float(np.linalg.norm(h.weights[-1][penalised])) for h in (history, free))
    return length / whole, float(history.data[-1]) / float(free.data[-1])


def half_the_length(experiment: Experiment, history: History) -> Progress:
    """Half the length, for little more loss, and no weight at zero."""
    if experiment.penalty != "l2" or experiment.loss != "squared":
        return other_settings("Use L2 and squared loss.")
    share, loss = lengths(experiment, history)
    return Progress(
        share <= SHORT and loss <= 1 + COSTS,
        f"At the end the weights are at {100 * share:.0f} % of their unpenalised size, for {100 * (loss - 1):.0f} % more "
        "training loss.",
        f"The goal: at most {100 * SHORT:.0f} %, for at most {100 * COSTS:.0f} % more.",
    )


@dataclass(frozen=True)
class L2Shrinks(Lesson):
    """A price on large weights."""

    id: ClassVar[str] = "l2-shrinks"
    name: ClassVar[str] = "L2 shrinks"
    rank: ClassVar[int] = 60
    summary: ClassVar[str] = "L2 makes all weights smaller, and none of them zero."
    question: ClassVar[str] = "Can a model do with weights of half the size, and be hardly worse?"
    payoff: ClassVar[str] = "Half the size for a little more loss: at first shrinking costs little. None becomes zero."
    picture: ClassVar[str] = "weights"
    next_try: ClassVar[str] = "Raise the strength to 10 and see what shrinking costs then."
    formula: ClassVar[str] = r"\Omega(w) = \tfrac{1}{2}\sum_j w_j^2"

    @property
    def start(self) -> Experiment:
        """The diabetes data without a penalty in force."""
        return Experiment(strength=0.0)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """One task."""
        return (
            Task(
                "Halve the size of the weights, for at most 20 % more training loss.",
                half_the_length,
                "Try strengths of about 1 to 3.",
                {"strength": 2.0},
            ),
        )
