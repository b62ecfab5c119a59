"""The cost over one weight: where there is no second one, it is a curve and no surface."""

from __future__ import annotations

import numpy as np

from explorer.core.text import three_figures
from explorer.cost.problem import Problem
from explorer.figures.base.columns import weight
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.labels import end_labels
from explorer.figures.base.palette import role
from explorer.figures.base.picture import TEXT, Picture, Readout, escape, layout, padded, scatter
from explorer.figures.base.played import Point
from explorer.landscape.surface import fitted
from explorer.training.history import History
from explorer.words import train_surface as words

PLACES = 301


def one_weight_picture(problem: Problem, history: History) -> Picture:
    """Data loss, penalty and their sum over the one weight that a model has, with the run as a dot on the cost."""
    path = history.weights[:, 0]
    low, high = fitted(path, float(path[-1]))
    x = np.linspace(low, high, PLACES)
    costs = problem.costs(x[:, None])
    lines = [("cost", costs.total, role("text"), "solid", 2.6), ("data loss", costs.data, role("data"), "solid", 1.8)]
    if costs.penalty.any():
        lines.append((problem.penalty.priced, costs.penalty, role("penalty"), "dash", 1.8))
    bottom, top = padded(0.0, float(max(values[np.isfinite(values)].max() for _, values, *_ in lines)))
    ends = [(name, float(values[-1]), colour) for name, values, colour, *_ in lines]
    traces = [
        scatter(x=x, y=values, mode="lines", name=name, line={"color": colour, "dash": dash, "width": width})
        for name, values, colour, dash, width in lines
    ]
    now = scatter(mode="markers", name="now", meta=Point(weight(0), "total").meta, marker={"color": TEXT, "size": 11})
    title = f"weight of {escape(problem.names[0])}"
    figure = Drawing(
        [*traces, end_labels(ends, float(x[-1]), bottom, top), now],
        layout(title, "mean loss over the examples", xaxis={"range": [low, high]}, yaxis={"range": [bottom, top]},
               margin={"r": 90}),
    )  # fmt: skip
    lowest = int(costs.total.argmin())
    since = max(history.breaks, default=0)
    said = words.one_weight(since)
    alt = (
        f"Line chart of the cost over the weight of {problem.names[0]}, which starts at {path[0]:.3g}. "
        f"The lowest cost shown is {three_figures(float(costs.total[lowest]))}, at {x[lowest]:.3g}."
    )
    heading = words.surface_title(1, bool(since))
    ending = f"The run ends at {path[-1]:.3g}."
    return Picture("surface", heading, said.line, alt, figure, (Readout("cost", "total"),), more=said.more, ending=ending)
