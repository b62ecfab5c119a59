"""The parts that all scripts share: the same folds, the same data and the same gaps."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.experiment.export.comparing.templates import DEALT, gaps, table
from explorer.selection.comparing.repeated_folds import repeated_folds
from tests.helpers.compared import drawn


@pytest.mark.parametrize("task", ["regression", "multiclass"])
def test_folds_are_dealt_out_alike(task):
    data = drawn(task)
    kinds = "[np.arange(len(y))]" if task == "regression" else "[np.flatnonzero(y == label) for label in np.unique(y)]"
    space = {"np": np, "y": data.y, "SEED": 9, "FOLDS": 4, "REPEATS": 3}
    exec(DEALT.format(kinds=kinds), space)
    assert (space["FOLD"] == repeated_folds(data, 4, 3, seed=9)).all()


@pytest.mark.parametrize("weights", [None, np.arange(1.0, 61.0)])
def test_examples_are_written_out_to_the_bit(weights):
    data = drawn(example_weights=weights)
    space = {"np": np}
    exec("\n".join(table(data)), space)
    assert (space["X"] == data.X).all()
    assert (space["y"] == data.y).all()
    assert weights is None or (space["WEIGHTS"] == weights).all()


def test_gaps_are_where_they_were():
    missing = np.random.default_rng(0).random((60, 4)) < 0.3
    space = {"np": np, "X": np.zeros((60, 4))}
    exec(gaps(missing), space)
    assert (space["MISSING"] == missing).all()
