"""Choosing the strength: the error on examples that were held out, fold by fold, and the two usual choices."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.bound_examples import BoundExamples
from explorer.cost.counting import counting
from explorer.cost.existence import may_fall, minimum_exists
from explorer.cost.problem import Problem
from explorer.cost.weight_norms import nonzero
from explorer.datasets.gaps import filled_by
from explorer.datasets.preparation import Scaling, fit_scaling
from explorer.path.methods.choice import path_refusal
from explorer.path.regularization_path import path_weights
from explorer.path.strength_grid import CHOICES, checked_strengths, default_strengths
from explorer.selection.edges import beyond, choice_note, endless_note, missed_note
from explorer.selection.folds import dealt, weightless
from explorer.selection.mean_errors import errors_and_scores, mean_and_se
from explorer.selection.metrics import Metric, metrics_of

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Selection:
    """What cross-validation says of each of k strengths, and the two choices that are usually made from it.

    - ``strengths`` (k,) in the order asked for; ``folds`` (n,) which fold held each example out.
    - ``errors`` (folds, k): the mean loss on the fold that was held out, no penalty in it, in the units that the fold was
      trained in (the target standardised where it is a plain number); ``mean`` (k,) over the folds, and ``se`` (k,) its
      standard error: the standard deviation over the folds (dividing by folds - 1) over the root of their number.
    - ``metric`` is the common yardstick; ``scores`` (folds, k), ``score_mean`` and ``score_se`` (k,) are the same
      in its units.
    - ``best`` is the strength with the smallest mean error, the larger of equals; ``one_se`` the largest strength whose mean
      error is within one standard error of it. ``best_at`` and ``one_se_at`` are their places in ``strengths``.
    - ``best_weights`` and ``one_se_weights`` (p,) are what both choices give on all examples of the problem.
    - ``note`` says in a sentence what to be careful with; empty for nothing.

    Source: Breiman, Friedman, Olshen and Stone, Classification and Regression Trees, 1984, section 3.4.3; Hastie, Tibshirani
    and Friedman, The Elements of Statistical Learning, 2nd edition, 2009, section 7.10.
    """

    strengths: Array
    folds: Array
    errors: Array
    mean: Array
    se: Array
    metric: Metric
    scores: Array
    score_mean: Array
    score_se: Array
    best_at: int
    one_se_at: int
    best_weights: Array
    one_se_weights: Array
    note: str

    @property
    def best(self) -> float:
        """The strength with the smallest mean error."""
        return float(self.strengths[self.best_at])

    @property
    def one_se(self) -> float:
        """The largest strength within one standard error of the smallest mean error."""
        return float(self.strengths[self.one_se_at])


@dataclass(frozen=True, eq=False)
class CrossValidation:
    """A cross-validation in progress: some folds are done, `advance` gives one with one more.

    Nothing is written to, so a page can keep one, do a fold at each rerun, and drop it to cancel.

    >>> from explorer import Experiment
    >>> begun = begin(Experiment(dataset="stackloss", penalty="l2").problem(), [0.1, 1.0], folds=3)
    >>> begun.done, begun.advance().done, begun.finished
    (0, 1, False)
    """

    problem: Problem
    strengths: Array
    folds: Array
    count: int
    features: bool
    target: bool
    scaling: Scaling
    metric: Metric
    rows: tuple[tuple[Array, Array], ...] = ()
    missed: int = 0
    """In how many of the fits so far the lowest cost was not reached."""

    @property
    def done(self) -> int:
        """How many folds are done."""
        return len(self.rows)

    @property
    def finished(self) -> bool:
        """Whether no fold is left."""
        return self.done == self.count

    def advance(self, checkpoint: Checkpoint = no_checkpoint) -> CrossValidation:
        """With the next fold done. ``checkpoint`` is called now and then while its path is found, and may raise to stop."""
        if self.finished:
            return self
        row, missed = self._tried(self.done, self.strengths, checkpoint)
        return replace(self, rows=(*self.rows, row), missed=self.missed + missed)

    def _tried(self, fold: int, strengths: Array, checkpoint: Checkpoint) -> tuple[tuple[Array, Array], int]:
        """The mean loss and the metric (k,) at strengths (k,) on what a fold holds out, everything fitted on the rest.

        And in how many of these fits the lowest cost was not reached.
        """
        problem, held, scaling = self._part(fold)
        weights, missed = path_weights(problem, strengths, checkpoint)
        with np.errstate(over="ignore", invalid="ignore"):
            return errors_and_scores(problem, held, weights, self.metric, scaling), missed

    def _part(self, fold: int) -> tuple[Problem, BoundExamples, Scaling]:
        """What is trained on where a fold is held out, what is held out, and the units that lead back to the target's own."""
        data, own = self.problem.data, self.folds == fold
        kept, held_out = filled_by(data.rows(~own), data.rows(own))
        own_scaling = self.scaling
        if self.features or self.target:
            scaling = fit_scaling(kept, self.features, self.target, self.problem.model.intercept)
            kept, held_out = scaling.apply(kept), scaling.apply(held_out)
            own_scaling = replace(own_scaling, y_scale=own_scaling.y_scale * scaling.y_scale)
        problem = Problem(kept, self.problem.model, self.problem.loss, self.problem.penalty, 0.0)
        return problem, problem.hold(held_out), own_scaling

    def run(self, progress: Callable[[int, int], object] | None = None, checkpoint: Checkpoint = no_checkpoint) -> Selection:
        """All folds that are left, and the result. ``progress(done, folds)`` is called after each and may raise to stop."""
        state = self
        while not state.finished:
            state = state.advance(checkpoint)
            if progress is not None:
                progress(state.done, state.count)
        return state.selection(checkpoint)

    def selection(self, checkpoint: Checkpoint = no_checkpoint) -> Selection:
        """The result, once all folds are done; ``ValueError`` before."""
        if not self.finished:
            raise ValueError(f"{self.done} of {self.count} folds are done")
        both = np.array(self.rows)
        both[np.isnan(both)] = np.inf
        (mean, score_mean), (se, score_se) = mean_and_se(both)
        if not np.isfinite(mean).any():
            raise ValueError("The error on the held-out examples is too large for a number at every strength.")
        best = _largest(self.strengths, mean == mean.min())
        one_se = _largest(self.strengths, mean <= mean[best] + se[best])
        weights, missed = path_weights(self.problem, self.strengths[[best, one_se]], checkpoint)
        missing = missed_note(self.missed + missed, self.count * self.strengths.size + 2)
        notes = (self._choice_note(mean, best, weights[0], checkpoint), self._endless_note(), missing)
        note = " ".join(part for part in notes if part)
        return Selection(
            self.strengths, self.folds, both[:, 0], mean, se, self.metric, both[:, 1], score_mean, score_se,
            best, one_se, weights[0], weights[1], note,
        )  # fmt: skip

    def _choice_note(self, mean: Array, best: int, weights: Array, checkpoint: Checkpoint) -> str:
        """What to be careful with in the choice; at an end of what was tried some strengths beyond it are tried too."""
        more = beyond(self.strengths, best)
        further = np.zeros(0)
        if more.size:
            both = np.array([self._tried(fold, np.sort(more)[::-1], checkpoint)[0][0] for fold in range(self.count)])
            further = both.mean(axis=0)
        # Of equal errors the one at the largest strength is best, so only there may all weights be zero.
        empty = self.strengths[best] == self.strengths.max() and not nonzero(self.problem, weights[None])[0]
        same_target = np.ptp(counting(self.problem).data.y) == 0 and self.problem.data.offset is None
        return choice_note(self.strengths, mean, best, empty, same_target, further)

    def _endless_note(self) -> str:
        """In how many folds there is no lowest cost at the smallest strength, and why."""
        if not may_fall(self.problem):
            return ""
        smallest = float(self.strengths.min())
        return endless_note([minimum_exists(self._part(fold)[0].at(smallest)) for fold in range(self.count)])


