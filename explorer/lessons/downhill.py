"""Gradient descent and the learning rate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.text import three_figures
from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task, below, other_settings
from explorer.training.history import History

STEP, COST = 10, 0.479


def fast(experiment: Experiment, history: History) -> Progress:
    """The cost is low after ten steps of plain descent."""
    if experiment.solver != "gd" or experiment.strength != 0.02:
        return other_settings("Change only the learning rate. Put the optimizer and the strength back.")
    row = int(np.searchsorted(history.steps, STEP))
    if history.status == "diverged":
        return Progress(False, f"{_told(history)} Lower the rate.")
    return below(float(history.total[row]), COST, f"The cost at step {STEP}")


def too_fast(_: Experiment, history: History) -> Progress:
    """The run climbs above where it began."""
    done = history.status == "diverged" and bool(history.total[-1] > history.total[0])
    return Progress(done, _told(history), "The goal: more than at the start.")


def _told(history: History) -> str:
    """From where to where the cost goes."""
    start, end = (three_figures(float(history.total[row])) for row in (0, -1))
    return f"The cost goes from {start} to {end} in {int(history.steps[-1])} steps."


@dataclass(frozen=True)
class Downhill(Lesson):
    """Each step goes against the gradient; the rate says how far."""

    id: ClassVar[str] = "downhill"
    name: ClassVar[str] = "Downhill"
    rank: ClassVar[int] = 30
    summary: ClassVar[str] = "Gradient descent steps downhill; the learning rate is the length of its steps."
    question: ClassVar[str] = "How long should a step be: as long as possible, or as short as possible?"
    payoff: ClassVar[str] = "Short steps are slow, longer ones quicker. Too long, and each lands higher than before."
    picture: ClassVar[str] = "cost"
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
                "Try learning rates 30 to 40 times as large.",
                {"rate": 0.16},
            ),
            Task(
                "Now find a learning rate at which the cost blows up: it ends above its start.",
                too_fast,
                "Above 0.242 the steps grow here, each longer than the one before. Go a little further.",
                {"rate": 0.5},
            ),
        )
