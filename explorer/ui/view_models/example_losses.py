"""Every example of a trained run, and how far a moved one drags the fit, kept for a while."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from explorer.core.numerics import exp_or_inf
from explorer.cost.example_losses import Examples, examine
from explorer.experiment import Experiment
from explorer.experiment.checks import LONGEST_SECONDS, seconds
from explorer.losses import LOSSES
from explorer.ui.interruption import give_way
from explorer.ui.view_models.trained_run import Trained, sent_rows


@dataclass(frozen=True, eq=False)
class Examined:
    """What the page on examples plays: the run's columns and weights at the sent steps, and the examples there.

    ``names`` has a name for each example: its row in the data set.
    """

    id: str
    columns: dict[str, np.ndarray]
    weights: np.ndarray
    examples: Examples
    names: tuple[str, ...]
    rows: tuple[int, ...]


@lru_cache(maxsize=4)
def examined(run: Trained) -> Examined:
    """Every training example at every step that is sent."""
    problem = run.problem
    rows = sent_rows(len(run.weights), problem.size + 2 * problem.n)
    weights = run.weights[rows]
    columns = {name: values[rows] for name, values in run.columns.items()}
    data_rows = tuple(int(row) for row in run.experiment.prepared().rows)
    names = tuple(f"row {row}" for row in data_rows)
    return Examined(f"{run.id}.examples", columns, weights, examine(problem, weights), names, data_rows)


@dataclass(frozen=True)
class Drag:
    """How far the predictions moved on average under each loss, by its label; and which losses were left out, and why."""

    moved: tuple[tuple[str, float], ...]
    unit: str
    notes: tuple[str, ...]


def dragged(experiment: Experiment, losses: list[str]) -> Drag:
    """What the edits did to the fit, under this loss and under others trained in the same way.

    Numbers in original units; for classes, whose losses have scores on scales of their own, in percent of the mean size of
    a score.
    """
    data = experiment.prepared().train
    unit = "% of the mean score" if data.classes else data.target_unit or data.target
    moved: list[tuple[str, float]] = []
    notes: list[str] = []
    left = LONGEST_SECONDS
    for loss in dict.fromkeys([experiment.loss, *losses]):
        own = experiment if loss == experiment.loss else experiment.change(loss=loss)
        label = own.make("loss").label
        if not experiment.edits:
            moved.append((label, 0.0))
            continue
        left -= 2.0 * seconds(own)
        if left < 0 and moved:
            notes.append(f"{label} is left out: with so many steps it would take too long.")
            continue
        length = _drag(own)
        if length is None:
            notes.append(f"{label} is left out: at this learning rate its run does not settle.")
        else:
            moved.append((label, length))
    return Drag(tuple(moved), unit, tuple(notes))


@lru_cache(maxsize=64)
def _drag(experiment: Experiment) -> float | None:
    """How far the edits moved the final predictions on average; None where a run went wrong."""
    before = experiment.change(edits=())
    runs = [one.train(checkpoint=give_way) for one in (before, experiment)]
    network = before.problem().network
    first, second = (network.predict(run.weights[-1]) for run in runs)
    if LOSSES[experiment.loss].link == "log":
        first, second = exp_or_inf(first), exp_or_inf(second)
    if any(run.status in ("diverged", "oscillating") for run in runs) or not np.isfinite([first, second]).all():
        return None
    gap = float(np.abs(second - first).mean())
    if before.prepared().train.classes:
        return 100.0 * gap / max(float(np.abs(first).mean()), 1e-300)
    return gap * before.prepared().scaling.y_scale


def comparable(experiment: Experiment) -> list[str]:
    """The other losses of these data that are drawn on the same axis: for the same kind of target, under the same link."""
    own = LOSSES[experiment.loss]
    return [
        name
        for name, loss in experiment.losses().items()
        if name != experiment.loss and loss.link == own.link and (own.link == "log" or loss.task == own.task)
    ]