def begin(
    problem: Problem,
    strengths: Sequence[float] | Array | None = None,
    folds: int = 5,
    seed: int = 0,
    standardise: bool = True,
    standardise_target: bool | None = None,
    scaling: Scaling | None = None,
    metric: Metric | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> CrossValidation:
    """A cross-validation with no fold done yet; see `cross_validate` for the arguments and what is refused."""
    if refusal := path_refusal(problem):
        raise ValueError(refusal)
    fold = dealt(problem.data, folds, seed)
    if refusal := weightless(problem.data, fold):
        raise ValueError(refusal)
    asked = default_strengths(problem, CHOICES, checkpoint) if strengths is None else np.asarray(strengths, dtype=float)
    asked = checked_strengths(asked)
    target = (standardise if standardise_target is None else standardise_target) and problem.data.task == "regression"
    d = problem.data.X.shape[1]
    scaling = scaling or Scaling(np.zeros(d), np.ones(d))
    metric = metric or metrics_of(problem.data.task, problem.loss.task)[0]
    return CrossValidation(problem, asked, fold, int(folds), standardise, target, scaling, metric)


def cross_validate(
    problem: Problem,
    strengths: Sequence[float] | Array | None = None,
    folds: int = 5,
    seed: int = 0,
    standardise: bool = True,
    standardise_target: bool | None = None,
    scaling: Scaling | None = None,
    metric: Metric | None = None,
    progress: Callable[[int, int], object] | None = None,
    checkpoint: Checkpoint = no_checkpoint,
) -> Selection:
    """Which strength suits the data: each is fitted on all folds but one and evaluated on that one, in turn.

    ``strengths`` (k,), any order; without, `explorer.path.default_strengths`. Folds are drawn by the seed, each with its
    share of every class. Inside a fold gaps are filled with medians (`explorer.datasets.gaps`), features are standardised, and
    so is a plain-number target, all by the part that is trained on: by its spreads alone where the model has no intercept.
    ``standardise=False`` takes features and target as given, ``standardise_target`` decides for the target alone. A model's own
    features (powers and products) are fitted anew too. ``metric`` is what else is measured, by default the usual one for the
    target, in the units of the problem's target, or in those that ``scaling`` leads back to. ``progress(done, folds)`` is
    called after every fold, ``checkpoint()`` now and then inside one; both may raise to stop.

    Raises ``ValueError``, in a sentence, where there is no path (`explorer.path.path_refusal`), the folds do not fit the data
    (`explorer.selection.fold_refusal`), or a strength is not a number from 0 up. To go on fold by fold: `begin`.

    >>> from explorer import Experiment
    >>> chosen = cross_validate(Experiment(dataset="diabetes", penalty="l1").problem(), [1.0, 0.1, 0.01])
    >>> chosen.best, chosen.one_se, chosen.errors.shape
    (0.01, 0.1, (5, 3))
    """
    begun = begin(problem, strengths, folds, seed, standardise, standardise_target, scaling, metric, checkpoint)
    return begun.run(progress, checkpoint)


def _largest(strengths: Array, among: Array) -> int:
    """The index of the largest of some strengths."""
    return int(np.argmax(np.where(among, strengths, -np.inf)))
