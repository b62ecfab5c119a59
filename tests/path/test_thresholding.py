"""Thresholds of a penalty for one weight, against brute force."""

from __future__ import annotations

import numpy as np

from explorer.path.thresholding import hard_threshold


def test_hard_threshold_keeps_what_is_worth_its_price():
    b = np.linspace(-2, 2, 401)
    best = np.where((b - 0.0) ** 2 < 0.49, 0.0, b)  # curvature 2: leaving it out costs b^2, keeping it 0.49
    np.testing.assert_array_equal(
        hard_threshold(b, 2.0, 0.49)[np.abs(np.abs(b) - 0.7) > 1e-9], best[np.abs(np.abs(b) - 0.7) > 1e-9]
    )
