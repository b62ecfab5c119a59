"""A run as a table: the cost and the weights at each kept step."""

from __future__ import annotations

import numpy as np

from explorer.experiment.export.tables.spreadsheet import csv_text
from explorer.training.history import History


def history_csv(history: History) -> str:
    """One line a kept step: step, data loss, penalty, cost, validation where examples are held out, and each weight.

    Numbers are the run's own, in the units that it was trained in, to the bit. Where settings were changed at a step, its line
    has the cost before the change.

    >>> from explorer import Experiment
    >>> text = history_csv(Experiment(dataset="stackloss", steps=10, validation=0.0).train())
    >>> text.splitlines()[0]
    'step,data loss,penalty,cost,weight air flow,weight water temperature,weight acid concentration,weight bias'
    """
    names, held = history.run.problem.names, history.validation.size > 0
    header = ["step", "data loss", "penalty", "cost", *(["validation loss"] if held else [])]
    costs = [history.data, history.penalty, history.total, *([history.validation] if held else [])]
    columns = np.column_stack([*costs, history.weights])
    rows = ([int(step), *map(float, row)] for step, row in zip(history.steps, columns, strict=True))
    return csv_text([*header, *(f"weight {name}" for name in names)], rows)
