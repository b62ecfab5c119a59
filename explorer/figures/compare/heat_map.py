"""The map of losses and strengths: how good each is at each, and which strength was chosen."""

from __future__ import annotations

import numpy as np
from plotly.colors import sample_colorscale

from explorer.core.text import rounded, three_figures
from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.labels import shortened
from explorer.figures.base.palette import role
from explorer.figures.base.picture import TEXT, Picture, escape, layout, scatter
from explorer.figures.compare.base import LONGEST_NAME, MOST_SHARE, Compared, ComparePicture, Drawn, Pick, picks_meta
from explorer.figures.compare.strength_ticks import log_places, log_ticks
from explorer.selection.comparing.answer import decimals_of
from explorer.selection.comparing.row import Row
from explorer.words import compare as words

Array = np.ndarray


BANDS = [i / 20 for i in range(21)]
"""Places on the scale of colours, from the best on, that the bar above the map shows."""


class HeatMap(ComparePicture):
    """A row of cells for each loss; each has strengths of its own."""

    name = "heat_map"
    rank = 20

    def draw(self, content: Compared) -> Drawn:
        """The colour is the share of the way from the best to the better trivial model: the same for every metric."""
        rows = content.rows
        places = [log_places(row.strengths) for row in rows]
        traces: list[Trace] = [_cells(content, row, x, i) for i, (row, x) in enumerate(zip(rows, places, strict=True))]
        chosen = [(x[row.best_at], i) for i, (row, x) in enumerate(zip(rows, places, strict=True))]
        traces.append(_twice([x for x, _ in chosen], [y for _, y in chosen], "circle-open", 12))
        picked = next((i for i, row in enumerate(rows) if row.name == content.picked), None)
        elsewhere = (content.picked, content.at) != (content.comparison.best.name, content.comparison.best.best_at)
        if picked is not None and elsewhere:
            traces.append(_twice([float(places[picked][content.at])], [picked], "x-thin", 9))
        picks = tuple(
            Pick(x, i, content.lines(row, at), row.name, at)
            for i, (row, xs) in enumerate(zip(rows, places, strict=True))
            for at, x in sorted(enumerate(xs.tolist()), key=lambda item: item[1])
        )
        names = [shortened(row.name, LONGEST_NAME) for row in rows]
        every = np.concatenate(places)
        room = 0.03 * (every.max() - every.min() or 1.0)
        ends = [float(every.min() - room), float(every.max() + room)]
        drawn = layout(
            "strength (log scale)", "", meta=picks_meta(picks, "rows"),
            xaxis={"range": ends, **log_ticks(*ends), "showgrid": False},
            yaxis={
                "range": [len(rows) - 0.5, -0.5], "tickvals": list(range(len(rows))), "ticktext": [escape(n) for n in names],
                "showgrid": False, "fixedrange": True,
            },
            margin={"l": 18 + 7 * max(map(len, names)), "t": 32},  # room for the bar of colours
        )  # fmt: skip
        metric = content.comparison.metric.short
        best, decimals = content.comparison.best, decimals_of(content.comparison)
        level = rounded(content.trivial.mean, decimals)
        apart = content.better_than_trivial
        said = words.heat(rounded(best.mean, decimals), level if apart else "", elsewhere)
        weak = float(best.means[int(best.strengths.argmin())])
        title = words.heat_title(shortened(best.name, LONGEST_NAME), rounded(best.mean, decimals), rounded(weak, decimals))
        scale = [[0.0, words.BEST], *([[1.0 / MOST_SHARE, f"{content.trivial.name} {level}"]] if apart else [])]
        traces[0]["meta"] |= {"bands": list(sample_colorscale("Cividis", BANDS)), "ticks": scale}
        listed = "; ".join(f"{row.name} at {three_figures(row.strength or 0.0)}" for row in rows)
        alt = f"Map of the {metric} of {len(rows)} losses at their strengths. Strengths chosen: {listed}."
        return Drawn(Picture(self.name, title, said.line, alt, Drawing(traces, drawn), more=said.more), picks)


def _cells(content: Compared, row: Row, x: Array, i: int) -> Trace:
    """The cells of a row, from the smallest strength on."""
    order = np.argsort(x)
    shares = content.shares_of_the_way(row.means)
    return {
        "type": "heatmap", "x": x[order], "y": [i], "z": shares[order][None], "zmin": 0.0, "zmax": MOST_SHARE, "zauto": False,
        "colorscale": "Cividis", "meta": {"sequential": True}, "showscale": False, "hoverinfo": "skip", "ygap": 3, "xgap": 1,
    }  # fmt: skip


def _twice(x: list[float], y: list[int], symbol: str, size: int) -> Trace:
    """Marks with a wider one in the colour of the page behind each, to be seen on any colour."""
    n = len(x)
    return scatter(
        x=[*x, *x], y=[*y, *y], mode="markers", hoverinfo="skip",
        marker={
            "symbol": symbol, "size": size, "opacity": 1.0, "color": [role("background")] * n + [TEXT] * n,
            "line": {"width": [4.5] * n + [2.0] * n, "color": [role("background")] * n + [TEXT] * n},
        },
    )  # fmt: skip
