"""Outliers, and losses that let them pull less."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task, other_settings
from explorer.training.history import History

TRUE_SLOPE = 2.0
NEAR = 0.15


def slope(experiment: Experiment, history: History) -> float:
    """The slope of the fitted line in original units."""
    scaling = experiment.prepared().scaling
    return float(history.weights[-1][0] * scaling.y_scale / scaling.x_scale[0])


def near_the_truth(experiment: Experiment, history: History) -> Progress:
    """The line is as steep as the rule behind the data."""
    if experiment.model != "linear":
        return other_settings("Use the linear model.")
    found = slope(experiment, history)
    done = abs(found - TRUE_SLOPE) <= NEAR
    return Progress(
        done,
        f"At the end the line climbs {found:.2f} per unit of x; the true line climbs 2.",
        f"Get within {NEAR:g} of 2.",
    )


def all_the_same(experiment: Experiment, history: History) -> Progress:
    """The same, with the outliers there and no penalty to bend the slope."""
    if experiment.strength > 0 and not experiment.make("penalty").is_zero():
        return other_settings("Set the strength to 0: here the loss alone should do it.")
    return near_the_truth(experiment, history)


@dataclass(frozen=True)
class Outliers(Lesson):
    """A few examples far off, and how far they drag a line."""

    id: ClassVar[str] = "outliers"
    name: ClassVar[str] = "Outliers"
    rank: ClassVar[int] = 40
    summary: ClassVar[str] = "Under a steep loss a few examples far off drag the whole fit."
    question: ClassVar[str] = "A tenth of the points are wrong. Must the line follow them?"
    payoff: ClassVar[str] = "Squared loss pulls harder the larger the error; a loss with straight sides does not."
    picture: ClassVar[str] = "fit"
    next_try: ClassVar[str] = "Drag one of the outliers farther up, and see whether the line still follows."
    formula: ClassVar[str] = r"\frac{d}{dr}\,r^2 = 2r \qquad \frac{d}{dr}\,|r| = \pm 1"

    @property
    def start(self) -> Experiment:
        """A line with outliers, under squared loss."""
        return Experiment(dataset="line", loss="squared", strength=0.0)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """One task."""
        return (
            Task(
                "Most points follow a line that climbs 2 per unit of x. Find a loss that fits this line.",
                all_the_same,
                "Absolute loss pulls equally hard at every error. So does Huber beyond delta: try a small delta.",
                {"loss": "absolute"},
            ),
        )
