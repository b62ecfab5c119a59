"""The panels in 3-D: heights, marks and colours."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.helpers.slice_content import PLAIN, VARIANTS, X, Y, figures_of, unpacked


def test_in_space_one_scale_is_of_the_colours_and_each_valley_keeps_its_depth():
    shared, own = (figures_of(replace(PLAIN, in_3d=True, shared_scale=shared)) for shared in (True, False))
    for one, other in zip(shared, own, strict=True):
        assert (unpacked(one["data"][0]["z"]) == unpacked(other["data"][0]["z"])).all()
    assert len({(f["data"][0]["cmin"], f["data"][0]["cmax"]) for f in shared}) == 1
    assert len({(f["data"][0]["cmin"], f["data"][0]["cmax"]) for f in own}) == 3


def test_in_space_heights_and_marks_lie_on_the_surface():
    for i, figure in enumerate(figures_of(VARIANTS["solid"])):
        surface = figure["data"][0]
        heights = unpacked(surface["z"])
        assert figure["layout"]["scene"]["zaxis"]["range"] == [surface["cmin"], surface["cmax"]]
        path = next(t["meta"] for t in figure["data"] if (t.get("meta") or {}).get("play") == "reveal")
        column = ("pd", "pp", "plane")[i]
        assert path["height"]["column"] == column
        grid = VARIANTS["solid"].grids[i]
        assert np.log10(grid - path["height"]["lowest"] + path["height"]["floor"]) == pytest.approx(heights, abs=1e-5)
        marks = next(t["meta"]["places"] for t in figure["data"] if (t.get("meta") or {}).get("play") == "crosses")
        assert len(marks) == (1, 1, 3)[i]
        for mark in marks:
            near = np.abs(X[None, :] - mark["x"]) + np.abs(Y[:, None] - mark["y"]) <= 0.56
            assert heights[near].min() - 1e-5 <= mark["z"] <= heights[near].max() + 1e-5


def test_the_path_lies_on_the_surface_drawn_where_an_earlier_one_was_walked_on():
    """The heights along it are those of the settings at the end, whatever the run's own cost was at the step."""
    for i, figure in enumerate(figures_of(replace(PLAIN, in_3d=True, since=20))):
        lifts = [t["meta"]["height"]["column"] for t in figure["data"] if "height" in (t.get("meta") or {})]
        assert lifts == [("sd", "sp", "st")[i]] * 2
