"""A comparison in progress: paths are found one by one, and there are results from the first repeat of the first loss on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from explorer.core.cached import cached
from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.path.regularization_path import path_weights
from explorer.selection.comparing.comparison import Comparison, not_finite, ordered
from explorer.selection.comparing.nested import nested_of
from explorer.selection.comparing.row import Row
from explorer.selection.comparing.setup import Job, Setup

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Done:
    """What a path has given: the metric (k,) on each set held out, and its weights (k, p), none where a choice is tried.

    ``missed`` says at how many strengths the lowest cost was not reached.
    """

    job: Job
    scores: tuple[Array, ...]
    weights: Array | None
    missed: int = 0


@dataclass(frozen=True, eq=False)
class Comparing:
    """A comparison of which some paths are found; `advance` gives one with one more.

    Nothing is written to, so a page can keep one, do a path at each rerun, show `so_far`, and drop it to cancel.
    """

    setup: Setup
    found: tuple[Done, ...] = ()

    @cached_property
    def _jobs(self) -> tuple[Job, ...]:
        return tuple(self.setup.jobs())

    @property
    def done(self) -> int:
        """How many paths are found."""
        return len(self.found)

    @property
    def count(self) -> int:
        """How many paths there are in all."""
        return len(self._jobs)

    @property
    def finished(self) -> bool:
        """Whether no path is left."""
        return self.done == self.count

    @property
    def next(self) -> str:
        """What is done next, for a progress line: the candidate's name, the fold and the repeat; empty when finished."""
        if self.finished:
            return ""
        job = self._jobs[self.done]
        name, folds = self.setup.candidates[job.candidate].name, " and ".join(str(fold + 1) for fold in job.out)
        return f"{name}, fold{'s' if len(job.out) > 1 else ''} {folds}, repeat {job.repeat + 1}"

    def advance(self, checkpoint: Checkpoint = no_checkpoint) -> Comparing:
        """With the next path found. ``checkpoint`` is called now and then meanwhile, and may raise to stop."""
        if self.finished:
            return self
        checkpoint()
        return replace(self, found=(*self.found, self._done(self._jobs[self.done], checkpoint)))

    def steps(self, checkpoint: Checkpoint = no_checkpoint) -> Iterator[Comparing]:
        """The states after each path that is left, as they come."""
        state = self
        while not state.finished:
            state = state.advance(checkpoint)
            yield state

    def run(self, progress: Callable[[Comparing], object] | None = None, checkpoint: Checkpoint = no_checkpoint) -> Comparison:
        """All paths that are left, and the result. ``progress`` is called with the state after each and may raise to stop."""
        state = self
        for state in self.steps(checkpoint):
            if progress is not None:
                progress(state)
        return state.comparison()

    def _done(self, job: Job, checkpoint: Checkpoint) -> Done:
        part = self.setup.part(job.repeat, job.out)
        problem = self.setup.problem(job.candidate, part.train)
        weights, missed = path_weights(problem, self.setup.strengths[job.candidate], checkpoint)
        scores = tuple(part.scores(problem, at, weights, self.setup.metric) for at in range(len(job.out)))
        return Done(job, scores, weights if len(job.out) == 1 else None, missed)

    def comparison(self) -> Comparison:
        """The result, once all paths are found; ``ValueError`` before."""
        if not self.finished:
            raise ValueError(f"{self.done} of {self.count} paths are found")
        found = self.so_far()
        assert found is not None
        return found

    def so_far(self) -> Comparison | None:
        """The result by what is found: every candidate with at least one whole repeat, on the repeats that all of those have.

        None before the first one has its first.
        """
        setup, repeats, outer = self.setup, self.whole_repeats, self._outer
        shown = [one for one, whole in enumerate(repeats) if whole]
        if not shown:
            return None
        common = min(repeats[one] for one in shown)
        nested = nested_of(setup, outer, self._inner) if self.finished and setup.nested else None
        rows = [self._row(one, common, None if nested is None else nested.of_candidates[one]) for one in shown]
        trivial = np.array([_trivial_scores(setup, repeat) for repeat in range(common)])
        for i, model in enumerate(setup.trivial):
            rows.append(Row(model.name, model.loss, None, np.zeros(0), trivial[..., i, None], setup.metric))
        lost = tuple((row.name, not_finite(row)) for row in rows if not row.finite)
        finite = [row for row in rows if row.finite]
        if all(row.trivial for row in finite):
            raise ValueError(lost[0][1])
        return Comparison(setup, common, ordered(finite), (*setup.left_out, *lost), nested)

    def _row(self, one: int, repeats: int, nested: Array | None) -> Row:
        """What is known of a candidate by so many repeats."""
        setup, candidate = self.setup, self.setup.candidates[one]
        every = [[(one, repeat, fold) for fold in range(setup.count)] for repeat in range(repeats)]
        scores = np.array([[self._outer[at] for at in line] for line in every])
        row = Row(candidate.name, candidate.loss, candidate.penalty, setup.strengths[one], scores, setup.metric)
        weights = np.array([[self._weights[at][row.best_at] for at in line] for line in every])
        missed = sum(done.missed for done in self.found if done.job.candidate == one)
        return replace(row, weights=weights, nested=nested, missed=missed)

    @cached_property
    def whole_repeats(self) -> list[int]:
        """How many whole repeats there are of each candidate: folds are done in their order."""
        ends = [done.job for done in self.found if done.job.out == (self.setup.count - 1,)]
        return [sum(job.candidate == one for job in ends) for one in range(len(self.setup.candidates))]

    @cached_property
    def _outer(self) -> dict[tuple[int, int, int], Array]:
        return {(d.job.candidate, d.job.repeat, d.job.out[0]): d.scores[0] for d in self.found if len(d.job.out) == 1}

    @cached_property
    def _weights(self) -> dict[tuple[int, int, int], Array]:
        return {(d.job.candidate, d.job.repeat, d.job.out[0]): d.weights for d in self.found if d.weights is not None}

    @cached_property
    def _inner(self) -> dict[tuple[int, int, int, int], Array]:
        """What is trained without two folds serves the choice for either, by its figure on the other."""
        found = {}
        for done in self.found:
            if len(done.job.out) == 2:
                (a, b), at = done.job.out, (done.job.candidate, done.job.repeat)
                found[*at, b, a], found[*at, a, b] = done.scores
        return found


@cached(32)
def _trivial_scores(setup: Setup, repeat: int) -> Array:
    """The metric (folds, m) of the trivial models in a repeat: a page asks for it each time that another path is found."""
    parts = [setup.part(repeat, (fold,)) for fold in range(setup.count)]
    return np.array([[part.trivial_score(model, 0, setup.metric) for model in setup.trivial] for part in parts])
