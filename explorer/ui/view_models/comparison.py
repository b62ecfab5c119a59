"""The run on the page and those that are pinned, on one axis, cached."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

import numpy as np

from explorer.core.cached import cached
from explorer.cost.problem import Problem
from explorer.experiment import Experiment
from explorer.experiment import pinned as pinning
from explorer.experiment.changes import changeable
from explorer.experiment.comparison import COST, Yardstick, at_steps, measure, yardsticks
from explorer.experiment.pinned_names import NONE, Given, names
from explorer.figures.base.columns import pinned_weight
from explorer.figures.base.picture import Picker, Picture
from explorer.figures.cost.comparison import ComparedRun, comparison_picture
from explorer.figures.cost.cost import cost_picture
from explorer.figures.cost.log_steps import on_log_steps, steps_picker
from explorer.figures.fit.pinned import can_draw_pinned
from explorer.ui.view_models.trained_run import Trained, trained

CHOSEN = "yardstick"
MOST_PINNED_NUMBERS = 100_000
"""Of pinned runs' weights at most so many are sent, 400 kB: enough for six curves of eight weights over 2,000 steps."""


@dataclass(frozen=True, eq=False)
class Comparison:
    """What a page plays of a run and its pins: an id of its own, and the columns to add to the run's.

    ``kin`` is the same for runs that play the same columns, on the same data and model. ``runs`` has the run on the page
    first, then the pins. ``paths`` says how many pinned paths there are over the surface. ``fits`` are the pins' problems
    where their weights are among the columns, so that their fits can be drawn. ``cut`` says where some of them end earlier.
    """

    id: str
    kin: str
    run: Trained
    yardstick: Yardstick
    yardsticks: tuple[Yardstick, ...]
    runs: tuple[ComparedRun, ...]
    columns: dict[str, np.ndarray]
    paths: int
    fits: tuple[Problem, ...]
    cut: str


def compare(run: Trained, pins: tuple[Experiment, ...], chosen: str = "", given: Given = NONE) -> Comparison:
    """A run and its pins, by the number that was chosen, or the usual one. ``given`` are the visitor's names of pins."""
    return _compare(run, pinning.at_lengths(pins, run.experiment), names(pins, run.experiment, given), chosen)


@cached(12)
def _compare(run: Trained, pins: tuple[Experiment, ...], called: tuple[str, ...], chosen: str) -> Comparison:
    every = (run.experiment, *pins)
    choices = yardsticks(every)
    yardstick = next((y for y in choices if y.id == chosen), choices[0])
    runs = [run, *(trained(pin) for pin in pins)]
    steps = run.columns["step"]
    values, columns = [], {}
    fits = _fits(run, runs[1:])
    for i, one in enumerate(runs):
        values.append(at_steps(one.history, measure(yardstick, one.experiment, one.history), steps))
        for j in range(run.problem.size if i and fits else 0):
            columns[pinned_weight(i - 1, j)] = at_steps(one.history, one.history.weights[:, j], steps)
        for axis, index in zip("xy", run.plane, strict=True):
            if i:
                columns[f"{axis}{i - 1}"] = at_steps(one.history, one.history.weights[:, index], steps)
    if pins or yardstick.id != COST:
        columns |= {f"race{i}": numbers for i, numbers in enumerate(values)}
    same = [False, *(pin == run.experiment.until(pin.steps).change(steps=pin.steps) for pin in pins)]
    compared = tuple(ComparedRun(*one) for one in zip(("this run", *called), values, same, strict=True))
    cut = pinning.cut_sentence(pins, run.experiment)
    stamp = hashlib.blake2b(
        repr((run.id, yardstick.id, called, [pin.to_query() for pin in pins])).encode(), digest_size=8
    ).hexdigest()
    fixed = [getattr(run.experiment, name) for name in ("dataset", "model", "seed", "validation", "standardise")]
    params = [item for item in run.experiment.params.items() if not changeable(item[0])]
    kin = f"{fixed} {params} {run.plane} {yardstick.id} {run.problem.size} {[*run.columns, *columns]}"
    return Comparison(stamp, kin, run, yardstick, choices, compared, columns, len(pins), fits, cut)


def _fits(run: Trained, pinned: list[Trained]) -> tuple[Problem, ...]:
    """The problems of pinned runs whose fits can be drawn, all or none: their weights have to be sent for it."""
    numbers = len(pinned) * len(run.columns["step"]) * run.problem.size
    return tuple(one.problem for one in pinned) if can_draw_pinned(run.problem) and numbers <= MOST_PINNED_NUMBERS else ()


def curve(comparison: Comparison, steps_axis: str = "") -> Picture:
    """The cost with its parts, or one number of all runs, over the steps on an axis of one of the `AXES`."""
    picture = _curve(comparison)
    picker = steps_picker(steps_axis)
    picture = replace(picture, pickers=(*picture.pickers, picker))
    return on_log_steps(picture, int(comparison.run.history.steps[-1])) if picker.value == "log" else picture


def _curve(comparison: Comparison) -> Picture:
    """The cost with its parts; or one number of all runs, where there are several or another number was chosen."""
    options = tuple((y.id, y.label) for y in comparison.yardsticks)
    pickers = (Picker(CHOSEN, "Show" if not comparison.paths else "Compare by", comparison.yardstick.id, options),)
    run = comparison.run
    if not comparison.paths and comparison.yardstick.id == COST:
        return cost_picture(run.history, run.experiment, pickers)
    steps = run.columns["step"]
    return comparison_picture(comparison.runs, steps, comparison.yardstick, pickers, run.experiment, comparison.cut)
