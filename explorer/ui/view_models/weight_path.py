"""What the Shrinkage page needs of a run: the path, where the run stands beside it, and the axis of both, kept for a while."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import Any

import numpy as np

from explorer.core.params import FieldError
from explorer.cost.problem import Problem
from explorer.cost.weight_norms import sizes
from explorer.datasets.column_checks import column_notes
from explorer.experiment import Experiment
from explorer.experiment.menus import MENUS
from explorer.experiment.pinned import at_length, name
from explorer.experiment.settings import FIELDS
from explorer.figures.base.palette import pinned_style
from explorer.figures.path.content import PathContent, RunEnd, StoppedEarly
from explorer.figures.path.strength_axis import StrengthAxis, strength_axis
from explorer.figures.path.thresholds import Thresholds
from explorer.landscape.shape.curvature import curvature_scale
from explorer.landscape.shape.facts import runs_away
from explorer.path.algorithms.ridge import Principal
from explorer.path.methods.choice import path_refusal, path_takes_long
from explorer.path.regularization_path import Path, path_with_kinks, regularization_path
from explorer.path.strength_grid import extended_strengths, reach
from explorer.training.early_stopping import CHANGED, matching_strengths, stopping_refusal
from explorer.ui.interruption import give_way
from explorer.ui.view_models.trained_run import Trained, trained

Array = np.ndarray
POINTS, FEW = 60, 6
"""Of a path, and of one that is shown first where a path takes long."""
ENDLESS = (
    "Some weights tell all classes apart, and {} does not rise for large ones: at small strengths they grow on, and what "
    "is drawn there is where the steps ended."
)
FOLLOWS = "This path has few strengths yet: one of more follows."
WITH_PATH = "l2"
"""The penalty that gives an experiment without a price on its weights a path to be compared with."""


@dataclass(frozen=True, eq=False)
class Shrunk:
    """A run beside its path. ``id`` changes with whatever the player gets, ``view`` with the axis alone.

    ``refusal`` says why the experiment has no path, and ``offer`` is the one setting that gives it one, with its words.
    ``path`` may even then be one that is worth seeing: that of L2, beside a run without a penalty that stops early. ``now``
    (p,) are the path's weights at the strength in force. ``columns`` are what the player plays beside the run's own. ``notes``
    are sentences about odd data and about what else is to be known. ``coarse`` says that a path of more strengths is to follow.
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
    coarse: bool = False

    @property
    def endless(self) -> str:
        """That the smallest strengths have no minimum, where they have none."""
        assert self.path is not None
        away = _runs_away(self.problem, float(self.path.strengths.min()))
        return ENDLESS.format(self.problem.penalty.name) if away else ""

    @property
    def strength(self) -> float:
        """The strength in force at the end of the run."""
        return self.run.problem.strength

    def shrinkage(self, show: str, pins: tuple[Experiment, ...] = ()) -> PathContent:
        """What the path's picture is made of."""
        assert self.path is not None
        assert self.axis is not None
        assert self.now is not None
        return PathContent(
            self.problem, self.path, self.axis, self.now, self.run.weights, show, self._stopped(), bool(self.refusal),
            self.run.reference, self._ended(pins), len(pins), f"{self.path.note} {self.endless}".strip(),
            "" if self.matched else stopping_refusal(self.run.history),
        )  # fmt: skip

    def _ended(self, pins: tuple[Experiment, ...]) -> tuple[RunEnd, ...]:
        """Where those pinned runs ended that have the same path."""
        assert self.axis is not None
        found = []
        for i, pin in enumerate(pins):
            if self.refusal or _free(pin.now) is not self.problem:
                continue
            weights = trained(at_length(pin, self.run.experiment)).weights[-1]
            own = sizes(self.problem, weights[None])[0] if self.axis.kind == "norm" else None
            place = self.axis.place(np.array([pin.now.strength])) if own is None else own
            found.append(RunEnd(name(pin), pinned_style(i)[0], float(place[0]), weights))
        return tuple(found)

    def _stopped(self) -> StoppedEarly | None:
        """The run's last step as a strength, where steps match strengths."""
        if not self.matched:
            return None
        history = self.run.history
        parts = self.run.problem.penalty.mixture(self.run.problem.strength)
        assert parts is not None
        return StoppedEarly(int(history.steps[-1]), float(matching_strengths(history)[-1]), parts[1], history.rate)

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
            self.run.problem, self.strength, curvature_scale(self.run.problem, at), self.run.reference if linear else None,
            None if self.refusal else self.now,
        )  # fmt: skip


