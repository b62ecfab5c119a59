"""A line that is negative somewhere, and a mean that is off."""

from __future__ import annotations

from explorer.lessons.counts import Counts
from tests.helpers.lessons import missed


def test_near_misses():
    missed(
        Counts(),
        0,
        {"loss": "huber"},
        {"loss": "absolute"},
        {"loss": "poisson", "steps": 10, "rate": 1e-4},
        {"loss": "poisson", "rate": 100.0},
    )
