"""The fit where one number is predicted: a line over one feature, or predicted against true."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.core.numerics import exp_or_inf
from explorer.cost.agreement import correlation
from explorer.cost.problem import Problem
from explorer.datasets.preparation import Prepared
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.palette import role
from explorer.figures.base.picture import DIM, NEUTRAL, TEXT, Picture, escape, layout, padded, scatter
from explorer.figures.base.played import predictions
from explorer.figures.fit.parts import Array, links_of, marker, named, parts, ring, training_rows, with_origin
from explorer.figures.fit.pinned import pinned_alt, pinned_lines
from explorer.figures.fit.residuals import residuals
from explorer.training.history import History
from explorer.words import train_fit as words

LINE_POINTS = 160


def line_picture(
    problem: Problem, prepared: Prepared, history: History, picked: int | None, pins: int = 0, pinned: Sequence[Problem] = ()
) -> Picture:
    """The target against the only feature, with the model as a line, and those of pinned runs."""
    data, scaling, link, linked = problem.data, prepared.scaling, problem.loss.link, links_of(history)
    across = with_origin(problem, data.X)
    low, high = padded(float(across.min()), float(across.max()), 0.05)
    grid = np.linspace(low, high, LINE_POINTS)[:, None]
    traces = [
        scatter(
            x=scaling.original_x(part.X)[:, 0], y=scaling.original_y(part.y), mode="markers", name=name,
            marker=marker(name, NEUTRAL), opacity=0.75, customdata=training_rows(part, prepared),
            hovertemplate=f"{name}<br>{escape(data.features[0])} %{{x:.4g}}<br>{escape(data.target)} %{{y:.4g}}<extra></extra>",
        )
        for name, part in parts(prepared)
    ]  # fmt: skip
    if picked is not None:
        traces.append(ring(x=scaling.original_x(data.X[[picked]])[:, 0], y=scaling.original_y(data.y[[picked]])))
    every = with_origin(problem, np.concatenate([scaling.original_y(part.y) for _, part in parts(prepared)]))
    shown = padded(float(every.min()), float(every.max()))
    own, pulls = residuals(problem, scaling, history, shown, "y")
    at_examples = predictions(
        problem.network, "y", scaling.y_scale, scaling.y_mean, **linked, residuals=own, offset=data.offset
    ).meta
    traces.append(scatter(x=scaling.original_x(data.X)[:, 0], y=scaling.original_y(data.y), mode="none", meta=at_examples))
    traces += pinned_lines(pinned, grid, scaling)
    meta = predictions(problem.network.at(grid), "y", scaling.y_scale, scaling.y_mean, **linked).meta
    traces.append(scatter(x=scaling.original_x(grid)[:, 0], mode="lines", line={"color": TEXT, "width": 2.6}, meta=meta))
    figure = Drawing(
        traces,
        layout(
            named(data.features[0], data.units[0]),
            named(data.target, data.target_unit),
            xaxis={"range": [float(v) for v in scaling.original_x(grid)[[0, -1], 0]]},
            yaxis={"range": shown},
        ),
    )
    last = words.pinned(pins, len(pinned)) or words.TRY_ANOTHER_LOSS
    held_out, unexposed = prepared.validation is not None, data.offset is not None
    said = words.fit_line(link == "log", held_out, unexposed, _other_link(history), pulls, last)
    alt = (
        f"Scatter chart of {data.target} against {data.features[0]}, {data.n} training examples, "
        f"with the model's line{', exp(z),' if link == 'log' else ''} at the step shown.{pinned_alt(len(pinned))}"
    )
    title = words.fit_line_title(data.target, data.features[0])
    return Picture("fit", title, said.line, alt, figure, more=said.more)


def predicted_picture(problem: Problem, prepared: Prepared, history: History, picked: int | None, pins: int = 0) -> Picture:
    """The prediction of each example against its true target."""
    data, scaling, link, linked = problem.data, prepared.scaling, problem.loss.link, links_of(history)
    raw = problem.examples.scores(problem.network.predict(history.weights[-1]))
    final = scaling.original_y(exp_or_inf(raw) if link == "log" else raw)
    true = scaling.original_y(data.y)
    top = _ceiling(true) if link == "log" else np.inf
    low = float(min(true.min(), final.min()))
    low, high = padded(low, float(max(true.max(), np.minimum(final, top).max())))
    own, pulls = residuals(problem, scaling, history, [low, high], "x")
    traces = [scatter(x=[low, high], y=[low, high], mode="lines", line={"color": DIM, "width": 1.4}, hoverinfo="skip")]
    for name, part in reversed(parts(prepared)):
        network = problem.network if part is prepared.train else problem.network.at(part.X)
        colour = role("data") if name == "training" else role("validation")
        strokes_of = own if part is prepared.train else None
        meta = predictions(
            network, "y", scaling.y_scale, scaling.y_mean, **linked, residuals=strokes_of, offset=part.offset
        ).meta
        traces.append(
            scatter(
                x=scaling.original_y(part.y).astype("f4"), mode="markers", name=name, marker=marker(name, colour, size=5.5),
                opacity=0.7, customdata=training_rows(part, prepared), meta=meta,
            )
        )  # fmt: skip
    if picked is not None:
        own_offset = None if data.offset is None else data.offset[[picked]]
        network = problem.network.rows(np.array([picked]))
        one = predictions(network, "y", scaling.y_scale, scaling.y_mean, **linked, offset=own_offset).meta
        traces.append(ring(x=[float(true[picked])], meta=one))
    unit = f" ({data.target_unit})" if data.target_unit else ""
    figure = Drawing(
        traces,
        layout(
            escape(f"true {data.target}{unit}"),
            escape(f"predicted {data.target}{unit}"),
            xaxis={"range": padded(float(true.min()), float(true.max()))},
            yaxis={"range": [low, high]},
        ),
    )
    above = int((final > high).sum())
    last = words.pinned(pins, 0) or words.TRY_ANOTHER_LOSS
    beyond, held_out = words.above_the_edge(above, data.n), prepared.validation is not None
    said = words.fit_predicted(link == "log", held_out, data.offset is not None, _other_link(history), beyond, pulls, last)
    ends = (
        f"{above} of them are predicted above the upper edge" if above else f"the correlation is {correlation(true, final):.2f}"
    )
    ending = f"At the end {ends}."
    alt = (
        f"Scatter chart of predicted{', exp(z),' if link == 'log' else ''} against true {data.target} "
        f"for {data.n} training examples at the step shown."
    )
    return Picture("fit", words.PREDICTED_TITLE, said.line, alt, figure, more=said.more, ending=ending)


def _other_link(history: History) -> str:
    """Until when the predictions were of the other kind, in a sentence; empty where they never were."""
    links = links_of(history)["links"]
    if links is None:
        return ""
    return words.other_link(links[-1][0], links[-2][1] == "log")


def _ceiling(true: Array) -> float:
    """How high the axis of exp(z) may reach, since one score that is far off would press all others to the floor."""
    return float(true.max() + 0.5 * max(np.ptp(true), abs(float(true.max()))))
