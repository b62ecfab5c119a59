"""The kinds of traces that the browser moves with the step shown: one frozen dataclass for each.

A trace is of a kind if its ``meta`` is that of the dataclass. The browser has a class for each kind in
``web/marks/played_trace.js``, with the same fields.
"""

from __future__ import annotations

from collections.abc import Mapping

from explorer.figures.base.played.bars import RankedBars, SumBar, SumBars, WeightBar, WeightBars
from explorer.figures.base.played.base import Played
from explorer.figures.base.played.lines import Arrow, Arrows, Bundle, Height, Point, Reveal, Track, tracked
from explorer.figures.base.played.places import (
    Cross,
    Crosses,
    Edge,
    Likeness,
    NetworkEdges,
    NodeColours,
    Nodes,
    PathItem,
    PathPoints,
    UnitMaps,
)
from explorer.figures.base.played.predictions import LayerShape, Predictions, Residuals, StrokeTable, predictions

KINDS: Mapping[str, type[Played]] = {
    kind.play: kind
    for kind in (
        Reveal, Bundle, Point, Track, Predictions, RankedBars, SumBars, Arrows, PathPoints, WeightBars, NetworkEdges, Crosses,
    )
}  # fmt: skip
"""Every kind by its name: what the browser has to know."""

__all__ = [
    "KINDS", "Arrow", "Arrows", "Bundle", "Cross", "Crosses", "Edge", "Height", "LayerShape", "Likeness", "NetworkEdges",
    "NodeColours", "Nodes", "PathItem", "PathPoints", "Played", "Point", "Predictions", "RankedBars", "Residuals", "Reveal",
    "StrokeTable", "SumBar", "SumBars", "Track", "UnitMaps", "WeightBar", "WeightBars", "predictions", "tracked",
]  # fmt: skip
