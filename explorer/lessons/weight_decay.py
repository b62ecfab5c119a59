"""Under Adam, L2 is not weight decay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task, other_settings
from explorer.path.optimum import optimum
from explorer.training.history import History

STRENGTH = 0.5


def apart_from_ridge(experiment: Experiment, history: History) -> float | None:
    """How far the weights end from the minimum of the cost, as a share of it."""
    best = optimum(experiment.problem())
    if best is None or history.status == "diverged":
        return None
    return float(np.linalg.norm(history.weights[-1] - best.weights) / np.linalg.norm(best.weights))


def _kept(experiment: Experiment) -> bool:
    return experiment.penalty == "l2" and experiment.strength == STRENGTH and experiment.loss == "squared"


def reaches(experiment: Experiment, history: History) -> Progress:
    """Adam with L2 in the gradient ends at the minimum of the cost."""
    if not _kept(experiment) or experiment.solver != "adam":
        return other_settings(f"Use Adam, with squared loss and L2 at strength {STRENGTH:g}.")
    apart = apart_from_ridge(experiment, history)
    return Progress(
        apart is not None and apart < 0.01,
        "The run blew up, or the model is not linear."
        if apart is None
        else f"At the end the run is {100 * apart:.1f} % off the minimum.",
        "The goal: less than 1 % off the minimum.",
    )


def ends_elsewhere(experiment: Experiment, history: History) -> Progress:
    """The same strength, as decay beside the gradient, ends elsewhere."""
    if not _kept(experiment):
        return other_settings(f"Keep squared loss and L2 at strength {STRENGTH:g}; change the optimizer.")
    apart = apart_from_ridge(experiment, history)
    settled = history.status != "diverged" and float(np.abs(np.diff(history.total[-50:])).max(initial=0.0)) < 1e-3
    decoupled = experiment.make("solver").decoupled
    return Progress(
        apart is not None and apart > 0.1 and settled and decoupled,
        "The run blew up, or the model is not linear."
        if apart is None
        else f"At the end the run is {100 * apart:.0f} % off the cost's minimum.",
        "The goal: above 10 %, with weight decay.",
    )


@dataclass(frozen=True)
class WeightDecay(Lesson):
    """The same number, two meanings."""

    id: ClassVar[str] = "weight-decay"
    name: ClassVar[str] = "L2 is not weight decay"
    rank: ClassVar[int] = 150
    summary: ClassVar[str] = "Adam rescales the gradient, the penalty's part too; AdamW shrinks the weights separately."
    question: ClassVar[str] = "L2 in the gradient, or shrinking the weights in each step: is that the same under Adam?"
    payoff: ClassVar[str] = "It is not: AdamW takes the same share off each weight, and ends off the cost's minimum."
    picture: ClassVar[str] = "weights"
    next_try: ClassVar[str] = "Try plain gradient descent: there, L2 and weight decay are the same."
    formula: ClassVar[str] = r"w \leftarrow w - \eta\left(\frac{\hat m}{\sqrt{\hat v}} + \lambda w\right)"

    @property
    def start(self) -> Experiment:
        """Plain descent with L2."""
        return Experiment(strength=STRENGTH, steps=3000, rate=0.01, schedule="constant")

    @property
    def tasks(self) -> tuple[Task, ...]:
        """With L2, then beside it."""
        return (
            Task(
                "Reach the minimum of the cost with Adam.",
                reaches,
                "Choose Adam as the optimizer; the strength stays.",
                {"solver": "adam"},
            ),
            Task(
                "Now use the same strength as weight decay, separate from the gradient.",
                ends_elsewhere,
                "The W in AdamW stands for weight decay.",
                {"solver": "adamw"},
            ),
        )
