"""The rare class overlooked, or the common one."""

from __future__ import annotations

from explorer.lessons.imbalance import Imbalance
from tests.helpers.lessons import missed


def test_near_misses():
    missed(Imbalance(), 0, {"class_weight": "1,2"}, {"class_weight": "1,50"}, {"loss": "hinge"}, {"balance": 1.0})
