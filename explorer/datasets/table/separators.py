"""Which character separates the cells of a table: the one that cuts most lines into as many cells as the first."""

from __future__ import annotations

import csv
from io import StringIO

from explorer.datasets.table.limits import LONGEST_LINE, SEPARATORS

LINES = 100
"""So many lines are looked at."""


def guess_separator(text: str) -> str:
    """The separator of a text of lines; "" where none of `SEPARATORS` cuts its first line.

    The share of the lines with as many cells as the first one counts, then the number of cells. Separators inside quotes do
    not.

    >>> guess_separator("a;b\\n1,5;2,5\\n"), guess_separator("a\\tb c\\n1\\t2\\n"), guess_separator("a b\\n1 2\\n")
    (';', '\\t', '')
    """
    lines = [line for line in text[: 4 * LONGEST_LINE].splitlines() if line.strip()][:LINES]
    sample = "\n".join(line[:LONGEST_LINE] for line in lines)
    best, found = (0.0, 0), ""
    for separator in SEPARATORS:
        score = _score(sample, separator)
        if score > best:
            best, found = score, separator
    return found


def _score(sample: str, separator: str) -> tuple[float, int]:
    """The share of lines with as many cells as the first, and that number; zeros where it does not cut the first line."""
    counts = []
    try:
        for row in csv.reader(StringIO(sample), delimiter=separator, skipinitialspace=True):
            counts.append(len(row))
    except csv.Error:  # a cell without end: what was cut before it counts
        counts = counts or [0]
    first = counts[0] if counts else 0
    return (counts.count(first) / len(counts), first) if first > 1 else (0.0, 0)
