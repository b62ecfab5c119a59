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
from explorer.words import surface as words
from explorer.words.shared import Said

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

    ``explained`` is the share of the path's squared movement that lies in the plane. The browser has
    the two as columns ``total`` and ``plane``. ``breaks`` are the steps after which the cost is a different function. With
    ``reoptimised`` the second is the smallest cost that the two weights on the axes allow at each step, all others at their
    best: that is no plane, so no share is named. ``interpolated`` says that it was found at some steps only.
    """
    finite = [values[np.isfinite(values)] for values in (total, plane)]
    lowest, highest = (float(pick([pick(values) for values in finite if values.size])) for pick in (min, max))
    log = lowest > 0 and highest / lowest > LOG_FROM_RATIO
    low, high = padded(float(np.log10(lowest)), float(np.log10(highest))) if log else padded(lowest, highest)
    last = int(steps[-1])
    second = words.AT_BEST if reoptimised else words.PROJECTED
    ends = [(name, float(np.log10(max(values[-1], 1e-300)) if log else values[-1]), colour)
            for name, values, colour in ((words.REAL, total, TEXT), (second, plane, role("neutral")))
            if np.isfinite(values[-1])]  # fmt: skip
    figure = Drawing(
        [
            scatter(mode="lines", name=second, meta=Reveal(STEP, "plane").meta,
                    line={"color": role("neutral"), "dash": "dash", "width": 2.0}),
            scatter(mode="lines", name=words.REAL, meta=Reveal(STEP, TOTAL).meta, line={"color": TEXT, "width": 2.6}),
            end_labels(ends, last, low, high, log=log),
        ],
        layout(
            "step", "cost" + (" (log scale)" if log else ""),
            xaxis={"range": [0, max(last, 1)]}, yaxis={"range": [low, high], "type": "log" if log else "linear"},
            margin={"r": 96},
        ),
    )  # fmt: skip
    gap = projection_gap(total, plane)
    since = max(breaks, default=0)
    title, said = _optimised(gap, interpolated, since) if reoptimised else _projected(explained, gap.same, since)
    alt = (
        f"Line chart over {last} steps. The real cost goes from {three_figures(float(total[0]))} to "
        f"{three_figures(float(total[-1]))}, the cost {second} {_from_to(finite[1])}. "
        f"They are at most {three_figures(gap.apart)} apart."
    )
    return Picture("shadow", title, said.line, alt, figure, more=said.more)


def _from_to(known: Array) -> str:
    return f"from {three_figures(float(known[0]))} to {three_figures(float(known[-1]))}" if known.size else "is not known"


def _projected(explained: float, same: bool, since: int) -> tuple[str, Said]:
    """Title and caption of a path and its projection. That the two cost the same does not put the path in the plane."""
    whole = same and explained >= WHOLE
    return words.projected_title(whole, share(explained)), words.projected(whole, same, share(explained), since)


def _optimised(gap: ProjectionGap, interpolated: bool, since: int) -> tuple[str, Said]:
    """Title and caption of a path and the best that its two weights allow."""
    return words.optimised_title(gap.same, three_figures(gap.above)), words.optimised(interpolated, since)
