"""The rows of a comparison as dots, the best on top: the mean, and the interval of the difference from the best."""

from __future__ import annotations

import numpy as np

from explorer.core.text import three_figures
from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.labels import shortened
from explorer.figures.base.picture import DIM, NEUTRAL, TEXT, Picture, escape, layout, padded, scatter
from explorer.figures.compare.base import LONGEST_NAME, Compared, ComparePicture, Drawn, Pick, picks_meta
from explorer.selection.comparing.answer import answer, learnt_nothing_title, outlook
from explorer.words import compare as words

FAR = 4.0
"""Trivial models so many times as far away as losses are from one another stand at the edge."""


class Rows(ComparePicture):
    """Dots with intervals, sorted."""

    name = "rows"
    rank = 10

    def draw(self, content: Compared) -> Drawn:
        """A line a row. The bar of a row is that of its difference from the best, drawn from where the best is."""
        found = content.comparison
        rows, best, sign = found.rows, found.best, found.metric.sign
        apart = {difference.row.name: difference.interval for difference in found.differences}
        places = {row.name: i for i, row in enumerate(rows)}
        traces: list[Trace] = [
            scatter(x=[best.mean, best.mean], y=[-0.6, len(rows) - 0.4], mode="lines", hoverinfo="skip",
                    line={"color": TEXT, "width": 1, "dash": "dot"})
        ]  # fmt: skip
        reach = [row.mean for row in rows if not row.trivial]
        for row in rows:
            interval = apart.get(row.name)
            if interval is not None and np.isfinite(interval.low):
                ends = sorted(min(max(0.0, best.mean + sign * end), found.metric.most) for end in (interval.low, interval.high))
                reach += [] if row.trivial else ends
                look = {"color": DIM if row.trivial else content.colour(row.name), "width": 3 if not row.trivial else 2}
                traces.append(scatter(x=ends, y=[places[row.name]] * 2, mode="lines", line=look, hoverinfo="skip"))
        rings = [(float(row.nested.mean()), places[row.name]) for row in rows if row.nested is not None]
        names = [shortened(row.name, LONGEST_NAME) for row in rows]
        if found.nested is not None:
            new = found.nested.interval
            rings.append((new.mean, len(rows)))
            names.append(words.ON_NEW_DATA)
            traces.append(
                scatter(x=new[1:], y=[len(rows)] * 2, mode="lines", line={"color": TEXT, "width": 2}, hoverinfo="skip")
            )
        reach += [x for x, _ in rings]
        near, far = _ends(reach, [row.mean for row in rows if row.trivial])
        picked = places.get(content.picked)
        colours = [NEUTRAL if row.trivial else content.colour(row.name) for row in rows]
        traces.append(
            scatter(
                x=[row.mean for row in rows], y=list(places.values()), mode="markers", hoverinfo="skip",
                marker={
                    "size": [9 if row.trivial else 12 for row in rows], "color": colours, "opacity": 1.0,
                    "symbol": ["square" if row.trivial else "circle" for row in rows],
                    "line": {"color": TEXT, "width": [2.0 if i == picked else 0.0 for i in range(len(rows))]},
                },
            )
        )  # fmt: skip
        beyond = [row for row in rows if not near <= row.mean <= far]
        if beyond:
            traces.append(
                scatter(
                    x=[near if row.mean < near else far for row in beyond], y=[places[row.name] for row in beyond],
                    mode="text", text=[_at_the_edge(row.mean, row.mean < near) for row in beyond], hoverinfo="skip",
                    textposition=["middle right" if row.mean < near else "middle left" for row in beyond],
                    textfont={"size": 12, "color": NEUTRAL},
                )
            )  # fmt: skip
        if rings:
            traces.append(
                scatter(x=[x for x, _ in rings], y=[y for _, y in rings], mode="markers", hoverinfo="skip",
                        marker={"symbol": "circle-open", "size": 9, "color": TEXT, "line": {"width": 1.5}})
            )  # fmt: skip
        picks = tuple(
            Pick(
                min(max(row.mean, near), far),
                places[row.name],
                content.lines(row, row.best_at),
                "" if row.trivial else row.name,
                row.best_at,
            )
            for row in rows
        )
        drawn = layout(
            escape(content.axis), "", meta=picks_meta(picks, "rows"),
            xaxis={"range": [near, far]},
            yaxis={
                "range": [len(names) - 0.4, -0.6], "tickvals": list(range(len(names))), "ticktext": [escape(n) for n in names],
                "showgrid": False, "fixedrange": True,
            },
            margin={"l": 18 + 7 * max(map(len, names))},
        )  # fmt: skip
        alike = sum(not d.worse for d in found.differences if not d.row.trivial)
        trivial = learnt_nothing_title(found)
        title = words.rows_title(best.name, found.winner is not None or alike == 0, alike, trivial)
        said = words.rows(bool(rings), [f"{row.name}: {row.note}" for row in rows if row.note])
        listed = "; ".join(f"{row.name} {three_figures(row.mean)}" for row in rows)
        told = f"{answer(found)} {outlook(found)}".strip()
        alt = f"Dot plot of the {found.metric.short} of {len(rows)} models, the best first: {listed}. {told}"
        return Drawn(Picture(self.name, title, said.line, alt, Drawing(traces, drawn), more=said.more), picks)


def _ends(reach: list[float], trivial: list[float]) -> tuple[float, float]:
    """The ends of the axis: those of the losses with their bars, and trivial models too where they are not far away."""
    (low, high), (least, most) = padded(min(reach), max(reach), 0.08), padded(min(*reach, *trivial), max(*reach, *trivial))
    return (low, high) if most - least > FAR * (high - low) else (least, most)


def _at_the_edge(mean: float, left: bool) -> str:
    """What stands at the edge for a mean beyond it.

    >>> _at_the_edge(65.31, False)
    '65.3 →'
    """
    return f"← {three_figures(mean)}" if left else f"{three_figures(mean)} →"
