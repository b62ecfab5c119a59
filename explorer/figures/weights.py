"""Every weight and bias over the steps, with its unregularised value beside it."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from explorer.experiment import Experiment
from explorer.figures.marks import mark_traces
from explorer.figures.picture import DIM, NEUTRAL, TEXT, Picture, Trace, end_labels, escape, layout, padded, reveal, scatter
from explorer.history import History
from explorer.preparation import Scaling
from explorer.problem import Problem

Array = np.ndarray
MOST_LINES = 40
MOST_LABELS = 14
SMALLEST_SPAN = 0.02
"""Of the weights' axis, so that rounding does not look like movement."""


def weights_picture(
    problem: Problem,
    history: History,
    reference: Array | None,
    scaling: Scaling | None = None,
    experiment: Experiment | None = None,
) -> Picture:
    """A line for each weight and bias, their names at the right ends; ``reference`` (p,) is drawn as short rules.

    ``scaling`` is what was taken out of the data, so that a weight can be read in original units as well; ``experiment`` says
    where settings were changed.

    With more than forty, the largest have lines of their own, and the rest are one bundle.
    """
    last, names = history.weights[-1], problem.names
    penalised = problem.network.penalised > 0
    original = _original(problem, last, scaling)
    order = np.argsort(-np.abs(last), kind="stable")
    single = order if len(names) <= MOST_LINES else order[:MOST_LABELS]
    traces: list[Trace] = []
    if len(names) > MOST_LINES:
        rest = sorted(order[MOST_LABELS:].tolist())
        bundle = {"play": "bundle", "x": "step", "y": [f"w{i}" for i in rest], "names": [names[i] for i in rest]}
        traces.append(scatter(mode="lines", line={"color": DIM, "width": 1}, meta=bundle, hoverinfo="skip"))
    for i in sorted(single.tolist()):
        colour = TEXT if not penalised[i] else DIM if last[i] == 0 else NEUTRAL
        traces.append(
            scatter(
                mode="lines", name=names[i], meta=reveal("step", f"w{i}"), text=_note(i, original, reference),
                line={"color": colour, "width": 1.4, "dash": "solid" if penalised[i] else "dot"},
            )
        )  # fmt: skip
    low, high = float(min(history.weights.min(), 0)), float(max(history.weights.max(), 0))
    span = high - low or 1.0
    outside = 0
    if reference is not None:
        near = (reference > low - 1.5 * span) & (reference < high + 1.5 * span)
        outside = int((~near).sum())
        drawn = np.flatnonzero(near)
        if drawn.size:
            low, high = min(low, float(reference[drawn].min())), max(high, float(reference[drawn].max()))
            traces.append(_rules(reference[drawn], [names[i] for i in drawn], int(history.steps[-1])))
    if high - low < SMALLEST_SPAN:
        low, high = low - SMALLEST_SPAN / 2, high + SMALLEST_SPAN / 2
    low, high = padded(low, high)
    if experiment is not None:
        traces = [*mark_traces(experiment, int(history.steps[-1]), low, high), *traces]
    labelled = [int(i) for i in order[:MOST_LABELS]]
    ends = [(names[i], float(last[i]), NEUTRAL if penalised[i] else TEXT) for i in labelled]
    figure = go.Figure(
        [*traces, end_labels(ends, int(history.steps[-1]), low, high, most=17)],
        layout(
            "step",
            "weight (standardised units)" if original else "weight",
            xaxis={"range": [0, max(int(history.steps[-1]), 1)]},
            yaxis={"range": [low, high], "zeroline": True},
            margin={"r": 24 + 7 * min(max(len(names[i]) for i in labelled), 16)},
        ),
    )
    title = _title(problem, history, reference)
    return Picture("weights", title, _caption(problem, reference, outside), _alt(problem, history, title), figure)


def _note(index: int, original: dict[int, str], reference: Array | None) -> str | None:
    """What else is known of a weight, for the one under the pointer."""
    free = [] if reference is None else [f"Without a penalty {reference[index]:.3g}."]
    return " ".join([*free, *([original[index]] if index in original else [])]) or None


def _original(problem: Problem, last: Array, scaling: Scaling | None) -> dict[int, str]:
    """The final weights of a linear model in original units, as words for each index; none where nothing was scaled."""
    data = problem.data
    if scaling is None or not problem.network.linear or not problem.network.basis.identity or (scaling.x_scale == 1).all():
        return {}
    per_unit = last[: data.X.shape[1]] * scaling.y_scale / scaling.x_scale
    target = "score" if problem.loss.task == "binary" else data.target_unit or data.target
    return {
        j: f"At the end {value:.3g} {target} per {unit or 'unit'}, in original units."
        for j, (value, unit) in enumerate(zip(per_unit, data.units, strict=True))
    }


def _rules(values: Array, names: list[str], last: int) -> Trace:
    """A short rule at the right edge for each unregularised value."""
    x = np.tile([0.94 * last, last, np.nan], values.size)
    y = np.repeat(values, 3)
    text = [escape(f"{name} without penalty") for name in names for _ in range(3)]
    return scatter(
        x=x, y=y, text=text, mode="lines", line={"color": TEXT, "width": 1}, opacity=0.55,
        hovertemplate="%{text} %{y:.4g}<extra></extra>", connectgaps=False,
    )  # fmt: skip


def _title(problem: Problem, history: History, reference: Array | None) -> str:
    """What the penalty has done to the weights, counted or measured."""
    kept = problem.network.penalised > 0
    weights = history.weights[-1][kept]
    zeros = int((weights == 0).sum())
    if not problem.penalty.smooth:
        return f"{problem.penalty.name} has set {zeros} of {weights.size} weights to zero"
    count = f"{weights.size} weights" if weights.size > 1 else "The one weight"
    if problem.penalty.value(np.ones(1), problem.strength) == 0:
        return f"{count}, and nothing holds {'them' if weights.size > 1 else 'it'} back"
    free = 0.0 if reference is None else float(np.linalg.norm(reference[kept]))
    if not free or not 0 < np.linalg.norm(weights) <= free:
        return f"{count} over the steps"
    return f"{problem.penalty.name} leaves the weights {100 * np.linalg.norm(weights) / free:.0f} % of their free length"


def _caption(problem: Problem, reference: Array | None, outside: int) -> str:
    rule = "the short rules at the right are their values without a penalty"
    if reference is None:
        rule = "their values without a penalty are not known here"
    elif outside:
        rule += f", {outside} of them beyond the axis"
    tries = "Try L2: all shrink together." if not problem.penalty.smooth else "Try L1: weak weights become exactly zero."
    return f"Each line is a weight, the dotted one the bias, which is never penalised; {rule}. {tries}"


def _alt(problem: Problem, history: History, title: str) -> str:
    last = history.weights[-1]
    largest = np.argsort(-np.abs(last), kind="stable")[:3]
    named = ", ".join(f"{problem.names[i]} {last[i]:.3g}" for i in largest)
    return (
        f"Line chart of {last.size} weights and biases over {history.steps[-1]} steps. "
        f"The largest at the end: {named}. {title}."
    )
