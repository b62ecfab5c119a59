"""The paths of pinned runs over a surface."""

from __future__ import annotations

from explorer.figures.base.drawing import Trace
from explorer.figures.base.palette import pinned_style
from explorer.figures.base.picture import scatter
from explorer.figures.base.played import Reveal


def pinned_paths(count: int, x: str = "x", y: str = "y") -> list[Trace]:
    """A line for each pinned run in its colour and dash, along the run's columns ``x0``, ``y0`` ..."""
    traces = []
    for i in range(count):
        colour, dash = pinned_style(i)
        line = {"color": colour, "dash": dash, "width": 2.0}
        meta = Reveal(f"{x}{i}", f"{y}{i}", halo=True).meta
        traces.append(scatter(mode="lines", name=f"pinned {i + 1}", meta=meta, line=line, hoverinfo="skip"))
    return traces
