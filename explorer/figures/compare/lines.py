"""The metric against the strength, of all losses on one axis."""

from __future__ import annotations

import numpy as np

from explorer.core.text import three_figures
from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.labels import end_labels, leader_lines, shortened
from explorer.figures.base.picture import DIM, TEXT, Picture, escape, layout, padded, scatter
from explorer.figures.compare.base import LONGEST_NAME, Compared, ComparePicture, Drawn, Pick, frame_of_metric, picks_meta
from explorer.figures.compare.strength_ticks import log_places, log_ticks
from explorer.words import compare as words

LEAD = 0.06
"""Of the axis, beyond the lines: room for what leads to their names."""


class Lines(ComparePicture):
    """One line a loss, its name at its end, a dot at the strength chosen."""

    name = "lines"
    rank = 30

    def draw(self, content: Compared) -> Drawn:
        """Those in colour lie on top."""
        found, rows = content.comparison, content.rows
        named = (found.best.name, content.against, content.picked)
        order = sorted(range(len(rows)), key=lambda i: named.index(rows[i].name) if rows[i].name in named else -1)
        places = [log_places(row.strengths) for row in rows]
        every = np.concatenate(places)
        left, right = float(every.min()), float(every.max())
        edge = right + LEAD * (right - left or 1.0)
        low, high = padded(*frame_of_metric(content, np.concatenate([row.means for row in rows])))
        level = content.trivial.mean
        traces: list[Trace] = [
            scatter(x=[left, right], y=[level, level], mode="lines", hoverinfo="skip",
                    line={"color": DIM, "width": 1.5, "dash": "dash"})
        ]  # fmt: skip
        for i in order:
            row, along = rows[i], np.argsort(places[i])
            colour, thick = content.colour(row.name), row.name in named
            traces += [
                scatter(x=places[i][along], y=row.means[along], mode="lines", hoverinfo="skip",
                        line={"color": colour, "width": 2.6 if thick else 1.2}),
                scatter(x=[places[i][row.best_at]], y=[row.mean], mode="markers", hoverinfo="skip",
                        marker={"color": colour, "size": 9 if thick else 6}),
            ]  # fmt: skip
        picked = next((i for i, row in enumerate(rows) if row.name == content.picked), None)
        if picked is not None:
            x, y = float(places[picked][content.at]), float(rows[picked].means[content.at])
            ring = {"symbol": "circle-open", "size": 15, "color": TEXT, "line": {"width": 2}}
            traces.append(scatter(x=[x], y=[y], mode="markers", hoverinfo="skip", marker=ring))
        ends = [
            (shortened(row.name, LONGEST_NAME), float(row.means[int(np.argmax(x))]), content.colour(row.name))
            for row, x in zip(rows, places, strict=True)
        ]
        inside = [(name, min(max(value, low), high), colour) for name, value, colour in ends]
        inside.append((content.trivial.name, min(max(level, low), high), DIM))
        traces += [leader_lines(inside, right, edge, low, high), end_labels(inside, edge, low, high)]
        picks = tuple(
            Pick(x, float(row.means[at]), content.lines(row, at), row.name, at)
            for row, xs in zip(rows, places, strict=True)
            for at, x in sorted(enumerate(xs.tolist()), key=lambda item: item[1])
            if low <= row.means[at] <= high
        )
        drawn = layout(
            "strength (log scale)", escape(content.axis), meta=picks_meta(picks, "near"),
            xaxis={"range": [left - 0.02 * (right - left), edge], **log_ticks(left, right)}, yaxis={"range": [low, high]},
            margin={"r": 24 + 6 * max(len(name) for name, *_ in inside)},
        )  # fmt: skip
        title = words.lines_title(found.best.name, three_figures(found.best.strength or 0.0))
        said = words.lines(content.trivial.name)
        alt = (
            f"Line chart of the {found.metric.short} of {len(rows)} losses along the strengths. "
            f"{title}, with {three_figures(found.best.mean)}; the trivial model has {three_figures(level)}."
        )
        return Drawn(Picture(self.name, title, said.line, alt, Drawing(traces, drawn), more=said.more), picks)
