"""Losses without a margin, and those that never rest."""

from __future__ import annotations

from explorer.lessons.margins import Margins
from tests.helpers.lessons import missed


def test_near_misses():
    missed(Margins(), 0, {"loss": "perceptron"}, {"loss": "exponential"}, {"loss": "hinge", "strength": 1.0}, {"loss": "focal"})
