"""Windows: their corners, what lies in them, and those of another aspect about them."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.landscape.window import Window

WINDOW = Window(-1.0, 3.0, 0.0, 2.0)


def test_corners_and_axes_run_from_edge_to_edge():
    np.testing.assert_array_equal(WINDOW.low, (-1.0, 0.0))
    np.testing.assert_array_equal(WINDOW.high, (3.0, 2.0))
    assert Window.between(WINDOW.low, WINDOW.high) == WINDOW
    xs, ys = WINDOW.axes(5)
    np.testing.assert_array_equal(xs, (-1.0, 0.0, 1.0, 2.0, 3.0))
    np.testing.assert_array_equal(ys, (0.0, 0.5, 1.0, 1.5, 2.0))


def test_a_place_on_the_border_is_not_inside():
    places = np.array([[0.0, 1.0], [-1.0, 1.0], [0.0, 2.0 - 1e-7], [0.0, 1.9], [3.5, 1.0]])
    assert WINDOW.inside(places).tolist() == [True, False, False, True, False]


def test_it_contains_itself_and_what_is_smaller():
    assert WINDOW.contains(WINDOW)
    assert WINDOW.contains(Window(0.0, 1.0, 0.5, 1.0))
    for x0, x1, y0, y1 in ((-1.1, 1, 0, 1), (0, 3.1, 0, 1), (0, 1, -0.1, 1), (0, 1, 0, 2.1)):
        assert not WINDOW.contains(Window(x0, x1, y0, y1))


@pytest.mark.parametrize("aspect", [0.4, 1.0, 1.3, 2.0, 3.7])
@pytest.mark.parametrize("window", [WINDOW, Window(0.0, 1.0, 0.0, 4.0)])
def test_a_window_of_another_aspect_is_the_smallest_about_the_same_centre(window, aspect):
    found = window.with_aspect(aspect)
    wide, high = found.x1 - found.x0, found.y1 - found.y0
    assert wide / high == pytest.approx(aspect)
    assert (found.low + found.high) == pytest.approx(window.low + window.high)
    assert min(wide - (window.x1 - window.x0), high - (window.y1 - window.y0)) == pytest.approx(0.0, abs=1e-12)
