"""Harder data: noise on the targets, wrong labels, a rare class. Only training examples are corrupted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from explorer.core.params import Parametrised, param, params_of
from explorer.datasets.base import Dataset

Array = np.ndarray
NOISE, FLIPS, OTHERS, BALANCE = range(4)
"""Each has random numbers of its own, so that one slider does not reshuffle what another did."""
FEWEST = 2
"""So many examples of the first class are always kept."""


@dataclass(frozen=True)
class Corruption(Parametrised):
    """What is done to the training examples of any data set. The defaults leave them alone.

    A disturbance is decided by the seed and grows with its slider: more noise is the same noise, scaled up; more flips are
    the same flips and some more; what is dropped stays dropped as the share that is kept shrinks.
    """

    noise: float = param(
        0.0, 0.0, 2.0,
        "Random noise on the training targets, in multiples of their spread. Targets that are never negative are multiplied "
        "by exp(noise) instead.",
        label="Add noise",
    )  # fmt: skip
    flips: float = param(0.0, 0.0, 0.5, "The share of the training labels that get a wrong class.", label="Flip labels")
    balance: float = param(
        1.0, 0.05, 1.0,
        "The share of one class that is kept for training. A small one makes that class rare.",
        label="Share kept of one class", log=True,
    )  # fmt: skip


NONE = Corruption()
APPLIES = {
    "noise": ("regression", "amount", "positive"),
    "flips": ("binary", "multiclass"),
    "balance": ("binary", "multiclass"),
}
"""The kinds of target that each disturbance is for. A count with noise on it would be no count."""


def corruption_field(name: str) -> Any:
    """The declaration of one disturbance, for a field of that name in another dataclass."""
    declared = Corruption.__dataclass_fields__[name]
    return field(default=declared.default, metadata=declared.metadata)


def corruptions_for(task: str) -> tuple[str, ...]:
    """The corruptions that exist for a kind of target.

    >>> corruptions_for("regression"), corruptions_for("count"), corruptions_for("binary")
    (('noise',), (), ('flips', 'balance'))
    """
    return tuple(name for name, tasks in APPLIES.items() if task in tasks)


def default_corruptions(task: str) -> dict[str, float]:
    """The default values of the corruptions that do not exist for a kind of target.

    >>> default_corruptions("regression")
    {'flips': 0.0, 'balance': 1.0}
    """
    return {name: getattr(NONE, name) for name in params_of(Corruption) if name not in corruptions_for(task)}


def corrupt(data: Dataset, rows: Array, disturbance: Corruption, seed: int, std: float) -> tuple[Dataset, Array]:
    """The corrupted training examples, and which rows of the data set they are.

    ``rows`` (n,) are the rows of ``data`` that are trained on, ``std`` is the standard deviation of their targets before
    any change. First the rare class is thinned out, then labels are flipped, exactly the given share of those left. A
    disturbance that is not for this kind of target does nothing. Every row of the data set has its own random numbers,
    drawn by the seed, so an example keeps its noise when the split changes.
    """
    active = corruptions_for(data.task)
    if "balance" in active:
        rows = _thinned(data, rows, disturbance.balance, seed)
    y = np.array(data.y[rows])
    if "flips" in active:
        y = _flipped(data, y, rows, disturbance.flips, seed)
    if "noise" in active:
        chance = disturbance.noise * _stream(seed, NOISE).normal(size=data.n)[rows]
        y = y * np.exp(chance) if data.task in ("amount", "positive") else y + std * chance
    return replace(data.rows(rows), y=y), rows


def _stream(seed: int, kind: int) -> np.random.Generator:
    return np.random.default_rng([seed, 3, kind])


def _first(order: Array, count: int) -> Array:
    """Positions of the ``count`` smallest numbers: a larger count has the same ones and some more."""
    return np.argsort(order, kind="stable")[:count]


def _thinned(data: Dataset, rows: Array, share: float, seed: int) -> Array:
    """The rows without some of those of the first class: +1 of two classes, 0 of several."""
    own = np.flatnonzero(data.y[rows] == (1 if data.task == "binary" else 0))
    order = _stream(seed, BALANCE).random(data.n)[rows[own]]
    kept = own[_first(order, max(round(share * own.size), FEWEST))]
    return np.delete(rows, np.setdiff1d(own, kept))


def _flipped(data: Dataset, y: Array, rows: Array, share: float, seed: int) -> Array:
    """The labels (n,) with that share of them wrong, every other class being as likely as the next."""
    chosen = _first(_stream(seed, FLIPS).random(data.n)[rows], round(share * y.size))
    if data.task == "binary":
        y[chosen] *= -1
        return y
    classes = len(data.classes)
    step = _stream(seed, OTHERS).integers(1, classes, size=data.n)
    y[chosen] = (y[chosen] + step[rows][chosen]) % classes
    return y
