"""L1: weights become exactly zero."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from explorer.cost.weight_norms import nonzero
from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task
from explorer.training.history import History


def keeps(wanted: int, experiment: Experiment, history: History) -> Progress:
    """Exactly so many weights are not zero at the end, with the penalty alone to do it."""
    kept = int(nonzero(experiment.problem(), history.weights[-1:])[0])
    return Progress(
        kept == wanted,
        f"At the end {kept} of {len(experiment.problem().data.features)} weights are not zero.",
        f"The goal: {wanted}.",
    )


def useful(experiment: Experiment, history: History) -> Progress:
    """Three weights, and a validation loss that is near that of all ten."""
    few = keeps(3, experiment, history)
    if not few.done:
        return few
    validation = float(history.validation[-1]) if history.validation.size else float("nan")
    problem = experiment.problem()
    names = [
        name for name, w, free in zip(problem.names, history.weights[-1], problem.network.penalised, strict=True) if free and w
    ]
    left = f"At the end {', '.join(names)} are left, and validation is {validation:.3f}."
    return Progress(validation < 0.75, left, "The goal: below 0.75.")


@dataclass(frozen=True)
class L1Zeroes(Lesson):
    """Choosing features by a penalty."""

    id: ClassVar[str] = "l1-zeroes"
    name: ClassVar[str] = "L1 sets weights to zero"
    rank: ClassVar[int] = 70
    summary: ClassVar[str] = "L1 sets the weights of the least useful features to exactly zero."
    question: ClassVar[str] = "Which of ten features would you keep, if only a few may stay?"
    payoff: ClassVar[str] = "L1 keeps the features that lower the loss most, and drops the others altogether."
    picture: ClassVar[str] = "weights"
    next_try: ClassVar[str] = "Open Shrinkage and see in which order the weights leave zero."
    formula: ClassVar[str] = r"\Omega(w) = \sum_j |w_j|"

    @property
    def start(self) -> Experiment:
        """The diabetes data under L2."""
        return Experiment()

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Six, then three."""
        return (
            Task(
                "Keep exactly six of the ten weights, with the others at zero.",
                partial(keeps, 6),
                "L2 never gets there. Choose L1 and a strength of about 0.1.",
                {"penalty": "l1", "strength": 0.1},
            ),
            Task(
                "Keep three, with validation below 0.75.",
                useful,
                "Raise the strength slowly from there, to about 0.5.",
                {"penalty": "l1", "strength": 0.5},
            ),
        )
