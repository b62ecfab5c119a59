"""The data of an experiment as a table: original units, which part each example is in, and what was done to it."""

from __future__ import annotations

import numpy as np

from explorer.datasets import Dataset
from explorer.experiment.experiment import Experiment
from explorer.experiment.export.tables.spreadsheet import Cell, csv_text

PARTS = ("training", "held out", "left out")
"""What each example is used for: the last is that of a rare class that is not kept."""


def data_csv(experiment: Experiment) -> str:
    """One line an example, in the order of the data set: its row from 0, its part, features and target, and what was moved.

    Values stand in original units, as they are at the end of the run; where one is missing the cell is empty. Examples that
    weigh differently have their weights, and an offset theirs. Where noise or wrong labels were put on the training targets,
    a last column has the targets that were trained on.

    >>> from explorer import Experiment
    >>> for line in data_csv(Experiment(dataset="stackloss", edits=((0, 3, 50.0),))).splitlines()[:2]:
    ...     print(line)
    row,part,air flow,water temperature (°C),acid concentration,stack loss (‰ of the ammonia),moved
    0,training,80.0,27.0,89.0,50.0,stack loss
    """
    data, prepared = experiment.raw(), experiment.prepared()
    part = np.full(data.n, 2)
    part[prepared.rows], part[prepared.held_rows] = 0, 1
    trained = _trained_targets(experiment)
    columns = [f"{name} ({unit})" if unit else name for name, unit in zip(data.features, data.units, strict=True)]
    target = f"{data.target} ({data.target_unit})" if data.target_unit else data.target
    extra = {name: values for name, values in data.of_each_example.items() if values is not None and name != "gaps"}
    header = ["row", "part", *columns, target, *(name.replace("_", " ").rstrip("s") for name in extra), "moved"]
    names = [*data.features, data.target]
    moved: dict[int, list[str]] = {}
    for row, column, _ in experiment.now.edits:
        moved.setdefault(row, []).append(names[column])
    rows: list[list[Cell]] = []
    for i in range(data.n):
        gaps = np.zeros(len(columns), dtype=bool) if data.gaps is None else data.gaps[i]
        inputs = [None if gap else float(x) for x, gap in zip(data.X[i], gaps, strict=True)]
        line: list[Cell] = [i, PARTS[part[i]], *inputs, _target(data, data.y[i])]
        line += [float(values[i]) for values in extra.values()]
        line.append(", ".join(moved.get(i, ())))
        rows.append(line if trained is None else [*line, trained.get(i)])
    return csv_text(header if trained is None else [*header, f"{target} as trained on"], rows)


def _trained_targets(experiment: Experiment) -> dict[int, Cell] | None:
    """The targets of training examples by row, where they were corrupted; None where nothing was."""
    now, prepared = experiment.now, experiment.prepared()
    if not (now.noise or now.flips):
        return None
    train, scaling = prepared.train, prepared.scaling
    values = train.y if train.task == "multiclass" else scaling.original_y(train.y)
    return {int(row): _target(train, value) for row, value in zip(prepared.rows, values, strict=True)}


def _target(data: Dataset, value: float) -> Cell:
    """A target in original units, a class by its name."""
    if data.task == "multiclass":
        return data.classes[int(value)]
    return data.classes[int(value > 0)] if data.task == "binary" and abs(value) == 1.0 else float(value)
