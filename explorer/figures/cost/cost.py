"""The cost as the model learns: data loss + penalty, and the held-out examples."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explorer.core.text import three_figures
from explorer.experiment import Experiment
from explorer.figures.base.advice import price
from explorer.figures.base.change_marks import change_mark_traces, changes_sentence, loss_breaks, room_for_labels
from explorer.figures.base.columns import STEP
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.labels import end_labels
from explorer.figures.base.palette import role
from explorer.figures.base.picture import Picker, Picture, layout, padded, scatter, told_at_the_end
from explorer.figures.base.played import Reveal
from explorer.training.cost_summary import lowest_on_the_way
from explorer.training.history import History
from explorer.words import train_cost as words

Array = np.ndarray
LOG_FROM_RATIO = 200.0


class Line(NamedTuple):
    """A curve: the run's column, its name, values, colour, dash and width."""

    column: str
    name: str
    values: Array
    colour: str
    dash: str
    width: float


def cost_picture(history: History, experiment: Experiment, pickers: tuple[Picker, ...] = ()) -> Picture:
    """Total, data loss, penalty and validation over the steps; a log axis where the cost spans more than two decades."""
    steps, breaks = history.steps, loss_breaks(experiment)
    lines = [
        Line("total", "cost", history.total, role("text"), "solid", 2.6),
        Line("data", "data loss", history.data, role("data"), "solid", 1.8),
        Line("penalty", history.run.problem.penalty.priced, history.penalty, role("penalty"), "dash", 1.8),
    ]
    if history.validation.size:
        lines.append(Line("validation", "validation", history.validation, role("validation"), "dot", 1.8))
    highest = max(float(np.max(line.values)) for line in lines)
    lowest = float(history.total.min())
    log = lowest > 0 and highest / lowest > LOG_FROM_RATIO
    if log:
        lines = [line for line in lines if float(np.max(line.values)) > 0]
        floor = min(float(line.values[line.values > 0].min()) for line in lines)
        low, high = padded(float(np.log10(max(floor, lowest * 1e-3))), float(np.log10(highest)))
    else:
        low, high = padded(min(0.0, *(float(np.min(line.values)) for line in lines)), max(highest, 0.0))
    high = room_for_labels(experiment, int(steps[-1]), low, high)
    traces = [
        scatter(
            mode="lines",
            name=line.name,
            line={"color": line.colour, "dash": line.dash, "width": line.width},
            meta=Reveal(STEP, line.column, breaks=tuple(breaks) if breaks and line.column != "penalty" else None).meta,
        )
        for line in lines
    ]
    ends = [
        (
            "penalty" if line.column == "penalty" else line.name,  # at a line's end there is room for a word
            float(np.log10(max(line.values[-1], 1e-300)) if log else line.values[-1]),
            line.colour,
        )
        for line in lines
    ]
    figure = Drawing(
        [
            *change_mark_traces(experiment, int(steps[-1]), low, high, log),
            *traces,
            end_labels(ends, int(steps[-1]), low, high, log=log),
        ],
        layout(
            "step",
            "mean loss over the examples" + (" (log scale)" if log else ""),
            xaxis={"range": [0, max(int(steps[-1]), 1)]},
            yaxis={"range": [low, high], "type": "log" if log else "linear"},
            margin={"r": 68},
        ),
    )
    start, end = three_figures(float(history.total[0])), three_figures(float(history.total[-1]))
    problem = history.run.problem
    changes = len(experiment.phases) - 1 if experiment.changes else 0
    least = lowest_on_the_way(history.total)
    title = words.cost_title(
        bool(history.total[-1] < history.total[0]), start, end, changes, "" if least is None else three_figures(least)
    )
    negative = problem.loss.link == "log" and bool((history.data < 0).any())
    below = words.below_zero(problem.loss.name) if negative else ""
    said = words.cost(
        problem.penalty.priced, bool(history.validation.size), bool(breaks), price(problem, history.weights[-1]), below
    )
    alt = f"Line chart of the cost over {steps[-1]} steps. It starts at {start}.{changes_sentence(experiment)}"
    ending = (
        f"It ends at {end}: the data loss is {three_figures(float(history.data[-1]))} and "
        f"{problem.penalty.priced} is {three_figures(float(history.penalty[-1]))}."
    )
    if history.validation.size:
        ending += f" The validation loss ends at {three_figures(float(history.validation[-1]))}."
    titles = told_at_the_end(title, words.UNPLAYED, int(steps[-1]))
    return Picture("cost", title, said.line, alt, figure, pickers=pickers, more=said.more, titles=titles, ending=ending)
