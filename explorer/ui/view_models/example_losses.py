"""Every example of a trained run, and how far moved ones change the fit, cached."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from explorer.cost.example_losses import ExampleLosses, evaluate_examples
from explorer.experiment import Experiment
from explorer.experiment.checks import LONGEST_SECONDS, seconds
from explorer.experiment.influence import influence_of_edits
from explorer.ui.interruption import give_way
from explorer.ui.view_models.trained_run import Trained, sent_rows


@dataclass(frozen=True, eq=False)
class RunExamples:
    """What the Loss & cost page plays: the run's columns and weights at the sent steps, and the examples there.

    ``names`` has a name for each example: its row in the data set.
    """

    id: str
    columns: dict[str, np.ndarray]
    weights: np.ndarray
    at_steps: ExampleLosses
    names: tuple[str, ...]
    rows: tuple[int, ...]


@lru_cache(maxsize=4)
def run_examples(run: Trained) -> RunExamples:
    """Every training example at every step that is sent."""
    problem = run.problem
    rows = sent_rows(len(run.weights), problem.size + 2 * problem.n)
    weights = run.weights[rows]
    columns = {name: values[rows] for name, values in run.columns.items()}
    data_rows = tuple(int(row) for row in run.experiment.prepared().rows)
    names = tuple(f"row {row}" for row in data_rows)
    return RunExamples(f"{run.id}.examples", columns, weights, evaluate_examples(problem, weights), names, data_rows)


@dataclass(frozen=True)
class MovedFit:
    """How far the predictions moved on average under each loss, by its label; and why losses were left out, in sentences."""

    moved: tuple[tuple[str, float], ...]
    unit: str
    notes: tuple[str, ...]


def moved_fit(experiment: Experiment, losses: list[str]) -> MovedFit:
    """How far the edits moved the fit under this loss, and under others trained in the same way (`influence_of_edits`)."""
    data = experiment.prepared().train
    unit = "% of the mean score" if data.classes else data.target_unit or data.target
    moved: list[tuple[str, float]] = []
    notes: list[str] = []
    seconds_left = LONGEST_SECONDS
    for loss in dict.fromkeys([experiment.loss, *losses]):
        other = experiment if loss == experiment.loss else experiment.change(loss=loss)
        label = other.make("loss").label
        if not experiment.edits:
            moved.append((label, 0.0))
            continue
        seconds_left -= 2.0 * seconds(other)
        if seconds_left < 0 and moved:
            notes.append(f"{label} is left out: with so many steps it would take too long.")
            continue
        length = _influence(other, give_way)
        if length is None:
            notes.append(f"{label} is left out: at this learning rate its run does not settle.")
        else:
            moved.append((label, length))
    return MovedFit(tuple(moved), unit, tuple(notes))


_influence = lru_cache(maxsize=64)(influence_of_edits)
