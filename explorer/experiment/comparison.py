"""Comparing runs: by which number that is fair, and that number at every step."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.core.cached import cached
from explorer.cost.problem import Problem
from explorer.experiment.experiment import Experiment
from explorer.experiment.pinned import same_class_weights, same_cost, same_loss
from explorer.path.optimum import Optimum, distance, optimum
from explorer.selection.metrics import Metric, along, metrics_of
from explorer.training.history import History, Stage

Array = np.ndarray
COST = "cost"
GAP = "gap"
SAME_COST = "All minimise the same cost, so lower is simply faster."
ALIKE = "Classes count alike here, since the runs weigh them differently."
SAME_LOSS = "All train on the same loss, so its values can be compared."


@dataclass(frozen=True)
class Yardstick:
    """A number by which runs are compared at every step.

    ``log`` says that its axis is logarithmic, ``says`` in a sentence what the number measures, and ``held`` that it is
    measured on the held-out examples of one split.

    ``of`` gives it for the rows of one stage of a run: the experiment, the stage, and the rows of its history.
    """

    id: str
    label: str
    unit: str
    of: Callable[[Experiment, Stage, History, Array], Array]
    log: bool = False
    says: str = ""
    held: bool = False


def judged_by(metric: str, runs: Sequence[Experiment]) -> str:
    """The id of the yardstick of these runs that is a comparison's metric, held out where it can be; empty where none is.

    >>> judged_by("mae", [Experiment(), Experiment(loss="huber")]), judged_by("auc", [Experiment()])
    ('mae.h', '')
    """
    name = "error" if metric == "accuracy" else metric
    return next((one.id for one in yardsticks(runs) if one.id.rpartition(".")[0] == name), "")


def yardsticks(runs: Sequence[Experiment]) -> tuple[Yardstick, ...]:
    """By which numbers these runs may be compared, the usual one first. A run by itself has its cost.

    The values of a loss share an axis only where it is the same loss in all runs, and a cost only where all of it is the same.
    A common metric always does: where runs weigh classes differently, it lets them count alike. Where losses differ, a metric
    that none of them trains on comes first: by root mean squared error the squared loss would win, the more so where held-out
    examples are outliers too.
    """
    first = runs[0]
    held = first.prepared().validation is not None
    found: list[Yardstick] = []
    if len(runs) == 1 or same_cost(runs):
        found.append(Yardstick(COST, "cost", "mean loss + penalty", lambda _, __, h, rows: h.total[rows], says=SAME_COST))
    alike = same_loss(runs)
    if alike:
        if held:
            found.append(
                Yardstick(
                    "validation",
                    "loss, held out",
                    "mean loss of the held-out examples",
                    lambda _, __, h, rows: h.validation[rows],
                    says=SAME_LOSS,
                    held=True,
                )
            )
        found.append(
            Yardstick(
                "data",
                "loss, training",
                "mean loss of the training examples",
                lambda _, __, h, rows: h.data[rows],
                says=SAME_LOSS,
            )
        )
    problem = first.problem()
    metrics = metrics_of(problem.data.task, problem.loss.task)
    plain = not same_class_weights(runs)
    for metric in metrics if alike else sorted(metrics, key=lambda metric: not metric.neutral):
        found += [_metric(metric, problem, part, plain) for part in ((True, False) if held else (False,))]
    if (len(runs) == 1 or same_cost(runs)) and all(
        _optimum(now.problem()) is not None for run in runs for _, now in run.phases
    ):
        found.append(
            Yardstick(GAP, "distance to the lowest cost", "cost above the lowest there is", _gap, log=True, says=SAME_COST)
        )
    return tuple(found)


def _metric(metric: Metric, problem: Problem, held: bool, plain: bool) -> Yardstick:
    """A metric on the examples that were held out, or on those for training; ``plain`` leaves out what classes weigh."""
    data = problem.data
    unit = (data.target_unit or data.target) if metric.unit == "units of the target" else metric.unit
    part = "held out" if held else "training"

    def of(run: Experiment, stage: Stage, history: History, rows: Array) -> Array:
        if plain:
            now = dict(run.phases)[stage.at].change(class_weight="")
            (stage,) = now.stages()
        examples = stage.held if held else None
        return along(stage.problem, examples, history.weights[rows], metric, run.prepared().scaling)

    return Yardstick(
        f"{metric.id}.{part[0]}",
        f"{metric.short}, {part}",
        unit,
        of,
        says=f"{metric.says} {ALIKE}" if plain else metric.says,
        held=held,
    )


def _gap(_: Experiment, stage: Stage, history: History, rows: Array) -> Array:
    best = _optimum(stage.problem)
    assert best is not None
    return distance(best, history.total[rows])


@cached(64)
def _optimum(problem: Problem) -> Optimum | None:
    return optimum(problem)


def measure(yardstick: Yardstick, run: Experiment, history: History) -> Array:
    """The number at each kept step (m,), stage by stage: each with its own loss, data and minimum."""
    out = np.empty(len(history.steps))
    stage_of = history.stage_of(history.steps)
    for i, stage in enumerate(history.stages[: len(history.runs)]):
        rows = np.flatnonzero(stage_of == i)
        if rows.size:
            out[rows] = yardstick.of(run, stage, history, rows)
    return out


def at_steps(history: History, values: Array, steps: Array) -> Array:
    """Values (m,) of a run at the kept steps of another (k,); NaN at steps that it does not have."""
    place = np.minimum(np.searchsorted(history.steps, steps), len(history.steps) - 1)
    return np.where(history.steps[place] == steps, values[place], np.nan)
