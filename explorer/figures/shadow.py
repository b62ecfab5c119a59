"""What a slice hides: the true cost of a run beside the cost of its shadow on a plane."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from explorer.figures.palette import role
from explorer.figures.picture import TEXT, Picture, end_labels, layout, padded, reveal, scatter
from explorer.text import three_figures

Array = np.ndarray
LOG_FROM_RATIO = 200.0


def shadow_picture(steps: Array, total: Array, plane: Array, explained: float, breaks: Sequence[int] = ()) -> Picture:
    """The true cost (m,) at the kept steps (m,), and the cost (m,) at the run's places on the plane.

    ``explained`` is the share of the path's squared distance from the plane's centre that lies in the plane. The browser has
    the two as columns ``total`` and ``plane``. ``breaks`` are the steps after which the cost is another one.
    """
    finite = [values[np.isfinite(values)] for values in (total, plane)]
    lowest, highest = (float(pick([pick(values) for values in finite])) for pick in (min, max))
    log = lowest > 0 and highest / lowest > LOG_FROM_RATIO
    low, high = padded(float(np.log10(lowest)), float(np.log10(highest))) if log else padded(lowest, highest)
    last = int(steps[-1])
    ends = [(name, float(np.log10(max(values[-1], 1e-300)) if log else values[-1]), colour)
            for name, values, colour in (("true cost", total, TEXT), ("on the plane", plane, role("neutral")))]  # fmt: skip
    figure = go.Figure(
        [
            scatter(mode="lines", name="on the plane", meta=reveal("step", "plane"),
                    line={"color": role("neutral"), "dash": "dash", "width": 2.0}),
            scatter(mode="lines", name="true cost", meta=reveal("step", "total"), line={"color": TEXT, "width": 2.6}),
            end_labels(ends, last, low, high, log=log),
        ],
        layout(
            "step", "cost" + (" (log scale)" if log else ""),
            xaxis={"range": [0, max(last, 1)]}, yaxis={"range": [low, high], "type": "log" if log else "linear"},
            margin={"r": 96},
        ),
    )  # fmt: skip
    apart = float(np.max(np.abs(plane - total)))
    share = f"{100 * explained:.3g} %"
    whole = apart <= 1e-9 * max(abs(highest), abs(lowest))
    title = "Nothing is hidden: the path lies in the plane" if whole else f"The plane holds {share} of the path"
    caption = (
        f"The true cost of the run, and the cost where its shadow falls on the plane; {share} of the path's squared distance "
        "from the plane's centre lies in the plane. "
        + ("Try another plane and see what it leaves out." if whole else "Where the lines part, trust the true one.")
    )
    if breaks:
        caption += f" From step {breaks[-1]} on the cost is another one than before."
    alt = (
        f"Line chart over {last} steps. The true cost goes from {three_figures(float(total[0]))} to "
        f"{three_figures(float(total[-1]))}, the cost on the plane from {three_figures(float(plane[0]))} to "
        f"{three_figures(float(plane[-1]))}. They are at most {three_figures(apart)} apart."
    )
    return Picture("shadow", title, caption, alt, figure)
