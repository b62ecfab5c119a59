"""Overfitting, and two ways to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task, other_settings
from explorer.training.history import History

TRAINING, HIGH, LOW = 0.3, 0.65, 0.6


def too_bent(_: Experiment, history: History) -> Progress:
    """The training loss is low and validation high."""
    data, validation = float(history.data[-1]), float(history.validation[-1])
    return Progress(
        data < TRAINING and validation > HIGH,
        f"At the end training is {data:.3f}, validation {validation:.3f}.",
        f"The goal: below {TRAINING:g} and above {HIGH:g}.",
    )


def mended(experiment: Experiment, history: History) -> Progress:
    """Validation is low again, with the same model."""
    if experiment.model != "polynomial" or experiment.params["model.degree"] not in (9, 10):
        return other_settings("Keep the polynomial of degree 9.")
    validation = float(history.validation[-1])
    return Progress(validation < LOW, f"At the end validation is {validation:.3f}.", f"The goal: below {LOW:g}.")


@dataclass(frozen=True)
class OverfitAndFix(Lesson):
    """A curve through chance."""

    id: ClassVar[str] = "overfit-and-fix"
    name: ClassVar[str] = "Overfit, then fix it"
    rank: ClassVar[int] = 100
    summary: ClassVar[str] = "A flexible model fits chance; a penalty, or stopping early, keeps it from that."
    question: ClassVar[str] = "If the training loss is lower, is the model better?"
    payoff: ClassVar[str] = "Not always: on new examples the curve was worse. A larger strength makes it smoother."
    picture: ClassVar[str] = "fit"
    next_try: ClassVar[str] = "Leave the strength at 0 and stop at the step where validation is lowest."
    formula: ClassVar[str] = r"\text{validation} - \text{training} = \text{how far the model overfits}"

    @property
    def start(self) -> Experiment:
        """A straight line."""
        return Experiment(dataset="line", model="linear", strength=0.0, steps=2000)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Break, then mend."""
        return (
            Task(
                f"Overfit: training loss below {TRAINING:g}, and validation above {HIGH:g}.",
                too_bent,
                "Choose the polynomial model and raise its degree to 9.",
                {"model": "polynomial", "model.degree": 9},
            ),
            Task(
                f"Now bring validation below {LOW:g}, with the polynomial of degree 9.",
                mended,
                "Raise the strength to about 0.1, or shorten the run.",
                {"model": "polynomial", "model.degree": 9, "strength": 0.1},
            ),
        )
