"""The slope of a loss as a table of straight lines."""

from __future__ import annotations

import numpy as np

from explorer.cost.slope_table import piecewise_linear


def test_a_table_follows_curves_and_jumps():
    curves = lambda x: np.stack([np.exp(x), np.sign(x)], axis=1)
    places, values = piecewise_linear(curves, np.linspace(-1, 2, 5), 1e-4, (1.0, 1.0))
    x = np.random.default_rng(0).uniform(-1, 2, 5000)
    assert np.abs(np.interp(x, places, values[:, 0]) - np.exp(x)).max() < 2e-4
    away = np.abs(x) > 1e-6
    assert (np.interp(x, places, values[:, 1]) == np.sign(x))[away].all()
    assert len(places) < 500
