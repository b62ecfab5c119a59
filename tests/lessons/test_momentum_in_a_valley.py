"""Too slow, or another problem."""

from __future__ import annotations

from explorer.lessons.momentum_in_a_valley import MomentumInAValley
from tests.helpers.lessons import missed


def test_near_misses():
    missed(MomentumInAValley(), 0, {"steps": 100_000}, {"solver": "momentum", "rate": 0.05}, {"solver": "adam"})
    missed(MomentumInAValley(), 0, {"solver": "momentum", "strength": 0.5}, {"solver": "momentum", "steps": 150}, {"rate": 0.3})
