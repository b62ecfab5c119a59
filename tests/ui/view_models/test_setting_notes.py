"""Sentences beside the controls are true of the data and the penalty."""

from __future__ import annotations

import numpy as np
import pytest

from explorer import Experiment
from explorer.path.zeroing import zeroing_strength
from explorer.ui.view_models.setting_notes import corruption_note, cost_note, decay_note, target_note, zeroing_note


def test_the_strength_that_zeroes_all_weights_is_named():
    e = Experiment(penalty="l1")
    zeroing = zeroing_strength(e.problem())
    assert zeroing_note(e) == f"At {zeroing:.3g} or more, every weight is zero."
    w = e.path([1.001 * zeroing]).weights[0]
    assert not np.any(w[e.problem().network.penalised > 0])
    assert zeroing_note(e) in cost_note(e)
    assert zeroing_note(Experiment(penalty="l2")) == ""


@pytest.mark.parametrize(("changes", "noted"), [({"penalty": "l2"}, True), ({"penalty": "l2", "strength": 0.0}, False)])
def test_a_decoupled_decay_is_explained_where_it_decays(changes, noted):
    assert bool(decay_note(Experiment(solver="adamw", **changes))) is noted


def test_targets_that_are_read_in_another_way_are_explained():
    assert target_note(Experiment()) == ""
    assert "The link is the log" in target_note(Experiment(dataset="doctor_visits", loss="poisson"))
    assert "One class against the rest" in target_note(Experiment(dataset="penguins", loss="hinge"))
    assert "can be made rare is B." in corruption_note(Experiment(dataset="moons"))
