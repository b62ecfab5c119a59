"""From the columns of a table and some choices to a data set; what was left out, and why, is told in sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from explorer.core.text import visible
from explorer.datasets.base import Dataset
from explorer.datasets.gaps import filled, medians
from explorer.datasets.table.choices import Choices
from explorer.datasets.table.columns import Column
from explorer.datasets.table.errors import TableError, named
from explorer.datasets.table.examples import complete_rows, counts_of, exposures_of
from explorer.datasets.table.features import features_of
from explorer.datasets.table.kinds import Kind
from explorer.datasets.table.outliers import outliers
from explorer.datasets.table.selected import Selected, selected
from explorer.datasets.table.target_guess import guess_target
from explorer.datasets.table.targets import Target, target_of

Array = np.ndarray
MOST_FAULTS = 3


@dataclass(frozen=True, eq=False)
class Chosen:
    """A data set made of a table.

    ``choices`` name everything that was guessed or left to the defaults, so that they mean the same for ever; ``rows`` (n,)
    are the rows of the table that are examples, from 0. ``left_out`` are the columns that are no features, with a sentence
    each; ``notes`` are sentences on everything else that was done.
    """

    dataset: Dataset
    choices: Choices
    rows: Array
    left_out: dict[str, str]
    notes: tuple[str, ...]


def chosen(name: str, columns: Sequence[Column], kinds: Sequence[Kind], lines: Sequence[int], choices: Choices) -> Chosen:
    """The data set that the choices make of these columns. Raises `TableError`, which names the column and, where it is a cell,
    the line, for what cannot be used.
    """
    notes: list[str] = []
    if not choices.target:
        target, reason = guess_target(columns, kinds)
        if not target:
            faults = [f"{column.fault.sentence(column.name)}." for column in columns if column.fault is not None]
            reason = "no column can be the target: none is numbers throughout, or text of a few different values."
            raise TableError(" ".join([reason, *faults[:MOST_FAULTS]]))
        choices = replace(choices, target=target)
        notes.append(reason)
    picked = selected(columns, kinds, choices)
    rows, gone = complete_rows(picked, lines, choices.missing)
    notes += gone
    target_made = target_of(picked.target, lines, rows, choices.task, choices.positive)
    features = features_of(picked.features, rows)
    weights = counts_of(picked.weights, lines, rows)
    offset = exposures_of(picked.exposure, lines, rows)
    gaps = np.isnan(features.X)
    data = Dataset(
        np.where(gaps, 0.0, features.X), target_made.y, [*map(visible, features.names)], visible(picked.target.name),
        target_made.task, [*map(visible, target_made.classes)], name=name, example_weights=weights, offset=offset, gaps=gaps,
    )  # fmt: skip
    data = filled(data, medians(data))
    notes += [
        *target_made.notes,
        *features.notes,
        *_gap_notes(picked, rows, lines),
        *_outlier_notes(picked.target, target_made, rows, lines),
    ]
    if data.n <= data.X.shape[1]:
        notes.append(
            f"There are {data.X.shape[1]} features and {data.n} examples: without a penalty many weights fit equally well."
        )
    complete = replace(
        choices,
        features=tuple(column.name for column in picked.features),
        task=target_made.task,
        positive=tuple(sorted(target_made.positive)),
    )
    return Chosen(data, complete, rows, picked.left_out, tuple(notes))


def _gap_notes(picked: Selected, rows: Array, lines: Sequence[int]) -> list[str]:
    """How many numbers of each feature are filled."""
    notes = []
    for column in picked.features:
        gone = rows[column.missing[rows]]
        if column.numbers is not None and gone.size:
            cells = "1 empty cell" if gone.size == 1 else f"{gone.size:,} empty cells"
            where = f"(first: line {lines[int(gone[0])]})"
            gets = "gets" if gone.size == 1 else "get"
            notes.append(f"{named(column.name)}: {cells} {where} {gets} the median of the examples that are trained on.")
    return notes


def _outlier_notes(column: Column, target: Target, rows: Array, lines: Sequence[int]) -> list[str]:
    """Targets far from all others, for which there are robust losses."""
    if target.classes or not (far := outliers(target.y)).size:
        return []
    value, line = target.y[far[0]], lines[int(rows[far[0]])]
    values = "1 value" if far.size == 1 else f"{far.size:,} values"
    return [
        f"{named(column.name)} has {values} far from the rest, such as {value:g} on line {line}: robust losses mind them less."
    ]
