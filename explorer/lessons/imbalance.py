"""A rare class, and weights that make it count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task
from explorer.training.history import History

SHARE = 0.85


def found_shares(experiment: Experiment, history: History) -> tuple[float, float]:
    """The share of the held-out examples of each class that are put into it, the first class first."""
    held = experiment.prepared().validation
    if held is None:
        return 0.0, 0.0
    z = experiment.problem().network.at(held.X).predict(history.weights[-1])
    return float(np.mean(z[held.y == -1.0] < 0)), float(np.mean(z[held.y == 1.0] > 0))


def both_found(experiment: Experiment, history: History) -> Progress:
    """Most of either class, on examples not used in training."""
    common, rare = found_shares(experiment, history)
    return Progress(
        min(common, rare) >= SHARE,
        f"At the end {100 * common:.0f} % of A and {100 * rare:.0f} % of B are found in validation.",
        f"The goal: {100 * SHARE:.0f} % of both.",
    )


@dataclass(frozen=True)
class Imbalance(Lesson):
    """One class has a tenth of the examples of the other."""

    id: ClassVar[str] = "imbalance"
    name: ClassVar[str] = "A rare class"
    rank: ClassVar[int] = 120
    summary: ClassVar[str] = "Where one class is rare, a model that overlooks it is right most of the time."
    question: ClassVar[str] = "Nine of ten examples are A. Why not always answer A?"
    payoff: ClassVar[str] = "With balanced weights both classes count the same in the cost, and the border moves."
    picture: ClassVar[str] = "fit"
    next_try: ClassVar[str] = "Give class B a weight of 50: now A is overlooked."
    formula: ClassVar[str] = r"J(w) = \frac{\sum_i s_i\,\ell_i(w)}{\sum_i s_i},\quad s_i = \frac{n}{2\,n_{\text{class}}}"

    @property
    def start(self) -> Experiment:
        """Two blobs, of which one has lost nine of ten training examples."""
        return Experiment(dataset="blobs", balance=0.1, strength=0.01)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """One task."""
        return (
            Task(
                "Find at least 85 % of both classes among the validation examples.",
                both_found,
                "Open Weights of examples and balance the classes.",
                {"class_weight": "balanced"},
            ),
        )
