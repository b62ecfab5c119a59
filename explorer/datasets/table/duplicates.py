"""Columns that say the same as an earlier one: equal numbers, up to scale and offset, or texts that go together one to one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.core.columns import constant_columns, duplicate_columns
from explorer.datasets.table.columns import Column
from explorer.datasets.table.errors import named

Array = np.ndarray
FEWEST = 5
"""With fewer values, columns of numbers are alike only where they are equal: two points always lie on a line."""


def copies(columns: Sequence[Column]) -> dict[int, int]:
    """Place of a copy -> place of the first column that it is a copy of. Copies have the same cells missing.

    Constant columns are no copies. Numbers are alike up to offset, scale and sign, as degrees Celsius and Fahrenheit are.
    """
    groups: dict[tuple[bool, bytes], list[int]] = {}
    for place, column in enumerate(columns):
        groups.setdefault((column.numbers is None, column.missing.tobytes()), []).append(place)
    found: dict[int, int] = {}
    for (text, _), places in groups.items():
        if len(places) > 1:
            own = [columns[place] for place in places]
            pairs = _equal_texts(own) if text else _like_numbers(np.column_stack([column.known for column in own]))
            found |= {places[copy]: places[first] for first, copy in pairs}
    return dict(sorted(found.items()))


def likeness(copy: Column, first: Column) -> str:
    """How a copy is like the first: the end of a sentence that begins with the copy's name."""
    if copy.numbers is None or first.numbers is None:
        return f"tells rows apart exactly as {named(first.name)} does"
    if np.array_equal(copy.known, first.known):
        return f"is a copy of {named(first.name)}"
    rising = float((copy.known - copy.known.mean()) @ (first.known - first.known.mean())) > 0
    return f"is {named(first.name)} on another scale (r = {'' if rising else '−'}1.000)"


def _equal_texts(columns: Sequence[Column]) -> list[tuple[int, int]]:
    """Pairs (first, copy): the same rows have the same value, whatever the values are called."""
    first: dict[bytes, int] = {}
    pairs = []
    for place, column in enumerate(columns):
        if column.distinct > 1:
            before = first.setdefault(column.known.tobytes(), place)
            if before != place:
                pairs.append((before, place))
    return pairs


def _like_numbers(X: Array) -> list[tuple[int, int]]:
    """Pairs (first, copy) of columns of X (n, d)."""
    if not X.size:
        return []
    if len(X) >= FEWEST:
        return duplicate_columns(X)
    varying = np.flatnonzero(~constant_columns(X)).tolist()
    pairs = []
    for at, copy in enumerate(varying):
        first = next((other for other in varying[:at] if np.array_equal(X[:, other], X[:, copy])), None)
        if first is not None:
            pairs.append((first, copy))
    return pairs
