"""Whether the first row of a table names its columns, and what they are called."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence, Set

from explorer.datasets.table.errors import TableError, listed, quoted
from explorer.datasets.table.limits import LONGEST_NAME
from explorer.datasets.table.numbers import is_number

ROWS = 50
"""So many rows below the first are looked at."""


def is_header(rows: Sequence[Sequence[str]], marks: Set[str]) -> bool:
    """Whether the first row is one of names: unless it is numbers, or missing, above every column of numbers.

    Where no column is numbers, the first row is one of names; so it is where its only empty cell in a column is there, as above
    the names of rows.

    >>> is_header([["a", "b"], ["1", "2"]], {""}), is_header([["1", "2"], ["3", "4"]], {""})
    (True, False)
    """
    first, below = rows[0], rows[1 : ROWS + 1]
    above = []
    for place, cell in enumerate(map(str.strip, first)):
        cells = [row[place].strip() for row in below if place < len(row)]
        if cells and not cell and all(each not in marks for each in cells):
            return True
        cells = [each for each in cells if each not in marks]
        if cells and all(map(_numeric, cells)):
            above.append(cell)
    named = [cell for cell in above if not _numeric(cell) and cell not in marks]
    return bool(named) or not any(map(_numeric, above))


def _numeric(cell: str) -> bool:
    return is_number(cell, ".") or is_number(cell, ",")


def column_names(first: Sequence[str] | None, width: int) -> tuple[list[str], list[str]]:
    """The names of the columns, and sentences on those that were made up or can be mistaken for each other.

    ``first`` is the header, None where there is none: columns are then called col1, col2 ... Blanks around a name are taken
    off unless two names would be the same. Raises `TableError` for a name that stands twice, and for one that is too long.

    >>> column_names([" price", ""], 2)
    (['price', 'col2'], ['Column 2 has no name; it is called col2.'])
    """
    given = list(first) if first is not None else [""] * width
    stripped = [name.strip() for name in given]
    names = [bare if stripped.count(bare) == 1 else name for bare, name in zip(stripped, given, strict=True)]
    names = [name if name.strip() else "" for name in names]
    notes = []
    for place, name in enumerate(names):
        if len(name) > LONGEST_NAME:
            raise TableError(
                f"line 1: the name of column {place + 1} has {len(name):,} characters; the limit is {LONGEST_NAME}.", 1
            )
        if not name:
            names[place] = made = _unused(place, names)
            if first is not None:
                notes.append(f"Column {place + 1} has no name; it is called {made}.")
    for name, count in Counter(names).items():
        if count > 1:
            places = [str(place + 1) for place, other in enumerate(names) if other == name]
            times = "twice" if count == 2 else f"{count} times"
            raise TableError(
                f"column name {quoted(name)} appears {times} (columns {listed(places)}). Rename one of them.", 1, name
            )
    return names, notes + _look_alikes(names)


def _unused(place: int, names: Sequence[str]) -> str:
    made = f"col{place + 1}"
    while made in names:
        made += "_"
    return made


def _look_alikes(names: Sequence[str]) -> list[str]:
    """Names that differ in capitals, blanks or the way an accent is written alone."""
    alike: dict[str, list[str]] = {}
    for name in names:
        alike.setdefault(unicodedata.normalize("NFC", name).strip().casefold(), []).append(quoted(name))
    return [f"The names {listed(group)} differ, but look alike." for group in alike.values() if len(group) > 1]
