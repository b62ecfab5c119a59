"""What the views of the weights share."""

from __future__ import annotations

import numpy as np

from explorer import Experiment
from explorer.figures.weights.parts import shortened
from tests.helpers.train_pictures import four


def test_long_names_keep_both_ends():
    assert shortened("abcdefghij", 7) == "abc…hij"
    assert shortened("abcdefghij", 10) == "abcdefghij"
    assert len(shortened("x" * 50, 18)) == 18


def test_a_weight_can_be_read_in_original_units():
    """Refitting on the raw data gives the weight that the note of a line names."""
    e = Experiment(dataset="engel", penalty="none", steps=2000)
    line = next(t for t in four(e)["weights"].figure.data if t.name == "income")
    raw = e.prepared().scaling
    X, y = raw.original_x(e.problem().data.X), raw.original_y(e.problem().data.y)
    slope = np.polyfit(X[:, 0], y, 1)[0]
    assert f"At the end {slope:.3g} francs a year per francs a year" in line.text
