"""The surface that gradient descent walks on, and the path on it."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from explorer.figures.picture import TEXT, Picker, Picture, Readout, Trace, escape, layout, point, reveal, scatter
from explorer.figures.race import lane_paths
from explorer.history import History
from explorer.problem import Problem
from explorer.surface import Surface
from explorer.text import three_figures

Array = np.ndarray
LEVELS = 14


def plane_costs(problem: Problem, history: History, x: int, y: int) -> Array:
    """The cost (m,) on the plane at each step: the two weights as they were, all others as they are at the end."""
    W = np.repeat(history.weights[-1:], len(history.steps), axis=0)
    W[:, [x, y]] = history.weights[:, [x, y]]
    return problem.costs(W).total


def surface_picture(problem: Problem, history: History, surface: Surface, x: int, y: int, pinned: int = 0) -> Picture:
    """Contours of the cost over two weights, the others held at their final values, with the run's path.

    ``pinned`` is the number of pinned runs whose paths the browser has as columns ``x0``, ``y0`` ...
    """
    lowest = float(surface.total.min())
    depth = surface.total - lowest
    floor = max(float(np.quantile(depth, 0.005)), 1e-9 * max(abs(lowest), 1e-9), 1e-300)
    height = np.log10(depth + floor)
    bottom, top = float(height.min()), float(height.max()) + 1e-9
    ticks = _ticks(lowest, floor, bottom, top)
    names = [escape(problem.names[i]) for i in (x, y)]
    traces = [
        {"type": "contour",
            "x": surface.x.astype("f4"), "y": surface.y.astype("f4"), "z": height.astype("f4"),
            "customdata": surface.total.astype("f4"), "colorscale": "Cividis", "line": {"width": 0.6},
            "contours": {"coloring": "fill", "start": bottom, "end": top, "size": (top - bottom) / LEVELS},
            "meta": {"sequential": True},
            "hovertemplate": f"{names[0]} %{{x:.3g}}<br>{names[1]} %{{y:.3g}}<br>cost %{{customdata:.4g}}<extra></extra>",
            "colorbar": {
                "title": {"text": "cost", "side": "top"}, "thickness": 10, "outlinewidth": 0, "ticks": "",
                "tickvals": [t[0] for t in ticks], "ticktext": [t[1] for t in ticks], "len": 1.0, "x": 1.01, "xpad": 4,
            },
        },
        _lowest(surface),
        *lane_paths(pinned),
        scatter(
            mode="lines", name="path", meta={**reveal(f"w{x}", f"w{y}"), "halo": True}, line={"color": TEXT, "width": 2.2},
            hoverinfo="skip",
        ),
        scatter(mode="markers", name="now", meta=point(f"w{x}", f"w{y}"), marker={"color": TEXT, "size": 11}),
    ]  # fmt: skip
    figure = go.Figure(
        traces,
        layout(
            _axis_title(problem, x),
            _axis_title(problem, y),
            xaxis={"range": [float(surface.x[0]), float(surface.x[-1])], "showgrid": False},
            yaxis={"range": [float(surface.y[0]), float(surface.y[-1])], "showgrid": False},
            margin={"r": 64},
        ),
    )
    others = problem.size - 2
    held = "These are all the weights there are, so the picture is the whole truth."
    if others:
        rest = (
            f"The other {others} weights and biases stand at their final values"
            if others > 1
            else "The one other weight stands at its final value"
        )
        held = (
            f"{rest}, and {100 * surface.explained:.0f} % of the "
            "path's squared distance from the end lies in this plane: compare the true cost. Try another pair of weights."
        )
    caption = f"The path of the run over the cost; the cross is the lowest cost shown, and the levels are logarithmic. {held}"
    if pinned:
        caption += " The dashed paths are the pinned runs', each of which walks on a cost of its own."
    start, end = (f"({w[x]:.3g}, {w[y]:.3g})" for w in history.weights[[0, -1]])
    alt = (
        f"Contour chart of the cost over the weights of {problem.names[x]} and {problem.names[y]}, "
        f"with the path of the run from {start} to {end}. "
        f"The lowest cost on the plane is {three_figures(lowest)}."
    )
    options = tuple(enumerate(problem.names))
    pickers = (Picker("plane_x", "Across", x, options), Picker("plane_y", "Up", y, options))
    readouts = (Readout("true cost", "total"), Readout("on this plane", "plane"))
    return Picture("surface", "The surface it walks on", caption, alt, figure, readouts, pickers)


def _axis_title(problem: Problem, index: int) -> str:
    name = escape(problem.names[index])
    return f"weight of {name}" if problem.network.penalised[index] else name


def _lowest(surface: Surface) -> Trace:
    row, column = np.unravel_index(int(surface.total.argmin()), surface.total.shape)
    return scatter(
        x=[float(surface.x[column])], y=[float(surface.y[row])], mode="markers",
        marker={"symbol": "cross-thin", "size": 13, "line": {"width": 2, "color": TEXT}},
        hovertemplate=f"lowest cost shown {three_figures(float(surface.total.min()))}<extra></extra>",
    )  # fmt: skip


def _ticks(lowest: float, floor: float, low: float, high: float) -> list[tuple[float, str]]:
    """Places along the logarithmic colour scale, labelled with the cost itself."""
    places = np.linspace(low, high, 5)
    labelled = {three_figures(lowest + max(10.0**p - floor, 0.0)): float(p) for p in reversed(places)}
    return [(place, text) for text, place in labelled.items()]
