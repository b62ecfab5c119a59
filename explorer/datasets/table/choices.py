"""What is chosen from a table to make a data set of it, in one frozen object."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Real
from typing import TypeGuard

from explorer.core.domains import DOMAINS
from explorer.core.text import shown
from explorer.datasets.table.errors import TableError
from explorer.datasets.table.numbers import written

MISSING = ("drop", "median")


@dataclass(frozen=True)
class Choices:
    """The target, the features, and what is done with rows that have gaps.

    - ``target``: the column to predict, "" for the one that is guessed; ``task``: what it is, as in
      `explorer.core.domains.DOMAINS`, "" for what is guessed.
    - ``features``: names of columns, in the order in which they are to stand; None for all that are numbers or text of few
      values and neither a copy of another nor taken otherwise.
    - ``positive``: of a target with classes, those that together are +1; all others are then -1.
    - ``weights``, ``exposure``: the columns that hold how much each row counts, and over how much its target was counted.
    - ``missing``: "drop" leaves out rows with an empty cell in a column that is used; "median" fills numbers with the median of
      the training part, in each fold anew (`explorer.datasets.gaps`). Rows without a target, weight or exposure are left out.

    Raises `TableError` for a value that is not of its kind.
    """

    target: str = ""
    features: tuple[str, ...] | None = None
    task: str = ""
    positive: tuple[str, ...] = ()
    weights: str = ""
    exposure: str = ""
    missing: str = "drop"

    def __post_init__(self) -> None:
        for field in ("target", "task", "weights", "exposure", "missing"):
            if not isinstance(getattr(self, field), str):
                raise TableError(f'{field}: "{shown(getattr(self, field))}" is no text.')
        if self.task and self.task not in DOMAINS:
            raise TableError(f'task: "{shown(self.task)}" is not one of {", ".join(DOMAINS)}.')
        if self.missing not in MISSING:
            raise TableError(f'missing: "{shown(self.missing)}" is not one of {", ".join(MISSING)}.')


def choices_of(
    target: str | None = None,
    features: Sequence[str] | None = None,
    task: str | None = None,
    positive: object | Sequence[object] | None = None,
    weights: str | None = None,
    exposure: str | None = None,
    missing: str = "drop",
) -> Choices:
    """Choices as they are written in Python: None for nothing chosen, one class or several for +1, numbers or texts.

    >>> choices_of("price", ["rooms"]).features, choices_of("churn", positive="yes").positive
    (('rooms',), ('yes',))
    """
    if features is not None and (isinstance(features, str) or not all(isinstance(name, str) for name in features)):
        raise TableError(f'features: "{shown(features)}" is not a list of names of columns.')
    several = positive if isinstance(positive, (list, tuple, set, frozenset)) else [] if positive is None else [positive]
    return Choices(
        target or "",
        None if features is None else tuple(features),
        task or "",
        tuple(sorted(written(float(each)) if _is_number(each) else str(each) for each in several)),
        weights or "",
        exposure or "",
        missing,
    )


def _is_number(value: object) -> TypeGuard[Real]:
    return isinstance(value, Real) and not isinstance(value, bool)
