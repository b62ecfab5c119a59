"""How a target is spread: a histogram of numbers with those far from the rest, or a bar for each class."""

from __future__ import annotations

import numpy as np

from explorer.core.text import share, shown, three_figures
from explorer.datasets import Dataset
from explorer.datasets.table.facts import histogram
from explorer.datasets.table.outliers import outliers
from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.palette import role
from explorer.figures.base.picture import TEXT, Picture, escape, layout, scatter
from explorer.words import own_table as words

NAME = "target"


def target_picture(data: Dataset) -> Picture:
    """The picture of a data set's target, in its own units."""
    return _classes(data) if data.classes else _numbers(data)


def _numbers(data: Dataset) -> Picture:
    found, far = histogram(data.y), outliers(data.y)
    middles = (found.edges[:-1] + found.edges[1:]) / 2
    traces: list[Trace] = [_bars(middles, found.counts)]
    if far.size:
        values = data.y[far]
        traces.append(
            scatter(
                mode="markers", x=values, y=np.zeros(far.size), cliponaxis=False, hovertemplate="%{x:.4g}<extra></extra>",
                marker={"symbol": "x-thin", "size": 10, "line": {"width": 2, "color": TEXT}},
            )
        )  # fmt: skip
    name = shown(data.target)
    title = words.target_title(name, far.size)
    low, high = three_figures(float(data.y.min())), three_figures(float(data.y.max()))
    alt = f"{title}. {data.n} values from {low} to {high}; the median is {three_figures(float(np.median(data.y)))}."
    more = (words.OUTLIERS_MORE,) if far.size else ()
    drawn = Drawing(traces, layout(escape(name), "examples", bargap=0.05))
    return Picture(NAME, title, words.target_line(data.n), alt, drawn, more=more)


def _classes(data: Dataset) -> Picture:
    places = data.y if data.task == "multiclass" else data.y > 0
    counts = np.bincount(places.astype(int), minlength=len(data.classes))
    names = [shown(name) for name in data.classes]
    largest = int(counts.argmax())
    title = words.classes_title(shown(data.target), names[largest], share(float(counts[largest] / data.n)))
    alt = f"{title}. " + ", ".join(f"{name}: {count}" for name, count in zip(names, counts.tolist(), strict=True)) + "."
    where = np.arange(len(names))
    axis = {"tickvals": where, "ticktext": [escape(name) for name in names]}
    drawn = Drawing([_bars(where, counts)], layout(escape(shown(data.target)), "examples", xaxis=axis, bargap=0.3))
    return Picture(NAME, title, words.target_line(data.n), alt, drawn)


def _bars(where: np.ndarray, counts: np.ndarray) -> Trace:
    colour = role("data")
    return {"type": "bar", "x": where, "y": counts, "marker": {"color": colour}, "hovertemplate": "%{y}<extra></extra>"}
