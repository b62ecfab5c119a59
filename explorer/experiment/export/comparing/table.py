"""The table of a comparison as lines of text: what its script prints."""

from __future__ import annotations

from explorer.selection.comparing.comparison import Comparison

HEAD = ("model", "strength", "mean", "low", "high", "worse by", "low", "high")


def comparison_table(comparison: Comparison, names: tuple[str, ...] | None = None) -> str:
    """One line a row, from the best on: the mean and its interval, by how much it is worse than the best, and that interval.

    ``names`` are the rows to show, all of them where it is None: differences are then those from the best of these. Numbers to
    five figures.
    """
    rows = [row for row in comparison.rows if names is None or row.name in names]
    best = next(row for row in rows if not row.trivial)
    lines = [(row, row.interval, None if row is best else comparison.against(row, best)) for row in rows]
    cells = [
        (row.name, "" if row.strength is None else _figure(row.strength), *map(_figure, own),
         *(("", "", "") if apart is None else map(_figure, apart)))
        for row, own, apart in lines
    ]  # fmt: skip
    return aligned([HEAD, *cells])


def aligned(cells: list[tuple[str, ...]]) -> str:
    """Lines of cells in columns: the first to the left, the others to the right.

    >>> print(aligned([("a", "b"), ("long", "2")]))
    a     b
    long  2
    """
    widths = [max(len(line[i]) for line in cells) for i in range(len(cells[0]))]
    return "\n".join(
        "  ".join(
            cell.ljust(w) if i == 0 else cell.rjust(w) for i, (cell, w) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in cells
    )


def _figure(value: float) -> str:
    return f"{value:.5g}"
