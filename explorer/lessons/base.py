"""What a lesson is: a question, a start, tasks that are checked by the run itself, and what one has seen at the end."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from explorer.core.registry import Entry
from explorer.core.text import three_figures
from explorer.experiment.experiment import Experiment
from explorer.training.history import History

Array = np.ndarray


@dataclass(frozen=True)
class Progress:
    """How far a task is: ``done``, a sentence with the number that decides, and the ``goal``, told until it is reached.

    ``other`` where the settings are not those that the task is about: then the sentence says which are.
    """

    done: bool
    says: str
    goal: str = ""
    other: bool = False

    @property
    def told(self) -> str:
        """The number, and as long as it is not reached the goal.

        >>> Progress(False, "At the end 6 weights are left.", "The goal: 3.").told
        'At the end 6 weights are left. The goal: 3.'
        """
        return self.says if self.done or not self.goal else f"{self.says} {self.goal}"


def other_settings(says: str) -> Progress:
    """Not done, since the settings are not those that the task is about; the sentence says which are."""
    return Progress(False, says, other=True)


@dataclass(frozen=True)
class Task:
    """One thing to do.

    ``check`` looks at the experiment and its run, never at what was pressed; ``hint`` helps after a while; ``solution`` are
    settings that solve it, from the start of the lesson on (every setting, also for tasks before).
    """

    text: str
    check: Callable[[Experiment, History], Progress]
    hint: str
    solution: Mapping[str, Any]


class Lesson(Entry, ABC):
    """A lesson. ``name`` is its title, ``rank`` its place in the order, ``page`` the id of the page on which it is done.

    ``question`` opens it; ``payoff`` says what was seen, in the chart named ``picture``; ``next_try`` is one thing to try
    then; ``formula`` (LaTeX) is what lies behind it. ``choices`` of how the page shows it, by their names in a link,
    are those with which the picture is there; none where it is in any case.
    """

    page: ClassVar[str] = "train"
    question: ClassVar[str]
    payoff: ClassVar[str]
    picture: ClassVar[str]
    next_try: ClassVar[str]
    formula: ClassVar[str]
    choices: ClassVar[Mapping[str, str]] = {}
    own_data: ClassVar[bool] = True
    """Whether its tasks are about the data that it starts with, and no others."""

    @property
    @abstractmethod
    def start(self) -> Experiment:
        """The experiment with which it begins."""

    @property
    @abstractmethod
    def tasks(self) -> tuple[Task, ...]:
        """One to three tasks, in order."""

    def progress(self, task: Task, experiment: Experiment, history: History) -> Progress:
        """How far a task is with an experiment and its run; on other data than the lesson's, how to come back.

        A check is given the settings that hold at the end: those that were changed in mid-run count.
        """
        now = experiment.now
        if self.own_data and not same_data(now, start := self.start):
            name = start.make("dataset").name
            return other_settings(f"This lesson uses the data “{name}” unchanged. Go back to the lesson's start.")
        return task.check(now, history)

    def afterwards(self, experiment: Experiment, history: History) -> str:
        """The number of the last task for whatever run follows, once all are done; empty where that says nothing of this run.

        Examples may be moved then: ``next_try`` may ask for it.
        """
        now = experiment.now
        if self.own_data and not same_data(now.change(edits=()), self.start.change(edits=())):
            return ""
        found = self.tasks[-1].check(now, history)
        return "" if found.other else found.says

    def solved(self, task: Task) -> Experiment:
        """The experiment that solves a task."""
        return self.start.with_settings(task.solution)


def same_data(experiment: Experiment, start: Experiment) -> bool:
    """Whether an experiment is still about the data and examples of a lesson's start."""
    names = ("dataset", "noise", "flips", "balance", "edits")
    own = [v for k, v in experiment.params.items() if k.startswith("dataset.")]
    return all(getattr(experiment, n) == getattr(start, n) for n in names) and own == [
        v for k, v in start.params.items() if k.startswith("dataset.")
    ]


def below(value: float, limit: float, what: str) -> Progress:
    """Whether a number is below a limit, in words.

    >>> below(0.52, 0.45, "Validation").told
    'Validation is 0.52. Get it below 0.45.'
    """
    done = bool(np.isfinite(value) and value < limit)
    text = three_figures(value) if np.isfinite(value) else "not a number"
    return Progress(done, f"{what} is {text}.", f"Get it below {three_figures(limit)}.")
