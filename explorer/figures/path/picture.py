"""The regularization path as a picture: every weight against the strength, and the run as it approaches the path."""

from __future__ import annotations

from typing import Any

import numpy as np

from explorer.core.text import three_figures
from explorer.cost.weight_norms import largest_weights
from explorer.figures.base.columns import weight
from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.labels import end_labels, leader_lines
from explorer.figures.base.palette import role
from explorer.figures.base.picture import DIM, NEUTRAL, TEXT, Picker, Picture, Readout, escape, layout, padded, scatter
from explorer.figures.base.played import Likeness, PathItem, PathPoints, Reveal
from explorer.figures.path import captions
from explorer.figures.path.content import PathContent, RunEnd
from explorer.figures.path.strength_axis import axes_of

Array = np.ndarray
SHOWN, AGAINST = "shrinkage_show", "shrinkage_against"
"""What the menus in the chart's head are called."""
MOST_LINES, MOST_NAMES, MOST_KINKS = 40, 14, 200
FARTHEST, FARTHEST_AWAY = 20.0, 3.0
"""Where weights grow without end, so many times what they are halfway; less where they jump away instead."""
REACH = 1.3
"""How many spans of the path the run's weights may take the axis beyond it."""


def path_picture(content: PathContent) -> Picture:
    """The picture named ``path``, with its menus, and with the strength as a line that can be moved."""
    show = content.show if content.show in content.shows else next(iter(content.shows))
    draw = {"weights": _weights, "parts": _parts, "active": _active, "early": _early}[show]
    traces, ends, title = draw(content)
    low, high = padded(*ends)
    traces += _marks(content, low, high)
    side = {"side": "right"} if content.names_at_left else {}
    figure = Drawing(
        traces,
        layout(
            content.axis.title, title, xaxis=content.axis.layout,
            yaxis={"range": [low, high], "zeroline": True, **side}, margin=content.margin,
            meta={} if content.apart else {"strength_line": content.axis.strength_line},
        ),
    )  # fmt: skip
    pickers = (
        Picker(SHOWN, "Show", show, tuple(content.shows.items())),
        Picker(AGAINST, "Against", content.axis.kind, tuple(axes_of(content.path).items())),
    )
    said = captions.caption(content, show)
    texts = captions.title(content, show), said.line, captions.alt(content, show)
    readouts = (Readout("the step shown is about like strength", "match"),) if show == "early" else ()
    return Picture("path", *texts, figure, readouts=readouts, pickers=pickers, more=said.more)


def _weights(content: PathContent) -> tuple[list[Trace], tuple[float, float], str]:
    """A line for each weight, its name at the end, and the run's weights as points."""
    W, drawn = content.path.weights[content.order], _drawn(content)
    colours = {i: NEUTRAL if content.now[i] else DIM for i in drawn}
    traces = _bundle(content, W) + [_line(content, W[:, i], colours[i], 1.4) for i in drawn]
    traces += _relaxed(content, drawn)
    ends = _ends(content, W)
    items = [PathItem(weight(i), content.problem.names[i], colours[i]) for i in drawn]
    traces += [_ring(content, one, drawn) for one in content.pinned_ends]
    traces.append(_run_points(content, items, W[:, drawn]))
    return [*traces, *_names(content, W, drawn[:MOST_NAMES], ends)], ends, "weight"


def _relaxed(content: PathContent, drawn: list[int]) -> list[Trace]:
    """A dotted line for each weight: what it is once those in use are fitted without a penalty. Level between kinks."""
    if content.relaxed is None:
        return []
    R, x = content.relaxed[content.order], content.axis.places.astype("f4")
    style = {
        "color": role("penalty"),
        "width": 1.2,
        "dash": "dot",
        "shape": "hv" if content.axis.kind == "strength" else "linear",
    }
    names = content.problem.names
    return [
        scatter(x=x, y=R[:, i].astype("f4"), mode="lines", line=style, name=f"{names[i]}, relaxed", connectgaps=False,
                hovertemplate=f"{escape(names[i])} with no penalty: %{{y:.3g}}<extra></extra>")
        for i in drawn
        if np.nan_to_num(R[:, i]).any()
    ]  # fmt: skip


