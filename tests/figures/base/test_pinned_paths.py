"""Paths of pinned runs have the look of their runs everywhere."""

from __future__ import annotations

from explorer.figures.base.palette import pinned_style
from explorer.figures.base.pinned_paths import pinned_paths


def test_each_has_its_own_columns_colour_and_dash():
    paths = pinned_paths(3, "px", "py")
    assert [(p["meta"]["x"], p["meta"]["y"]) for p in paths] == [("px0", "py0"), ("px1", "py1"), ("px2", "py2")]
    assert [(p["line"]["color"], p["line"]["dash"]) for p in paths] == [pinned_style(i) for i in range(3)]
    assert pinned_paths(0) == []
