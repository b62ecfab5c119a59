"""Every weight and bias as a bar at the step shown, with its unregularised value for comparison."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.figures.base.columns import weight
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.labels import shortened
from explorer.figures.base.picture import NEUTRAL, TEXT, escape, layout, scatter
from explorer.figures.base.played import WeightBar, WeightBars
from explorer.figures.weights.parts import Weights, value_axis
from explorer.words.shared import Said
from explorer.words.train_weights import weight_bars

MOST_BARS = 40
MOST_ROWS = 16
"""Up to so many bars are horizontal, one below the other; more are vertical, side by side, with their names upright."""
LONGEST_NAME = 18


def now(content: Weights) -> tuple[Drawing, Said, str, str]:
    """A bar for each weight in the order of the data, hollow for a bias, on an axis that is fixed for the run.

    With more than forty, the foremost forty at the end. Gives the figure, what is said under it, the text
    alternative, and what it says at the end.
    """
    last, names, penalised, notes = content.last, content.problem.names, content.penalised, content.notes()
    order = np.sort(content.foremost(MOST_BARS))
    shown = np.concatenate([order[penalised[order]], order[~penalised[order]]])
    axis = value_axis(content.history.weights, content.reference, shown)
    near = set(axis.drawn.tolist())
    bars = tuple(
        WeightBar(
            column=weight(i),
            name=names[i],
            colour=NEUTRAL if penalised[i] else TEXT,
            hollow=not penalised[i],
            zero=bool(penalised[i]),
            rule=float(content.reference[i]) if content.reference is not None and i in near else None,
            note=notes[i],
        )
        for i in shown.tolist()
    )
    rows = len(bars) <= MOST_ROWS
    figure = Drawing(
        [scatter(mode="markers", meta=WeightBars("x" if rows else "y", bars).meta)],
        _layout(content.title, [names[i] for i in shown], axis.range, rows),
    )
    left = last.size - shown.size
    kinds = [int(penalised.sum()), int((~penalised).sum())]
    said = weight_bars(kinds[1] > 0, content.reference is not None, axis.outside, left, content.at_zero)
    alt = (
        f"Bar chart of {shown.size if left else 'all'} weights and biases at the step shown: {kinds[0]} "
        f"weight{'s' * (kinds[0] != 1)} and {kinds[1]} bias{'es' * (kinds[1] != 1)} in the model."
    )
    return figure, said, alt, f"The largest at the end: {content.largest()}."


def _layout(title: str, names: list[str], values: list[float], rows: bool) -> dict[str, Any]:
    """A named tick for each bar on one axis, the values on the other."""
    short = [shortened(name, LONGEST_NAME) for name in names]
    longest = max(len(name) for name in short)
    named = {
        "tickvals": list(range(len(names))),
        "ticktext": [escape(name) for name in short],
        "range": [len(names) - 0.4, -0.6] if rows else [-0.6, len(names) - 0.4],
        "tickfont": {"size": 11},
        "showgrid": False,
        "fixedrange": True,
    }
    valued = {"range": values, "zeroline": True}
    if rows:
        return layout(title, "weight of", xaxis=valued, yaxis=named, margin={"l": 36 + 6 * longest})
    return layout("weight of", title, xaxis={**named, "tickangle": -90}, yaxis=valued, margin={"b": 30 + 4.8 * longest})
