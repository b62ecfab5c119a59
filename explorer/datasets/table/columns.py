"""One column of a table: numbers or texts, which cells are missing, and what keeps it from being numbers."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass

import numpy as np

from explorer.datasets.table.errors import place, quoted
from explorer.datasets.table.numbers import NOT_A_NUMBER, parsed, why_unusable

Array = np.ndarray
MOSTLY = 0.5
"""A column of which at least this share is numbers, or nearly, was meant to be numbers: the other cells are faults."""


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


def column_of(name: str, cells: Sequence[str], lines: Sequence[int], marks: Set[str], decimal: str) -> Column:
    """The column of some cells without blanks around them. ``marks``, in small letters, stand for missing ones."""
    gone = np.zeros(len(cells), dtype=bool)
    known: Sequence[str] = cells
    numbers = parsed(cells, decimal)
    if numbers is None:
        gone = np.array([cell.lower() in marks for cell in cells])
        known = [cell for cell, missing in zip(cells, gone.tolist(), strict=True) if not missing]
        numbers = parsed(known, decimal)
    elif marks - {""}:  # marks that are numbers, such as -99
        gone = np.array([cell in marks for cell in cells])
        numbers = numbers[~gone]
    gone.flags.writeable = False
    if numbers is not None:
        full = np.full(len(cells), np.nan)
        full[~gone] = numbers + 0.0
        full.flags.writeable = False
        return Column(name, gone, full)
    places = {level: place for place, level in enumerate(dict.fromkeys(known))}
    codes = np.full(len(cells), -1)
    codes[~gone] = [places[cell] for cell in known]
    codes.flags.writeable = False
    return Column(name, gone, None, tuple(places), codes, _fault(cells, gone, lines, decimal))


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
