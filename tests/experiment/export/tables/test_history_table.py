"""A run as a table has the run's own numbers."""

import csv
import io

import numpy as np
import pytest

from explorer import Experiment
from explorer.datasets import read_table
from explorer.datasets.table import Choices, OwnTable
from explorer.experiment.export.tables import history_csv


@pytest.mark.parametrize("validation", [0.0, 0.25])
@pytest.mark.parametrize("settings", [{"dataset": "stackloss"}, {"dataset": "penguins", "loss": "cross_entropy"}])
def test_each_line_is_a_step_to_the_bit(settings, validation):
    e = Experiment(**settings, steps=30, validation=validation)
    e = e.change(at=20, strength=0.5)
    history = e.train()
    head, *lines = csv.reader(io.StringIO(history_csv(history), newline=""))
    held = validation > 0
    assert head[: 4 + held] == ["step", "data loss", "penalty", "cost", *(["validation loss"] if held else [])]
    assert head[4 + held :] == [f"weight {name}" for name in e.problem().names]
    table = np.array(lines, dtype=float)
    assert (table[:, 0] == history.steps).all()
    assert (table[:, 3] == history.total).all()
    assert (table[:, 1] + table[:, 2] == table[:, 3]).all()
    assert (table[:, 4 + held :] == history.weights).all()
    if held:
        assert (table[:, 4] == history.validation).all()


def test_a_hostile_name_runs_nothing():
    table = read_table('"=1+1",b\n1,2\n3,4\n5,7\n6,7\n8,9\n9,4\n')
    e = Experiment(dataset=OwnTable(table, Choices("b")), steps=10)
    assert "weight =1+1" in history_csv(e.train()).splitlines()[0]  # begins with a word, so nothing is run
