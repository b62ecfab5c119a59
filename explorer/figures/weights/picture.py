"""The weights of a run: over the steps, as bars at the step shown, or as the edges of a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np

from explorer.cost.problem import Problem
from explorer.cost.weight_norms import share_of_length, zero_count
from explorer.datasets.preparation import Scaling
from explorer.experiment import Experiment
from explorer.figures.base.advice import other_penalty
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.picture import Picker, Picture, Readout, Titles, told_at_the_end, told_by_step
from explorer.figures.weights.bars import now
from explorer.figures.weights.network import network
from explorer.figures.weights.over_steps import lines
from explorer.figures.weights.parts import Weights
from explorer.training.history import History
from explorer.training.stationarity import settled
from explorer.words import train_weights as words
from explorer.words.shared import Said

Array = np.ndarray


class WeightsView(NamedTuple):
    """A way to look at the weights: its label in the menu, whether it suits models of one layer, and what draws it."""

    label: str
    linear: bool
    draw: Callable[[Weights], tuple[Drawing, Said, str, str]]


VIEW = "weights_view"
"""The name of the choice."""
WEIGHTS_VIEWS = {
    "steps": WeightsView("over the steps", True, lines),
    "now": WeightsView("now", True, now),
    "network": WeightsView("network", False, network),
}


def weights_picture(
    problem: Problem,
    history: History,
    reference: Array | None,
    scaling: Scaling | None = None,
    experiment: Experiment | None = None,
    view: str = "steps",
) -> Picture:
    """The weights and biases of a run in one of `WEIGHTS_VIEWS`; one that does not suit the model becomes the first.

    ``reference`` (p,) are the unregularised values, where known; ``scaling`` is what was taken out of the data, so that a
    weight can be read in original units as well; ``experiment`` says where settings were changed.
    """
    suited = {name: v for name, v in WEIGHTS_VIEWS.items() if v.linear or not problem.network.linear}
    view = view if view in suited else next(iter(suited))
    figure, said, alt, ending = suited[view].draw(Weights(problem, history, reference, scaling, experiment))
    when = words.OVER_STEPS if view == "steps" else words.AT_STEP
    title = _title(problem, history, reference, when)
    picker = Picker(VIEW, "View", view, tuple((name, v.label) for name, v in suited.items()))
    more = said.and_more(other_penalty(problem)).more
    return Picture(
        "weights", title, said.line, alt, figure, _readouts(problem), (picker,), more=more,
        titles=_titles(history, title, when), ending=f"{ending} {title}.",
    )  # fmt: skip


def _readouts(problem: Problem) -> tuple[Readout, ...]:
    """How many are exactly zero, and what the penalty adds up, where it adds anything up."""
    count = int(problem.network.penalised.sum())
    measured = [Readout(f"{problem.penalty.name}: {problem.penalty.measure}", "norm")] if problem.penalty.measure else []
    return (Readout("weights at zero", "zeros", whole=True, suffix=f" of {count}"), *measured)


def _titles(history: History, title: str, when: str) -> Titles:
    """The titles before the end: how many weights were zero at each step, under the penalty that was in force then."""
    problems = [run.problem for run in history.runs]
    if len(problems) == 1 and problems[0].penalty.is_zero(problems[0].strength):
        return ()
    size = int(problems[-1].network.penalised.sum())
    if all(problem.penalty.smooth for problem in problems):
        return told_at_the_end(title, words.weights_title(size, when), int(history.steps[-1]))
    texts = [
        words.weights_title(size, when) if problem.penalty.smooth else words.zeros_now(problem.penalty.name, zeros, size)
        for problem, zeros in _zeros(history)
    ]
    return told_by_step(history.steps, [*texts[:-1], title])


def _zeros(history: History) -> Iterator[tuple[Problem, int]]:
    """The problem in force at each kept step, and how many weights are zero there."""
    stages = history.stage_of(history.steps)
    counts = [zero_count(run.problem, history.weights) for run in history.runs]
    return ((history.runs[stage].problem, int(counts[stage][row])) for row, stage in enumerate(stages))


def _title(problem: Problem, history: History, reference: Array | None, when: str) -> str:
    """How many weights the penalty made zero, or how far it shrank them; where it did neither, how many are shown ``when``.

    That the penalty shrank them is told of a run at rest alone: before, how far it has come counts as well.
    """
    last, size = history.weights[-1], int(problem.network.penalised.sum())
    if not problem.penalty.smooth:
        return words.zeros_title(problem.penalty.name, int(zero_count(problem, last[None])[0]), size)
    if problem.penalty.is_zero(problem.strength):
        return words.weights_title(size, words.NO_PENALTY)
    share = None if reference is None else share_of_length(problem, last, reference)
    if share is None or not 0 < share <= 1 or history.status in ("diverged", "oscillating"):
        return words.weights_title(size, when)
    if history.run.solver.decoupled or not settled(problem, last, history.run.seed):
        return words.size_title(share, int(history.steps[-1]))
    return words.shrunk_title(problem.penalty.name, share)
