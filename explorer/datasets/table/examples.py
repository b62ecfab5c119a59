"""Which rows of a table are examples, and how much each counts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.core.text import received
from explorer.datasets.table.columns import Column
from explorer.datasets.table.errors import TableError, named, place
from explorer.datasets.table.limits import FEWEST_ROWS
from explorer.datasets.table.selected import Selected

Array = np.ndarray


def complete_rows(picked: Selected, lines: Sequence[int], missing: str) -> tuple[Array, list[str]]:
    """The rows (n,) that are kept, and a sentence on each column whose gaps cost rows.

    A row without a target, a weight or an exposure is always left out; one with a gap in a feature where ``missing`` is "drop".
    """
    needed = [column for column in (picked.target, picked.weights, picked.exposure) if column is not None]
    needed += list(picked.features) if missing == "drop" else []
    n = picked.target.n
    kept = np.ones(n, dtype=bool)
    notes = []
    for column in needed:
        kept &= ~column.missing
        if gone := int(column.missing.sum()):
            line = lines[int(column.missing.argmax())]
            notes.append(
                f"{gone:,} of {n:,} rows {'has' if gone == 1 else 'have'} an empty {named(column.name)} (first: line {line})."
            )
    left = int(kept.sum())
    if left < FEWEST_ROWS:
        gaps = missing == "drop" and any(column.missing.any() for column in picked.features)
        remedy = ' missing="median" fills gaps in features.' if gaps else ""
        reasons = " ".join(notes)
        raise TableError(f"{left} of {n:,} rows are complete; at least {FEWEST_ROWS} are needed. {reasons}{remedy}")
    if left < n:
        notes.append(f"{n - left:,} of {n:,} rows are left out because of empty cells; {left:,} are examples.")
    return np.flatnonzero(kept), notes


def counts_of(column: Column | None, lines: Sequence[int], rows: Array) -> Array | None:
    """The weights (n,) in a column: numbers from 0, not all 0. None without one."""
    if column is None:
        return None
    values = _numbers(column, "weights")[rows]
    if (bad := np.flatnonzero(values < 0)).size:
        raise _refused(column, lines[int(rows[bad[0]])], values[bad[0]], "weights must be 0 or above, and not all 0")
    if not values.any():
        raise TableError(
            f"weights: {named(column.name)} is 0 in every row; weights must be 0 or above, and not all 0.", column=column.name
        )
    return values


def exposures_of(column: Column | None, lines: Sequence[int], rows: Array) -> Array | None:
    """The offsets (n,) of an exposure, its logarithms: numbers above 0. None without one.

    Under a loss with a log link the prediction is then that many times what it is for an exposure of 1; with other losses an
    offset has no such meaning.
    """
    if column is None:
        return None
    values = _numbers(column, "exposure")[rows]
    if (bad := np.flatnonzero(values <= 0)).size:
        raise _refused(column, lines[int(rows[bad[0]])], values[bad[0]], "an exposure must be above 0")
    return np.log(values)


def _numbers(column: Column, field: str) -> Array:
    if column.fault is not None:
        raise TableError(f"{column.fault.sentence(column.name)}.", column.fault.line, column.name)
    if column.numbers is None:
        raise TableError(f"{field}: {named(column.name)} is text, not numbers.", column=column.name)
    return column.numbers


def _refused(column: Column, line: int, value: float, must: str) -> TableError:
    return TableError(f"{place(line, column.name)}: {must}; this is {received(float(value))}.", line, column.name)