def shrunk(run: Trained, kind: str, fine: Problem | None = None) -> Shrunk:
    """A run on its path, against an axis of a kind; coarse at first where a path takes long, unless its problem is ``fine``."""
    return _shrunk(run, kind, fine)


@lru_cache(maxsize=16)
def _shrunk(run: Trained, kind: str, fine: Problem | None) -> Shrunk:
    now = run.experiment.now
    problem = _free(now)
    refusal = path_refusal(problem)
    matched = not stopping_refusal(run.history)
    if refusal and matched:
        problem = _free(now.change(penalty=WITH_PATH))
    has = not path_refusal(problem)
    coarse = has and problem is not fine and path_takes_long(problem)
    path = _path(problem, now.strength, FEW if coarse else POINTS) if has else None
    notes = column_notes(run.problem.data) + _solver_notes(run) + _changed_notes(run)
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
    notes += _path_notes(problem, path, most) + ((FOLLOWS,) if coarse else ())
    columns = {"place": place, "force": force, "alive": _alive(problem, run.weights)}
    if matched:
        matching = matching_strengths(run.history)[np.searchsorted(run.history.steps, steps)]
        columns |= {"match": matching, "early": axis.place(matching)}
    stamp = hashlib.blake2b(f"{run.id} {axis.kind} {refusal} {coarse}".encode(), digest_size=8).hexdigest()
    view = f"{now.dataset} {now.model} {now.loss} {now.penalty} {axis.kind}"
    return Shrunk(stamp, view, run, problem, refusal, offer, path, axis, path.at(at), columns, matched, notes, coarse)


def _path(problem: Problem, strength: float, points: int = POINTS) -> Path:
    """The path from where it usually begins to where it ends, or to the power of ten beyond a strength not far outside."""
    return _path_between(problem, *reach(problem, strength, give_way), points)


def _changed_notes(run: Trained) -> tuple[str, ...]:
    """Why stopping early is not among what can be shown, where that is not for the settings but for how the run went."""
    if len(run.history.runs) < 2:
        return ()
    return (f"Stopping early is not offered: the {CHANGED} Undo brings it back.",)


@lru_cache(maxsize=12)
def _path_between(problem: Problem, low: float, high: float, points: int) -> Path:
    """The path at the usual strengths, down to ``low`` and up to ``high`` where those are not 0, and at its kinks."""
    return path_with_kinks(problem, extended_strengths(problem, low, high, points, give_way), give_way)


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


def _path_notes(problem: Problem, path: Path, most: float) -> tuple[str, ...]:
    """How the path was found and how exact it is, and that some of its strengths cannot be set."""
    found = path.method
    if path.gap is not None:
        found += f" Along this path the gap is at most {float(path.gap.max()):.0e}."
    elif path.kkt is not None and (worst := float(path.kkt.max())):
        zero = " that is not zero, and held by the penalty along the others" if problem.penalty.kink else ""
        found += f" Checked: the cost's slope is 0 along each weight{zero}, to {worst:.0e} of the largest strength."
    beyond = (f"Strengths above {most:g} cannot be set, so the line stays below.",) if path.strengths.max() > most else ()
    return (found, *beyond)


@lru_cache(maxsize=16)
def _runs_away(problem: Problem, strength: float) -> bool:
    """Whether the smallest strengths have no minimum: never under a convex penalty, which rises however far one goes."""
    return not problem.penalty.convex and runs_away(problem.at(strength))


def _solver_notes(run: Trained) -> tuple[str, ...]:
    """That a run does not go where the path is, where that is so."""
    solver = run.history.run.solver
    if solver.decoupled:
        return (f"{solver.name} lets the weights decay beside the gradient, so its run does not end on this path.",)
    return ()


def _offer(now: Experiment) -> tuple[str, dict[str, str]] | None:
    """The fewest settings that, put to the usual ones, give these a path; with words for a button."""
    usual = {"penalty": Experiment().penalty, "loss": next(iter(now.losses())), "model": Experiment().model}
    other = {menu: i for menu, i in usual.items() if i != getattr(now, menu)}
    for count in range(1, len(other) + 1):
        for menus in combinations(other, count):
            changes = {menu: other[menu] for menu in menus}
            if _has_path(now, changes):
                return " and ".join(f"the {menu} {MENUS[menu][i].name}" for menu, i in changes.items()), changes
    return None


def _has_path(now: Experiment, changes: dict[str, Any]) -> bool:
    try:
        return not path_refusal(_free(now.change(**changes)))
    except (FieldError, ValueError):
        return False
