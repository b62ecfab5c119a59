"""The surface that gradient descent walks on, and the path on it."""

from __future__ import annotations

import numpy as np

from explorer.core.text import three_figures
from explorer.cost.problem import Problem
from explorer.figures.base.columns import weight
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.picture import TEXT, Picker, Picture, Readout, escape, layout, scatter
from explorer.figures.base.pinned_paths import pinned_paths
from explorer.figures.base.played import Point, Reveal
from explorer.figures.surface.contours import Cross, contour, crosses, known
from explorer.figures.surface.levels import levels_of
from explorer.landscape.surface import Surface
from explorer.training.history import History
from explorer.words import train_surface as words

Array = np.ndarray


def surface_picture(problem: Problem, history: History, surface: Surface, x: int, y: int, pinned: int = 0) -> Picture:
    """Contours of the cost over two weights, the others held at their final values, with the run's path.

    ``pinned`` is the number of pinned runs whose paths the browser has as columns ``x0``, ``y0`` ...
    """
    levels = levels_of(surface.total)
    names = [escape(problem.names[i]) for i in (x, y)]
    bar = {"title": {"text": "cost", "side": "top"}, "thickness": 10, "x": 1.01, "xpad": 4}
    traces = [
        *known(contour(surface.x, surface.y, surface.total, levels, names, "cost", bar)),
        crosses([_lowest(surface)] if np.isfinite(surface.total).any() else []),
        *pinned_paths(pinned),
        scatter(
            mode="lines", name="path", meta=Reveal(weight(x), weight(y), halo=True).meta, line={"color": TEXT, "width": 2.2},
            hoverinfo="skip",
        ),
        scatter(mode="markers", name="now", meta=Point(weight(x), weight(y)).meta, marker={"color": TEXT, "size": 11}),
    ]  # fmt: skip
    figure = Drawing(
        traces,
        layout(
            _axis_title(problem, x),
            _axis_title(problem, y),
            xaxis={"range": [float(surface.x[0]), float(surface.x[-1])], "showgrid": False},
            yaxis={"range": [float(surface.y[0]), float(surface.y[-1])], "showgrid": False},
            margin={"r": 56},
        ),
    )
    others = problem.size - 2
    since = max(history.breaks, default=0)
    said = words.surface(others, problem.network.biased, surface.explained, since, pinned > 0)
    title = words.surface_title(2, bool(since))
    start, end = (f"({w[x]:.3g}, {w[y]:.3g})" for w in history.weights[[0, -1]])
    alt = (
        f"Contour chart of the cost over the weights of {problem.names[x]} and {problem.names[y]}, "
        f"with the path of the run from {start}. "
        f"{words.lowest_on_the_plane(three_figures(levels.lowest) if np.isfinite(surface.total).any() else '')}"
    )
    options = tuple(enumerate(problem.names))
    pickers = (Picker("plane_x", "Across", x, options), Picker("plane_y", "Up", y, options))
    readouts = (Readout(words.REAL_COST, "total"), Readout(words.in_view(since), "plane"))
    ending = f"The run ends at {end}."
    return Picture("surface", title, said.line, alt, figure, readouts, pickers, more=said.more, ending=ending)


def _axis_title(problem: Problem, index: int) -> str:
    name = escape(problem.names[index])
    return f"weight of {name}" if problem.network.penalised[index] else name


def _lowest(surface: Surface) -> Cross:
    x, y, value = surface.lowest_on_grid
    return Cross(x, y, f"lowest cost shown {three_figures(value)}", TEXT)
