"""What a slice hides: the true cost of a run, and the cost of its projection onto the plane."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.core.text import WHOLE, share, three_figures
from explorer.figures.base.columns import STEP, TOTAL
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.labels import end_labels
from explorer.figures.base.palette import role
from explorer.figures.base.picture import TEXT, Picture, layout, padded, scatter
from explorer.figures.base.played import Reveal
from explorer.landscape.projection_gap import ProjectionGap, projection_gap

Array = np.ndarray
LOG_FROM_RATIO = 200.0


def projected_cost_picture(
    steps: Array,
    total: Array,
    plane: Array,
    explained: float,
    breaks: Sequence[int] = (),
    reoptimised: bool = False,
    interpolated: bool = False,
) -> Picture:
    """The true cost (m,) at the kept steps (m,), and the cost (m,) at the run's places on the plane.

    ``explained`` is the share of the path's squared distance from the plane's centre that lies in the plane. The browser has
    the two as columns ``total`` and ``plane``. ``breaks`` are the steps after which the cost is a different function. With
    ``reoptimised`` the second is the smallest cost that the two weights on the axes allow at each step, all others at their
    best: that is no plane, so no share is named. ``interpolated`` says that it was found at some steps only.
    """
    finite = [values[np.isfinite(values)] for values in (total, plane)]
    lowest, highest = (float(pick([pick(values) for values in finite if values.size])) for pick in (min, max))
    log = lowest > 0 and highest / lowest > LOG_FROM_RATIO
    low, high = padded(float(np.log10(lowest)), float(np.log10(highest))) if log else padded(lowest, highest)
    last = int(steps[-1])
    second = "others at best" if reoptimised else "on the plane"
    ends = [(name, float(np.log10(max(values[-1], 1e-300)) if log else values[-1]), colour)
            for name, values, colour in (("true cost", total, TEXT), (second, plane, role("neutral")))
            if np.isfinite(values[-1])]  # fmt: skip
    figure = Drawing(
        [
            scatter(mode="lines", name=second, meta=Reveal(STEP, "plane").meta,
                    line={"color": role("neutral"), "dash": "dash", "width": 2.0}),
            scatter(mode="lines", name="true cost", meta=Reveal(STEP, TOTAL).meta, line={"color": TEXT, "width": 2.6}),
            end_labels(ends, last, low, high, log=log),
        ],
        layout(
            "step", "cost" + (" (log scale)" if log else ""),
            xaxis={"range": [0, max(last, 1)]}, yaxis={"range": [low, high], "type": "log" if log else "linear"},
            margin={"r": 96},
        ),
    )  # fmt: skip
    gap = projection_gap(total, plane)
    title, caption = _optimised(gap, interpolated) if reoptimised else _projected(explained, gap.same)
    if breaks:
        caption += f" From step {breaks[-1]} on the cost is another one than before."
    alt = (
        f"Line chart over {last} steps. The true cost goes from {three_figures(float(total[0]))} to "
        f"{three_figures(float(total[-1]))}, the cost {second} {_from_to(finite[1])}. "
        f"They are at most {three_figures(gap.apart)} apart."
    )
    return Picture("shadow", title, caption, alt, figure)


def _from_to(known: Array) -> str:
    return f"from {three_figures(float(known[0]))} to {three_figures(float(known[-1]))}" if known.size else "is not known"


def _projected(explained: float, same: bool) -> tuple[str, str]:
    """Title and caption of a path and its projection. That the two cost the same does not put the path in the plane."""
    whole = same and explained >= WHOLE
    title = "Nothing is hidden: the path lies in the plane" if whole else f"The plane holds {share(explained)} of the path"
    caption = (
        f"The true cost of the run, and the cost where its shadow falls on the plane; {share(explained)} of the path's squared "
        "distance from the plane's centre lies in the plane. "
    )
    if whole:
        return title, caption + "Try another plane and see what it leaves out."
    return title, caption + ("Even so, both cost the same." if same else "Where the lines part, trust the true one.")


def _optimised(gap: ProjectionGap, interpolated: bool) -> tuple[str, str]:
    """Title and caption of a path and the best that its two weights allow."""
    most = three_figures(gap.above)
    title = "The other weights are at their best all along" if gap.same else f"At their best, the others save up to {most}"
    caption = "The true cost of the run, and the lowest that its two weights allow at each step, all others re-optimised. "
    caption += "That is found at some of the steps, with straight lines between. " if interpolated else ""
    return title, caption + "The gap is what the other weights have not learnt yet."
