"""The table of a comparison as CSV."""

from __future__ import annotations

from explorer.experiment.export.tables.spreadsheet import Cell, csv_text
from explorer.selection.comparing.comparison import Comparison, Difference
from explorer.selection.comparing.row import Row

INSIDE = "loss and strength chosen inside the folds"


def comparison_csv(comparison: Comparison) -> str:
    """One line a row, from the best on, one for a choice inside the folds, and one for each that was left out, with its reason.

    As `csv_text` writes them.
    """
    measured = f"{comparison.metric.label} ({comparison.unit})"
    header = (
        "model", "strength", measured, "from", "to", "worse than the best by", "from", "to", "verdict",
        "on new data, strength chosen inside the folds", "note",
    )  # fmt: skip
    against = {id(difference.row): difference for difference in comparison.differences}
    rows = [_line(row, against.get(id(row))) for row in comparison.rows]
    left_out: list[list[Cell]] = [[name, *[""] * 9, why] for name, why in comparison.left_out]
    nested = comparison.nested
    new: list[list[Cell]] = [] if nested is None else [[INSIDE, "", *nested.interval, *[""] * 6]]
    return csv_text(header, [*rows, *new, *left_out])


def verdict(difference: Difference | None) -> str:
    """What sets a row apart from the best one, in a word or two."""
    if difference is None:
        return "best"
    return "worse" if difference.worse else "better" if difference.better else "as good"


def _line(row: Row, difference: Difference | None) -> list[Cell]:
    nested = None if row.nested is None else float(row.nested.mean())
    apart = [""] * 3 if difference is None else difference.interval
    return [row.name, row.strength, *row.interval, *apart, verdict(difference), nested, row.note]
