"""How far moved examples change the fit, worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.experiment.influence import comparable_losses, influence_of_edits


def test_it_is_the_mean_move_of_the_predictions_in_original_units():
    e = Experiment(dataset="engel", steps=50)
    row = int(e.prepared().rows[0])
    moved = e.change(edits=((row, 1, 9000.0),))
    network, scaling = e.problem().network, e.prepared().scaling
    predictions = [scaling.original_y(network.predict(run.train().weights[-1])) for run in (e, moved)]
    assert influence_of_edits(moved) == pytest.approx(np.abs(predictions[1] - predictions[0]).mean())
    assert influence_of_edits(moved) > 1.0


def test_it_is_not_known_where_a_run_went_wrong():
    assert influence_of_edits(Experiment(dataset="engel", rate=100.0, steps=50)) is None


def test_losses_are_comparable_under_the_same_link():
    assert "poisson" not in comparable_losses(Experiment(loss="squared", dataset="doctor_visits"))
    assert "huber" in comparable_losses(Experiment(loss="squared"))
    assert "squared" not in comparable_losses(Experiment(loss="squared"))
