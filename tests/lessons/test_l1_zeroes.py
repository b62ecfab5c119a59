"""One weight too many, one too few, or by a penalty that makes none zero."""

from __future__ import annotations

from explorer.lessons.l1_zeroes import L1Zeroes
from tests.helpers.lessons import missed


def test_near_misses():
    missed(L1Zeroes(), 0, {"penalty": "l1", "strength": 0.02}, {"penalty": "l1", "strength": 0.2}, {"strength": 2.0})
    missed(
        L1Zeroes(),
        1,
        {"penalty": "l1", "strength": 0.3},
        {"penalty": "l1", "strength": 0.8},
        {"penalty": "l1", "strength": 0.1},
    )
