"""Places and ticks of strengths."""

from __future__ import annotations

import numpy as np

from explorer.figures.compare.strength_ticks import log_places, log_ticks


def test_a_strength_of_0_stands_below_all_others():
    np.testing.assert_allclose(log_places(np.array([10.0, 0.1, 0.0])), [1.0, -1.0, -1.5])
    np.testing.assert_allclose(log_places(np.zeros(1)), [-0.5])


def test_ticks_are_powers_of_ten_and_never_many():
    assert log_ticks(-1.5, 1.2) == {"tickvals": [-1, 0, 1], "ticktext": ["0.1", "1", "10"]}
    assert len(log_ticks(-12.0, 3.0)["tickvals"]) <= 8
