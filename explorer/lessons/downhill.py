"""Gradient descent and the learning rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task, below
from explorer.training.history import History

STEP, COST = 10, 0.485


def fast(experiment: Experiment, history: History) -> Progress:
    """The cost is low after ten steps of plain descent."""
    if experiment.solver != "gd" or experiment.strength != 0.02:
        return Progress(False, "Change only the learning rate. Put the optimizer and the strength back.")
    row = int(np.searchsorted(history.steps, STEP))
    value = float(history.total[row]) if row < len(history.total) and history.status != "diverged" else np.nan
    return below(value, COST, f"The cost at step {STEP}")


def too_fast(_: Experiment, history: History) -> Progress:
    """The run blows up."""
    done = history.status == "diverged"
    return Progress(done, f"It blew up after {int(history.steps[-1])} steps." if done else "The cost does not blow up yet.")


@dataclass(frozen=True)
class Downhill(Lesson):
    """Each step goes against the gradient; the rate says how far."""

    id: ClassVar[str] = "downhill"
    name: ClassVar[str] = "Downhill"
    rank: ClassVar[int] = 30
    summary: ClassVar[str] = "Gradient descent steps downhill; the learning rate is the length of its steps."
    question: ClassVar[str] = "How long should a step be: as long as possible, or as short as possible?"
    payoff: ClassVar[str] = "Short steps are slow. Long ones jump across the valley; too long ones climb out of it."
    picture: ClassVar[str] = "surface"
    next_try: ClassVar[str] = "Set the learning rate to 0.2 and play: the path on the surface zigzags."
    formula: ClassVar[str] = r"w \leftarrow w - \eta\,\nabla J(w)"

    @property
    def start(self) -> Experiment:
        """A very small rate."""
        return Experiment(rate=0.005, steps=STEP)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Quick, then too quick."""
        return (
            Task(
                f"Get the cost below {COST:g} by step {STEP}. Change only the learning rate.",
                fast,
                "Try learning rates about 20 times as large.",
                {"rate": 0.1},
            ),
            Task(
                "Now find a learning rate at which the cost blows up.",
                too_fast,
                "It happens above 0.242 here.",
                {"rate": 0.5},
            ),
        )
