"""The table of a comparison as CSV, with nothing in it that a spreadsheet would run."""

from __future__ import annotations

import csv
import io
import math

from explorer.selection.comparing.comparison import Comparison, Difference
from explorer.selection.comparing.resampled_t import Interval
from explorer.selection.comparing.row import Row

RUNS = "=+-@\t\r\n＝＋－＠"
"""A cell of text that begins with one of these may be run as a formula."""


def comparison_csv(comparison: Comparison) -> str:
    """One line a row, from the best on, and one for each that was left out with its reason; commas, lines end in CRLF.

    Numbers are written in full, so that reading them back gives them to the bit; where there is none a cell is empty. Text that
    a spreadsheet would run as a formula has an apostrophe before it, as OWASP advises ("CSV injection"): names of targets and
    units come from whoever made the table.
    """
    out = io.StringIO()
    writer = csv.writer(out)
    measured = f"{comparison.metric.label} ({comparison.unit})"
    writer.writerow(
        [harmless(cell) for cell in (
            "model", "strength", measured, "from", "to", "worse than the best by", "from", "to", "verdict",
            "on new data, strength chosen inside the folds", "note",
        )]
    )  # fmt: skip
    against = {id(difference.row): difference for difference in comparison.differences}
    for row in comparison.rows:
        writer.writerow(_line(row, against.get(id(row))))
    for name, why in comparison.left_out:
        writer.writerow([harmless(name), *[""] * 9, harmless(why)])
    return out.getvalue()


def harmless(text: str) -> str:
    """A text as a spreadsheet shows it and does not run it.

    >>> harmless('=HYPERLINK("http://example.org")'), harmless("Huber")
    ('\\'=HYPERLINK("http://example.org")', 'Huber')
    """
    return f"'{text}" if {text[:1], text.lstrip()[:1]} & set(RUNS) else text


def verdict(difference: Difference | None) -> str:
    """What sets a row apart from the best one, in a word or two."""
    if difference is None:
        return "best"
    return "worse" if difference.worse else "better" if difference.better else "as good"


def _line(row: Row, difference: Difference | None) -> list[str]:
    nested = None if row.nested is None else float(row.nested.mean())
    apart = [""] * 3 if difference is None else _interval(difference.interval)
    return [
        harmless(row.name), _number(row.strength), *_interval(row.interval), *apart, verdict(difference), _number(nested),
        harmless(row.note),
    ]  # fmt: skip


def _interval(interval: Interval) -> list[str]:
    return [_number(value) for value in interval]


def _number(value: float | None) -> str:
    return "" if value is None or not math.isfinite(value) else repr(float(value))
