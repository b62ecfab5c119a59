"""The three pictures of a cost over a plane: their numbers are the grids', marks stand where they belong."""

from __future__ import annotations

import base64
import json
import re
from dataclasses import replace

import numpy as np
import pytest

from explorer.figures.base.palette import PALETTE, role
from explorer.figures.surface.content import MinimumMark, SliceContent
from explorer.figures.surface.picture import slice_pictures

X, Y = np.linspace(-1.0, 2.0, 13), np.linspace(-2.0, 1.0, 11)
DATA = 0.5 + (X[None, :] - 1.0) ** 2 + 3.0 * (Y[:, None] + 1.0) ** 2
PENALTY = 0.2 * (np.abs(X)[None, :] + np.abs(Y)[:, None])
LOWEST = (MinimumMark(1.0, -1.0, 0.5), MinimumMark(0.0, 0.0, 0.0), MinimumMark(0.9, -0.9667, 0.88667, exact=False))
PLAIN = SliceContent(X, Y, DATA, PENALTY, DATA + PENALTY, ("weight of <b>", "weight of b"), minima=LOWEST)
VARIANTS = {
    "plain": PLAIN,
    "solid": replace(PLAIN, in_3d=True),
    "rich": replace(
        PLAIN, pin_count=2, equal_axes=True, shared_scale=True, refine=True, held_fixed="the bias stays", data_level=0.7,
        penalty_ball=np.array([(0.5, 0), (0, 0.5), (np.nan, np.nan), (-0.5, 0)]), minimum_curve=np.array([(0, 0), (1.0, -1.0)]),
        tangency_sentence="They touch.",
    ),
    "no penalty": replace(PLAIN, penalty=0 * PENALTY, total=DATA, minima=(LOWEST[0], None, LOWEST[0])),
    "no penalty, solid": replace(PLAIN, penalty=0 * PENALTY, total=DATA, minima=(LOWEST[0], None, LOWEST[0]), in_3d=True),
    "overflowing": replace(PLAIN, data=np.where(DATA > 5, np.inf, DATA), total=np.where(DATA > 5, np.inf, DATA)),
}  # fmt: skip


def figures_of(content):
    return [picture.figure.to_dict() for picture in slice_pictures(content)]


def unpacked(array):
    shape = [int(n) for n in str(array["shape"]).split(",")] if "shape" in array else -1
    return np.frombuffer(base64.b64decode(array["bdata"]), array["dtype"]).reshape(shape)


@pytest.mark.parametrize("name", VARIANTS)
def test_each_picture_is_named_described_and_can_be_sent(name):
    pictures = slice_pictures(VARIANTS[name])
    assert [picture.name for picture in pictures] == ["surface_data", "surface_penalty", "surface_total"]
    for picture in pictures:
        assert picture.plane
        assert len(picture.title) <= 32
        assert picture.caption.count(".") >= 2
        assert picture.caption.endswith(".")
        assert picture.alt.endswith(".")
        assert "nan" not in picture.title + picture.caption + picture.alt
        sent = json.dumps(picture.figure.to_dict(), allow_nan=False)
        assert set(re.findall(r"var\(--(\w+)\)", sent)) <= set(PALETTE["light"])
        assert "weight of <b>" not in sent


def test_contours_are_of_the_three_grids():
    for figure, grid in zip(figures_of(PLAIN), PLAIN.grids, strict=True):
        trace = figure["data"][0]
        assert unpacked(trace["customdata"]) == pytest.approx(grid, rel=1e-6)
        order = np.argsort(grid, axis=None, kind="stable")
        heights = unpacked(trace["z"]).ravel()[order]
        assert (np.diff(heights) >= 0).all()
        assert figure["layout"]["xaxis"]["range"] == [-1.0, 2.0]
        assert figure["layout"]["yaxis"]["range"] == [-2.0, 1.0]


def test_places_of_a_small_window_stay_apart_on_their_way():
    near = replace(
        VARIANTS["rich"], x=1.0 + 1e-9 * X, y=-0.5 + 1e-9 * Y, penalty_ball=np.array([(1.0, 2.0), (1.0 + 1e-9, 3.0)])
    )
    for content in (near, replace(near, in_3d=True)):
        for figure in figures_of(content):
            for trace in figure["data"]:
                if trace["type"] in ("contour", "surface"):
                    assert (unpacked(trace["x"]) == near.x).all()
                    assert (unpacked(trace["y"]) == near.y).all()
    drawn = [t for t in figures_of(near)[0]["data"] if t["type"].startswith("scatter") and "bdata" in t.get("x", {})]
    assert any((unpacked(trace["x"]) == near.penalty_ball[:, 0]).all() for trace in drawn if unpacked(trace["x"]).shape == (2,))


def crosses(figure):
    (trace,) = [t for t in figure["data"] if t.get("hovertemplate", "").startswith("%{text}")]
    half = len(trace["x"]) // 2
    return list(zip(trace["x"][half:], trace["y"][half:], trace["marker"]["line"]["color"][half:], strict=True))


def test_each_panel_marks_its_lowest_place_and_the_cost_all_three():
    data, penalty, total = map(crosses, figures_of(PLAIN))
    marks = [(1.0, -1.0, role("data")), (0.0, 0.0, role("penalty")), (0.9, -0.9667, role("text"))]
    assert data == marks[:1]
    assert penalty == marks[1:2]
    assert total == marks
    assert "about 0.887 at (0.9, -0.967)" in slice_pictures(PLAIN)[2].alt
    assert "Lowest data loss +, penalty ×, cost ∗." in slice_pictures(PLAIN)[2].caption


