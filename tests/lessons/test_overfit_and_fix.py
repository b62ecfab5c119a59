"""Not bent enough, or mended by giving the model up."""

from __future__ import annotations

from explorer.lessons.overfit_and_fix import OverfitAndFix
from tests.helpers.lessons import missed


def test_near_misses():
    nine = {"model": "polynomial", "model.degree": 9}
    missed(OverfitAndFix(), 0, {"model": "polynomial", "model.degree": 3}, nine | {"strength": 0.1}, nine | {"steps": 50})
    missed(OverfitAndFix(), 1, nine, nine | {"strength": 0.01}, {"model": "linear"}, {"model": "polynomial", "model.degree": 3})
