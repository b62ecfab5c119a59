"""The penalty as a share of the cost."""

from __future__ import annotations

from explorer.lessons.loss_to_cost import LossToCost
from tests.helpers.lessons import missed


def test_near_misses():
    missed(LossToCost(), 0, {"strength": 1e-4}, {"strength": 0.02}, {"penalty": "l1"})
    missed(LossToCost(), 1, {"strength": 0.3}, {"strength": 1.25}, {"strength": 1000.0}, {"strength": 0.0})