def test_a_lowest_place_outside_the_picture_is_said_to_be_there():
    far = replace(PLAIN, minima=(MinimumMark(7.0, 0.0, 0.1), None, None))
    picture = slice_pictures(far)[0]
    assert "outside the picture, at (7, 0), where it is 0.1." in picture.caption
    assert picture.title == f"Data loss, lowest here {DATA.min():.3g}"
    assert crosses(figures_of(far)[0]) == []


def test_without_a_lowest_place_it_is_said_why():
    none = replace(PLAIN, minima=(LOWEST[0], None, None), missing_reasons=("", "Level.", "It still falls at the edge."))
    data, penalty, total = slice_pictures(none)
    assert total.title == f"Cost, lowest here {(DATA + PENALTY).min():.3g}"
    for picture in (penalty, total):
        assert picture.alt.count(none.missing_reasons[1]) == 1
    assert "Level." in penalty.caption
    assert "Lowest data loss +. It still falls at the edge." in total.caption
    assert "Level." not in data.caption + total.caption
    nothing = replace(PLAIN, data=np.full_like(DATA, np.inf), minima=(None, None, None))
    assert slice_pictures(nothing)[0].title == "Data loss"


def test_titles_say_the_numbers():
    titles = [picture.title for picture in slice_pictures(PLAIN)]
    assert titles == ["Data loss, lowest 0.5", "Strength × penalty", "Cost, lowest here 0.887"]
    assert slice_pictures(VARIANTS["no penalty"])[1].title == "Strength × penalty: nothing"


def test_one_scale_where_asked_else_each_its_own():
    def ranges(content):
        return {(f["data"][0]["zmin"], f["data"][0]["zmax"], str(f["data"][0]["meta"]["ticks"])) for f in figures_of(content)}

    assert len(ranges(PLAIN)) == 3
    assert len(ranges(replace(PLAIN, shared_scale=True))) == 1


def test_the_scale_for_all_spans_all_three_grids():
    """Also where the data loss is the least of them."""
    raised = replace(PLAIN, penalty=PENALTY + 100.0, total=DATA + PENALTY + 100.0, shared_scale=True)
    for figure, grid in zip(figures_of(raised), raised.grids, strict=True):
        trace = figure["data"][0]
        heights = unpacked(trace["z"])
        assert trace["zmin"] - 1e-6 <= heights.min()
        assert heights.max() <= trace["zmax"] + 1e-6
        assert (np.diff(unpacked(trace["customdata"]).ravel()[grid.argsort(axis=None)]) >= 0).all()
    assert max(unpacked(f["data"][0]["z"]).max() for f in figures_of(raised)) == pytest.approx(trace["zmax"], abs=1e-6)


def test_in_space_one_scale_is_of_the_colours_and_each_valley_keeps_its_depth():
    shared, own = (figures_of(replace(PLAIN, in_3d=True, shared_scale=shared)) for shared in (True, False))
    for one, other in zip(shared, own, strict=True):
        assert (unpacked(one["data"][0]["z"]) == unpacked(other["data"][0]["z"])).all()
    assert len({(f["data"][0]["cmin"], f["data"][0]["cmax"]) for f in shared}) == 1
    assert len({(f["data"][0]["cmin"], f["data"][0]["cmax"]) for f in own}) == 3


def test_words_do_not_speak_of_a_penalty_that_is_nothing():
    for name in ("no penalty", "no penalty, solid"):
        data, penalty, total = (picture.caption for picture in slice_pictures(VARIANTS[name]))
        assert "strength" not in data + total
        assert "penalty (dashed)" not in total
        assert "Choose a penalty" in penalty
    assert "the penalty (dashed)" in slice_pictures(PLAIN)[2].caption


def test_pinned_runs_are_said_to_walk_on_another_cost_only_where_they_do():
    captions = [slice_pictures(replace(PLAIN, pin_count=1, same_cost=same))[2].caption for same in (True, False)]
    assert "the pinned runs', on the same cost." in captions[0]
    assert "not all of them walk on this cost" in captions[1]
    assert "pinned" not in slice_pictures(PLAIN)[2].caption


def test_equal_scales_tie_the_axes_and_keep_the_range():
    for figure in figures_of(VARIANTS["rich"]):
        yaxis = figure["layout"]["yaxis"]
        assert (yaxis["scaleanchor"], yaxis["constrain"], yaxis["range"]) == ("x", "domain", [-2.0, 1.0])
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


def test_only_the_last_panel_tells_for_all():
    assert [(p.follows, p.refine) for p in slice_pictures(VARIANTS["rich"])] == [(False, False), (False, False), (True, True)]
    assert not any(p.refine for p in slice_pictures(PLAIN))


def test_what_else_is_drawn_is_drawn_when_given():
    def kinds(content):
        return [[t.get("name") or (t["type"], t.get("mode")) for t in f["data"]] for f in figures_of(content)]

    plain, rich = kinds(PLAIN), kinds(VARIANTS["rich"])
    assert [len(names) for names in plain] == [5, 5, 5]
    assert [len(r) - len(p) for r, p in zip(rich, plain, strict=True)] == [4, 3, 4]
    assert all("pinned 2" in names for names in rich)
    captions = [p.caption for p in slice_pictures(VARIANTS["rich"])]
    assert "They touch." in captions[0]
    assert "as the strength grows, while the bias stays." in captions[2]
    whole = slice_pictures(replace(VARIANTS["rich"], held_fixed=""))[2].caption
    assert "The thin line is the way of ∗ as the strength grows. " in whole


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
