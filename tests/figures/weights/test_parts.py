"""What the views of the weights share."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.figures.weights.parts import Weights
from tests.helpers.train_pictures import four


def test_a_weight_can_be_read_in_original_units():
    """Refitting on the raw data gives the weight that the note of a line names."""
    e = Experiment(dataset="engel", penalty="none", steps=2000)
    line = next(t for t in four(e)["weights"].figure.data if t.name == "income")
    raw = e.prepared().scaling
    X, y = raw.original_x(e.problem().data.X), raw.original_y(e.problem().data.y)
    slope = np.polyfit(X[:, 0], y, 1)[0]
    assert f"At the end {slope:.3g} francs a year per francs a year" in line.text


@pytest.mark.parametrize("dataset", ["moons", "circles", "xor", "diabetes"])
def test_where_few_can_be_named_one_in_four_is_a_bias_at_most_and_the_others_are_the_largest_weights(dataset):
    e = Experiment(dataset=dataset, model="mlp", penalty="l2", strength=0.1, steps=300, params={"model.hidden": 42})
    content = Weights(e.problem(), e.train(), None, None)
    size, weights = np.abs(content.last), content.penalised
    for most in (14, 40):
        chosen = content.foremost(most)
        assert chosen.size == most == np.unique(chosen).size
        assert (np.diff(size[chosen]) <= 0).all()
        assert (~weights[chosen]).sum() <= most // 4
        for kind in (weights, ~weights):
            left = np.setdiff1d(np.flatnonzero(kind), chosen)
            assert not left.size or not kind[chosen].any() or size[left].max() <= size[chosen][kind[chosen]].min()


def test_biases_take_the_places_that_weights_leave():
    e = Experiment(dataset="penguins", loss="cross_entropy", steps=10)
    content = Weights(e.problem(), e.train(), None, None)
    assert sorted(content.foremost(content.last.size)) == list(range(content.last.size))
