"""The article's worked example: a cost by hand, from typed predictions, targets, weights and a strength."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.core.params import FieldError, Param
from explorer.losses import Loss
from explorer.penalties import Penalty

Array = np.ndarray
LIMIT = 1e6
MOST_ROWS = 50

PREDICTIONS = ("1", "2", "3", "4")
TARGETS = ("1.5", "2.5", "3.5", "4.5")
WEIGHTS = ("0.1", "0.2", "0.3", "0.4")
STRENGTH = "0.1"
"""The article's own numbers."""

NUMBER = Param("", 0.0, -LIMIT, LIMIT)
PRICE = Param("", 0.0, 0.0, LIMIT)


@dataclass(frozen=True, eq=False)
class Worked:
    """Every number of the sum: losses (n,), terms of the penalty, and cost = mean loss + strength x penalty.

    ``terms`` are the penalty of each weight without the strength where that is a mere factor, with it elsewhere.
    """

    predictions: Array
    targets: Array
    weights: Array
    strength: float
    losses: Array
    terms: Array
    data: float
    penalty: float
    total: float


def work_out(predictions: Array, targets: Array, weights: Array, strength: float, loss: Loss, penalty: Penalty) -> Worked:
    """The cost of given predictions (n,), targets (n,) and weights (p,), step by step.

    >>> from explorer import LOSSES, PENALTIES
    >>> four = [np.array([float(v) for v in row]) for row in (PREDICTIONS, TARGETS, WEIGHTS)]
    >>> work_out(*four, 0.1, LOSSES["squared"](), PENALTIES["l2"]()).total
    0.265
    """
    losses = loss.value(targets, predictions)
    data, priced = float(losses.mean()), penalty.value(weights, strength)
    terms = penalty.terms(weights, 1.0 if penalty.scaled else strength)
    return Worked(predictions, targets, weights, strength, losses, terms, data, priced, data + priced)


def read_cells(columns: Mapping[str, Sequence[str | None]]) -> tuple[dict[str, Array], list[str]]:
    """Typed cells as numbers, and a sentence on each that is none: it names its row, its column and what is allowed.

    Rows count from 1, as people do. A row whose every cell is empty is left out.
    """
    names = list(columns)
    rows = [tuple("" if v is None else str(v).strip() for v in row) for row in zip(*columns.values(), strict=True)]
    numbered = [(i, row) for i, row in enumerate(rows, 1) if any(row)]
    complaints: list[str] = []
    values: dict[str, list[float]] = {name: [] for name in names}
    for i, row in numbered[:MOST_ROWS]:
        for name, text in zip(names, row, strict=True):
            try:
                values[name].append(_number(NUMBER, text))
            except FieldError as error:
                complaints.append(f"row {i}, {name}: {error.reason}")
    if len(numbered) > MOST_ROWS:
        complaints.append(f"{names[0]}: {len(numbered)} rows; at most {MOST_ROWS} are allowed.")
    if not numbered:
        complaints.append(f"{names[0]}: there is no row. At least one is needed.")
    return {name: np.array(column) for name, column in values.items()}, complaints


def in_short(complaints: Sequence[str], most: int = 6) -> list[str]:
    """The first complaints in full, and of the rest at least where they are.

    >>> in_short(["row 1, target: it is empty.", "row 2, target: it is empty.", "row 3, weight: it is empty."], most=1)
    ['row 1, target: it is empty.', 'And 2 more: row 2, target; row 3, weight.']
    """
    rest = [text.split(":")[0] for text in complaints[most:]]
    return [*complaints[:most], *([f"And {len(rest)} more: {'; '.join(rest)}."] if rest else [])]


def _number(p: Param, text: str) -> float:
    value = p.parse(text)
    assert isinstance(value, float)
    return value


def read_strength(text: str) -> tuple[float, list[str]]:
    """The typed strength, or a sentence on why it is none."""
    try:
        return _number(PRICE, text.strip()), []
    except FieldError as error:
        return 0.0, [f"strength: {error.reason}"]
