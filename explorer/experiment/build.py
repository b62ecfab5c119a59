"""What settings stand for: their data, their problem, their start. The same object for the same choices, cached."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.core.cached import cached
from explorer.core.checkpoint import Checkpoint, no_checkpoint
from explorer.core.params import FieldError
from explorer.cost.problem import Problem
from explorer.datasets import Dataset, Source
from explorer.datasets.corruption import Corruption
from explorer.datasets.edits import Edit, apply
from explorer.datasets.preparation import Prepared, prepare_source
from explorer.experiment import feature_factors
from explorer.experiment.settings import Settings
from explorer.losses import LOSSES, Loss
from explorer.models import Model
from explorer.path.first_fit import adaptive_factors, adaptive_refusal
from explorer.path.methods.choice import path_refusal
from explorer.path.strength_grid import suitable_strengths
from explorer.penalties import Penalty
from explorer.penalties.norms import NoPenalty
from explorer.selection.cross_validation import CrossValidation, begin
from explorer.selection.metrics import metrics_of
from explorer.training.loop import starting_weights

Array = np.ndarray


def raw_of(settings: Settings) -> Dataset:
    """The data set in original units, moved examples included, nothing corrupted in it.

    Raises `FieldError` for an edit that the data do not allow.
    """
    return _raw(settings.make("dataset"), settings.edits)


@cached(16)
def _raw(source: Source, edits: tuple[Edit, ...]) -> Dataset:
    return apply(source.load(), edits)


def prepared_of(settings: Settings) -> Prepared:
    """The data, split and standardised; the training part corrupted."""
    s, binary = settings, LOSSES[settings.loss].task == "binary"
    corruption = Corruption(s.noise, s.flips, s.balance)
    source, centred, weighting = s.make("dataset"), s.make("model").intercept, s.weighting
    return prepare_source(source, binary, s.validation, s.seed, s.standardise, s.edits, corruption, None, weighting, centred)


def problem_of(settings: Settings) -> Problem:
    """The cost of the training part."""
    s = settings
    parts = prepared_of(s), s.make("model"), s.make("loss"), s.make("penalty"), s.strength
    factors = factors_of(s)
    return _problem(*parts) if factors is None else _problem(*parts, factors)


def feature_names(problem: Problem) -> tuple[str, ...]:
    """The names of the model's features, by which factors are given."""
    return tuple(problem.network.basis.names(problem.data.features))


def factors_of(settings: Settings) -> tuple[float, ...] | None:
    """How many times the penalty each of the model's features pays: its own factor, times that of a first fit where they are
    `adaptive`. None where none has one.

    Raises `FieldError` for a feature that is not there, and where the model or the loss allow no factors.
    """
    s = settings
    if not s.factors and not s.adaptive:
        return None
    plain = _problem(prepared_of(s), s.make("model"), s.make("loss"), NoPenalty(), 0.0)
    field = "factors" if s.factors else "adaptive"
    if not plain.network.linear:
        reason = "factors are for models that are linear in their weights. Allowed with hidden layers: none."
        raise FieldError(field, reason, {"factors": (), "adaptive": 0.0}, "Leave out the factors")
    own = feature_factors.in_order(s.factors, feature_names(plain))
    if not s.adaptive:
        return tuple(own)
    return tuple(a * b for a, b in zip(own, _adaptive(plain, s.adaptive), strict=True))


@cached(64)
def _adaptive(plain: Problem, gamma: float) -> tuple[float, ...]:
    """The factors of a first fit."""
    if refusal := adaptive_refusal(plain):
        raise FieldError("adaptive", f"{refusal}. Allowed here: off.", {"adaptive": 0.0}, "Switch it off")
    return tuple(adaptive_factors(plain, gamma).tolist())


@cached(256)
def _problem(
    prepared: Prepared, model: Model, loss: Loss, penalty: Penalty, strength: float, factors: tuple[float, ...] | None = None
) -> Problem:
    """The model fits its own features on the training part as it was before anything was done to it.

    As many are cached as a run with the most changes has.
    """
    return Problem(prepared.train, model, loss, penalty, strength, fitted_on=prepared.base.X, factors=factors)


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
    declared, problem, task = settings.fields()["strength"], problem_of(settings), settings.source.task
    assert declared is not None
    if strengths is None:
        grid = None if path_refusal(problem) else suitable_strengths(problem, declared.bounds[1], checkpoint=checkpoint)
    else:
        grid = np.array([declared.check(value) for value in strengths], dtype=float)
    metric, scaling = metrics_of(task, problem.loss.task)[0], prepared_of(settings).scaling
    seed = settings.seed if seed is None else seed
    return begin(problem, grid, folds, seed, settings.standardise, task == "regression", scaling, metric)
