"""Every weight and bias over the steps, with its unregularised value for comparison."""

from __future__ import annotations

import numpy as np

from explorer.figures.base.change_marks import change_mark_traces, room_for_labels
from explorer.figures.base.columns import STEP, weight
from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.labels import end_labels, leader_lines
from explorer.figures.base.picture import DIM, NEUTRAL, TEXT, escape, layout, scatter
from explorer.figures.base.played import Bundle, Reveal
from explorer.figures.weights.parts import Weights, value_axis
from explorer.words.shared import Said
from explorer.words.train_weights import weight_lines

Array = np.ndarray
MOST_LINES = 40
MOST_LABELS = 14
LEAD = 0.03
"""Of the axis of steps, beyond the last: room for what leads to the names."""


def lines(content: Weights) -> tuple[Drawing, Said, str, str]:
    """A line for each weight and bias, their names at the right ends, the unregularised values as short lines.

    With more than forty, the foremost have lines of their own, and the rest are one bundle. Gives the figure,
    what is said under it, the text alternative, and what it says at the end.
    """
    history, last, names, penalised = content.history, content.last, content.problem.names, content.penalised
    notes = content.notes()
    foremost = content.foremost(MOST_LABELS)
    single = np.arange(last.size) if len(names) <= MOST_LINES else foremost
    traces: list[Trace] = []
    if len(names) > MOST_LINES:
        rest = np.setdiff1d(np.arange(last.size), foremost).tolist()
        bundle = Bundle(tuple(weight(i) for i in rest), tuple(names[i] for i in rest)).meta
        traces.append(scatter(mode="lines", line={"color": DIM, "width": 1}, meta=bundle, hoverinfo="skip"))
    for i in sorted(single.tolist()):
        colour = TEXT if not penalised[i] else DIM if last[i] == 0 else NEUTRAL
        traces.append(
            scatter(
                mode="lines", name=names[i], meta=Reveal(STEP, weight(i)).meta, text=notes[i],
                line={"color": colour, "width": 1.4, "dash": "solid" if penalised[i] else "dot"},
            )
        )  # fmt: skip
    axis = value_axis(history.weights, content.reference, np.arange(last.size))
    if content.reference is not None and axis.drawn.size:
        traces.append(_references(content.reference[axis.drawn], [names[i] for i in axis.drawn], int(history.steps[-1])))
    low, high = axis.range
    if content.experiment is not None:
        high = room_for_labels(content.experiment, int(history.steps[-1]), low, high)
        traces = [*change_mark_traces(content.experiment, int(history.steps[-1]), low, high), *traces]
    labelled = [int(i) for i in foremost]
    ends = [(names[i], float(last[i]), NEUTRAL if penalised[i] else TEXT) for i in labelled]
    final = max(int(history.steps[-1]), 1)
    edge = final * (1.0 + LEAD)
    figure = Drawing(
        [*traces, leader_lines(ends, final, edge, low, high, most=17), end_labels(ends, edge, low, high, most=17)],
        layout(
            "step",
            content.title,
            xaxis={"range": [0, edge]},
            yaxis={"range": [low, high], "zeroline": True},
            margin={"r": 24 + 7 * min(max(len(names[i]) for i in labelled), 16)},
        ),
    )
    biases = not penalised.all()
    said = weight_lines(bool(biases), content.reference is not None, axis.outside, content.at_zero)
    alt = f"Line chart of {last.size} weights{' and biases' if biases else ''} over {history.steps[-1]} steps."
    return figure, said, alt, f"The largest at the end: {content.largest()}."


def _references(values: Array, names: list[str], last: int) -> Trace:
    """A short line at the right edge for each unregularised value."""
    x = np.tile([0.94 * last, last, np.nan], values.size)
    y = np.repeat(values, 3)
    text = [escape(f"{name} with no penalty") for name in names for _ in range(3)]
    return scatter(
        x=x, y=y, text=text, mode="lines", line={"color": TEXT, "width": 1}, opacity=0.55,
        hovertemplate="%{text} %{y:.4g}<extra></extra>", connectgaps=False,
    )  # fmt: skip
