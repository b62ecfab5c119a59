"""From the losses of single examples to the cost of a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.core.text import three_figures
from explorer.experiment.experiment import Experiment
from explorer.lessons.base import Lesson, Progress, Task
from explorer.training.history import History

LOW, HIGH = 0.08, 0.12


def penalty_share(_: Experiment, history: History) -> Progress:
    """The penalty makes about a tenth of the cost at the end."""
    total = float(history.total[-1])
    share = float(history.penalty[-1]) / total if total else 0.0
    done = LOW <= share <= HIGH
    return Progress(done, f"At the end the penalty is {100 * share:.0f} % of the cost.", "The goal: 8 to 12 %.")


def no_penalty(_: Experiment, history: History) -> Progress:
    """The cost is the data loss alone at the end, where the weights are not zero any more."""
    done = bool(history.penalty[-1] == 0.0)
    added = three_figures(float(history.penalty[-1]))
    equal = "At the end cost and data loss are equal."
    return Progress(done, equal if done else f"At the end the penalty adds {added} to the cost.", "The goal: 0.")


@dataclass(frozen=True)
class LossToCost(Lesson):
    """The mean of all losses, and a price on the weights."""

    id: ClassVar[str] = "loss-to-cost"
    name: ClassVar[str] = "From loss to cost"
    rank: ClassVar[int] = 20
    summary: ClassVar[str] = "The cost is the mean loss of all examples plus strength × penalty."
    page: ClassVar[str] = "loss_cost"
    question: ClassVar[str] = "A model makes hundreds of errors. Which one number should training lower?"
    payoff: ClassVar[str] = "The cost is the mean loss plus the penalty; the strength sets how much that counts."
    picture: ClassVar[str] = "sum"
    next_try: ClassVar[str] = "Open “By hand” on this page: four examples with a cost of 0.265, number by number."
    formula: ClassVar[str] = r"J(w) = \frac{1}{n}\sum_i \ell_i(w) + \lambda\,\Omega(w)"

    @property
    def start(self) -> Experiment:
        """The diabetes data with a weak penalty."""
        return Experiment(steps=200)

    @property
    def tasks(self) -> tuple[Task, ...]:
        """Nothing, then a tenth."""
        return (
            Task(
                "Make the final cost equal to the final data loss: let the penalty add nothing.",
                no_penalty,
                "At strength 0 the penalty adds nothing.",
                {"strength": 0.0},
            ),
            Task(
                "Now make the penalty about a tenth of the final cost (8 to 12 %).",
                penalty_share,
                "Choose L2 and raise the strength. Too much, and the weights get so small that the penalty falls again.",
                {"strength": 0.63},
            ),
        )
