"""What the Shrinkage page needs of a run, cached: the regularization path, where the run is on it, and the axis of both."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

import numpy as np

from explorer.core.cached import cached
from explorer.core.effort import WHOLE
from explorer.cost.problem import Problem
from explorer.cost.weight_norms import nonzero, weight_sizes
from explorer.datasets.column_checks import column_notes
from explorer.experiment import Experiment
from explorer.experiment import pinned as pinning
from explorer.experiment.menus import MENUS
from explorer.experiment.nearest_with_path import nearest_with_path, without_strength
from explorer.experiment.pinned_names import NONE, Given, names
from explorer.experiment.settings import FIELDS
from explorer.experiment.strength_in_force import strength_in_force
from explorer.figures.base.palette import pinned_style
from explorer.figures.path.content import PathContent, RunEnd, StoppedEarly
from explorer.figures.path.strength_axis import StrengthAxis, strength_axis
from explorer.figures.path.thresholds import Thresholds
from explorer.landscape.shape.curvature import curvature_scale
from explorer.landscape.shape.facts import runs_away
from explorer.path.algorithms.ridge import Principal
from explorer.path.methods.choice import path_refusal, path_takes_long
from explorer.path.path_found import Path
from explorer.path.regularization_path import path_with_kinks, regularization_path
from explorer.path.relaxed import relaxed_refusal, relaxed_weights
from explorer.path.strength_grid import extended_strengths, reach
from explorer.training.early_stopping import matching_strengths, stopping_refusal
from explorer.ui.interruption import give_way
from explorer.ui.view_models.path_notes import changed_notes, path_notes, solver_notes
from explorer.ui.view_models.trained_run import Trained, trained
from explorer.words.shrinkage_path import FEW, FOLLOWS, HERE_MISSED, NO_MINIMUM

Array = np.ndarray
POINTS, COARSE_POINTS = 60, 6
"""Of a path, and of one that is shown first where a path takes long."""
WITH_PATH = "l2"
"""The penalty that gives an experiment without a price on its weights a path to be compared with."""


@dataclass(frozen=True, eq=False)
class RunOnPath:
    """A run and its regularization path. ``id`` changes with whatever the player gets, ``view`` with the axis alone.

    ``refusal`` says why the experiment has no path, and ``offer`` are the words and settings that give it one. ``path`` may
    even then be there: that of L2, for a run without a penalty that stops early. ``now`` (p,) are the path's weights at the
    strength in force. ``columns`` are what the player plays besides the run's own. ``steps_match`` says that the run's steps
    match strengths. ``notes`` are sentences about the data, the path and the run. ``coarse`` says that a path of more
    strengths is to follow, and ``exactness`` how the path was found and how exact it is.
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
    steps_match: bool
    notes: tuple[str, ...]
    coarse: bool = False
    exactness: str = ""

    @property
    def no_minimum(self) -> str:
        """That the smallest strengths have no minimum, where they have none."""
        assert self.path is not None
        away = _has_no_minimum(self.problem, float(self.path.strengths.min()))
        return NO_MINIMUM.format(self.problem.penalty.name) if away else ""

    @property
    def strength(self) -> float:
        """The strength in force at the end of the run."""
        return self.run.problem.strength

    def path_content(self, show: str, pins: tuple[Experiment, ...] = (), given: Given = NONE) -> PathContent:
        """The data of the path's picture."""
        assert self.path is not None
        assert self.axis is not None
        assert self.now is not None
        notes = " ".join(text for text in (self.path.note, self.no_minimum, self.exactness) if text)
        return PathContent(
            self.problem, self.path, self.axis, self.now, self.run.weights, show, self._stopped_early(), bool(self.refusal),
            self.run.reference, self._pinned_ends(pins, given), len(pins), notes,
            "" if self.steps_match else stopping_refusal(self.run.history), self._relaxed,
        )  # fmt: skip

    @property
    def can_relax(self) -> bool:
        """Whether this path has a relaxed one beside it."""
        return self.path is not None and not self.refusal and not relaxed_refusal(self.problem)

    @property
    def _relaxed(self) -> Array | None:
        """The relaxed weights along the path, where they are wanted and there."""
        assert self.path is not None
        return _relaxed_path(self.problem, self.path) if self.run.experiment.relaxed and self.can_relax else None

    def _pinned_ends(self, pins: tuple[Experiment, ...], given: Given) -> tuple[RunEnd, ...]:
        """Where those pinned runs ended that have the same path."""
        assert self.axis is not None
        found = []
        shown = pinning.at_lengths(pins, self.run.experiment)
        called = names(pins, self.run.experiment, given)
        for i, pin in enumerate(pins):
            if self.refusal or without_strength(pin.now) is not self.problem:
                continue
            weights = trained(shown[i]).weights[-1]
            own = weight_sizes(self.problem, weights[None])[0] if self.axis.kind == "norm" else None
            place = self.axis.place(np.array([pin.now.strength])) if own is None else own
            found.append(RunEnd(called[i], pinned_style(i)[0], float(place[0]), weights))
        return tuple(found)

    def _stopped_early(self) -> StoppedEarly | None:
        """The run's last step as a strength, where steps match strengths."""
        if not self.steps_match:
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
        """The data of the picture of one weight at a time."""
        at = self.now if self.now is not None and not self.refusal else self.run.weights[-1]
        linear = self.run.problem.network.linear
        return Thresholds(
            self.run.problem, self.strength, curvature_scale(self.run.problem, at), self.run.reference if linear else None,
            None if self.refusal else self.now,
        )  # fmt: skip


