"""Which column is likely the target, and what kind of target a column is; each with the reason in a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.core.domains import DOMAINS
from explorer.core.text import received
from explorer.datasets.table.columns import Column
from explorer.datasets.table.errors import named
from explorer.datasets.table.kinds import Kind
from explorer.datasets.table.limits import MOST_CLASSES

Array = np.ndarray
WORDS = {
    "regression": "a number", "count": "a count", "amount": "an amount from 0", "positive": "an amount above 0",
    "binary": "two classes", "multiclass": "several classes",
}  # fmt: skip
"""What a target of each task is called."""
TARGET_NAME = re.compile(r"(?:.*[\W_])?(?:target|y|label|labels|class|outcome|response|dependent)", re.IGNORECASE)
CLASS_NAME = re.compile(r"(?:.*[\W_])?(?:label|labels|class|classes|category|type|group|cluster|species)", re.IGNORECASE)
LOWEST_COUNT = 1.0
"""Whole numbers that reach down to this or lower are taken for counts."""
SKEWED = 1.0
"""Numbers from 0 with at least this skewness are taken for amounts: on a log scale they would be more even."""


@dataclass(frozen=True)
class TaskGuess:
    """What a target is taken for, why, and all that it may be, that first. Tasks are as in `explorer.core.domains.DOMAINS`."""

    task: str
    reason: str
    possible: tuple[str, ...]


def possible_tasks(column: Column) -> tuple[str, ...]:
    """Every kind of target that a column may be; the losses of each task's domain are then allowed.

    Numbers may be each kind whose domain holds all of them; what has two values may be two classes, and up to ten several.
    """
    values = column.distinct
    found = []
    if column.numbers is not None and values:
        found = [task for task, domain in DOMAINS.items() if domain.numbers and domain.holds(column.known).all()]
    if values == 2:
        found.append("binary")
    if 3 <= values <= MOST_CLASSES:
        found.append("multiclass")
    return tuple(found)


def guess_task(column: Column) -> TaskGuess | None:
    """What kind of target a column is; None where it can be none."""
    possible = possible_tasks(column)
    if not possible:
        return None
    task, reason = _task(column, possible)
    return TaskGuess(task, f"{named(column.name)} {reason}", (task, *(other for other in possible if other != task)))


def _task(column: Column, possible: tuple[str, ...]) -> tuple[str, str]:
    values = column.distinct
    if "binary" in possible:
        return "binary", "has two different values, so it is taken for two classes."
    if column.numbers is None:
        return "multiclass", f"is text of {values} different values, so it is taken for several classes."
    known = column.known
    if "multiclass" in possible and CLASS_NAME.fullmatch(column.name) and (known == np.floor(known)).all():
        return "multiclass", f"is called a class and has {values} different values, so it is taken for several classes."
    least = float(known.min())
    if "count" in possible and least <= LOWEST_COUNT:
        return "count", f"is whole numbers from {received(least)} on, so it is taken for a count."
    if "amount" in possible and skewness(known) >= SKEWED:
        task = "positive" if "positive" in possible else "amount"
        return task, f"is never below 0 and has a long tail of large values, so it is taken for {WORDS[task]}."
    return "regression", "is numbers with no long tail from 0 up, so it is taken for a number."


def skewness(values: Array) -> float:
    """The third standardised moment of numbers (n,); 0 where all are equal.

    >>> round(skewness(np.array([0.0, 0.0, 0.0, 1.0])), 3)
    1.155
    """
    centred = values - values.mean()
    std = float(values.std())
    return float(((centred / std) ** 3).mean()) if std > 0 else 0.0


def guess_target(columns: Sequence[Column], kinds: Sequence[Kind]) -> tuple[str, str]:
    """The name of the column that is likely the target, and why; two empty texts where none can be one.

    That is one called so (target, y, label, class, outcome ...), else the last that can be.
    """
    usable = [column for column, kind in zip(columns, kinds, strict=True) if kind.usable and possible_tasks(column)]
    if not usable:
        return "", ""
    for column in reversed(usable):
        if TARGET_NAME.fullmatch(column.name):
            return column.name, f"{named(column.name)} is taken for the target because of its name."
    name = usable[-1].name
    return name, f"{named(name)} is taken for the target because it is the last column that can be one."
