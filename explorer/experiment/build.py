"""What is made of an experiment's choices, once for the same ones and kept for a while."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.datasets import DATASETS, Dataset, Source
from explorer.datasets.edits import Edit, apply
from explorer.datasets.preparation import Prepared
from explorer.losses import Loss
from explorer.models import Model
from explorer.path.methods.choice import path_refusal
from explorer.path.strength_grid import suitable_strengths
from explorer.penalties import Penalty
from explorer.selection.cross_validation import CrossValidation, begin
from explorer.selection.metrics import metrics_of

if TYPE_CHECKING:
    from explorer.experiment.experiment import Experiment


@lru_cache(maxsize=16)
def raw_data(source: Source, edits: tuple[Edit, ...]) -> Dataset:
    """The data set in original units, with the points that were moved where they are now.

    Raises `FieldError` for an edit that the data do not allow.
    """
    return apply(source.load(), edits)


@lru_cache(maxsize=32)
def problem_of(prepared: Prepared, model: Model, loss: Loss, penalty: Penalty, strength: float) -> Problem:
    """The cost of the training part: the same object for the same choices.

    The model fits its own features on the training part as it was before anything was done to it.
    """
    return Problem(prepared.train, model, loss, penalty, strength, fitted_on=prepared.base.X)


def cross_validation_of(
    e: Experiment, strengths: Sequence[float] | None, folds: int, seed: int, checkpoint: Checkpoint = no_checkpoint
) -> CrossValidation:
    """The cross-validation of an experiment's training part with no fold done yet, judged in the target's own units.

    Strengths have to be ones that the experiment can take; without any, those of the path, and ``checkpoint`` is called now and
    then while they are found.
    """
    declared, problem, task = e.fields()["strength"], e.problem(), DATASETS[e.dataset].task
    assert declared is not None
    if strengths is None:
        asked = None if path_refusal(problem) else suitable_strengths(problem, declared.bounds[1], checkpoint=checkpoint)
    else:
        asked = np.array([declared.check(value) for value in strengths], dtype=float)
    metric, scaling = metrics_of(task, problem.loss.task)[0], e.prepared().scaling
    return begin(problem, asked, folds, seed, e.standardise, task == "regression", scaling, metric)
