"""The three pictures of a cost over a plane: their numbers are the grids', marks stand where they belong."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from explorer.figures.base.palette import PALETTE
from explorer.figures.surface.picture import slice_pictures
from tests.helpers.slice_content import DATA, PENALTY, PLAIN, VARIANTS, X, Y, figures_of, unpacked
from tests.helpers.told import told


@pytest.mark.parametrize("name", VARIANTS)
def test_each_picture_is_named_described_and_can_be_sent(name):
    pictures = slice_pictures(VARIANTS[name])
    assert [picture.name for picture in pictures] == ["surface_data", "surface_penalty", "surface_total"]
    for picture in pictures:
        assert picture.plane
        assert len(picture.title) <= 32
        assert told(picture).count(".") >= 2
        assert told(picture).endswith(".")
        assert picture.alt.endswith(".")
        assert "nan" not in picture.title + told(picture) + picture.alt
        sent = json.dumps(picture.figure.to_dict(), allow_nan=False)
        assert set(re.findall(r"var\(--(\w+)\)", sent)) <= set(PALETTE["light"])
        assert "weight of <b>" not in sent


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
    captions = [told(p) for p in slice_pictures(VARIANTS["rich"])]
    assert "They touch." in captions[0]
    assert "moves with strength, while the bias stays." in captions[2]
    whole = told(slice_pictures(replace(VARIANTS["rich"], held_fixed=""))[2])
    assert "Thin line: how the minimum ∗ moves with strength. " in whole
