"""Trivial models: the same prediction for every example, whatever its features say. What predicts worse has learnt nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explorer.core.domains import DOMAINS
from explorer.datasets.base import Dataset
from explorer.losses.base import Loss
from explorer.losses.binary_probability import Logistic
from explorer.losses.counts import Poisson
from explorer.losses.facts import class_shares, log_odds, mean, median
from explorer.losses.multiclass_probability import CrossEntropy
from explorer.losses.regression import Squared

Array = np.ndarray
TIE = 1e-9
"""By so much the first of equally frequent classes is put ahead, so that something is decided."""


@dataclass(frozen=True)
class Trivial:
    """A model that gives every example one score, to which offsets are added.

    ``of(data)`` finds it from the examples trained on: a number, or (K,) for several classes. ``loss`` says how a score is
    read, as a number, as the log of one or as log-odds.
    """

    name: str
    loss: Loss
    of: Callable[[Dataset], float | Array]


def trivial_models(data: Dataset) -> tuple[Trivial, ...]:
    """Those for a kind of target: mean and median for numbers, the majority for classes, with their shares as probabilities.

    Where amounts or counts have offsets, the logarithms of exposures, there is only their mean for an exposure of 1.

    >>> [model.name for model in trivial_models(Dataset(np.eye(2), np.zeros(2)))]
    ['mean', 'median']
    """
    if data.task == "binary":
        return (Trivial("majority", Logistic(), _majority),)
    if data.task == "multiclass":
        return (Trivial("majority", CrossEntropy(), _most_frequent),)
    if data.offset is not None and DOMAINS[data.task].low is not None:
        return (Trivial("mean", Poisson(), _rate),)
    return (
        Trivial("mean", Squared(), _mean),
        Trivial("median", Squared(), _median),
    )


def _free(data: Dataset) -> Array:
    """The targets (n,) less their offsets."""
    return data.y if data.offset is None else data.y - data.offset


def _mean(data: Dataset) -> float:
    return mean(_free(data), data.shares)


def _median(data: Dataset) -> float:
    return median(_free(data), data.shares)


def _rate(data: Dataset) -> float:
    weight = np.ones(data.n) if data.shares is None else data.shares
    assert data.offset is not None
    with np.errstate(divide="ignore"):
        return float(np.log(weight @ data.y) - np.log(weight @ np.exp(data.offset)))


def _majority(data: Dataset) -> float:
    """Their log-odds; where both are as frequent, just below 0."""
    return log_odds(data.y, data.shares) or -TIE


def _most_frequent(data: Dataset) -> Array:
    """The log of each class's share; of the most frequent ones the first is put ahead."""
    with np.errstate(divide="ignore"):
        scores = np.log(class_shares(np.append(data.y, len(data.classes) - 1), _with_none(data)))
    scores[int(scores.argmax())] += TIE
    return scores


def _with_none(data: Dataset) -> Array:
    """The shares (n + 1,), and 0 for an example of the last class that stands for classes that are not there."""
    return np.append(np.ones(data.n) if data.shares is None else data.shares, 0.0)
