"""The fit of one fold along the strengths, and at which of them it is only near its minimum."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.path.methods.choice import path_method
from explorer.path.regularization_path import regularization_path

Array = np.ndarray


class FoldFit(NamedTuple):
    """The weights (k, p) at each strength, and where the minimum was reached (k,).

    It is not where the search was cut short by the work that it may do (`explorer.core.effort`).
    """

    weights: Array
    reached: Array


def fold_fit(problem: Problem, strengths: Sequence[float] | Array, checkpoint: Checkpoint = no_checkpoint) -> FoldFit:
    """Fit a fold's training part at strengths (k,). Everything in a comparison that is fitted is fitted here.

    Methods that are exact, or come to their end in any case, are taken by their word. Where steps are taken, what is left
    over is compared with what the method allows.

    >>> from explorer import Experiment
    >>> fold_fit(Experiment(dataset="diabetes", loss="huber").problem(), [0.1, 0.01]).reached
    array([ True,  True])
    """
    path = regularization_path(problem, strengths, checkpoint)
    excess = None if path.exact or not path.work else path.kkt if path.gap is None else path.gap
    if excess is None:
        return FoldFit(path.weights, np.ones(len(path.strengths), dtype=bool))
    return FoldFit(path.weights, excess <= path_method(problem).bound)
