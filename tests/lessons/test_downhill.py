"""Rates that are nearly right."""

from __future__ import annotations

from explorer.lessons.downhill import Downhill
from tests.helpers.lessons import missed


def test_near_misses():
    missed(Downhill(), 0, {"rate": 0.05}, {"rate": 0.25}, {"rate": 0.1, "strength": 0.0}, {"rate": 0.1, "solver": "momentum"})
    missed(Downhill(), 1, {"rate": 0.2}, {"rate": 0.225}, {"rate": "auto"})
