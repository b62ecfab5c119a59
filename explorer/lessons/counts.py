"""Counts: predictions that cannot fall below zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.core.numerics import exp_or_inf
from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task, other_settings
from explorer.training.history import History


def predicted(experiment: Experiment, history: History) -> tuple[np.ndarray, float]:
    """The predicted numbers of visits, and the mean of the true ones."""
    problem, scaling = experiment.problem(), experiment.prepared().scaling
    z = problem.network.predict(history.weights[-1])
    if problem.loss.link == "log":
        return exp_or_inf(z) * scaling.y_scale, float(problem.data.y.mean() * scaling.y_scale)
    return scaling.original_y(z), float(scaling.original_y(problem.data.y).mean())


def never_negative(experiment: Experiment, history: History) -> Progress:
    """No count below zero, and the mean count met."""
    if history.status == "diverged":
        return other_settings("The run blew up: lower the rate.")
    counts, truth = predicted(experiment, history)
    below, off = int((counts < 0).sum()), abs(float(counts.mean()) / truth - 1)
    done = below == 0 and off <= 0.05
    return Progress(
        done,
        f"At the end {below} {'prediction is' if below == 1 else 'predictions are'} below 0, and the mean is {100 * off:.0f} % "
        "off.",
        "The goal: none, and at most 5 %.",
    )


@dataclass(frozen=True)
class Counts(Lesson):
    """Visits to a doctor are 0, 1, 2 ..."""

    id: ClassVar[str] = "counts"
    name: ClassVar[str] = "Counts"
    rank: ClassVar[int] = 160
    summary: ClassVar[str] = "Poisson loss predicts exp(z), which is never negative, and lets large counts vary more."
    question: ClassVar[str] = "A straight line predicts −0.2 visits to the doctor. What would a better model predict?"
    payoff: ClassVar[str] = "Poisson loss predicts exp(z) visits, where z is the score. That is always above 0."
    picture: ClassVar[str] = "fit"
    next_try: ClassVar[str] = "Choose Tweedie loss, for amounts with many zeros, and compare."
    formula: ClassVar[str] = r"\ell(y, z) = e^{z} - y\,z"

    @property
    def start(self) -> Experiment:
        """Visits to the doctor under squared loss."""
        return Experiment(dataset="doctor_visits", loss="squared", strength=0.0, steps=500)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """One task."""
        return (
            Task(
                "Never predict fewer than 0 visits, and get the mean right within 5 %.",
                never_negative,
                "Which loss is made for counts?",
                {"loss": "poisson"},
            ),
        )
