"""The panels in 3-D: heights, marks and colours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explorer.figures.surface.picture import slice_pictures
from tests.helpers.slice_content import PLAIN, X, Y, figures_of, unpacked
from tests.helpers.told import told


def test_in_space_one_scale_is_of_the_colours_and_each_valley_keeps_its_depth():
    shared, own = (figures_of(replace(PLAIN, in_3d=True, shared_scale=shared)) for shared in (True, False))
    for one, other in zip(shared, own, strict=True):
        assert (unpacked(one["data"][0]["z"]) == unpacked(other["data"][0]["z"])).all()
    assert len({(f["data"][0]["cmin"], f["data"][0]["cmax"]) for f in shared}) == 1
    assert len({(f["data"][0]["cmin"], f["data"][0]["cmax"]) for f in own}) == 3


@pytest.mark.parametrize("log", [False, True])
def test_in_space_heights_and_marks_lie_on_the_surface(log):
    content = replace(PLAIN, in_3d=True, log_heights=log)
    for i, figure in enumerate(figures_of(content)):
        heights, grid = unpacked(figure["data"][0]["z"]), content.grids[i]
        low, high = figure["layout"]["scene"]["zaxis"]["range"]
        assert [low, high] == pytest.approx([heights.min(), heights.max()], rel=1e-6, abs=1e-6)
        path = next(t["meta"] for t in figure["data"] if (t.get("meta") or {}).get("play") == "reveal")
        lift = path["height"]
        assert lift["column"] == ("pd", "pp", "plane")[i]
        assert (np.log10(grid - lift["lowest"] + lift["floor"]) if log else grid) == pytest.approx(heights, abs=1e-5)
        assert (lift["floor"] is None) == (not log)
        marks = next(t["meta"]["places"] for t in figure["data"] if (t.get("meta") or {}).get("play") == "crosses")
        assert len(marks) == (1, 1, 3)[i]
        for mark in marks:
            near = np.abs(X[None, :] - mark["x"]) + np.abs(Y[:, None] - mark["y"]) <= 0.56
            assert heights[near].min() - 1e-5 <= mark["z"] <= heights[near].max() + 1e-5
        caption = told(slice_pictures(content)[2])
        assert ("Heights are logarithmic" in caption, "Heights are the cost itself" in caption) == (log, not log)


BOWLS = [(0.0, 0.0), (0.15, 0.0), (-0.15, 0.1), (0.0, -0.1), (0.1, 0.15)]


@pytest.mark.parametrize("at", BOWLS)
def test_a_bowl_is_a_bowl_and_its_bottom_is_seen(at):
    """The second difference of its heights is the same everywhere, and nothing stands between its bottom and the camera.

    In the units of the scene, whose sides are 1, 1 and 0.7 long and whose middle is its origin.
    """
    line = np.linspace(-0.5, 0.5, 41)
    bowl = (line[None, :] - at[0]) ** 2 + (line[:, None] - at[1]) ** 2
    content = replace(PLAIN, x=line, y=line, data=bowl, penalty=bowl, total=2 * bowl, minima=(None, None, None), in_3d=True)
    for figure in figures_of(content):
        z = unpacked(figure["data"][0]["z"]).astype(float)
        assert np.diff(z, 2, axis=0) == pytest.approx(np.full((39, 41), np.diff(z, 2, axis=0)[0, 0]), rel=2e-2)
    scene = figure["layout"]["scene"]
    eye = np.array([scene["camera"]["eye"][axis] for axis in "xyz"])
    assert scene["aspectratio"] == {"x": 1.0, "y": 1.0, "z": 0.7}
    rise = 0.7 / bowl.max()
    bottom = np.array([*at, -0.35])
    for t in np.linspace(0.02, 1.0, 400):
        x, y, height = bottom + t * (eye - bottom)
        if max(abs(x), abs(y)) <= 0.5:
            assert height > rise * ((x - at[0]) ** 2 + (y - at[1]) ** 2) - 0.35


def test_the_path_lies_on_the_surface_drawn_where_an_earlier_one_was_walked_on():
    """The heights along it are those of the settings at the end, whatever the run's own cost was at the step."""
    for i, figure in enumerate(figures_of(replace(PLAIN, in_3d=True, since=20))):
        lifts = [t["meta"]["height"]["column"] for t in figure["data"] if "height" in (t.get("meta") or {})]
        assert lifts == [("sd", "sp", "st")[i]] * 2


def test_no_height_is_labelled_where_the_numbers_of_the_other_axes_stand():
    for figure in figures_of(replace(PLAIN, in_3d=True)):
        axis = figure["layout"]["scene"]["zaxis"]
        low, high = axis["range"]
        assert axis["tickvals"]
        assert min(axis["tickvals"]) > low + 0.05 * (high - low)
