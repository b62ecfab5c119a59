"""Stopping early does what ridge does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task, other_settings
from explorer.path.optimum import optimum
from explorer.training.history import History

STRENGTH, NEAR = 0.1, 0.08


def like_ridge(experiment: Experiment, history: History) -> Progress:
    """Without a penalty, the run ends near the minimum under L2 at the given strength."""
    penalised = experiment.strength > 0 and not experiment.make("penalty").is_zero()
    if penalised or experiment.loss != "squared" or experiment.model != "linear":
        return other_settings("Keep strength 0, squared loss and the linear model; change the length of the run.")
    target = optimum(StoppingEarly().start.change(strength=STRENGTH).problem())
    if target is None or history.status == "diverged":
        return other_settings("The run blew up: lower the learning rate.")
    apart = float(np.linalg.norm(history.weights[-1] - target.weights) / np.linalg.norm(target.weights))
    return Progress(
        apart <= NEAR,
        f"At the end, after {int(history.steps[-1])} steps, the weights are {100 * apart:.0f} % off those of L2 at "
        f"strength {STRENGTH:g}.",
        f"The goal: at most {100 * NEAR:.0f} %.",
    )


@dataclass(frozen=True)
class StoppingEarly(Lesson):
    """A short run as a penalty."""

    id: ClassVar[str] = "stopping-early"
    name: ClassVar[str] = "Stopping early is like L2"
    rank: ClassVar[int] = 140
    summary: ClassVar[str] = "A run from zero that stops early has small weights, much as under L2."
    page: ClassVar[str] = "shrinkage"
    question: ClassVar[str] = "Can you shrink the weights without any penalty?"
    payoff: ClassVar[str] = "A short run acts like a penalty of strength about 1 / (rate × steps)."
    picture: ClassVar[str] = "path"
    next_try: ClassVar[str] = "Choose “stopping early” above the path: it matches each step with a strength."
    formula: ClassVar[str] = r"\lambda \approx \frac{1}{\eta\,t}"

    @property
    def start(self) -> Experiment:
        """No penalty in force, and a long run."""
        return Experiment(strength=0.0, steps=2000)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """One task."""
        return (
            Task(
                f"With strength 0, end within {100 * NEAR:.0f} % of the weights of L2 at strength {STRENGTH:g}.",
                like_ridge,
                f"Shorten the run: 1 / (rate × strength) is {1 / (0.121 * STRENGTH):.0f} steps.",
                {"steps": 80},
            ),
        )
