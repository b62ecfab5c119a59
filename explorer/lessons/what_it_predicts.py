"""What a loss predicts: the mean, the median, a quantile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task
from explorer.training.history import History


def share_below(experiment: Experiment, history: History) -> float:
    """The share of the training examples at or below the prediction."""
    problem = experiment.problem()
    return float(np.mean(problem.data.y <= problem.network.predict(history.weights[-1])))


def between(low: float, high: float, experiment: Experiment, history: History) -> Progress:
    """Whether so many lie below the line."""
    share = share_below(experiment, history)
    done = low <= share <= high
    return Progress(
        done,
        f"At the end {100 * share:.0f} % of households are below the line.",
        f"The goal: {100 * low:.0f} to {100 * high:.0f} %.",
    )


def half(experiment: Experiment, history: History) -> Progress:
    """As many above as below."""
    return between(0.49, 0.51, experiment, history)


def nine_tenths(experiment: Experiment, history: History) -> Progress:
    """Nine of ten below."""
    return between(0.88, 0.92, experiment, history)


@dataclass(frozen=True)
class WhatItPredicts(Lesson):
    """The best constant under a loss, for every income."""

    id: ClassVar[str] = "what-it-predicts"
    name: ClassVar[str] = "What a loss predicts"
    rank: ClassVar[int] = 50
    summary: ClassVar[str] = "Squared loss aims at the mean, absolute loss at the median, quantile loss at a quantile."
    question: ClassVar[str] = "Should a forecast of food spending be too low as often as too high?"
    payoff: ClassVar[str] = "The loss decides what is predicted: a mean, a median, or a limit that one in ten exceeds."
    picture: ClassVar[str] = "fit"
    next_try: ClassVar[str] = "Set tau to 0.1 for the line that nine of ten households exceed."
    formula: ClassVar[str] = r"\ell_\tau(r) = \max\left(\tau r,\,(\tau - 1)\,r\right),\quad r = y - z"

    @property
    def start(self) -> Experiment:
        """Engel's households under squared loss."""
        return Experiment(dataset="engel", loss="squared", strength=0.0, steps=2000)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """The median, then a high quantile."""
        return (
            Task(
                "Get as many households below the line as above.",
                half,
                "The median has half on either side. Which loss has straight sides of equal steepness?",
                {"loss": "absolute"},
            ),
            Task(
                "Now get nine of ten households below the line.",
                nine_tenths,
                "Quantile loss has a tilt, tau: the share that ends up below.",
                {"loss": "quantile", "loss.tau": 0.9},
            ),
        )
