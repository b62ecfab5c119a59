"""A data set of the menu as a table, to look at, to edit, to save."""

from __future__ import annotations

import csv
from io import StringIO

from explorer.datasets.base import Dataset, Source
from explorer.datasets.table.numbers import written
from explorer.datasets.table.packed import PackedTable


def sample_table(source: Source) -> PackedTable:
    """The examples of a menu's data set as a table: a column for each feature, and the target last, classes by their names.

    >>> from explorer import DATASETS
    >>> sample_table(DATASETS["stackloss"]()).names[-1]
    'stack loss'
    """
    data = source.load()
    out = StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow([*data.features, data.target])
    for x, y in zip(data.X.tolist(), _targets(data), strict=True):
        rows.writerow([*map(written, x), y])
    return PackedTable(out.getvalue(), called=source.name, separator=",", decimal=".", header=True)


def _targets(data: Dataset) -> list[str]:
    if not data.classes:
        return [written(value) for value in data.y.tolist()]
    places = data.y if data.task == "multiclass" else data.y > 0
    return [data.classes[int(place)] for place in places]
