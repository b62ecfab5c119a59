"""Trained runs and what the pages need of them, cached: the one cache of runs."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explorer.core.cached import cached
from explorer.cost.problem import Problem
from explorer.cost.weight_norms import penalty_norm, zero_count
from explorer.experiment import Experiment
from explorer.experiment.run_length import reason_to_stop
from explorer.figures.base.columns import STEP, TIME, TOTAL
from explorer.landscape.surface import Surface, plane_costs
from explorer.path.optimum import unregularised
from explorer.training.history import History, shared_steps
from explorer.training.pace import pace
from explorer.ui.interruption import give_way

MOST_NUMBERS_SENT = 400_000


@dataclass(frozen=True, eq=False)
class Trained:
    """One run: its history, and what else the pages need.

    ``columns`` and ``weights`` are what the browser gets to play: the kept steps, or one in so many of them. ``rest`` says
    why the run need not go on past its end.
    """

    id: str
    experiment: Experiment
    problem: Problem
    history: History
    plane: tuple[int, int]
    columns: dict[str, np.ndarray]
    weights: np.ndarray
    rest: str

    @cached_property
    def surface(self) -> Surface:
        """The cost on the plane, computed when a chart asks for it: the player does not wait."""
        points = _grid_points(self.problem)
        return self.experiment.surface(self.history, points=points, checkpoint=give_way)

    @cached_property
    def reference(self) -> np.ndarray | None:
        """The weights (p,) without a penalty, where they are known."""
        return _unregularised(self.experiment.now.change(penalty="none", strength=0.0).problem())


@cached(20)
def trained(experiment: Experiment) -> Trained:
    """The run of an experiment: trained now, or found in the cache, whoever asked for it before.

    The steps that it shares with a recent run are taken from there: a change in mid-run costs only the steps after it.
    """
    history = experiment.train(checkpoint=give_way, start=_nearest(experiment))
    problem = experiment.problem()
    plane = experiment.plane(history)
    rows = sent_rows(*history.weights.shape)
    columns = {
        STEP: history.steps,
        TOTAL: history.total,
        "data": history.data,
        "penalty": history.penalty,
        "plane": plane_costs(history, *plane),
        TIME: pace(history.total, np.searchsorted(history.steps, history.breaks).tolist()),
    }
    columns |= {"zeros": zero_count(problem, history.weights), "norm": penalty_norm(problem, history.weights)}
    if history.validation.size:
        columns["validation"] = history.validation
    sent = {column: values[rows] for column, values in columns.items()}
    query = json.dumps(experiment.to_query(), sort_keys=True).encode()
    name = hashlib.blake2b(query, digest_size=8).hexdigest()
    rest = reason_to_stop(experiment, history)
    return Trained(name, experiment, problem, history, plane, sent, history.weights[rows], rest)


def _nearest(experiment: Experiment) -> History | None:
    """The history that shares the most steps with this one, of all that are kept, of any visitor: nobody writes to them."""
    stages = experiment.stages()
    known = [run.history for run in trained.values()]
    return max(known, key=lambda history: shared_steps(history, stages, experiment.steps), default=None)


def sent_rows(steps: int, weights: int) -> np.ndarray:
    """Which kept steps the browser gets: all, unless there are so many weights that it would be megabytes."""
    stride = -(-steps * weights // MOST_NUMBERS_SENT)
    return np.unique(np.append(np.arange(0, steps, stride), steps - 1))


def _grid_points(problem: Problem) -> int:
    """A finer grid where the cost is cheap to evaluate."""
    return 61 if problem.network.linear else 41


@cached(24)
def _unregularised(problem: Problem) -> np.ndarray | None:
    return unregularised(problem)
