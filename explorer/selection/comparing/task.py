"""A comparison as work for another process: what was asked for, in an object that travels, and the pieces that come back."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.datasets.base import Dataset
from explorer.losses.base import Loss
from explorer.models.base import Model
from explorer.penalties.base import Penalty
from explorer.selection.comparing.compare import Strengths, begin_comparison
from explorer.selection.comparing.comparing import Comparing, Done
from explorer.selection.comparing.setup import Setup
from explorer.selection.comparing.training_parts import Fill
from explorer.selection.metrics import Metric

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Found:
    """A path that was found, and how many seconds that took."""

    done: Done
    seconds: float


@dataclass(frozen=True, eq=False)
class ComparisonTask:
    """The arguments of `compare`, to be carried out elsewhere.

    Its pieces are the `Setup`, then a `Found` for each path; `Progress` reads them.
    """

    dataset: Dataset
    losses: tuple[Loss, ...]
    penalties: tuple[Penalty, ...]
    strengths: Strengths
    metric: str | Metric | None
    folds: int
    repeats: int
    seed: int
    nested: int
    groups: tuple[str, ...] | None = None
    model: Model | None = None
    standardise: bool = True
    fill: Fill | None = None

    def pieces(self) -> Iterator[Setup | Found]:
        """Everything as it is found. Raises ``ValueError`` as `compare` does."""
        began = time.monotonic()
        state = begin_comparison(
            self.dataset, self.losses, self.penalties, self.strengths, self.metric, self.folds, self.repeats, self.seed,
            nested=self.nested, groups=self.groups, model=self.model, standardise=self.standardise, fill=self.fill,
        )  # fmt: skip
        yield state.setup
        for further in state.steps():
            now = time.monotonic()
            yield Found(further.found[-1], now - began)
            began = now


@dataclass(frozen=True, eq=False)
class Progress:
    """How far a comparison is, by the pieces that have come: ``state`` is None before the first."""

    state: Comparing | None
    seconds: tuple[float, ...]

    @staticmethod
    def of(pieces: Sequence[object]) -> Progress:
        """What some pieces come to.

        >>> Progress.of([]).share
        0.0
        """
        setup = next((piece for piece in pieces if isinstance(piece, Setup)), None)
        found = [piece for piece in pieces if isinstance(piece, Found)]
        state = None if setup is None else Comparing(setup, tuple(piece.done for piece in found))
        return Progress(state, tuple(piece.seconds for piece in found))

    @property
    def share(self) -> float:
        """The share of the paths that are found, 0 to 1."""
        return 0.0 if self.state is None else self.state.done / self.state.count

    @cached_property
    def of_candidates(self) -> tuple[tuple[str, int, int], ...]:
        """The name of each candidate, how many of its paths are found, and how many it has."""
        if self.state is None:
            return ()
        done = [found.job.candidate for found in self.state.found]
        every = [job.candidate for job in self.state.setup.jobs()]
        return tuple(
            (one.name, done.count(i), every.count(i)) for i, one in enumerate(self.state.setup.candidates)
        )  # fmt: skip

    @cached_property
    def left(self) -> float | None:
        """The seconds that the rest will take: a path like the mean of those of its candidate, of all where there is none yet.

        None before the first path is found.
        """
        if self.state is None or not self.seconds:
            return None
        spent: dict[int, list[float]] = {}
        for found, seconds in zip(self.state.found, self.seconds, strict=True):
            spent.setdefault(found.job.candidate, []).append(seconds)
        usual = sum(self.seconds) / len(self.seconds)
        rest = list(self.state.setup.jobs())[self.state.done :]
        means = {one: sum(each) / len(each) for one, each in spent.items()}
        return sum(means.get(job.candidate, usual) for job in rest)

    @cached_property
    def whole_repeats(self) -> tuple[int, ...]:
        """How many whole repeats there are of each candidate: results are others where this is, and at the end."""
        return () if self.state is None else (*self.state.whole_repeats, self.state.finished)
