"""Twins that are nearly alike, or nearly at zero."""

from __future__ import annotations

from explorer.lessons.why_corners import WhyCorners
from tests.helpers.lessons import missed


def test_near_misses():
    missed(WhyCorners(), 0, {"strength": 0.1}, {"penalty": "l1", "strength": 0.1}, {"strength": 1000.0})
    missed(WhyCorners(), 1, {"strength": 0.5}, {"penalty": "l1", "strength": 0.02}, {"penalty": "l1", "strength": 1000.0})
