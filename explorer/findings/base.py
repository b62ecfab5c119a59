"""What a finding is: something that a run shows from one step to another, said in a sentence, with what to press next."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, ClassVar

import numpy as np

from explorer.core.registry import Entry
from explorer.cost.problem import Problem
from explorer.experiment.experiment import Experiment
from explorer.training.history import History

Array = np.ndarray
LOOKED_AT = 60
"""So many rows of a stretch are looked at where each takes all examples."""


@dataclass(frozen=True)
class Press:
    """A button beside a finding: its label, the settings it changes, and the id of the page that it opens."""

    label: str
    settings: Mapping[str, Any] = field(default_factory=dict)
    page: str = ""


@dataclass(frozen=True)
class Told:
    """A sentence that holds for the run up to each step from ``first`` to ``last``, both included."""

    first: int
    last: int
    sentence: str
    presses: tuple[Press, ...] = ()


@dataclass(frozen=True, eq=False)
class Stretch:
    """The kept rows of a run under one set of settings: from the start, or behind a change, to the next change or the end.

    ``experiment`` has the settings that hold there, without changes. Arrays are as in `History`, with m rows.
    """

    experiment: Experiment
    problem: Problem
    steps: Array
    weights: Array
    data: Array
    total: Array
    validation: Array
    rate: float
    batch: int | None
    run: Experiment
    """The whole run, changes included."""
    start: Array
    """The weights (p,) that the whole run starts from."""
    ends: bool
    """Whether the run ends here."""
    rivals: tuple[tuple[Experiment, History], ...]

    def told(self, first: int, last: int, sentence: str, presses: tuple[Press, ...] = ()) -> Told:
        """A sentence that holds from one of these rows to another."""
        return Told(int(self.steps[first]), int(self.steps[last]), sentence, presses)

    @cached_property
    def looked_at(self) -> Array:
        """Some evenly spaced rows, for what is worked out example by example; what holds at one is told up to the next."""
        return np.unique(np.linspace(0, len(self.steps) - 1, LOOKED_AT).astype(int))

    def told_at(self, first: int, last: int, sentence: str, presses: tuple[Press, ...] = ()) -> Told:
        """A sentence that holds from one of the rows `looked_at` to another, by their places among these."""
        behind = np.append(self.looked_at, len(self.steps))[last + 1]
        return self.told(int(self.looked_at[first]), int(behind) - 1, sentence, presses)

    @property
    def whole(self) -> bool:
        """Whether nothing was changed on the way."""
        return not self.run.changes


def stretches(experiment: Experiment, history: History, rivals: Sequence[tuple[Experiment, History]] = ()) -> Iterator[Stretch]:
    """A run cut at its changes; a row at which a change was made belongs to the settings before.

    None of a run that diverged: all that its last rows show is that.
    """
    if history.status == "diverged":
        return
    of_row = history.stage_of(history.steps)
    for i, run in enumerate(history.runs):
        rows = np.flatnonzero(of_row == i)
        if not rows.size:
            continue
        which = slice(rows[0], rows[-1] + 1)
        stage = history.stages[i]
        yield Stretch(
            experiment.phases[i][1],
            stage.problem,
            history.steps[which],
            history.weights[which],
            history.data[which],
            history.total[which],
            history.validation[which],
            run.rate,
            stage.batch,
            experiment,
            history.weights[0],
            i == len(history.runs) - 1,
            tuple(rivals),
        )


class Finding(Entry, ABC):
    """One thing that a run can show. ``summary`` is a sentence that says why it happens; the lowest rank is told first.

    ``lesson`` is the id of the lesson about it, "" where there is none.
    """

    lesson: ClassVar[str] = ""

    @abstractmethod
    def told(self, stretch: Stretch) -> list[Told]:
        """Where in these rows it is seen; empty where it is not."""


@dataclass(frozen=True)
class Found:
    """What is told of a run, and by which finding."""

    finding: Finding
    told: Told


def spans(holds: Array) -> list[tuple[int, int]]:
    """The first and the last row of each run of rows (m,) for which ``holds`` (m,).

    >>> spans(np.array([True, True, False, True, False, False]))
    [(0, 1), (3, 3)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], holds, [False]]).astype(int)))
    return [(int(first), int(behind) - 1) for first, behind in zip(edges[::2], edges[1::2], strict=True)]


def at_step(found: Sequence[Found], step: int, most: int = 2) -> list[Found]:
    """What is told at a step: at most ``most``, the lowest rank first, of one finding the latest alone."""
    latest: dict[str, Found] = {}
    for one in found:
        if one.told.first <= step <= one.told.last:
            latest[one.finding.id] = one
    return sorted(latest.values(), key=lambda one: one.finding.rank)[:most]
