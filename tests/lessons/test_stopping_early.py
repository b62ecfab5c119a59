"""Too early, too late, or with a penalty after all."""

from __future__ import annotations

from explorer.lessons.stopping_early import StoppingEarly
from tests.helpers.lessons import missed


def test_near_misses():
    missed(StoppingEarly(), 0, {"steps": 20}, {"steps": 250}, {"strength": 0.1}, {"steps": 80, "loss": "huber"})
