"""One part of a cost over a plane as a surface in 3-D: a bowl is a bowl, unless logarithmic heights are asked for."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.picture import TEXT, escape, scatter
from explorer.figures.base.played import Cross, Crosses, Height, Point, Reveal
from explorer.figures.surface.content import SliceContent
from explorer.figures.surface.contour_panel import marked_minima
from explorer.figures.surface.contours import known
from explorer.figures.surface.levels import Heights, Levels
from explorer.landscape.grid import interpolated

EYE, MIDDLE = {"x": -0.55, "y": -1.5, "z": 2.0}, {"x": 0.0, "y": 0.0, "z": -0.14}
"""From high above one edge: over a corner, which rises highest, the bottom of a bowl would be hidden."""
PROPORTIONS = {"x": 1.0, "y": 1.0, "z": 0.7}
LOWEST = 0.1
"""No height is labelled so near the floor, as a share of the axis: there the numbers of the other axes stand."""
LIGHT = {"ambient": 0.75, "diffuse": 0.5, "specular": 0.04, "roughness": 0.9, "fresnel": 0.0}


def figure_3d(content: SliceContent, i: int, levels: Levels | Heights, colours: Levels) -> Drawing:
    """Panel ``i`` of three as a surface that can be turned. Heights are those of the levels; the ticks show the values.

    ``colours`` are the levels of its colours, always logarithmic: they tell the bottom of a valley.
    The upright axis has no title: it would be cut off at the side, and the panel's own says the same.
    """
    panel = content.panels[i]
    start, end, size = levels.steps
    darkest, lightest, _ = colours.steps
    height = levels.heights(content.grids[i])
    ticks = [(at, text) for at, text in levels.ticks() if at > start + LOWEST * (end - start)] or levels.ticks()
    surface: Trace = {"type": "surface",
        "x": np.asarray(content.x, dtype="f8"), "y": np.asarray(content.y, dtype="f8"), "z": height.astype("f4"),
        "surfacecolor": colours.heights(content.grids[i]).astype("f4"), "cmin": darkest, "cmax": lightest,
        "colorscale": "Cividis", "meta": {"sequential": True}, "showscale": False,
        "contours": {"z": {"show": True, "start": start, "end": end, "size": size, "color": TEXT, "width": 1}},
        "lighting": LIGHT, "hoverinfo": "skip",
    }  # fmt: skip

    lift = Height(panel.height, levels.lowest, levels.floor)
    traces = [
        *known(surface),
        _minimum_crosses(content, i, levels),
        scatter(
            mode="lines", name="path", meta=Reveal("px", "py", halo=True, height=lift).meta, line={"color": TEXT, "width": 2.2}
        ),
        scatter(mode="markers", name="now", meta=Point("px", "py", lift).meta, marker={"color": TEXT, "size": 11}),
    ]

    def axis(text: str, low: float, high: float, **more: Any) -> dict[str, Any]:
        return {"title": {"text": text}, "range": [low, high], **more}

    scene = {
        "xaxis": axis(escape(content.axes[0]), float(content.x[0]), float(content.x[-1]), nticks=5),
        "yaxis": axis(escape(content.axes[1]), float(content.y[0]), float(content.y[-1]), nticks=5),
        "zaxis": axis("", start, end, tickvals=[t[0] for t in ticks], ticktext=[t[1] for t in ticks]),
        "aspectmode": "manual", "aspectratio": PROPORTIONS, "camera": {"eye": EYE, "center": MIDDLE},
    }  # fmt: skip
    return Drawing(traces, {"template": {}, "showlegend": False, "scene": scene, "margin": {"l": 0, "r": 0, "t": 0, "b": 0}})


def _minimum_crosses(content: SliceContent, i: int, levels: Levels | Heights) -> Trace:
    """The minima, at the height of this panel's own surface, drawn over it, since the sides of the valley would hide them."""
    places = []
    for panel, low in marked_minima(content, i):
        height = float(levels.heights(np.array(interpolated(content.grids[i], content.x, content.y, low.x, low.y))))
        places.append(Cross(low.x, low.y, height, panel.mark, panel.colour))
    return scatter(mode="markers", meta=Crosses(tuple(places)).meta)
