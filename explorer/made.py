"""What is made of an experiment's choices, once for the same ones and kept for a while."""

from __future__ import annotations

from functools import lru_cache

from explorer.datasets import Dataset, Source
from explorer.edits import Edit, apply
from explorer.losses import Loss
from explorer.models import Model
from explorer.penalties import Penalty
from explorer.preparation import Prepared
from explorer.problem import Problem


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
