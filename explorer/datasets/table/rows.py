"""From text to rows of cells, each with the line it begins on. A row of another length is refused, so no cell moves."""

from __future__ import annotations

import csv
import re
from io import StringIO

from explorer.datasets.table.errors import SEPARATOR_NAMES, TableError, named, place, quoted
from explorer.datasets.table.limits import FEWEST_COLUMNS, LONGEST_LINE, MOST_COLUMNS, MOST_ROWS

Rows = list[list[str]]
NO_TEXT = re.compile("[\0\ud800-\udfff]")
"""A NUL, or half of a letter that takes two places in UTF-16."""


def unix_lines(text: str) -> str:
    """The text with every line ended by a line feed.

    >>> unix_lines("a\\r\\nb\\rc\\n")
    'a\\nb\\nc\\n'
    """
    return text.replace("\r\n", "\n").replace("\r", "\n")


def check_lines(text: str, separator: str, header: bool | None) -> None:
    """Refuse a text with too many columns, too long a line or too many rows before it is cut into cells.

    Columns are counted in the first line that is not blank, lines by their ends; quotes hide ends of lines and separators, so
    where there are any, `read_rows` counts.
    """
    lines = text.split("\n")
    first = next((line for line in lines if line.strip()), "")
    if '"' not in first and first.count(separator) >= MOST_COLUMNS:
        raise _too_many_columns(first.count(separator) + 1)
    if max(map(len, lines)) > LONGEST_LINE // 4:  # a character has up to four bytes
        for number, line in enumerate(lines, 1):
            if (size := len(line.encode("utf-8", "surrogatepass"))) > LONGEST_LINE:
                raise TableError(f"line {number} has {size:,} bytes; the limit is {LONGEST_LINE:,} (64 KB).", number)
    if '"' not in text:
        count = sum(map(bool, map(str.strip, lines))) - (header is not False)
        if count > MOST_ROWS:
            raise too_many_rows(f"{count:,} rows")


def read_rows(text: str, separator: str) -> tuple[Rows, list[int]]:
    """All rows that are not blank, as lists of cells, and the line that each begins on, from 1.

    ``text`` has line feeds alone. Raises `TableError` for a row of another length than the first, for a quote that is not
    closed, and for what stands behind a closed one.
    """
    if '"' not in text:  # then a line is a row, and blank ones cost nothing
        filled = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        cut = csv.reader([line for _, line in filled], delimiter=separator, strict=True, skipinitialspace=True)
        return list(cut), [number for number, _ in filled]
    rows: Rows = []
    starts: list[int] = []
    reader = csv.reader(StringIO(text, newline="\n"), delimiter=separator, strict=True, skipinitialspace=True)
    begin = 1
    try:
        for row in reader:
            if len(row) > 1 or (row and row[0].strip()):
                rows.append(row)
                starts.append(begin)
                if len(rows) > MOST_ROWS + 1:
                    raise too_many_rows(f"more than {MOST_ROWS:,} rows")
            begin = reader.line_num + 1
    except csv.Error as error:
        raise _quote_error(text, separator, begin, str(error)) from None
    return rows, starts


def check_lengths(rows: Rows, starts: list[int], separator: str, names: list[str], header: bool) -> None:
    """Refuse rows of another length than the first, and tables of one column."""
    width = len(rows[0])
    if width > MOST_COLUMNS:
        raise _too_many_columns(width)
    what = f"the header (line {starts[0]})" if header else f"the first row (line {starts[0]})"
    wrong = [k for k, row in enumerate(rows) if len(row) != width]
    if wrong:
        k = wrong[0]
        row, line = rows[k], starts[k]
        values = "1 value" if len(row) == 1 else f"{len(row)} values"
        problem = f"line {line} has {values}, {what} has {width}"
        if len(row) < width:
            raise TableError(f"{problem}: nothing stands for column {named(names[len(row)])}.", line, names[len(row)])
        if len(row) == width + 1 and not row[-1].strip():
            more = " So do others." if len(wrong) > 1 else ""
            raise TableError(f"{problem}: it ends with a separator ({SEPARATOR_NAMES.get(separator, separator)}).{more}", line)
        raise TableError(f"{problem}: the first too many is {quoted(row[width])}.", line)
    if width < FEWEST_COLUMNS:
        raise _one_column(rows)


def check_letters(rows: Rows, starts: list[int], names: list[str]) -> None:
    """Refuse cells with a NUL character, or with half a letter."""
    for row, line in zip(rows, starts, strict=True):
        for name, cell in zip(names, row, strict=False):
            if found := NO_TEXT.search(cell):
                what = "a NUL character" if found[0] == "\0" else f"half of a character (U+{ord(found[0]):04X})"
                raise TableError(f"{place(line, name)}: {what} is in {quoted(cell)}. Save the file as UTF-8.", line, name)


def _one_column(rows: Rows) -> TableError:
    found = f"only one column was found; at least {FEWEST_COLUMNS} are needed, a feature and a target."
    if all(" " in row[0].strip() for row in rows):
        blanks = 'Are the cells separated by blanks? Then say separator=" ".'
        return TableError(f"{found} {blanks}", remedy={"separator": " "}, offer="Separate at blanks")
    return TableError(f"{found} Commas, semicolons, tabs and vertical bars were tried as separators.")


def _too_many_columns(count: int) -> TableError:
    return TableError(
        f"{count} columns; the limit is {MOST_COLUMNS}. Save the file with those you need, {MOST_COLUMNS} at most.", 1
    )


def too_many_rows(count: str) -> TableError:
    """The error for so many rows."""
    return TableError(f"{count}; the limit is {MOST_ROWS:,}.")


def _quote_error(text: str, separator: str, begin: int, message: str) -> TableError:
    """What is wrong in the row that begins on a line, in words of its own."""
    rest = "\n".join(text.split("\n")[begin - 1 :])
    cut = re.escape(separator)
    # A cell that begins with a quote, the quote that closes it (none where it is never closed), and what comes right after.
    quoted_cells = re.compile(rf'(?:^|(?<=\n)|(?<={cut})) *"(?:[^"]|"")*+("?)([^\n{cut}]?)')
    for cell in quoted_cells.finditer(rest):
        if not cell[1]:
            line = begin + rest.count("\n", 0, cell.start())
            return TableError(f"the quote opened on line {line} is never closed.", line)
        if cell[2]:
            line = begin + rest.count("\n", 0, cell.end())
            return TableError(
                f"line {line}: after a closing quote comes {quoted(cell[2])}. A quote inside quotes is written twice.", line
            )
    return TableError(f"line {begin}: the cells cannot be told apart ({message}).", begin)
