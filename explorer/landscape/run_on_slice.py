"""A run seen on a slice: the cost and its slopes on the plane at each of its steps."""

from __future__ import annotations

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.gradient_parts import gradient_parts
from explorer.landscape.slices import ROWS, Slice
from explorer.training.history import History

Array = np.ndarray


def costs_by_step(
    slice_: Slice, history: History, steps: Array, W: Array, checkpoint: Checkpoint = no_checkpoint
) -> tuple[Array, Array]:
    """Mean loss and strength x penalty (m,) on the plane at some ``steps`` (m,) of a run, where its weights were W (m, p).

    By the settings that held at each step.
    """
    stages, parts = history.stage_of(steps), np.empty((2, len(steps)))
    for i in np.unique(stages):
        parts[:, stages == i] = slice_.costs_along(W[stages == i], history.stages[i].problem, checkpoint)
    return parts[0], parts[1]


def slopes_by_step(
    slice_: Slice, history: History, steps: Array, W: Array, checkpoint: Checkpoint = no_checkpoint
) -> tuple[Array, Array]:
    """The slopes (m, 2) of mean loss and penalty along the two axes, for the weights W (m, p) at some ``steps`` (m,) of a run.

    By the settings with which the next step is taken. 0 where a slope is too large for a number: no arrow can show it.
    """
    stages, slopes = history.stage_after(steps), np.empty((2, len(W), 2))
    for i in np.unique(stages):
        rows = np.flatnonzero(stages == i)
        for block in np.split(rows, range(ROWS, len(rows), ROWS)):
            checkpoint()
            with np.errstate(over="ignore", invalid="ignore"):
                slopes[:, block] = gradient_parts(history.stages[i].problem, W[block], slice_.plane.along)[:2]
    slopes[~np.isfinite(slopes)] = 0.0
    return slopes[0], slopes[1]
