"""Examples moved in the picture of the fit become edits of the experiment."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from explorer.datasets.edits import Edit, flipped, nearest, placed
from explorer.experiment import Experiment
from explorer.losses import LOSSES
from explorer.ui import run_changes, visit

MOVED, FLIPPED = "moved", "flipped"


def moved(columns: Mapping[str, int], choice: Any) -> None:
    """A callback: an example was let go at a place, ``{"example": i, "step": k, "x": ..., "y": ...}`` in original units.

    ``columns`` is the column of the data set along each axis; an axis that is missing was not moved. A target that the data
    do not allow becomes the nearest that they do.
    """
    experiment = visit.settings()
    row = _row(experiment, choice)
    if row is None:
        return
    original, edits = experiment.change(edits=()).raw(), experiment.edits
    for axis, column in columns.items():
        value = choice.get(axis)
        if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value):
            allowed = nearest(original, float(value)) if column == original.X.shape[1] else float(value)
            edits = placed(edits, original, row, column, allowed)
    if edits != experiment.edits:
        _change(edits, choice)


def flip(choice: Any) -> None:
    """A callback: an example is to be of another class, ``{"example": i, "step": k}``."""
    experiment = visit.settings()
    row, original = _row(experiment, choice), experiment.change(edits=()).raw()
    if row is None or not original.classes:
        return
    label = flipped(experiment.raw(), row, LOSSES[experiment.loss].task == "binary")
    _change(placed(experiment.edits, original, row, original.X.shape[1], label), choice)


def _change(edits: tuple[Edit, ...], choice: dict[str, Any]) -> None:
    """These edits from the step on that the chart showed."""
    run_changes.change_at_step(choice.get("step"), edits=edits)


def _row(experiment: Experiment, choice: Any) -> int | None:
    """The row of the data set that a training example is, where there is such an example."""
    index, rows = choice.get("example") if isinstance(choice, dict) else None, experiment.prepared().rows
    known = isinstance(index, int) and not isinstance(index, bool) and 0 <= index < len(rows)
    return int(rows[index]) if known else None


def count(experiment: Experiment) -> int:
    """How many examples are moved."""
    return len({row for row, *_ in experiment.edits})


def restore(step: int | None) -> None:
    """A callback: all examples are put back, from the step on that the player showed."""
    if visit.settings().edits:
        _change((), {"step": step})
