"""Too little, too much, and other changes."""

from __future__ import annotations

from explorer.lessons.choosing_a_strength import ChoosingAStrength
from tests.helpers.lessons import missed


def test_near_misses():
    missed(ChoosingAStrength(), 0, {"strength": 0.001}, {"strength": 0.1}, {"strength": 0.0125, "seed": 3})
    missed(ChoosingAStrength(), 1, {"strength": 0.02}, {"strength": 0.005}, {"strength": 0.0125, "loss": "huber"})
