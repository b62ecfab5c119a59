"""Margins: examples that are right by enough no longer pull."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task
from explorer.training.history import History


def shares(experiment: Experiment, history: History) -> tuple[float, float]:
    """The share of training examples without any pull, and that of those in the right class."""
    problem = experiment.problem()
    z = problem.network.predict(history.weights[-1])
    slope = problem.loss.slope(problem.data.y, z)
    return float(np.mean(slope == 0.0)), float(np.mean(problem.data.y * z > 0.0))


def half_rest(experiment: Experiment, history: History) -> Progress:
    """At least half of the examples pull no more, and nine in ten are right."""
    quiet, right = shares(experiment, history)
    done = quiet >= 0.5 and right >= 0.9
    return Progress(
        done,
        f"At the end {100 * quiet:.0f} % of the examples no longer move the border, and {100 * right:.0f} % are "
        "on the right side.",
        "The goal: 50 % and 90 %.",
    )


def with_a_margin(experiment: Experiment, history: History) -> Progress:
    """The same, and the margin is asked for: examples that are barely right still pull."""
    loss = experiment.make("loss")
    barely = float(loss.slope(np.ones(1), np.full(1, 1e-6))[0])
    if barely == 0.0:
        return Progress(
            False,
            f"{loss.name} has no margin: an example that is barely right no longer moves the border. Choose another loss.",
        )
    return half_rest(experiment, history)


@dataclass(frozen=True)
class Margins(Lesson):
    """Right is not enough; right by a margin is."""

    id: ClassVar[str] = "margins"
    name: ClassVar[str] = "Margins"
    rank: ClassVar[int] = 110
    summary: ClassVar[str] = "Hinge loss is zero for every example that is right by a margin of 1 or more."
    question: ClassVar[str] = "An example is already right. Should it still move the border?"
    payoff: ClassVar[str] = "Under hinge loss only the examples inside the margin pull: the support vectors."
    picture: ClassVar[str] = "fit"
    next_try: ClassVar[str] = "Raise the strength: the margin widens and more examples lie in it."
    formula: ClassVar[str] = r"\ell(m) = \max(0,\,1 - m),\quad m = y\,z"

    @property
    def start(self) -> Experiment:
        """Two blobs under logistic loss, which never stops pulling."""
        return Experiment(dataset="blobs", loss="logistic", strength=0.01, steps=1000)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """One task."""
        return (
            Task(
                "Choose a loss that is zero from margin 1 on: half of the examples shall stop pulling.",
                with_a_margin,
                "Loss & cost draws each loss over the margin: look for a curve that is flat at zero from 1 on.",
                {"loss": "hinge"},
            ),
        )
