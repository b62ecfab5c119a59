"""Lines that are nearly the quantile asked for."""

from __future__ import annotations

from explorer.lessons.what_it_predicts import WhatItPredicts
from tests.helpers.lessons import missed


def test_near_misses():
    missed(WhatItPredicts(), 0, {"loss": "huber"}, {"loss": "quantile", "loss.tau": 0.4}, {"loss": "quantile", "loss.tau": 0.6})
    missed(
        WhatItPredicts(), 1, {"loss": "absolute"}, {"loss": "quantile", "loss.tau": 0.8}, {"loss": "quantile", "loss.tau": 0.98}
    )
