"""Too long, too dear, or by another penalty."""

from __future__ import annotations

from explorer.lessons.l2_shrinks import L2Shrinks
from tests.helpers.lessons import missed


def test_near_misses():
    missed(
        L2Shrinks(),
        0,
        {"strength": 1.0},
        {"strength": 5.0},
        {"penalty": "l1", "strength": 0.2},
        {"loss": "huber", "strength": 2.0},
    )
