"""Losses that the outliers still drag."""

from __future__ import annotations

from explorer.lessons.outliers import Outliers
from tests.helpers.lessons import missed


def test_near_misses():
    missed(Outliers(), 0, {"loss": "huber"}, {"loss": "log_cosh"}, {"strength": 0.5}, {"loss": "absolute", "strength": 0.5})
    missed(
        Outliers(),
        0,
        {"loss": "absolute", "model": "polynomial"},
        {"loss": "absolute", "dataset.outliers": 0.0},
        {"loss": "tukey"},
    )
