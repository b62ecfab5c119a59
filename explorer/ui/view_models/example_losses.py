"""Every example of a trained run, and how far moved ones change the fit, cached."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.cached import cached
from explorer.core.params import FieldError
from explorer.core.text import three_figures
from explorer.cost.example_losses import ExampleLosses, evaluate_examples, stacked
from explorer.cost.problem import Problem
from explorer.experiment import Experiment
from explorer.experiment.checks import seconds
from explorer.experiment.influence import influence_of_edits
from explorer.losses import LOSSES
from explorer.ui.interruption import give_way
from explorer.ui.view_models.trained_run import Trained, sent_rows
from explorer.words import loss_cost as words

MOST_SECONDS = 5.0
"""So long the runs under other losses may take together."""
TRIED_STEPS = 1500
"""That ``auto`` takes to try rates out, roughly."""


@dataclass(frozen=True, eq=False)
class RunExamples:
    """What the Loss & cost page plays: the run's columns and weights at the sent steps, and the examples there.

    ``at_steps`` are the examples by the settings that led to each step, as the run's costs are; ``on_curve`` are they all by
    the loss at the end, whose curve is drawn. ``names`` has a name for each example: its row in the data set. ``told`` is a
    sentence about steps with other settings; empty where there are none.
    """

    id: str
    columns: dict[str, np.ndarray]
    weights: np.ndarray
    at_steps: ExampleLosses
    on_curve: ExampleLosses
    names: tuple[str, ...]
    rows: tuple[int, ...]
    told: str = ""


@cached(4)
def run_examples(run: Trained) -> RunExamples:
    """Every training example at every step that is sent."""
    problem = run.problem
    rows = sent_rows(len(run.weights), problem.size + 2 * problem.n)
    weights = run.weights[rows]
    columns = {name: values[rows] for name, values in run.columns.items()}
    data_rows = tuple(int(row) for row in run.experiment.prepared().rows)
    names = example_names(problem, data_rows)
    on_curve = evaluate_examples(problem, weights)
    at_steps, told = _by_stage(run, columns["step"], weights, on_curve)
    return RunExamples(f"{run.id}.examples", columns, weights, at_steps, on_curve, names, data_rows, told)


def example_names(problem: Problem, rows: tuple[int, ...]) -> tuple[str, ...]:
    """A name for each example: its row in the data set, and its weight where examples have some, 1 being the mean."""
    shares = problem.examples.shares
    if shares is None:
        return tuple(f"row {row}" for row in rows)
    return tuple(f"row {row}, weight {three_figures(float(share))}" for row, share in zip(rows, shares, strict=True))


def _by_stage(run: Trained, steps: np.ndarray, weights: np.ndarray, at_end: ExampleLosses) -> tuple[ExampleLosses, str]:
    """The examples at some steps by the settings that led to each, and a sentence about steps that had other examples.

    These have no bars of their own: they are given by the settings at the end.
    """
    stages, rows, phases = run.history.stage_of(steps), run.experiment.prepared().rows, run.experiment.phases
    parts, told = [], ""
    for i in np.unique(stages):
        problem, own = run.history.stages[i].problem, stages == i
        if not np.array_equal(phases[i][1].prepared().rows, rows):
            told = words.other_examples(phases[i + 1][0])
            problem = run.problem
        parts.append(at_end.at(own) if problem is run.problem else evaluate_examples(problem, weights[own]))
    return stacked(parts), told


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
    seconds_left = MOST_SECONDS
    for loss in dict.fromkeys([experiment.loss, *losses]):
        try:
            other = experiment if loss == experiment.loss else experiment.change(loss=loss)
        except FieldError as error:
            notes.append(words.left_out(LOSSES[loss].name, str(error)))
            continue
        label = other.make("loss").label
        if not experiment.edits:
            moved.append((label, 0.0))
            continue
        seconds_left -= 2.0 * _price(other)
        if seconds_left < 0 and moved:
            notes.append(words.left_out(label, words.TOO_LONG))
            continue
        length = _influence(other, give_way)
        if length is None:
            notes.append(words.left_out(label, words.UNSETTLED))
        else:
            moved.append((label, length))
    return MovedFit(tuple(moved), unit, tuple(notes))


def _price(experiment: Experiment) -> float:
    """About how many seconds a run takes; ``auto`` may try some rates first, unless the cost says which are safe."""
    now = experiment.now
    found = seconds(now)
    tries = now.rate == "auto" and not (now.make("loss").smooth and experiment.problem().network.linear)
    return found * (1.0 + TRIED_STEPS / now.steps) if tries else found


_influence = cached(64)(influence_of_edits)
