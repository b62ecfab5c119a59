"""Runs racing on one axis: this one and those that were pinned, by a number that all of them share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from explorer.experiment import Experiment
from explorer.figures.marks import mark_traces, told
from explorer.figures.palette import role
from explorer.figures.picture import TEXT, Picker, Picture, Trace, end_labels, layout, padded, reveal, scatter
from explorer.race import Yardstick
from explorer.text import three_figures

Array = np.ndarray
COLOURS = ("data", "penalty", "validation", "positive", "negative", "third")
DASHES = ("dash", "dot", "dashdot", "longdash", "longdashdot", "3px,3px")
LONGEST = 24
START, CROWDED = 0.02, 4.0
"""The axis is cut where the fall in this share of the steps takes more than so many times the room of all later ones."""
FLOOR = 1e-16
"""The lowest value of a logarithmic axis: below it all is rounding."""


def look(index: int) -> tuple[str, str]:
    """The colour and the dash of a pinned run."""
    return role(COLOURS[index % len(COLOURS)]), DASHES[index % len(DASHES)]


def race_picture(
    lanes: Sequence[tuple[str, Array]], steps: Array, yardstick: Yardstick, pickers: tuple[Picker, ...], experiment: Experiment
) -> Picture:
    """A line for each run over the steps: the first, on the page now, thick; pinned ones in their colour and dash.

    ``lanes`` are names and values (m,) at the kept ``steps`` (m,); the browser has them as columns ``race0``, ``race1`` ...
    """
    last = int(steps[-1])
    low, high, above = _range(lanes, steps, yardstick.log)
    traces = [
        scatter(mode="lines", name=name, line=_line(i), meta=reveal("step", f"race{i}"))
        for i, (name, _) in reversed(list(enumerate(lanes)))
    ]
    ends = [(_cut(name), _end(lane, yardstick.log), _line(i)["color"]) for i, (name, lane) in enumerate(lanes)]
    longest = max(len(_cut(name)) for name, _ in lanes)
    figure = go.Figure(
        [
            *mark_traces(experiment, last, low, high, yardstick.log),
            *traces,
            end_labels(ends, last, low, high, log=yardstick.log),
        ],
        layout(
            "step",
            yardstick.unit + (" (log scale)" if yardstick.log else ""),
            xaxis={"range": [0, max(last, 1)]},
            yaxis={"range": [low, high], "type": "log" if yardstick.log else "linear", "exponentformat": "power"},
            margin={"r": 24 + 6.2 * longest},
        ),
    )
    label = yardstick.label[:1].upper() + yardstick.label[1:]
    finals = [(_cut(name), float(lane[np.isfinite(lane)][-1])) for name, lane in lanes]
    alone = len(lanes) == 1
    best = min(finals, key=lambda final: final[1])
    title = f"{label} ends at {three_figures(finals[0][1])}" if alone else f"{label}: {best[0]} ends lowest"
    if not alone and sum(value <= best[1] * (1 + 1e-9) for _, value in finals) > 1:
        title = f"{label}: a tie at {three_figures(best[1])}"
    caption = (
        "One number over the steps. Pin the run, change a setting, and see which gets lower."
        if alone
        else "All runs start from the same weights with the same seed; the thick line is the run on the page. "
        "Try another number to compare by: root mean squared error minds far-off examples, also held-out ones, most of all."
    )
    caption += " The first steps lie above the picture." if above else ""
    alt = f"Line chart over {last} steps of {yardstick.label} ({yardstick.unit}). " + "; ".join(
        f"{name} ends at {three_figures(value)}" for name, value in finals
    )
    return Picture("cost", title, caption, f"{alt}.{told(experiment)}", figure, pickers=pickers)


def _line(index: int) -> dict[str, Any]:
    if index == 0:
        return {"color": TEXT, "dash": "solid", "width": 2.8}
    colour, dash = look(index - 1)
    return {"color": colour, "dash": dash, "width": 2.0}


def _range(lanes: Sequence[tuple[str, Array]], steps: Array, log: bool) -> tuple[float, float, bool]:
    """The axis, and whether the first steps lie above it: where the fall at the start would leave no room for the race."""
    values = np.stack([lane for _, lane in lanes])
    every = values[np.isfinite(values)]
    if log:
        positive = every[every > FLOOR]
        if not positive.size:
            return -16.0, 0.0, False
        low, high = padded(float(np.log10(positive.min())), float(np.log10(positive.max())))
        return low, high, False
    later = values[:, steps >= START * steps[-1]]
    later = later[np.isfinite(later)]
    low, top = float(every.min()), float(every.max())
    room = CROWDED * max(float(np.ptp(later)), 1e-3 * abs(low)) if later.size else np.inf
    above = top - low > room
    bottom, high = padded(low, low + room if above else top)
    return (max(bottom, 0.0) if low >= 0 else bottom), high, above


def _end(lane: Array, log: bool) -> float:
    value = float(lane[np.isfinite(lane)][-1])
    return float(np.log10(max(value, FLOOR))) if log else value


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1] + "…"


def lane_paths(count: int, x: str = "x", y: str = "y") -> list[Trace]:
    """The paths of the pinned runs over a surface, in their colour and dash: columns ``x0``, ``y0`` ... of the run."""
    traces = []
    for i in range(count):
        colour, dash = look(i)
        meta = {**reveal(f"{x}{i}", f"{y}{i}"), "halo": True}
        traces.append(
            scatter(
                mode="lines",
                name=f"pinned {i + 1}",
                meta=meta,
                line={"color": colour, "dash": dash, "width": 2.0},
                hoverinfo="skip",
            )
        )
    return traces
