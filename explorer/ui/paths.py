"""What the Shrinkage page needs of a run: the path, where the run stands beside it, and the axis of both, kept for a while."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np

from explorer.experiment import FIELDS, Experiment
from explorer.figures.shrinkage import Shrinkage
from explorer.figures.strength_axis import StrengthAxis, sizes, strength_axis
from explorer.figures.thresholds import Thresholds, bend_of
from explorer.losses import LOSSES
from explorer.menus import MENUS
from explorer.models import MODELS
from explorer.odd_columns import column_notes
from explorer.params import FieldError
from explorer.path import Path, path_refusal, regularization_path
from explorer.penalties import PENALTIES
from explorer.problem import Problem
from explorer.ridge_path import Principal
from explorer.stopping import matching_strengths, stopping_refusal
from explorer.ui.runs import Trained, give_way

Array = np.ndarray
WITH_PATH = "l2"
"""The penalty that gives an experiment without a price on its weights a path to be compared with."""


@dataclass(frozen=True, eq=False)
class Shrunk:
    """A run beside its path. ``id`` changes with whatever the player gets, ``view`` with the axis alone.

    ``refusal`` says why the experiment has no path, and ``offer`` is the one setting that gives it one, with its words.
    ``path`` may even then be one that is worth seeing: that of L2, beside a run without a penalty that stops early. ``now``
    (p,) are the path's weights at the strength in force. ``columns`` are what the player plays beside the run's own. ``notes``
    are sentences about odd data and about what else is to be known.
    """

    id: str
    view: str
    run: Trained
    problem: Problem
    refusal: str
    offer: tuple[str, dict[str, str]] | None
    path: Path | None
    axis: StrengthAxis | None
    now: Array | None
    columns: dict[str, Array]
    matched: bool
    notes: tuple[str, ...]

    @property
    def strength(self) -> float:
        """The strength in force at the end of the run."""
        return self.run.problem.strength

    def shrinkage(self, show: str) -> Shrinkage:
        """What the path's picture is made of."""
        assert self.path is not None
        assert self.axis is not None
        assert self.now is not None
        show = "early" if self.refusal else show
        said = self.path.note
        return Shrinkage(self.problem, self.path, self.axis, self.now, self.run.weights, show, self.matched, said)

    @property
    def principal(self) -> Principal | None:
        """What ridge does along each direction at the strength in force; None where directions do not shrink one by one."""
        if self.path is None or self.path.principal is None or self.refusal:
            return None
        return regularization_path(self.problem, [self.strength]).principal

    @property
    def thresholds(self) -> Thresholds:
        """What the picture of one weight at a time is made of."""
        at = self.now if self.now is not None and not self.refusal else self.run.weights[-1]
        linear = self.run.problem.network.linear
        return Thresholds(
            self.run.problem, self.strength, bend_of(self.run.problem, at), self.run.reference if linear else None,
            None if self.refusal else self.now,
        )  # fmt: skip


def shrunk(run: Trained, kind: str) -> Shrunk:
    """A run on its path, against an axis of a kind."""
    return _shrunk(run, kind)


@lru_cache(maxsize=16)
def _shrunk(run: Trained, kind: str) -> Shrunk:
    now = run.experiment.now
    problem = _free(now)
    refusal = path_refusal(problem)
    matched = not stopping_refusal(run.history)
    if refusal and matched:
        problem = _free(now.change(penalty=WITH_PATH))
    path = _path(problem) if not path_refusal(problem) else None
    notes = column_notes(run.problem.data) + _solver_notes(run)
    offer = _offer(now) if refusal else None
    if path is None:
        return Shrunk(run.id, kind, run, problem, refusal, offer, None, None, None, {}, matched, notes)
    strength = FIELDS["strength"]
    assert strength is not None
    grid, most = np.array(strength.grid(), dtype=float), float(strength.bounds[1])
    steps = run.columns["step"]
    force = _in_force(run.experiment, steps)
    at = float(path.strengths.min()) if refusal else now.strength
    axis = strength_axis(problem, path, kind, at, grid, most, force if not refusal else None)
    place = sizes(problem, run.weights)[0] if axis.kind == "norm" else axis.place(force)
    columns = {"place": place, "alive": _alive(problem, run.weights)}
    if matched:
        matching = matching_strengths(run.history)[np.searchsorted(run.history.steps, steps)]
        columns["early"] = axis.place(matching)
    stamp = hashlib.blake2b(f"{run.id} {axis.kind} {refusal}".encode(), digest_size=8).hexdigest()
    view = f"{now.dataset} {now.model} {now.loss} {now.penalty} {axis.kind}"
    return Shrunk(stamp, view, run, problem, refusal, offer, path, axis, path.at(at), columns, matched, notes)


@lru_cache(maxsize=12)
def _path(problem: Problem) -> Path:
    return regularization_path(problem, between=give_way)


def _free(now: Experiment) -> Problem:
    """The problem whatever the strength: the same object for all of them, so that a path is found once."""
    return now.change(strength=0.0).problem()


def _in_force(experiment: Experiment, steps: Array) -> Array:
    """The strength that holds from each step (m,) on."""
    starts = [at for at, _ in experiment.phases]
    strengths = np.array([phase.strength for _, phase in experiment.phases])
    held: Array = strengths[np.searchsorted(starts, steps, side="right") - 1]
    return held


def _alive(problem: Problem, weights: Array) -> Array:
    """How many weights of each row (m, p) are not zero, biases left out."""
    return np.count_nonzero(weights[:, problem.network.penalised > 0], axis=1).astype(float)


def _solver_notes(run: Trained) -> tuple[str, ...]:
    """That a run does not go where the path is, where that is so."""
    solver = run.history.run.solver
    if solver.decoupled:
        return (f"{solver.name} lets the weights decay beside the gradient, so its run does not end on this path.",)
    return ()


def _offer(now: Experiment) -> tuple[str, dict[str, str]] | None:
    """The one setting nearest to these that has a path, or two where one is not enough, with words for a button."""
    penalties = [{"penalty": i} for i in PENALTIES if i != now.penalty]
    losses = [{"loss": i} for i in now.losses() if i != now.loss and not LOSSES[i].untrainable]
    models = [{"model": i} for i in MODELS if i != now.model]
    two = [
        a | b for first, second in ((penalties, losses), (models, losses), (penalties, models)) for a in first for b in second
    ]
    for changes in (*penalties, *losses, *models, *two):
        if _has_path(now, changes):
            return " and ".join(f"the {menu} {MENUS[menu][i].name}" for menu, i in changes.items()), changes
    return None


def _has_path(now: Experiment, changes: dict[str, Any]) -> bool:
    try:
        return not path_refusal(_free(now.change(**changes)))
    except (FieldError, ValueError):
        return False
