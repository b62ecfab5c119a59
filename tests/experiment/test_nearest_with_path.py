"""The nearest settings with a path have one, and are as few as can be."""

from __future__ import annotations

import pytest

from explorer import Experiment
from explorer.experiment.nearest_with_path import nearest_with_path, without_strength
from explorer.path.methods.choice import path_refusal


@pytest.mark.parametrize(
    "changes",
    [{"penalty": "none"}, {"loss": "tukey"}, {"dataset": "moons", "model": "mlp"}, {"loss": "tukey", "penalty": "none"}],
)
def test_they_have_a_path(changes):
    e = Experiment(**changes)
    assert path_refusal(without_strength(e))
    found = nearest_with_path(e)
    assert not path_refusal(without_strength(e.change(**found)))
    if len(found) > 1:
        for menu, value in found.items():
            assert path_refusal(without_strength(e.change(**{menu: value})))


def test_the_problem_is_the_same_object_at_every_strength():
    assert without_strength(Experiment(strength=0.3)) is without_strength(Experiment(strength=2.0))
