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
EXAMPLE_WEIGHTS = ("1", "1", "1", "1")
WEIGHTS = ("0.1", "0.2", "0.3", "0.4")
STRENGTH = "0.1"
"""The article's own numbers."""

NUMBER = Param("", 0.0, -LIMIT, LIMIT)
PRICE = Param("", 0.0, 0.0, LIMIT)
EXAMPLE_WEIGHT = "example weight"
"""The column that says how much each example counts; an empty cell stands for 1."""


@dataclass(frozen=True, eq=False)
class Worked:
    """Every number of the sum: losses (n,), terms of the penalty, and cost = mean loss + strength x penalty.

    ``counts`` (n,) are the weights of the examples: the mean loss is the weighted one, sum(counts x losses) / sum(counts).
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
    counts: Array

    @property
    def alike(self) -> bool:
        """Whether all examples have weight 1."""
        return bool((self.counts == 1).all())


def work_out(
    predictions: Array,
    targets: Array,
    weights: Array,
    strength: float,
    loss: Loss,
    penalty: Penalty,
    counts: Array | None = None,
) -> Worked:
    """The cost of given predictions (n,), targets (n,) and weights (p,), step by step.

    ``counts`` (n,) are weights of the examples, 1 for each without.

    >>> from explorer import LOSSES, PENALTIES
    >>> four = [np.array([float(v) for v in row]) for row in (PREDICTIONS, TARGETS, WEIGHTS)]
    >>> work_out(*four, 0.1, LOSSES["squared"](), PENALTIES["l2"]()).total
    0.265
    """
    losses = loss.value(targets, predictions)
    counts = np.ones(losses.size) if counts is None else counts
    alike = (counts == 1).all()
    data = float(losses.mean() if alike else np.average(losses, weights=counts))
    priced = penalty.value(weights, strength)
    terms = penalty.terms(weights, 1.0 if penalty.scaled else strength)
    return Worked(predictions, targets, weights, strength, losses, terms, data, priced, data + priced, counts)


def read_cells(columns: Mapping[str, Sequence[str | None]]) -> tuple[dict[str, Array], list[str]]:
    """Typed cells as numbers, and a sentence on each that is none: it names its row, its column and what is allowed.

    Rows count from 1, as people do. A row whose every cell is empty is left out, whatever weight it has.
    """
    names = list(columns)
    rows = [tuple("" if v is None else str(v).strip() for v in row) for row in zip(*columns.values(), strict=True)]
    told = [k for k, name in enumerate(names) if name != EXAMPLE_WEIGHT]
    numbered = [(i, row) for i, row in enumerate(rows, 1) if any(row[k] for k in told)]
    complaints: list[str] = []
    values: dict[str, list[float]] = {name: [] for name in names}
    for i, row in numbered[:MOST_ROWS]:
        for name, text in zip(names, row, strict=True):
            try:
                counts = name == EXAMPLE_WEIGHT
                values[name].append(_number(PRICE if counts else NUMBER, text or "1" if counts else text))
            except FieldError as error:
                complaints.append(f"row {i}, {name}: {error.reason}")
    if len(numbered) > MOST_ROWS:
        complaints.append(f"{names[0]}: {len(numbered)} rows; at most {MOST_ROWS} are allowed.")
    if values.get(EXAMPLE_WEIGHT) and not any(values[EXAMPLE_WEIGHT]):
        complaints.append(f"{EXAMPLE_WEIGHT}: every one is 0. At least one has to be above 0.")
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