def _problem(run: Trained) -> Problem:
    """Whose path is shown: the run's own or, where that has none but steps match strengths, that of L2."""
    problem = without_strength(run.experiment.now)
    if path_refusal(problem) and not stopping_refusal(run.history):
        return without_strength(run.experiment.now.change(penalty=WITH_PATH))
    return problem


def takes_long(run: Trained) -> bool:
    """Whether the path of a run takes long, so that it is coarse at first."""
    problem = _problem(run)
    return not path_refusal(problem) and path_takes_long(problem)


@cached(16)
def run_on_path(run: Trained, kind: str, fine: Problem | None = None) -> RunOnPath:
    """A run on its path, against an axis of a kind; coarse at first where a path takes long, unless its problem is ``fine``."""
    now = run.experiment.now
    refusal = path_refusal(without_strength(now))
    steps_match = not stopping_refusal(run.history)
    problem = _problem(run)
    has_path = not path_refusal(problem)
    dear = takes_long(run)
    path = _path(problem, now.strength, COARSE_POINTS if dear else POINTS) if has_path else None
    points = _affordable(path) if path is not None and dear else 0
    coarse = points > 0 and problem is not fine
    if points and not coarse:
        path = _path(problem, now.strength, points)
    notes = column_notes(run.problem.data) + solver_notes(run) + changed_notes(run)
    offer = _offer(now) if refusal else None
    if path is None:
        return RunOnPath(run.id, kind, run, problem, refusal, offer, None, None, None, {}, steps_match, notes)
    strength = FIELDS["strength"]
    assert strength is not None
    grid, most = np.array(strength.grid(), dtype=float), float(strength.bounds[1])
    steps = run.columns["step"]
    force = strength_in_force(run.experiment, steps)
    at = float(path.strengths.min()) if refusal else now.strength
    axis = strength_axis(problem, path, kind, at, grid, most, force if not refusal else None)
    place = weight_sizes(problem, run.weights)[0] if axis.kind == "norm" else axis.place(force)
    here = regularization_path(problem, [at])
    exactness, *beyond = path_notes(problem, path, most)
    if here.missed.any():
        exactness = f"{exactness} {HERE_MISSED}"
    notes += (*beyond, *((FOLLOWS,) if coarse else ()))
    if dear and not coarse and points < POINTS:
        notes += (FEW.format(path.strengths.size),)
    columns = {"place": place, "force": force, "alive": nonzero(problem, run.weights).astype(float)}
    if steps_match:
        matching = matching_strengths(run.history)[np.searchsorted(run.history.steps, steps)]
        columns |= {"match": matching, "early": axis.place(matching)}
    stamp = hashlib.blake2b(f"{run.id} {axis.kind} {refusal} {coarse}".encode(), digest_size=8).hexdigest()
    view = f"{now.dataset} {now.model} {now.loss} {now.penalty} {axis.kind}"
    return RunOnPath(
        stamp, view, run, problem, refusal, offer, path, axis, here.weights[0], columns, steps_match, notes, coarse, exactness
    )  # fmt: skip


def _affordable(coarse: Path) -> int:
    """How many points a path can have whose first few took so much work; 0 for no more than those.

    The work grows like the root of their number: the closer they are, the less there is to do from one to the next.
    """
    points = POINTS if not coarse.work else int(min(POINTS, (WHOLE / coarse.work) ** 2 * coarse.strengths.size))
    return points if points >= 2 * COARSE_POINTS else 0


def _path(problem: Problem, strength: float, points: int = POINTS) -> Path:
    """The path from where it usually begins to where it ends, or to the power of ten beyond a strength not far outside."""
    return _path_between(problem, *reach(problem, strength, give_way), points)


@cached(12)
def _path_between(problem: Problem, low: float, high: float, points: int) -> Path:
    """The path at the usual strengths, down to ``low`` and up to ``high`` where those are not 0, and at its kinks."""
    return path_with_kinks(problem, extended_strengths(problem, low, high, points, give_way), give_way)


@cached(4)
def _relaxed_path(problem: Problem, path: Path) -> Array:
    """What is active at each strength of a path, fitted without a penalty."""
    return relaxed_weights(problem, path.weights, give_way)


@cached(16)
def _has_no_minimum(problem: Problem, strength: float) -> bool:
    """Whether the smallest strengths have no minimum: never under a convex penalty, which rises however far one goes."""
    return not problem.penalty.convex and runs_away(problem.at(strength))


def _offer(now: Experiment) -> tuple[str, dict[str, str]] | None:
    """The nearest settings that have a path, with words for a button."""
    changes = nearest_with_path(now)
    if changes is None:
        return None
    return " and ".join(f"the {menu} {MENUS[menu][i].name}" for menu, i in changes.items()), changes
