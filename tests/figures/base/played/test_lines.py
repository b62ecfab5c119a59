"""Lines, marks and arrows as the page receives them."""

from __future__ import annotations

import numpy as np

from explorer.figures.base.played.lines import Arrow, Arrows, Bundle, Height, Point, Reveal, Track, tracked


def test_a_line_says_no_more_than_was_asked_for():
    assert Reveal("step", "total").meta == {"play": "reveal", "x": "step", "y": "total"}
    assert Reveal("px", "py", halo=True, breaks=(3, 7), height=Height("total", 1.5, 0.01)).meta == {
        "play": "reveal", "x": "px", "y": "py", "halo": True, "breaks": [3, 7],
        "height": {"column": "total", "lowest": 1.5, "floor": 0.01},
    }  # fmt: skip


def test_marks_and_bundles_name_their_columns():
    assert Bundle(("w0", "w1"), ("age", "sex")).meta == {"play": "bundle", "y": ["w0", "w1"], "names": ["age", "sex"]}
    assert Point("px", "py").meta == {"play": "point", "x": "px", "y": "py"}
    assert Point("px", "py", Height("total", 0.0, 1.0)).meta["height"] == {"column": "total", "lowest": 0.0, "floor": 1.0}


def test_a_tracked_mark_has_its_own_places():
    fields = tracked(np.array([0.0, 0.5, 2.0]), np.array([1, 2, 3]))
    assert fields.keys() == {"x", "y", "meta"}
    assert fields["meta"] == Track().meta == {"play": "track"}
    assert [fields[axis].dtype for axis in "xy"] == [np.dtype("f4")] * 2
    assert (fields["x"].tolist(), fields["y"].tolist()) == ([0.0, 0.5, 2.0], [1.0, 2.0, 3.0])


def test_arrows_name_the_columns_that_they_add_up():
    one = Arrow(("gx", "hx"), ("gy", "hy"), "red")
    dashed = {"across": ["gx"], "up": ["gy"], "colour": "blue", "dash": "dot"}
    assert Arrows("px", "py", (one,), (Arrow(("gx",), ("gy",), "blue", "dot"),)).meta == {
        "play": "arrows", "x": "px", "y": "py", "others": [dashed],
        "drawn": [{"across": ["gx", "hx"], "up": ["gy", "hy"], "colour": "red", "dash": "solid"}],
    }  # fmt: skip
