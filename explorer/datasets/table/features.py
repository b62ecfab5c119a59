"""Columns as features: numbers as they are, texts of few values as indicator columns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.datasets.table.columns import Column
from explorer.datasets.table.errors import TableError, listed, named, quoted
from explorer.datasets.table.limits import MOST_FEATURES

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class Features:
    """``X`` (n, d), NaN where a number is missing, with a name a column; ``notes`` say what became of the texts."""

    X: Array
    names: tuple[str, ...]
    notes: tuple[str, ...]


def features_of(columns: Sequence[Column], rows: Array) -> Features:
    """The features at some rows of the table.

    A text becomes one column for each of its values in these rows, 1 where a row has it and 0 elsewhere, named as in
    ``city=Oslo``. No value is left out: under a penalty the one without a column of its own would be favoured, since the
    others are drawn towards it, and which one is left out would change the fit. Without a penalty the weights are then not
    unique, the predictions are. Source: Hastie, Tibshirani and Wainwright, Statistical Learning with Sparsity, 2015, section
    4.3. A missing text is none of the values, so it is 0 in each of its columns.
    """
    parts, names, notes = [], [], []
    for column in columns:
        if column.numbers is not None:
            parts.append(column.numbers[rows])
            names.append(column.name)
            continue
        assert column.codes is not None
        codes = column.codes[rows]
        used = sorted((column.levels[code], code) for code in np.unique(codes[codes >= 0]).tolist())
        parts += [(codes == code).astype(float) for _, code in used]
        names += [f"{column.name}={level}" for level, _ in used]
        notes.append(_note(column.name, [level for level, _ in used], int((codes < 0).sum())))
    if len(names) > MOST_FEATURES:
        raise TableError(f"{len(names)} features, indicator columns among them; the limit is {MOST_FEATURES}. Choose fewer.")
    if len(set(names)) < len(names):
        twice = next(name for name in names if names.count(name) > 1)
        raise TableError(f"two features would be called {quoted(twice)}. Rename a column, or leave one out.", column=twice)
    return Features(np.column_stack(parts) if parts else np.zeros((rows.size, 0)), tuple(names), tuple(notes))


def _note(name: str, levels: list[str], missing: int) -> str:
    count = len(levels)
    became = f"became {count} columns, one for each value" if count > 1 else "became one column"
    first = listed([quoted(f"{name}={level}") for level in levels], 2)
    gone = ""
    if missing:
        cells = "1 empty cell is" if missing == 1 else f"{missing} empty cells are"
        gone = f" {cells} none of its values: 0 in each of them."
    return f"{named(name)} {became} ({first}).{gone}"
