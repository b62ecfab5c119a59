"""Which character separates the cells of a table: the one that cuts most lines into as many cells as the first."""

from __future__ import annotations

import csv
from io import StringIO

from explorer.datasets.table.limits import LONGEST_LINE, SEPARATORS
from explorer.datasets.table.numbers import is_number

LINES = 100
"""So many lines are looked at."""


def guess_separator(text: str) -> str:
    """The separator of a text of lines; "" where none of `SEPARATORS` cuts its first line.

    The share of the lines with as many cells as the first one counts, then the share of cells that are numbers, then how many
    cells there are. Separators inside quotes do not.

    >>> guess_separator("a;b\\n1,5;2,5\\n"), guess_separator("a\\tb c\\n1\\t2\\n"), guess_separator("a b\\n1 2\\n")
    (';', '\\t', '')
    """
    lines = [line for line in text[: 4 * LONGEST_LINE].splitlines() if line.strip()][:LINES]
    sample = "\n".join(line[:LONGEST_LINE] for line in lines)
    scores = {separator: _score(sample, separator) for separator in SEPARATORS}
    best = max(scores, key=lambda separator: scores[separator])
    return best if scores[best] > NOTHING else ""


NOTHING = (0.0, 0.0, 0)


def _score(sample: str, separator: str) -> tuple[float, float, int]:
    """The share of lines with as many cells as the first, of cells that are numbers, and that number of cells.

    Zeros where it does not cut the first line.
    """
    rows = []
    try:
        for row in csv.reader(StringIO(sample), delimiter=separator, skipinitialspace=True):
            rows.append(row)
    except csv.Error:  # a cell without end: what was cut before it counts
        pass
    first = len(rows[0]) if rows else 0
    if first < 2:
        return NOTHING
    numeric = [is_number(cell, ".") or is_number(cell, ",") for row in rows for cell in row]
    return sum(len(row) == first for row in rows) / len(rows), sum(numeric) / len(numeric), first
