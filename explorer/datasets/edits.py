"""Values of a data set that were moved by hand: checked, applied, and written into a link."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from explorer.core.params import NUMBER, FieldError
from explorer.core.text import received, shown
from explorer.datasets.base import Dataset

Edit = tuple[int, int, float]
"""A row of the data set, a column of it (the last one, after all features, is the target), and the new value in original
units. Labels are -1 and +1, or the number of a class."""

MOST_EDITS = 200
LARGEST = 1e9
ONE = re.compile(r"([0-9]{1,6}):([0-9]{1,4}):([-+.0-9eE]{1,25})")
FORM = "row:column:value, such as 12:3:0.5, with commas between"


def refuse(reason: str) -> FieldError:
    """The error for edits; its remedy is to have none."""
    return FieldError("edits", reason, {"edits": ()}, "Put everything back")


def tidy(edits: Any) -> tuple[Edit, ...]:
    """Edits in plain Python types, sorted, the last one of each place; or a `FieldError`.

    >>> tidy([(3, 1, 2), (0, 1, 5.0), (3, 1, 4)])
    ((0, 1, 5.0), (3, 1, 4.0))
    """
    places: dict[tuple[int, int], float] = {}
    if isinstance(edits, str) or not isinstance(edits, Iterable):
        raise refuse(f'"{shown(edits)}" is not a list of (row, column, value).')
    for edit in edits:
        try:
            row, column, value = edit
            whole = int(row) == row and int(column) == column
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            raise refuse(f'"{shown(edit)}" is not a (row, column, value).') from None
        if not whole or row < 0 or column < 0:
            raise refuse(f'"{shown(edit)}" needs whole numbers from 0 for row and column.')
        if not math.isfinite(number) or abs(number) > LARGEST:
            raise refuse(f"{received(number)} is not a number between -1e9 and 1e9.")
        places[int(row), int(column)] = number + 0.0
    if len(places) > MOST_EDITS:
        raise refuse(f"{len(places)} values are moved; at most {MOST_EDITS} are allowed.")
    return tuple((row, column, value) for (row, column), value in sorted(places.items()))


def to_text(edits: Iterable[Edit]) -> str:
    """Edits as the text of a link; `from_text` gives them back.

    >>> to_text([(12, 3, 0.5), (40, 10, -2.0)])
    '12:3:0.5,40:10:-2.0'
    """
    return ",".join(f"{row}:{column}:{value!r}" for row, column, value in edits)


def from_text(text: str) -> tuple[Edit, ...]:
    """The edits of a text in a link, or a `FieldError`."""
    edits = []
    for part in text.split(",") if text else ():
        match = ONE.fullmatch(part)
        if not match or not NUMBER.fullmatch(match[3]):
            raise refuse(f'"{shown(part)}" is not of the form {FORM}.')
        edits.append((int(match[1]), int(match[2]), float(match[3])))
    return tidy(edits)


def placed(edits: Iterable[Edit], original: Dataset, row: int, column: int, value: float) -> tuple[Edit, ...]:
    """Edits with one more, in place of an earlier one of the same place; none there where the value is what it was.

    ``original`` are the data before any edit.
    """
    others = tuple(edit for edit in edits if edit[:2] != (row, column))
    was = original.y[row] if column == original.X.shape[1] else original.X[row, column]
    return others if value == was else (*others, (row, column, value))


def flipped(data: Dataset, row: int, binary: bool) -> float:
    """The other label of a row, or the next of several; where ``binary`` pits the first class against the rest, across that."""
    now = float(data.y[row])
    if data.task == "binary":
        return -now
    if binary:
        return 0.0 if now else 1.0
    return (now + 1.0) % len(data.classes)


BACK = "x"
"""In a link: the original value of a place."""
MORE = "*"
"""Begins the text of edits given by their differences from others."""


def difference_to_text(before: tuple[Edit, ...], after: tuple[Edit, ...]) -> str:
    """Edits as the text of a link, as their differences from earlier ones: each move is written once.

    >>> difference_to_text(((3, 1, 2.0), (4, 0, 1.0)), ((3, 1, 5.0),))
    '*3:1:5.0,4:0:x'
    """
    old, new = ({edit[:2]: edit[2] for edit in edits} for edits in (before, after))
    parts = [f"{row}:{column}:{value!r}" for (row, column), value in new.items() if old.get((row, column)) != value]
    parts += [f"{row}:{column}:{BACK}" for row, column in old if (row, column) not in new]
    return MORE + ",".join(parts)


def difference_from_text(before: tuple[Edit, ...], text: str) -> tuple[Edit, ...]:
    """The edits of a text in a link, given by their differences or in full; or a `FieldError`."""
    if not text.startswith(MORE):
        return from_text(text)
    places = {edit[:2]: edit for edit in before}
    parts = text.removeprefix(MORE).split(",") if text != MORE else []
    for part in parts:
        if match := re.fullmatch(r"([0-9]{1,6}):([0-9]{1,4}):" + BACK, part):
            places.pop((int(match[1]), int(match[2])), None)
        else:
            places |= {edit[:2]: edit for edit in from_text(part)}
    return tidy(places.values())


def apply(data: Dataset, edits: Iterable[Edit]) -> Dataset:
    """The data set with these values in place, or a `FieldError` that names the edit and what is allowed there.

    A target that is a number may become any number: a loss says which it takes.
    """
    X, y = np.array(data.X), np.array(data.y, dtype=float)
    d, moved = X.shape[1], data.moved
    gaps = None if data.gaps is None else np.array(data.gaps)
    for row, column, value in edits:
        if row >= data.n:
            raise refuse(f"row {row} is above {data.n - 1}, the last one of these data. Allowed: 0 to {data.n - 1}.")
        if column > d:
            raise refuse(f"column {column} is above {d}, the target. Allowed: 0 to {d}.")
        if column < d:
            X[row, column] = value
            if gaps is not None:
                gaps[row, column] = False
            continue
        if data.task == "multiclass" and value >= len(data.classes):
            raise refuse(f"{data.target} of row {row} is class {value:g}. Allowed: 0 to {len(data.classes) - 1}.")
        y[row], moved = value, True
    try:
        return replace(data, X=X, y=y, moved=moved, gaps=gaps)
    except ValueError as error:
        raise refuse(f"{error}.") from None
