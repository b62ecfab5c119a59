"""What a comparison is of: everything that was decided before the first path."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.cost.problem import Problem
from explorer.datasets.base import Dataset
from explorer.models.base import Model
from explorer.selection.comparing.candidates import Candidate
from explorer.selection.comparing.training_parts import Fill, Part, part
from explorer.selection.comparing.trivial import Trivial
from explorer.selection.metrics import Metric

Array = np.ndarray


@dataclass(frozen=True)
class Job:
    """One path to find: of a candidate, in a repeat, with one fold held out, or two for the choice inside the others."""

    candidate: int
    repeat: int
    out: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Setup:
    """A comparison before it is begun.

    ``strengths`` are the grids (k,), one a candidate; ``folds`` (repeats, n) says which of ``count`` folds holds each example
    out; in the first ``nested`` repeats the choice is made again inside each fold. ``left_out`` are names and the sentences
    that say why those cannot be compared.
    """

    data: Dataset
    model: Model
    candidates: tuple[Candidate, ...]
    trivial: tuple[Trivial, ...]
    strengths: tuple[Array, ...]
    metric: Metric
    folds: Array
    count: int
    nested: int
    seed: int
    standardise: bool
    fill: Fill | None
    groups: tuple[str, ...] | None
    left_out: tuple[tuple[str, str], ...]

    @property
    def repeats(self) -> int:
        """How often the examples are dealt out."""
        return len(self.folds)

    def jobs(self) -> Iterator[Job]:
        """All paths: repeat by repeat each candidate on each fold, then those of the choices inside."""
        every, count = range(len(self.candidates)), self.count
        for repeat in range(self.repeats):
            yield from (Job(one, repeat, (fold,)) for one in every for fold in range(count))
        for repeat in range(self.nested):
            yield from (Job(one, repeat, (a, b)) for one in every for a in range(count) for b in range(a + 1, count))

    def part(self, repeat: int, out: tuple[int, ...]) -> Part:
        """What is trained on and held out."""
        return part(self.data, self.folds[repeat], out, self.standardise, self.model.intercept, self.fill)

    def problem(self, candidate: int, data: Dataset) -> Problem:
        """A candidate's problem on some data."""
        one = self.candidates[candidate]
        return Problem(data, self.model, one.loss, one.penalty, 0.0)

    def with_strengths(self, strengths: Sequence[Array]) -> Setup:
        """The same with these grids, one a candidate."""
        return replace(self, strengths=tuple(strengths))
