"""What each column is: numbers or a few texts, which can be features; or what is left out, and why."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.core.columns import constant
from explorer.core.text import received
from explorer.datasets.table.columns import Column
from explorer.datasets.table.dates import are_dates
from explorer.datasets.table.duplicates import copies, likeness
from explorer.datasets.table.errors import quoted
from explorer.datasets.table.limits import LONGEST_NAME, MOST_CATEGORIES

USABLE = ("number", "category")
"""The kinds of column that are features unless told otherwise."""
KINDS = (*USABLE, "text", "date", "identifier", "constant", "duplicate", "mixed", "empty")
ID_NAME = re.compile(r"(?:.*[\W_])?(?:id|uuid|guid|index|idx|key|row|rows|rownames?)\W*|(?:no|nr)\.?", re.IGNORECASE)
ID_CAMEL = re.compile(r".*[a-z]I[dD]")
FEWEST_NUMBERED = 10
"""Rows that are numbered 1, 2, 3 ... are taken for that from so many on."""


@dataclass(frozen=True)
class Kind:
    """One of `KINDS`, and the reason for it: the end of a sentence that begins with the column's name.

    ``copy_of`` is the name of the column that a duplicate is a copy of.
    """

    kind: str
    reason: str
    copy_of: str = ""

    @property
    def usable(self) -> bool:
        """Whether such a column is a feature unless told otherwise."""
        return self.kind in USABLE


def kinds_of(columns: Sequence[Column]) -> tuple[Kind, ...]:
    """What each of the columns of a table is."""
    kinds = [kind_of(column) for column in columns]
    places = [place for place, kind in enumerate(kinds) if kind.usable or kind.kind == "text"]
    for copy, first in copies([columns[place] for place in places]).items():
        one = columns[places[first]]
        kinds[places[copy]] = Kind("duplicate", likeness(columns[places[copy]], one), one.name)
    return tuple(kinds)


def kind_of(column: Column) -> Kind:
    """What a column is by itself."""
    if column.missing.all():
        return Kind("empty", "has no value in any row")
    if column.fault is not None:
        return Kind("mixed", f"is not numbers throughout: {column.fault.sentence(column.name)}")
    if is_constant(column):
        value = quoted(column.levels[0]) if column.numbers is None else received(float(column.known[0]))
        return Kind("constant", f"is the same in every row ({value})")
    return _text(column) if column.numbers is None else _number(column)


def is_constant(column: Column) -> bool:
    """Whether a column has one value at most, up to what rounding leaves of it."""
    if column.numbers is None:
        return column.distinct <= 1
    known = column.known
    return not known.size or bool(constant(known.std(), known.mean()))


def is_identifier(column: Column) -> bool:
    """Whether a column names the rows: a different text in each, or whole numbers that count them or are called an id."""
    known, distinct = column.known, column.distinct
    if distinct < known.size or column.missing.any():
        return False
    if column.numbers is None:
        return True
    if not (known == np.floor(known)).all():
        return False
    counted = known.size >= FEWEST_NUMBERED and known[0] in (0.0, 1.0) and bool((np.diff(known) == 1).all())
    return counted or bool(ID_NAME.fullmatch(column.name) or ID_CAMEL.fullmatch(column.name))


def _number(column: Column) -> Kind:
    if is_identifier(column):
        return Kind("identifier", "only numbers the rows")
    return Kind("number", f"has {column.distinct:,} different numbers")


def _text(column: Column) -> Kind:
    count, values = column.known.size, column.distinct
    if are_dates(column.levels):
        return Kind("date", "is dates or times, of which no loss knows what to make")
    longest = max(map(len, column.levels))
    if values <= min(MOST_CATEGORIES, max(2, count // 2)) and longest <= LONGEST_NAME:
        return Kind("category", f"is text of {values} different values")
    if is_identifier(column):
        return Kind("identifier", "is another text in every row")
    if longest > LONGEST_NAME:
        return Kind("text", f"is text of up to {longest:,} characters; a value may have {LONGEST_NAME}")
    most = min(MOST_CATEGORIES, max(2, count // 2))
    return Kind("text", f"is text of {values:,} different values; up to {most} become columns of their own here")
