"""Why L1 gives zeros: its ball has corners, and they lie on the axes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task, other_settings
from explorer.training.history import History


def twins(experiment: Experiment, history: History) -> tuple[float, float]:
    """The weights of the two features that are nearly the same."""
    names = experiment.problem().names
    w = history.weights[-1]
    return float(w[names.index("twin a")]), float(w[names.index("twin b")])


def on_a_corner(experiment: Experiment, history: History) -> Progress:
    """One twin at exactly zero, the other not."""
    if experiment.model != "linear":
        return other_settings("Use the linear model.")
    a, b = twins(experiment, history)
    done = (a == 0.0) != (b == 0.0)
    return Progress(done, f"At the end the twins' weights are {a:.3g} and {b:.3g}.", "The goal: one of them exactly 0.")


def shared(experiment: Experiment, history: History) -> Progress:
    """Both twins with nearly the same weight, clearly not zero; how far apart is a share of the larger one."""
    if experiment.model != "linear":
        return other_settings("Use the linear model.")
    a, b = twins(experiment, history)
    largest = max(abs(a), abs(b))
    apart = abs(a - b) / largest if largest else np.inf
    done = apart <= 0.1 and min(abs(a), abs(b)) > 0.2
    share = f", {100 * apart:.0f} % apart" if largest else ""
    return Progress(
        done, f"At the end the twins' weights are {a:.3g} and {b:.3g}{share}.", "The goal: at most 10 %, both above 0.2."
    )


@dataclass(frozen=True)
class WhyCorners(Lesson):
    """Two features that say the same, and how each penalty divides the work."""

    id: ClassVar[str] = "why-corners"
    name: ClassVar[str] = "Why L1 has corners"
    rank: ClassVar[int] = 80
    summary: ClassVar[str] = "The set of weights with equal L1 penalty is a diamond; its corners lie on the axes."
    page: ClassVar[str] = "surface"
    question: ClassVar[str] = "Two features say nearly the same. Should both share the work, or one do it all?"
    payoff: ClassVar[str] = "L1's diamond meets equal data loss at a corner: one weight is 0. L2's circle has none."
    picture: ClassVar[str] = "surface_l1"
    choices: ClassVar[Mapping[str, str]] = {"draw": "corner"}
    next_try: ClassVar[str] = "Use the elastic net: a diamond with bulging sides, between the two."
    formula: ClassVar[str] = r"|w_1| + |w_2| = c \qquad w_1^2 + w_2^2 = c"

    @property
    def start(self) -> Experiment:
        """The twins, without a penalty in force."""
        return Experiment(dataset="twins", strength=0.0, steps=2000, plane_x=0, plane_y=1)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Shared, then not."""
        return (
            Task(
                "Make the two twins share: weights at most 10 % apart, both above 0.2.",
                shared,
                "L2's curve is a circle, without corners. Try L2 at a strength of about 0.5.",
                {"penalty": "l2", "strength": 0.5},
            ),
            Task(
                "Now make one twin's weight exactly zero, and keep the other.",
                on_a_corner,
                "Which penalty's curve has corners on the axes?",
                {"penalty": "l1", "strength": 0.1},
            ),
        )
