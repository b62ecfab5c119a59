"""A cost over a plane as filled contours, and crosses at its minima."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from plotly.colors import sample_colorscale

from explorer.figures.base.drawing import Trace
from explorer.figures.base.packed import LARGEST
from explorer.figures.base.palette import role
from explorer.figures.base.picture import scatter
from explorer.figures.surface.levels import Levels

Array = np.ndarray
ARM = 13
"""How long a cross is, in pixels."""


@dataclass(frozen=True)
class Cross:
    """A marked place: its coordinates, the words the pointer reads there, the colour of its role, and plotly's symbol."""

    x: float
    y: float
    words: str
    colour: str
    symbol: str = "cross-thin"


def contour(
    x: Array, y: Array, values: Array, levels: Levels, names: Sequence[str], what: str, bar: dict[str, Any] | None = None
) -> Trace:
    """Filled contours of ``values`` (b, a) over x (a,) and y (b,), on a scale of levels.

    ``names`` are those of the two axes, escaped; ``what`` is what the values are called, ``bar`` how plotly's bar of
    colours lies. Without it the page draws a bar above the picture, for which plotly would take as long as for the contours.
    The places travel as 8-byte floats: in 4 bytes those of a small window would fall together.
    """
    start, end, size = levels.steps
    ticks = levels.ticks()
    trace: Trace = {"type": "contour",
        "x": np.asarray(x, dtype="f8"), "y": np.asarray(y, dtype="f8"), "z": levels.heights(values).astype("f4"),
        "customdata": np.clip(values, -LARGEST, LARGEST).astype("f4"), "colorscale": "Cividis", "line": {"width": 0.6},
        "contours": {"coloring": "fill", "start": start, "end": end, "size": size}, "zmin": start, "zmax": end, "zauto": False,
        "meta": {"sequential": True, "what": what},
        "hovertemplate": f"{names[0]} %{{x:.3g}}<br>{names[1]} %{{y:.3g}}<br>{what} %{{customdata:.4g}}<extra></extra>",
    }  # fmt: skip
    if bar is None:
        shares = [((at - start) / (end - start), text) for at, text in ticks]
        return trace | {
            "showscale": False,
            "meta": trace["meta"] | {"bands": _bands(round((end - start) / size)), "ticks": shares},
        }
    values_there = {"tickvals": [at for at, _ in ticks], "ticktext": [text for _, text in ticks]}
    return trace | {"colorbar": {**values_there, "ticks": "", "outlinewidth": 0, "len": 1.0, **bar}}


def known(trace: Trace) -> list[Trace]:
    """The trace, where any of its heights is known: else there is nothing to draw."""
    return [trace] if np.isfinite(trace["z"]).any() else []


@cache
def _bands(count: int) -> list[str]:
    """The colours of the bands between so many levels and one, as plotly takes them from the scale."""
    return list(sample_colorscale("Cividis", [i / (count + 1) for i in range(1, count + 1)]))


def line_at(x: Array, y: Array, values: Array, levels: Levels, level: float, colour: str) -> Trace:
    """The one contour where ``values`` are ``level``, as a line without filling."""
    height = float(levels.heights(np.array(level)))
    return {"type": "contour",
        "x": np.asarray(x, dtype="f8"), "y": np.asarray(y, dtype="f8"), "z": levels.heights(values).astype("f4"),
        "showscale": False,
        "contours": {"coloring": "none", "start": height, "end": height, "size": 1.0}, "line": {"width": 2.0, "color": colour},
        "hoverinfo": "skip",
    }  # fmt: skip


def crosses(places: Sequence[Cross]) -> Trace:
    """Crosses at some places, each over a wider one in the colour of the page, so that it is visible on any background."""
    twice = [*places, *places]
    count = len(places)
    return scatter(
        x=[place.x for place in twice], y=[place.y for place in twice], mode="markers",
        text=[place.words for place in twice], hovertemplate="%{text}<extra></extra>",
        marker={
            "opacity": 1.0, "symbol": [place.symbol for place in twice], "size": [ARM + 2] * count + [ARM] * count,
            "line": {
                "width": [5.0] * count + [2.2] * count,
                "color": [role("background")] * count + [place.colour for place in places],
            },
        },
    )  # fmt: skip
