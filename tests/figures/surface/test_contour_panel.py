"""The panels from above: contours, minima, arrows, equal axes."""

from __future__ import annotations

import numpy as np
import pytest

from explorer.figures.base.palette import role
from explorer.figures.surface.picture import slice_pictures
from tests.helpers.slice_content import PLAIN, VARIANTS, crosses, figures_of, unpacked
from tests.helpers.told import told


def test_contours_are_of_the_three_grids():
    for figure, grid in zip(figures_of(PLAIN), PLAIN.grids, strict=True):
        trace = figure["data"][0]
        assert unpacked(trace["customdata"]) == pytest.approx(grid, rel=1e-6)
        order = np.argsort(grid, axis=None, kind="stable")
        heights = unpacked(trace["z"]).ravel()[order]
        assert (np.diff(heights) >= 0).all()
        assert figure["layout"]["xaxis"]["range"] == [-1.0, 2.0]
        assert figure["layout"]["yaxis"]["range"] == [-2.0, 1.0]


def test_each_panel_marks_its_lowest_place_and_the_cost_all_three():
    data, penalty, total = map(crosses, figures_of(PLAIN))
    marks = [(1.0, -1.0, role("data")), (0.0, 0.0, role("penalty")), (0.9, -0.9667, role("text"))]
    assert data == marks[:1]
    assert penalty == marks[1:2]
    assert total == marks
    assert "about 0.887 at (0.9, -0.967)" in slice_pictures(PLAIN)[2].alt
    assert "Lowest: data loss +, penalty ×, cost ∗." in told(slice_pictures(PLAIN)[2])


def test_equal_scales_tie_the_axes_and_say_so_to_the_page():
    for figure in figures_of(VARIANTS["rich"]):
        yaxis = figure["layout"]["yaxis"]
        assert (yaxis["scaleanchor"], yaxis["constrain"], yaxis["range"]) == ("x", "range", [-2.0, 1.0])
        assert figure["layout"]["meta"]["equal_axes"]
    assert "scaleanchor" not in figures_of(PLAIN)[0]["layout"]["yaxis"]


def test_arrows_are_those_of_the_panel_and_all_three_set_their_length():
    metas = [next(t["meta"] for t in f["data"] if (t.get("meta") or {}).get("play") == "arrows") for f in figures_of(PLAIN)]
    columns = [[tuple(arrow["across"]) for arrow in meta["drawn"]] for meta in metas]
    assert columns == [[("gx",)], [("qx",)], [("gx",), ("qx",), ("gx", "qx")]]
    for meta in metas:
        every = {(*arrow["across"], *arrow["up"]) for arrow in meta["drawn"] + meta["others"]}
        assert every == {("gx", "gy"), ("qx", "qy"), ("gx", "qx", "gy", "qy")}
        dashed = {a["dash"] for a in meta["drawn"] + meta["others"] if a["across"] == ["qx"]}
        assert dashed == {"dash"}
