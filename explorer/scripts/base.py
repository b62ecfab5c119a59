"""What every kind of exported script has."""

from __future__ import annotations

from abc import ABC, abstractmethod

from explorer.experiment import Experiment
from explorer.text import number


class Kind(ABC):
    """Scripts for one library. One file in this folder each."""

    name: str
    rank: int = 100

    @abstractmethod
    def refusal(self, experiment: Experiment) -> str:
        """Why there is no script of this kind, in a sentence; empty where there is one."""

    @abstractmethod
    def text(self, experiment: Experiment) -> str:
        """The script."""


def heading(experiment: Experiment, what: str) -> str:
    """The first lines: what is minimised, on what, and how."""
    now, problem = experiment.now, experiment.problem()
    penalty = "no penalty"
    if problem.penalty.mixture(1.0) != (0.0, 0.0):
        penalty = f"{problem.penalty.name} at strength {number(now.strength)}"
    return (
        f'"""{what}\n\nThe cost is the mean of the {problem.loss.label} loss over {problem.n} examples, with {penalty}.\n'
        'Biases are not penalised. An experiment of Loss Explorer.\n"""'
    )


def joined(*blocks: str) -> str:
    """Blocks of lines with an empty line between, those that are empty left out."""
    return "\n\n".join(block for block in blocks if block) + "\n"
