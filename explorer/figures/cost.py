"""The cost as the model learns: data loss + penalty, and the held-out examples."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from explorer.figures.palette import role
from explorer.figures.picture import Picture, end_labels, layout, padded, reveal
from explorer.params import three_figures
from explorer.training import History

LOG_FROM_RATIO = 200.0


def cost_picture(history: History) -> Picture:
    """Total, data loss, penalty and validation over the steps; a log axis where the cost spans more than two decades."""
    steps = history.steps
    lines = [
        ("total", "cost", history.total, role("text"), "solid", 2.6),
        ("data", "data loss", history.data, role("data"), "solid", 1.8),
        ("penalty", "strength × penalty", history.penalty, role("penalty"), "dash", 1.8),
    ]
    if history.validation.size:
        lines.append(("validation", "validation", history.validation, role("validation"), "dot", 1.8))
    highest = max(float(np.max(values)) for _, _, values, _, _, _ in lines)
    lowest = float(history.total.min())
    log = lowest > 0 and highest / lowest > LOG_FROM_RATIO
    if log:
        shown = [(c, n, v, *rest) for c, n, v, *rest in lines if float(np.max(v)) > 0]
        floor = min(float(v[v > 0].min()) for _, _, v, *_ in shown)
        low, high = padded(float(np.log10(max(floor, lowest * 1e-3))), float(np.log10(highest)))
    else:
        shown = [tuple(line) for line in lines]
        low, high = padded(0.0, highest)
    traces = [
        go.Scatter(
            mode="lines", name=name, line={"color": colour, "dash": dash, "width": width}, meta=reveal("step", column),
            hovertemplate=f"{name} %{{y:.4g}}<extra></extra>",
        )
        for column, name, _, colour, dash, width in shown
    ]  # fmt: skip
    ends = [
        (name, float(np.log10(max(values[-1], 1e-300)) if log else values[-1]), colour)
        for _, name, values, colour, _, _ in shown
    ]
    figure = go.Figure(
        traces,
        layout(
            "step",
            "mean loss over the examples" + (" (log scale)" if log else ""),
            xaxis={"range": [0, max(int(steps[-1]), 1)]},
            yaxis={"range": [low, high], "type": "log" if log else "linear"},
            hovermode="x unified",
            annotations=end_labels(ends, low, high),
            margin={"r": 118},
        ),
    )
    start, end = three_figures(float(history.total[0])), three_figures(float(history.total[-1]))
    fell = history.total[-1] < history.total[0]
    title = f"The cost {'falls' if fell else 'rises'} from {start} to {end}"
    caption = (
        "The cost is the data loss plus strength × penalty; the dotted line is the loss on examples held out. "
        "Try a larger strength: the data loss rises, and the penalty falls."
    )
    if not history.validation.size:
        caption = "The cost is the data loss plus strength × penalty. Hold out some examples to see a validation curve."
    alt = (
        f"Line chart of the cost over {steps[-1]} steps. The cost goes from {start} to {end}; at the end the data loss is "
        f"{three_figures(float(history.data[-1]))} and strength times penalty is {three_figures(float(history.penalty[-1]))}."
    )
    if history.validation.size:
        alt += f" The validation loss ends at {three_figures(float(history.validation[-1]))}."
    return Picture("cost", title, caption, alt, figure)
