"""Tables as CSV: numbers in full, and nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable, Sequence

Cell = str | float | int | None
RUNS = "=+-@\t\r\n＝＋－＠"
"""A cell of text that begins with one of these may be run as a formula."""


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A header and rows as CSV (RFC 4180): commas, lines that end in CRLF.

    Numbers are written in full, so that reading them back gives them to the bit; None and what is not finite is an empty cell.
    Text that a spreadsheet would run as a formula has an apostrophe before it, as OWASP advises ("CSV injection").

    >>> print(csv_text(["step", "=a"], [[0, 0.1], [1, None]]).replace("\\r\\n", "; "))
    step,'=a; 0,0.1; 1,;
    """
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([harmless(name) for name in header])
    writer.writerows([written(cell) for cell in row] for row in rows)
    return out.getvalue()


def written(cell: Cell) -> str:
    """One cell's text.

    >>> written(2), written(0.1), written(float("nan")), written("+1")
    ('2', '0.1', '', "'+1")
    """
    if isinstance(cell, str):
        return harmless(cell)
    if cell is None or not math.isfinite(cell):
        return ""
    return str(int(cell)) if isinstance(cell, int) else repr(float(cell))


def harmless(text: str) -> str:
    """A text as a spreadsheet shows it and does not run it.

    >>> harmless('=HYPERLINK("http://example.org")'), harmless("Huber")
    ('\\'=HYPERLINK("http://example.org")', 'Huber')
    """
    return f"'{text}" if {text[:1], text.lstrip()[:1]} & set(RUNS) else text
