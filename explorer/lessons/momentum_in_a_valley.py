"""Momentum: through a narrow valley in far fewer steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task, other_settings
from explorer.path.optimum import optimum
from explorer.training.history import History

STEPS, NEAR = 200, 0.05


def near_the_minimum(experiment: Experiment, history: History) -> Progress:
    """The weights are near those of the minimum after so many full-batch steps."""
    if experiment.strength != 0.0 or experiment.model != "linear" or experiment.loss != "squared":
        return other_settings("Keep the loss, the model and strength 0; change only the optimizer.")
    best = optimum(experiment.problem())
    row = int(np.searchsorted(history.steps, STEPS))
    if best is None or row >= len(history.steps) or history.status == "diverged":
        return other_settings(f"The run has to reach step {STEPS}.")
    length = float(np.linalg.norm(best.weights))
    apart = float(np.linalg.norm(history.weights[row] - best.weights)) / length
    off = f"{100 * apart:.1f} % off those with the lowest cost"
    return Progress(apart <= NEAR, f"At step {STEPS} the weights are {off}.", f"The goal: at most {100 * NEAR:.0f} %.")


@dataclass(frozen=True)
class MomentumInAValley(Lesson):
    """The steps of plain descent are held down by the steepest direction."""

    id: ClassVar[str] = "momentum"
    name: ClassVar[str] = "Momentum in a valley"
    rank: ClassVar[int] = 130
    summary: ClassVar[str] = "Momentum keeps part of each step, so that steps add up along a valley and cancel across it."
    question: ClassVar[str] = "A larger rate would blow up. Must the flat direction take thousands of steps?"
    payoff: ClassVar[str] = "Momentum adds up the steps along the valley: hundreds of steps instead of thousands."
    picture: ClassVar[str] = "weights"
    next_try: ClassVar[str] = "Pin this run and race Nesterov and Adam against it."
    formula: ClassVar[str] = r"v \leftarrow \beta v + \nabla J(w),\qquad w \leftarrow w - \eta\,v"

    @property
    def start(self) -> Experiment:
        """Correlated features, plain descent, no penalty."""
        return Experiment(strength=0.0)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """One task."""
        return (
            Task(
                f"Get the weights within {100 * NEAR:.0f} % of the minimum by step {STEPS}.",
                near_the_minimum,
                "Plain gradient descent is 50 % off then. Which optimizer keeps part of its last step?",
                {"solver": "momentum"},
            ),
        )
