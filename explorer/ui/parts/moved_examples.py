"""Examples moved in the picture of the fit become edits of the experiment."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.datasets.edits import Edit, flipped, placed
from explorer.datasets.target_limits import nearest
from explorer.datasets.weighting import source_column
from explorer.experiment import Experiment
from explorer.losses import LOSSES
from explorer.ui import run_changes, visit
from explorer.ui.chart.messages import FlippedExample, MovedExample


def moved(columns: Mapping[str, int], message: MovedExample) -> None:
    """A callback's part: an example was let go at a place.

    ``columns`` is the feature along each axis, the one after the last being the target; an axis that is missing was not moved.
    A target that the loss does not take becomes the nearest that it does.
    """
    experiment = visit.settings()
    row = _row(experiment, message.example)
    if row is None:
        return
    original, edits = experiment.change(edits=()).raw(), experiment.edits
    to = {"x": message.x, "y": message.y}
    for axis, shown in columns.items():
        column, value = source_column(original, experiment.weighting, shown), to[axis]
        if value is not None:
            allowed = nearest(original, value, LOSSES[experiment.loss].domain) if column == original.X.shape[1] else value
            edits = placed(edits, original, row, column, allowed)
    if edits != experiment.edits:
        _change(edits, message.step)


def flip(message: FlippedExample) -> None:
    """A callback's part: an example is to be of another class."""
    experiment = visit.settings()
    row, original = _row(experiment, message.example), experiment.change(edits=()).raw()
    if row is None or not original.classes:
        return
    label = flipped(experiment.raw(), row, LOSSES[experiment.loss].task == "binary")
    _change(placed(experiment.edits, original, row, original.X.shape[1], label), message.step)


def _change(edits: tuple[Edit, ...], at: int | None) -> None:
    """These edits from the step on that the chart showed."""
    run_changes.change_at_step(at, edits=edits)


def _row(experiment: Experiment, example: int) -> int | None:
    """The row of the data set that a training example is, where there is such an example."""
    rows = experiment.prepared().rows
    return int(rows[example]) if example < len(rows) else None


def count(experiment: Experiment) -> int:
    """How many examples are moved."""
    return len({row for row, *_ in experiment.edits})


def restore(step: int | None) -> None:
    """A callback: all examples are put back, from the step on that the player showed."""
    if visit.settings().edits:
        _change((), step)
