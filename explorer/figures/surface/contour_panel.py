"""One part of a cost over a plane from above: contours, the path on them, arrows downhill."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.core.text import three_figures
from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.palette import role
from explorer.figures.base.picture import TEXT, escape, layout, scatter
from explorer.figures.base.pinned_paths import pinned_paths
from explorer.figures.base.played import Arrow, Arrows, Point, Reveal
from explorer.figures.surface.content import MinimumMark, Panel, SliceContent
from explorer.figures.surface.contours import Cross, contour, crosses, known, line_at
from explorer.figures.surface.levels import Levels

THIN = {"cross": "cross-thin", "x": "x-thin", "asterisk": "asterisk"}
"""Plotly's symbols drawn as strokes."""


def contour_figure(content: SliceContent, i: int, levels: Levels) -> Drawing:
    """Panel ``i`` of three as a contour chart."""
    panel, values = content.panels[i], content.grids[i]
    names = [escape(name) for name in content.axes]
    traces = known(contour(content.x, content.y, values, levels, names, panel.label))
    if i == 0 and content.data_level is not None:
        traces.append(line_at(content.x, content.y, values, levels, content.data_level, role("data")))
    traces += [*_curves(content, i), _minimum_crosses(content, i), *pinned_paths(content.pin_count, "px", "py")]
    traces += [
        scatter(
            mode="lines", name="path", meta=Reveal("px", "py", halo=True).meta, line={"color": TEXT, "width": 2.2},
            hoverinfo="skip",
        ),
        scatter(mode="markers", meta=_arrows(content, i)),
        scatter(mode="markers", name="now", meta=Point("px", "py").meta, marker={"color": TEXT, "size": 11}),
    ]  # fmt: skip
    # With equal scales the picture fills its area: the browser asks for one of the area's aspect, and cuts this one until then.
    scale = {"scaleanchor": "x", "constrain": "range"} if content.equal_axes else {}
    return Drawing(
        traces,
        layout(
            names[0], names[1],
            xaxis={"range": _ends(content.x), "showgrid": False, "constrain": "range"},
            yaxis={"range": _ends(content.y), "showgrid": False, **scale},
            margin={"t": 32, "r": 14, "autoexpand": False},
            meta={"equal_axes": content.equal_axes},
        ),
    )  # fmt: skip


def marked_minima(content: SliceContent, i: int) -> list[tuple[Panel, MinimumMark]]:
    """The minima marked in panel ``i``, as far as they lie in the picture: its own; in the last one those of all three."""
    return [
        (panel, low)
        for j, (panel, low) in enumerate(zip(content.panels, content.minima, strict=True))
        if low is not None and i in (j, 2) and content.shows(low)
    ]


def _minimum_crosses(content: SliceContent, i: int) -> Trace:
    return crosses(
        [
            Cross(low.x, low.y, f"lowest {panel.label} {three_figures(low.value)}", panel.colour, THIN[panel.mark])
            for panel, low in marked_minima(content, i)
        ]
    )


def _curves(content: SliceContent, i: int) -> list[Trace]:
    """The penalty's ball over every panel, and over the last one the curve of its minimum as the strength grows."""
    traces = []
    if len(content.penalty_ball):
        line = {"color": role("penalty"), "width": 2.2, "dash": "dash"}
        traces.append(_line(content.penalty_ball, line))
    if i == 2 and len(content.minimum_curve):
        traces.append(_line(content.minimum_curve, {"color": TEXT, "width": 1.2}))
    return traces


def _line(places: np.ndarray, line: dict[str, object]) -> Trace:
    x, y = np.asarray(places, dtype="f8").T
    return scatter(x=x, y=y, mode="lines", line=line, connectgaps=False, hoverinfo="skip")


def _arrows(content: SliceContent, i: int) -> dict[str, Any]:
    every = tuple(
        Arrow(tuple(x for x, _ in panel.slopes), tuple(y for _, y in panel.slopes), panel.colour, "dash" if j == 1 else "solid")
        for j, panel in enumerate(content.panels)
    )
    shown = Arrows("px", "py", every) if i == 2 else Arrows("px", "py", every[i : i + 1], every[:i] + every[i + 1 :])
    return shown.meta


def _ends(axis: np.ndarray) -> list[float]:
    return [float(axis[0]), float(axis[-1])]
