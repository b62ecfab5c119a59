"""What settings stand for: their data, their problem, their start. The same object for the same choices, cached."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.cost.problem import Problem
from explorer.datasets import DATASETS, Dataset, Source
from explorer.datasets.corruption import Corruption
from explorer.datasets.edits import Edit, apply
from explorer.datasets.preparation import Prepared, prepare_source
from explorer.experiment.settings import Settings
from explorer.losses import LOSSES, Loss
from explorer.models import Model
from explorer.path.methods.choice import path_refusal
from explorer.path.strength_grid import suitable_strengths
from explorer.penalties import Penalty
from explorer.selection.cross_validation import CrossValidation, begin
from explorer.selection.metrics import metrics_of
from explorer.training.loop import starting_weights

Array = np.ndarray


def raw_of(settings: Settings) -> Dataset:
    """The data set in original units, moved examples included, nothing corrupted in it.

    Raises `FieldError` for an edit that the data do not allow.
    """
    return _raw(settings.make("dataset"), settings.edits)


@lru_cache(maxsize=16)
def _raw(source: Source, edits: tuple[Edit, ...]) -> Dataset:
    return apply(source.load(), edits)


def prepared_of(settings: Settings) -> Prepared:
    """The data, split and standardised; the training part corrupted."""
    s, binary = settings, LOSSES[settings.loss].task == "binary"
    corruption = Corruption(s.noise, s.flips, s.balance)
    source, centred = s.make("dataset"), s.make("model").intercept
    return prepare_source(source, binary, s.validation, s.seed, s.standardise, s.edits, corruption, centred=centred)


def problem_of(settings: Settings) -> Problem:
    """The cost of the training part."""
    s = settings
    return _problem(prepared_of(s), s.make("model"), s.make("loss"), s.make("penalty"), s.strength)


@lru_cache(maxsize=256)
def _problem(prepared: Prepared, model: Model, loss: Loss, penalty: Penalty, strength: float) -> Problem:
    """The model fits its own features on the training part as it was before anything was done to it.

    As many are cached as a run with the most changes has.
    """
    return Problem(prepared.train, model, loss, penalty, strength, fitted_on=prepared.base.X)


def start_of(settings: Settings) -> Array:
    """The weights (p,) that a run starts from."""
    chosen = None if settings.start == "auto" else settings.start
    return starting_weights(problem_of(settings), settings.starting_weights or chosen, settings.seed)


def cross_validation_of(
    settings: Settings,
    strengths: Sequence[float] | None,
    folds: int,
    seed: int | None,
    checkpoint: Checkpoint = no_checkpoint,
) -> CrossValidation:
    """A cross-validation of the training part with no fold done yet, judged in the target's own units.

    Strengths have to be ones that settings can have; without any, those of the path, and ``checkpoint`` is called now and
    then while they are found. The seed is that of the settings unless it is given.
    """
    declared, problem, task = settings.fields()["strength"], problem_of(settings), DATASETS[settings.dataset].task
    assert declared is not None
    if strengths is None:
        grid = None if path_refusal(problem) else suitable_strengths(problem, declared.bounds[1], checkpoint=checkpoint)
    else:
        grid = np.array([declared.check(value) for value in strengths], dtype=float)
    metric, scaling = metrics_of(task, problem.loss.task)[0], prepared_of(settings).scaling
    seed = settings.seed if seed is None else seed
    return begin(problem, grid, folds, seed, settings.standardise, task == "regression", scaling, metric)
