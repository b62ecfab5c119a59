"""Another solver or strength, and a decay that is none."""

from __future__ import annotations

from explorer.lessons.weight_decay import WeightDecay
from tests.helpers.lessons import missed


def test_near_misses():
    missed(
        WeightDecay(),
        0,
        {"solver": "adamw"},
        {"solver": "adam", "strength": 0.1},
        {"solver": "adam", "steps": 50},
        {"solver": "adagrad"},
    )
    missed(WeightDecay(), 1, {"solver": "adam"}, {"solver": "adamw", "strength": 0.02}, {"solver": "adamw", "penalty": "l1"})
