"""Rates that are nearly right."""

from __future__ import annotations

from explorer.lessons.downhill import Downhill
from tests.helpers.lessons import missed


def test_near_misses():
    missed(
        Downhill(), 0,
        {"rate": 0.1}, {"rate": "auto"}, {"rate": 0.121}, {"rate": 0.25}, {"rate": 0.16, "strength": 0.0},
        {"rate": 0.16, "solver": "momentum"},
    )  # fmt: skip
    missed(Downhill(), 1, {"rate": 0.2}, {"rate": 0.225}, {"rate": 0.245}, {"rate": "auto"})
