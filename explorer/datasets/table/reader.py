"""Reading a table: the steps from a file, its bytes or a text to columns, each of which refuses what it cannot do."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from explorer.core.text import shown
from explorer.datasets.table.columns import column_of
from explorer.datasets.table.content import content_of
from explorer.datasets.table.decoding import decoded
from explorer.datasets.table.errors import TableError, listed, place, quoted
from explorer.datasets.table.header import column_names, is_header
from explorer.datasets.table.limits import FEWEST_ROWS, LARGEST_EXACT, MISSING_MARKS, MOST_ROWS
from explorer.datasets.table.numbers import guess_decimal, rounded
from explorer.datasets.table.rows import check_lengths, check_letters, check_lines, read_rows, too_many_rows, unix_lines
from explorer.datasets.table.separators import guess_separator
from explorer.datasets.table.table import Reading, Table


def read_table(
    given: bytes | str | Path,
    *,
    name: str | None = None,
    encoding: str | None = None,
    separator: str | None = None,
    decimal: str | None = None,
    header: bool | None = None,
    missing: Collection[str] | None = None,
) -> Table:
    """The table in a CSV file, in its bytes, or in a text such as one pasted from a spreadsheet.

    A `Path` is a file. A ``str`` with a line break in it is text; without one it is the name of a file. ``name`` is what to
    call bytes or a text. The rest is guessed where it is None, and what was found is the table's `Reading`:

    - ``encoding``: that of the byte order mark, else UTF-8. Another one is never guessed, but offered by the error.
    - ``separator``: comma, semicolon, tab or vertical bar, the one that cuts most lines as the first.
    - ``decimal``: "." or ",", by which more columns are numbers.
    - ``header``: whether the first row names the columns: unless it is all numbers above the columns of numbers.
    - ``missing``: the cells that stand for no value, capitals ignored; an empty cell always does. `MISSING_MARKS` by default.

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
    content, called = content_of(given, name)
    text, used = (content, "text") if isinstance(content, str) else decoded(content, encoding)
    text = unix_lines(text.removeprefix("\ufeff"))
    if not text.strip():
        raise TableError(f"{shown(called)} is empty.")
    cut = separator or guess_separator(text) or ","
    check_lines(text, cut, header)
    rows, starts = read_rows(text, cut)
    marks = {mark.strip().lower() for mark in (MISSING_MARKS if missing is None else missing)} | {""}
    with_header = is_header(rows, marks) if header is None else header
    names, notes = column_names(rows[0] if with_header else None, len(rows[0]))
    check_lengths(rows, starts, cut, names, with_header)
    if "\0" in text or not text.isascii():
        check_letters(rows, starts, names)
    if header is None and not with_header:
        first = listed([quoted(cell) for cell in rows[0]])
        notes.insert(
            0, f"The first row looks like data ({first}), so the columns are called {names[0]}, {names[1]} ... Is it a header?"
        )
    if with_header:
        del rows[0], starts[0]
    _check_count(len(rows))
    columns = [list(map(str.strip, cells)) for cells in zip(*rows, strict=True)]
    sign = decimal or (_decimal(columns, marks) if "," in text and (cut != "," or '"' in text) else ".")
    made = tuple(column_of(own, cells, starts, marks, sign) for own, cells in zip(names, columns, strict=True))
    for column, cells in zip(made, columns, strict=True):
        if column.numbers is not None and (row := rounded(cells, column.numbers, LARGEST_EXACT)) is not None:
            kept = f"{column.numbers[row]:.0f}"
            notes.append(
                f"{place(starts[row], column.name).capitalize()}: {shown(cells[row])} is kept as {kept}, about 16 digits."
            )
    found = sorted(
        {cell for column, cells in zip(made, columns, strict=True) if column.missing.any() for cell in _gone(cells, marks)}
    )
    return Table(shown(called), made, tuple(starts), Reading(used, cut, sign, with_header, tuple(found)), tuple(notes))


def _decimal(columns: list[list[str]], marks: set[str]) -> str:
    """The decimal sign of the cells that are not missing."""
    return guess_decimal([[cell for cell in cells if cell.lower() not in marks] for cells in columns])


def _gone(cells: list[str], marks: set[str]) -> set[str]:
    return {cell for cell in set(cells) if cell.lower() in marks}


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
