"""The error on clean examples against the share of bad ones trained on, and where each loss breaks down."""

from __future__ import annotations

import numpy as np

from explorer.core.text import three_figures
from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.labels import end_labels, leader_lines, shortened
from explorer.figures.base.picture import DIM, TEXT, Picture, escape, layout, padded, scatter
from explorer.figures.compare.base import LONGEST_NAME, Compared, Drawn, Pick, frame_of_metric, picks_meta
from explorer.selection.comparing.stress import Stress, StressCurve
from explorer.words import compare as words

NAME = "stress"
LEAD = 6.0


def stress_picture(content: Compared, found: Stress, folds: int) -> Drawn:
    """The picture named ``stress``, by as many of the folds as are done."""
    shares = 100.0 * found.shares
    every = np.concatenate([curve.mean for curve in found.curves])
    low, high = padded(*frame_of_metric(content, np.append(every, found.trivial)))
    last = float(shares[-1])
    edge = last * (1.0 + LEAD / 100.0)
    traces: list[Trace] = [
        scatter(x=[0.0, last], y=[found.trivial] * 2, mode="lines", hoverinfo="skip",
                line={"color": DIM, "width": 1.5, "dash": "dash"})
    ]  # fmt: skip
    named = (content.comparison.best.name, content.against, content.picked)
    for curve in sorted(found.curves, key=lambda c: named.index(c.name) if c.name in named else -1):
        thick, colour = curve.name in named, content.colour(curve.name)
        traces.append(
            scatter(x=shares, y=curve.mean, mode="lines+markers", hoverinfo="skip",
                    line={"color": colour, "width": 2.6 if thick else 1.2}, marker={"size": 5 if thick else 3})
        )  # fmt: skip
    down = [curve for curve in found.curves if curve.breakdown is not None]
    traces.append(
        scatter(x=[100.0 * (c.breakdown or 0.0) for c in down], y=[found.trivial] * len(down), mode="markers",
                hoverinfo="skip", marker={"symbol": "x-thin", "size": 9, "color": TEXT, "line": {"color": TEXT, "width": 2}})
    )  # fmt: skip
    ends = [
        (shortened(c.name, LONGEST_NAME), min(max(float(c.mean[-1]), low), high), content.colour(c.name)) for c in found.curves
    ]
    traces += [leader_lines(ends, last, edge, low, high), end_labels(ends, edge, low, high)]
    picks = tuple(
        Pick(float(x), float(y), _lines(content, found, curve, k), curve.name, content.comparison.row(curve.name).best_at)
        for curve in found.curves
        for k, (x, y) in enumerate(zip(shares, curve.mean, strict=True))
        if low <= y <= high
    )
    drawn = layout(
        escape(f"{found.kind} among the training examples (%)"), escape(content.axis), meta=picks_meta(picks, "near"),
        xaxis={"range": [-1.0, edge]}, yaxis={"range": [low, high]},
        margin={"r": 24 + 6 * max(len(name) for name, *_ in ends)},
    )  # fmt: skip
    standing = [curve for curve in found.curves if curve.breakdown is None]
    most = max(down, key=lambda curve: curve.breakdown or 0.0, default=None)
    if standing or most is None:
        names = " and ".join([c.name for c in standing][:2]) if down else ""
        title = words.stands(names, found.kind, len(standing)) if names else words.stress_title(found.kind, "", "")
    else:
        title = words.stress_title(found.kind, most.name, f"{three_figures(100.0 * (most.breakdown or 0.0))} %")
    said = words.stress(found.kind, three_figures(found.size), found.folds, folds).and_more(
        *(words.missed(curve.name, curve.missed) for curve in found.curves if curve.missed)
    )
    listed = "; ".join(
        f"{c.name} {f'at {three_figures(100.0 * c.breakdown)} %' if c.breakdown is not None else 'at no share tried'}"
        for c in found.curves
    )
    alt = f"Line chart of the {found.metric.short} on clean examples against the share of {found.kind}. Breakdown: {listed}."
    return Drawn(Picture(NAME, title, said.line, alt, Drawing(traces, drawn), more=said.more), picks)


def _lines(content: Compared, found: Stress, curve: StressCurve, k: int) -> tuple[str, ...]:
    """What is read at a share."""
    lines = [curve.name, f"{three_figures(100.0 * float(found.shares[k]))} % {found.kind}"]
    lines.append(f"{content.comparison.metric.short} {three_figures(float(curve.mean[k]))}")
    if curve.breakdown is not None:
        lines.append(f"breaks down at {three_figures(100.0 * curve.breakdown)} %")
    return tuple(lines)
