"""One example's loss: how it grows with the error."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task, other_settings
from explorer.training.history import History

ERRORS = np.array([0.01, 0.1, 1.0, 10.0])


def growth(experiment: Experiment) -> np.ndarray:
    """By which factor the loss grows where an error of either sign doubles, (2, 4); NaN where it costs nothing."""
    loss = experiment.make("loss")
    zero = np.zeros(ERRORS.size)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.array([loss.value(zero, 2 * sign * ERRORS) / loss.value(zero, sign * ERRORS) for sign in (1, -1)])


def grows_by(factor: float, experiment: Experiment) -> Progress:
    """Whether twice the error costs ``factor`` times the loss, at every error."""
    if experiment.make("loss").task != "regression":
        return other_settings("This loss is for classes or counts. Choose one for numbers.")
    found = growth(experiment)
    name = experiment.make("loss").name
    if not np.isfinite(found).all():
        return other_settings(f"Under {name} small errors cost nothing.")
    done = bool(np.allclose(found, factor, rtol=1e-6))
    low, high = found.min(), found.max()
    times = f"{low:.2g} times" if np.isclose(low, high, rtol=1e-3) else f"between {low:.2g} and {high:.2g} times"
    return Progress(done, f"Under {name}, twice the error costs {times} as much.", f"The goal: exactly {factor:g} times.")


def doubles(experiment: Experiment, _: History) -> Progress:
    """Twice the error, twice the loss."""
    return grows_by(2.0, experiment)


def quadruples(experiment: Experiment, _: History) -> Progress:
    """Twice the error, four times the loss."""
    return grows_by(4.0, experiment)


@dataclass(frozen=True)
class OneLoss(Lesson):
    """The loss of a single example."""

    id: ClassVar[str] = "one-loss"
    name: ClassVar[str] = "What one error costs"
    rank: ClassVar[int] = 10
    summary: ClassVar[str] = "A loss turns one wrong prediction into one number."
    page: ClassVar[str] = "loss_cost"
    question: ClassVar[str] = "A prediction is off by 2 instead of by 1. Is that twice as bad, or worse?"
    payoff: ClassVar[str] = "The loss decides. Straight sides: twice as bad. A parabola: four times as bad."
    picture: ClassVar[str] = "loss"
    next_try: ClassVar[str] = "Go back to Huber: it is a parabola in the middle and straight outside."
    own_data: ClassVar[bool] = False
    formula: ClassVar[str] = r"|2r| = 2\,|r| \qquad (2r)^2 = 4\,r^2"

    @property
    def start(self) -> Experiment:
        """Numbers, under a loss that is neither."""
        return Experiment(dataset="line", loss="huber", strength=0.0, steps=200)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """First straight, then a parabola."""
        return (
            Task(
                "Choose a loss that doubles, exactly, when the error doubles.",
                doubles,
                "Look for a curve made of two straight lines.",
                {"loss": "absolute"},
            ),
            Task(
                "Now choose one that grows to four times its size when the error doubles.",
                quadruples,
                "A parabola has this property: r² becomes 4 r².",
                {"loss": "squared"},
            ),
        )