def _ring(content: PathContent, one: RunEnd, drawn: list[int]) -> Trace:
    """A ring for each weight of a pinned run that has a line."""
    return scatter(
        x=[one.place] * len(drawn), y=one.weights[drawn].astype("f4"), mode="markers",
        text=[f"{escape(one.name)}: {escape(content.problem.names[i])}" for i in drawn],
        hovertemplate="%{text} %{y:.3g}<extra></extra>",
        marker={"symbol": "circle-open", "size": 9, "color": one.colour, "line": {"width": 2}},
    )  # fmt: skip


def _early(content: PathContent) -> tuple[list[Trace], tuple[float, float], str]:
    """The path and the run, each step at the strength that matches it."""
    W, drawn = content.path.weights[content.order], _drawn(content)
    ends = _ends(content, W)
    traces = _bundle(content, W) + [_line(content, W[:, i], NEUTRAL, 1.4) for i in drawn]
    style = {"color": role("data"), "width": 1.8, "dash": "dash"}
    names = content.problem.names
    traces += [scatter(mode="lines", name=names[i], meta=Reveal("early", weight(i)).meta, line=style) for i in drawn]
    items = [PathItem(weight(i), content.problem.names[i], role("data")) for i in drawn]
    traces.append(_run_points(content, items, W[:, drawn], early=True))
    return [*traces, *_names(content, W, drawn[:MOST_NAMES], ends)], ends, "weight"


def _parts(content: PathContent) -> tuple[list[Trace], tuple[float, float], str]:
    """Data loss, penalty and cost along the path, and those of the run as points."""
    path, order = content.path, content.order
    styles = (("data loss", path.data, "data", "solid", 2.0), ("penalty", path.penalty, "penalty", "dash", 2.0),
             ("cost", path.total, "text", "solid", 2.8))  # fmt: skip
    traces = [_line(content, values[order], role(colour), width, dash) for _, values, colour, dash, width in styles]
    columns = ("data", "penalty", "total")
    items = [PathItem(c, style[0], role(style[2])) for c, style in zip(columns, styles, strict=True)]
    every = np.column_stack([values[order] for _, values, *_ in styles])
    ends = (min(float(every.min()), 0.0), float(every.max()))
    labels = [(name, float(values[order[0]]), role(colour)) for name, values, colour, *_ in styles]
    return [*traces, _run_points(content, items, every), *_end_labels(content, labels, ends)], ends, "cost and its parts"


def _active(content: PathContent) -> tuple[list[Trace], tuple[float, float], str]:
    """How many weights are not zero along the path, and in the run."""
    counts = content.path.active[content.order].astype(float)
    style = {"color": NEUTRAL, "width": 2.0, "shape": "linear" if content.axis.kind == "freedom" else "hv"}
    items = [PathItem("alive", "weights that are not zero", role("penalty"))]
    run_points = _run_points(content, items, counts[:, None])
    return (
        [scatter(x=content.axis.places.astype("f4"), y=counts, mode="lines", line=style, hoverinfo="skip"), run_points],
        (0.0, float(content.penalised.size)),
        "weights that are not zero",
    )


def _drawn(content: PathContent) -> list[int]:
    """The weights with a line of their own, the largest at the smallest strength first: all, or as many as can be read."""
    order = largest_weights(content.problem, content.path.weights[content.order[:1]])
    return [int(i) for i in (order if order.size <= MOST_LINES else order[:MOST_NAMES])]


def _bundle(content: PathContent, W: Array) -> list[Trace]:
    """The weights that have no line of their own, as one faint trace."""
    rest = np.setdiff1d(content.penalised, _drawn(content))
    if not rest.size:
        return []
    places, _, heights = content.axis.traced(W)
    x = np.tile(np.append(places, np.nan), rest.size).astype("f4")
    y = np.concatenate([np.append(heights[:, i], np.nan) for i in rest]).astype("f4")
    return [scatter(x=x, y=y, mode="lines", line={"color": DIM, "width": 0.8}, hoverinfo="skip", connectgaps=False)]


def _line(content: PathContent, values: Array, colour: str, width: float, dash: str = "solid") -> Trace:
    places, _, values = content.axis.traced(values)
    style = {"color": colour, "width": width, "dash": dash}
    return scatter(x=places.astype("f4"), y=values.astype("f4"), mode="lines", line=style, hoverinfo="skip")


