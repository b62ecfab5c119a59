"""What makes two tables the same: their names and values, whatever file they came in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np

from explorer.datasets.table.choices import Choices
from explorer.datasets.table.columns import Column

DIGITS = 32
"""Hexadecimal digits of a hash: 128 bits, so that no two tables ever share one by chance."""


def content_hash(columns: Sequence[Column]) -> str:
    """A text that is the same for the same columns, in the same order, of the same rows; the file's form does not matter."""
    parts: list[bytes] = [str(columns[0].n if columns else 0).encode()]
    for column in columns:
        parts.append(column.name.encode("utf-8", "surrogatepass"))
        if column.numbers is not None:
            parts += [b"n", np.where(column.missing, 0.0, column.numbers).astype("<f8").tobytes(), column.missing.tobytes()]
            continue
        assert column.codes is not None
        parts += [b"t", column.codes.astype("<i4").tobytes()]
        parts += [level.encode("utf-8", "surrogatepass") for level in column.levels]
        parts.append(str(len(column.levels)).encode())
    return _hash(parts)


def experiment_hash(content: str, choices: Choices) -> str:
    """A text that is the same for the same content under the same choices."""
    features = ("",) if choices.features is None else ("chosen", *choices.features)
    fields = (choices.target, choices.task, choices.weights, choices.exposure, choices.missing)
    groups = (*fields, str(len(choices.positive)), *choices.positive, *features)
    return _hash([content.encode(), *(text.encode("utf-8", "surrogatepass") for text in groups)])


def _hash(parts: Iterable[bytes]) -> str:
    """Each part goes in behind its length, so that no two lists of parts are the same bytes."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "little"))
        found.update(part)
    return found.hexdigest()[:DIGITS]
