"""One column of a table: numbers or texts, which cells are missing, and what keeps it from being numbers."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np

from explorer.datasets.table.errors import place, quoted
from explorer.datasets.table.numbers import NOT_A_NUMBER, is_number, parsed, why_unusable

Array = np.ndarray
MOSTLY = 0.5
"""A column of which at least this share is numbers, or nearly, was meant to be numbers: the other cells are faults."""

BLOCK = 256
"""So many rows are taken at a time: their cells stay in the processor's cache, which makes reading twice as quick."""


@dataclass(frozen=True)
class Fault:
    """The first cell that keeps a column from being numbers: its row from 0, its line in the file, and how many there are."""

    row: int
    line: int
    cell: str
    reason: str
    count: int

    def sentence(self, column: str) -> str:
        """The place, the cell and what is wrong with it.

        >>> Fault(3, 5, "unknown", "is not a number", 1).sentence("age")
        'line 5, column age: "unknown" is not a number'
        """
        more = f" ({self.count} such cells)" if self.count > 1 else ""
        return f"{place(self.line, column)}: {quoted(self.cell)} {self.reason}{more}"


@dataclass(frozen=True, eq=False)
class Column:
    """A column: ``missing`` (n,) says which cells have no value.

    One of numbers has ``numbers`` (n,), NaN where missing. One of text has ``levels``, its different values in the order in
    which they come, and ``codes`` (n,), the place of each cell's value among them, -1 where missing. A column of numbers but
    for some cells is text with a ``fault``.
    """

    name: str
    missing: Array
    numbers: Array | None = None
    levels: tuple[str, ...] = ()
    codes: Array | None = None
    fault: Fault | None = None

    @property
    def n(self) -> int:
        """How many cells there are."""
        return int(self.missing.size)

    @property
    def known(self) -> Array:
        """The values that are not missing: numbers, or places among the levels."""
        values = self.codes if self.numbers is None else self.numbers
        assert values is not None
        return values[~self.missing]

    @property
    def distinct(self) -> int:
        """How many different values there are, missing cells not among them."""
        return len(self.levels) if self.numbers is None else int(np.unique(self.known).size)


def columns_of(
    names: Sequence[str], rows: Sequence[Sequence[str]], lines: Sequence[int], marks: Set[str], decimal: str
) -> tuple[Column, ...]:
    """The columns of some rows of cells, whose blanks are taken off. ``marks`` stand for missing cells."""
    marked = any(is_number(mark, decimal) for mark in marks)
    parts: list[list[Array] | None] = [[] for _ in names]
    for begin in range(0, len(rows), BLOCK):
        for at, cells in enumerate(zip(*rows[begin : begin + BLOCK], strict=True)):
            own = parts[at]
            if own is not None:
                numbers = None if marked else parsed(cells, decimal)
                numbers = _numbers(cells, marks, decimal) if numbers is None else numbers
                parts[at] = None if numbers is None else [*own, numbers]
    return tuple(
        _text_column(name, [row[at].strip() for row in rows], lines, marks, decimal)
        if own is None
        else _number_column(name, np.concatenate(own))
        for at, (name, own) in enumerate(zip(names, parts, strict=True))
    )


def _numbers(cells: Sequence[str], marks: Set[str], decimal: str) -> Array | None:
    """Cells as numbers (n,), NaN for missing ones; None where one is no number."""
    cells = [cell.strip() for cell in cells]
    missing = [cell in marks for cell in cells]
    numbers = parsed([cell for cell, gone in zip(cells, missing, strict=True) if not gone], decimal)
    if numbers is None:
        return None
    full = np.full(len(cells), np.nan)
    full[~np.array(missing)] = numbers
    return full


def _number_column(name: str, numbers: Array) -> Column:
    numbers = numbers + 0.0  # no negative zero
    missing = np.isnan(numbers)
    numbers.flags.writeable = missing.flags.writeable = False
    return Column(name, missing, numbers)


def _text_column(name: str, cells: Sequence[str], lines: Sequence[int], marks: Set[str], decimal: str) -> Column:
    missing = np.array([cell in marks for cell in cells])
    places: dict[str, int] = {}
    codes = np.array(
        [-1 if gone else places.setdefault(cell, len(places)) for cell, gone in zip(cells, missing.tolist(), strict=True)]
    )
    codes.flags.writeable = missing.flags.writeable = False
    return Column(name, missing, None, tuple(places), codes, _fault(cells, missing, lines, decimal))


def _fault(cells: Sequence[str], missing: Array, lines: Sequence[int], decimal: str) -> Fault | None:
    """The first cell that is no usable number, where most are numbers or nearly so, as "5 kg" is; None where they are not."""
    rows = np.flatnonzero(~missing).tolist()
    usable = {cell: parsed([cell], decimal) is not None for cell in {cells[row] for row in rows}}
    reasons = {cell: why_unusable(cell, decimal) for cell, good in usable.items() if not good}
    bad = [row for row in rows if not usable[cells[row]]]
    if sum(reasons[cells[row]] == NOT_A_NUMBER for row in bad) > (1 - MOSTLY) * len(rows):
        return None
    row = bad[0]
    return Fault(row, int(lines[row]), cells[row], reasons[cells[row]], len(bad))