def _run_points(content: PathContent, items: list[PathItem], lines: Array, early: bool = False) -> Trace:
    """The run's points and the lines (k, m) that each is to land on and that can be read.

    They are drawn at the strength in force, or, where stopping ``early`` is shown, at the one that matches the step.
    """
    places, strengths, heights = content.axis.traced(lines)
    by = ("match" if early else "force") if content.axis.kind == "freedom" else None
    match = Likeness(content.early.own, content.early.rate) if early and content.early is not None else None
    points = PathPoints(tuple(items), "early" if early else "place", places, strengths, heights.T, by, match)
    return scatter(mode="markers", name="the run", meta=points.meta)


def _ends(content: PathContent, W: Array) -> tuple[float, float]:
    """The heights of the picture: those of the path, and of the run where it does not go far beyond.

    Where weights grow without end as the strength falls, it stops at so many times what they are halfway and in force.
    """
    path, run = W[:, content.penalised], content.run[:, content.penalised]
    usual = max(float(np.abs(w).max(initial=0.0)) for w in (path[len(path) // 2], content.now[content.penalised]))
    limit = (FARTHEST if content.problem.penalty.convex else FARTHEST_AWAY) * usual or np.inf
    if content.relaxed is not None:
        path = np.concatenate([path, np.nan_to_num(content.relaxed[:, content.penalised])])
    low, high = max(float(path.min(initial=0.0)), -limit), min(float(path.max(initial=0.0)), limit)
    room = (REACH - 1.0) * ((high - low) or 0.1)
    return max(min(low, float(run.min(initial=0.0))), low - room), min(max(high, float(run.max(initial=0.0))), high + room)


def _names(content: PathContent, W: Array, drawn: list[int], ends: tuple[float, float]) -> list[Trace]:
    return _end_labels(content, [(content.problem.names[i], float(W[0, i]), NEUTRAL) for i in drawn], ends)


def _end_labels(content: PathContent, labels: list[tuple[str, float, str]], ends: tuple[float, float]) -> list[Trace]:
    """Names, each with what leads to it from the end of its line, where strengths are small.

    Left on the axis of strengths, right on the others.
    """
    (low, high), (bottom, top) = content.axis.range, padded(*ends)
    end = (10.0**low if content.axis.log else low) if content.names_at_left else high
    names = end_labels(labels, end, bottom, top)
    if content.names_at_left:
        names |= {"textposition": "middle left", "text": [text.strip("\u2002") + "\u2002" for text in names["text"]]}
    return [leader_lines(labels, float(content.axis.places[0]), end, bottom, top), names]


def _marks(content: PathContent, low: float, high: float) -> list[Trace]:
    """The strength from which all weights are zero, and where weights join or leave."""
    traces: list[Trace] = []
    path, axis = content.path, content.axis
    inside = path.strengths.min(), path.strengths.max()
    if path.kinks is not None and path.kinks.size <= MOST_KINKS:
        kinks = path.kinks[(path.kinks >= inside[0]) & (path.kinks <= inside[1])]
        mark: dict[str, Any] = {"symbol": "line-ns", "size": 9, "color": NEUTRAL, "line": {"width": 1.2, "color": NEUTRAL}}
        traces.append(
            scatter(x=axis.place(kinks).astype("f4"), y=np.full(kinks.size, low + 0.02 * (high - low)), mode="markers",
                    marker=mark, hovertemplate="a weight joins or leaves<extra></extra>")
        )  # fmt: skip
    if path.zeroing and inside[0] <= path.zeroing <= 1.0001 * inside[1]:
        at = float(axis.place(np.array([path.zeroing]))[0])
        style = {"color": TEXT, "width": 1, "dash": "dot"}
        traces.append(scatter(x=[at, at], y=[low, high], mode="lines", line=style, hoverinfo="skip"))
        near = "left" if content.names_at_left else "right"
        traces.append(
            scatter(x=[at], y=[high - 0.13 * (high - low)], mode="text",
                    text=[f"\u2009{captions.all_zero(content)}: {three_figures(path.zeroing)}\u2009"],
                    textposition=f"middle {near}", textfont={"size": 11, "color": TEXT}, hoverinfo="skip")
        )  # fmt: skip
    return traces
