"""Levels: a logarithmic scale that keeps the order, ends at the values' own ends, and says the values."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.figures.surface.levels import LEVELS, heights_of, levels_of

VALLEY = 3.0 + np.geomspace(1e-8, 1e3, 500).reshape(20, 25)


def test_the_ends_of_the_scale_are_those_of_the_values():
    scale = levels_of(VALLEY)
    heights = scale.heights(VALLEY)
    assert heights.min() == pytest.approx(scale.bottom)
    assert heights.max() == pytest.approx(scale.top)
    assert (np.diff(heights.ravel()) > 0).all()


def test_heights_are_the_logarithm_of_the_depth():
    scale = levels_of(VALLEY)
    assert 10.0 ** scale.heights(VALLEY) - scale.floor + scale.lowest == pytest.approx(VALLEY, rel=1e-9)


def test_half_of_the_levels_lie_in_the_valley():
    """Equal steps of cost would leave all but one of them out of it."""
    scale = levels_of(VALLEY)
    start, _, size = scale.steps
    places = 10.0 ** (start + size * np.arange(LEVELS)) - scale.floor
    assert (places < 0.05 * np.ptp(VALLEY)).sum() >= LEVELS / 2


def test_ticks_say_the_value_at_their_place():
    scale = levels_of(VALLEY)
    for place, text in scale.ticks():
        value = 10.0**place - scale.floor + scale.lowest
        assert float(text) == pytest.approx(value, rel=6e-3)
    texts = [text for _, text in scale.ticks()]
    assert len(set(texts)) == len(texts) >= 3


@pytest.mark.parametrize("value", [0.0, 2.5, -1e-12, 1e12])
def test_where_all_is_level_there_is_one_level(value):
    scale = levels_of(np.full((4, 5), value))
    assert scale.flat
    start, end, size = scale.steps
    assert start < float(scale.heights(np.array(value))) < end
    assert size > 0
    assert len(scale.ticks()) == 1


def test_what_is_not_finite_has_no_height():
    values = np.array([1.0, np.inf, 2.0, np.nan, -np.inf])
    scale = levels_of(values)
    assert np.isfinite([scale.bottom, scale.top]).all()
    assert np.isfinite(scale.heights(values)).tolist() == [True, False, True, False, False]
    nothing = levels_of(np.array([np.nan]))
    assert np.isfinite([nothing.lowest, nothing.bottom, nothing.top]).all()


def test_one_scale_for_several_grids_leaves_levels_to_each():
    large, small = np.linspace(1.0, 3.0, 50), np.geomspace(1e-9, 0.4, 50)
    scale = levels_of(large, small)
    for grid in (large, small):
        heights = scale.heights(grid)
        assert scale.bottom - 1e-12 <= heights.min()
        assert heights.max() <= scale.top + 1e-12
        assert np.ptp(heights) >= 3 * scale.steps[2]


def test_heights_in_proportion_end_at_the_values_own_ends_and_say_them():
    scale = heights_of(np.where(VALLEY > 500, np.inf, VALLEY))
    start, end, size = scale.steps
    assert (start, end) == (VALLEY.min(), VALLEY[VALLEY <= 500].max())
    assert size == pytest.approx((end - start) / LEVELS)
    assert np.isnan(scale.heights(np.array([np.inf]))).all()
    for place, text in scale.ticks():
        assert float(text) == pytest.approx(place, rel=6e-3)
    assert len(scale.ticks()) == 5


@pytest.mark.parametrize("value", [0.0, 2.5, -1e-12, 1e12, np.nan])
def test_heights_of_what_is_level_have_room_and_one_label(value):
    scale = heights_of(np.full((4, 5), value))
    start, end, size = scale.steps
    assert np.isfinite([start, end, size]).all()
    assert start < end
    assert size > 0
    assert len(scale.ticks()) == 1
