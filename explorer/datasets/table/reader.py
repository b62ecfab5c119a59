"""Reading a table: the steps from a file, its bytes or a text to columns, each of which refuses what it cannot do."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import numpy as np

from explorer.core.text import shown
from explorer.datasets.table.columns import Column, columns_of
from explorer.datasets.table.content import content_of
from explorer.datasets.table.decoding import decoded
from explorer.datasets.table.errors import TableError, listed, named, quoted
from explorer.datasets.table.header import column_names, is_header
from explorer.datasets.table.limits import FEWEST_ROWS, LARGEST_EXACT, MISSING_MARKS, MOST_BYTES, MOST_ROWS
from explorer.datasets.table.numbers import guess_decimal, kept_exactly
from explorer.datasets.table.rows import Rows, check_lengths, check_letters, check_lines, read_rows, too_many_rows, unix_lines
from explorer.datasets.table.separators import guess_separator
from explorer.datasets.table.table import Reading, Table

SAMPLE = 1000
"""So many rows decide on the decimal sign if they can; a later cell that has the other one is a fault, and named."""


def read_table(
    given: bytes | str | Path,
    *,
    name: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    header: bool | None = None,
    missing: Collection[str] | None = None,
    most_bytes: int = MOST_BYTES,
) -> Table:
    """The table in a CSV file, in its bytes, or in a text such as one pasted from a spreadsheet.

    A `Path` is a file. A ``str`` with a line break in it is text; without one it is the name of a file. ``name`` is what to
    call bytes or a text. The rest is guessed where it is None, and what was found is the table's `Reading`:

    - ``encoding``: that of the byte order mark, else UTF-8. Another one is never guessed, but offered by the error.
    - ``separator``: comma, semicolon, tab or vertical bar, the one that cuts most lines as the first.
    - ``decimal``: "." or ",", by which more columns are numbers.
    - ``header``: whether the first row names the columns: unless it is all numbers above the columns of numbers.
    - ``most_bytes``: the limit for content that is no file. What was read once may be longer written out anew.
    - ``missing``: the cells that stand for no value, to the letter; an empty one always does. `MISSING_MARKS` by default.

    Blanks around names and cells are taken off, blank lines left out. A cell in double quotes may have separators, line ends
    and doubled quotes in it (RFC 4180). Raises `TableError`, a ``ValueError``, that names line and column: rows of different
    length, open quotes and bad bytes are never mended in silence. A column that is numbers but for some cells is read, and says
    so (`Column.fault`). The limits are those of `explorer.datasets.table.limits`; they are checked first.

    >>> table = read_table("city;price\\nOslo;1,5\\nRome;2,25\\nRome;3,5\\nOslo;NA\\n")
    >>> table.reading.separator, table.reading.decimal, table.reading.missing
    (';', ',', ('NA',))
    >>> table.dataset(target="price").features
    ('city=Oslo', 'city=Rome')
    """
    _check_asked(separator, decimal)
    content, called = content_of(given, name, most_bytes)
    text, used = (content, "text") if isinstance(content, str) else decoded(content, encoding)
    text = unix_lines(text.removeprefix("\ufeff"))
    if not text.strip():
        raise TableError(f"{shown(called)} is empty.")
    cut = separator or guess_separator(text) or ","
    check_lines(text, cut, header)
    rows, starts = read_rows(text, cut)
    marks = {mark.strip() for mark in (MISSING_MARKS if missing is None else missing)} | {""}
    with_header = is_header(rows, marks) if header is None else header
    names, notes = column_names(rows[0] if with_header else None, len(rows[0]))
    if "\0" in text or not text.isascii():
        check_letters(rows, starts, names)
    check_lengths(rows, starts, cut, names, with_header)
    if header is None and not with_header:
        first = listed([quoted(cell) for cell in rows[0]])
        notes.insert(
            0, f"The first row looks like data ({first}), so the columns are called {names[0]}, {names[1]} ... Is it a header?"
        )
    if with_header:
        del rows[0], starts[0]
    _check_count(len(rows))
    doubtful = "," in text and (cut != "," or '"' in text)
    sign = decimal or (doubtful and (guess_decimal(rows[:SAMPLE]) or guess_decimal(rows))) or "."
    columns = columns_of(names, rows, starts, marks, sign)
    notes += [note for place, column in enumerate(columns) for note in _rounding(column, rows, place, starts)]
    gone = {rows[k][place].strip() for place, column in enumerate(columns) for k in np.flatnonzero(column.missing).tolist()}
    return Table(
        shown(called), columns, tuple(starts), Reading(used, cut, sign, with_header, tuple(sorted(gone))), tuple(notes)
    )


def _rounding(column: Column, rows: Rows, place: int, lines: list[int]) -> list[str]:
    """A sentence on the first whole number of a column with more digits than are kept; none where there is none."""
    if column.numbers is None:
        return []
    for k in np.flatnonzero(np.abs(column.numbers) >= LARGEST_EXACT).tolist():
        cell, value = rows[k][place].strip(), float(column.numbers[k])
        if not kept_exactly(cell, value):
            return [f"Line {lines[k]}, column {named(column.name)}: {shown(cell)} is kept as {value:.0f}, to about 16 digits."]
    return []


def _check_count(rows: int) -> None:
    if rows > MOST_ROWS:
        raise too_many_rows(f"{rows:,} rows")
    if rows < FEWEST_ROWS:
        found = "no data rows" if not rows else f"{rows} data row{'s' * (rows > 1)}"
        raise TableError(f"there {'is' if rows == 1 else 'are'} {found}; at least {FEWEST_ROWS} are needed.")


def _check_asked(separator: str | None, decimal: str | None) -> None:
    if separator is not None and (len(separator) != 1 or separator.isalnum() or separator in '"\n\r.+-'):
        raise TableError(f"separator: {quoted(separator)} cannot separate cells. Allowed: one character, such as , ; or a tab.")
    if decimal not in (None, ".", ","):
        raise TableError(f'decimal: {quoted(str(decimal))} is no decimal sign. Allowed: "." and ",".')
