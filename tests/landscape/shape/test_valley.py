"""How long a valley is for its width, by second derivatives whose eigenvalues are known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explorer.landscape.shape.valley import condition


@pytest.mark.parametrize("ratio", [1.0, 1.05, 1.5, 9.96, 37.0, 1234.0])
def test_the_ratio_is_that_of_the_axes_of_a_contour(ratio):
    """By walking from the middle of a rotated ellipse to where the cost is 1, in all directions."""
    turn = np.array([[np.cos(0.7), -np.sin(0.7)], [np.sin(0.7), np.cos(0.7)]])
    H = turn @ np.diag([3.0 * ratio**2, 3.0]) @ turn.T
    angles = np.concatenate([np.linspace(0, np.pi, 20_001), 0.7 + np.pi / 2 + np.linspace(-1e-3, 1e-3, 20_001)])
    u = np.stack([np.cos(angles), np.sin(angles)])
    radii = np.sqrt(2.0 / (u * (H @ u)).sum(axis=0))
    found, words = condition(H)
    assert found == pytest.approx(radii.max() / radii.min(), rel=1e-5)
    expected = {1.0: "as round as a bowl", 1.05: "as round as a bowl", 1.5: "a valley 1.5 times longer than wide",
                9.96: "a valley 10 times longer than wide", 37.0: "a valley 37 times longer than wide",
                1234.0: "a valley 1230 times longer than wide"}  # fmt: skip
    assert words == expected[ratio]


@pytest.mark.parametrize(
    ("low", "high", "ratio", "words"),
    [
        (0.0, 2.0, math.inf, "a trough without an end"),
        (1e-14, 2.0, math.inf, "a trough without an end"),
        (-1e-14, 2.0, math.inf, "a trough without an end"),
        (-1.0, 2.0, math.nan, "a saddle: up one way, down the other"),
        (-2.0, -1.0, math.nan, "a hilltop: down every way"),
        (-2.0, 0.0, math.nan, "a ridge: down one way, level along the other"),
        (0.0, 0.0, math.nan, "level: it does not bend here"),
    ],
)
def test_where_there_is_no_valley_it_says_what_there_is(low, high, ratio, words):
    found = condition(np.array([[low + high, high - low], [high - low, low + high]]) / 2)
    assert found[1] == words
    assert found[0] == ratio or (math.isnan(found[0]) and math.isnan(ratio))


def test_a_bend_too_large_for_numbers_has_no_ratio():
    ratio, said = condition(np.diag([np.inf, 1.0]))
    assert np.isnan(ratio)
    assert "nan" not in said
