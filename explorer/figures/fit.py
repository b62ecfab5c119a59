"""The fit at the step shown: a line, a decision boundary, or predicted against true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.graph_objects as go

from explorer.datasets.base import Dataset
from explorer.figures.palette import role
from explorer.figures.picture import DIM, NEUTRAL, TEXT, Picture, escape, layout, mapped, padded, scatter
from explorer.preparation import Prepared
from explorer.problem import Problem
from explorer.training import History

Array = np.ndarray
LINE_POINTS = 160
FIELD_POINTS = 56
SIDES = ((-1.0, "negative", "square"), (1.0, "positive", "circle"))


def fit_picture(problem: Problem, prepared: Prepared, history: History) -> Picture:
    """The picture that suits the task and the number of features."""
    features = problem.data.X.shape[1]
    if problem.loss.task == "binary":
        return _boundary(problem, prepared) if features == 2 else _scores(problem, prepared, history)
    return _line(problem, prepared) if features == 1 else _predicted(problem, prepared, history)


def _named(name: str, unit: str) -> str:
    return escape(f"{name} ({unit})" if unit else name)


def _parts(prepared: Prepared) -> list[tuple[str, Dataset]]:
    return [("training", prepared.train)] + ([("held out", prepared.validation)] if prepared.validation else [])


def _marker(part: str, colour: str, symbol: str = "circle", size: float = 6.0) -> dict[str, Any]:
    """Training examples are filled, held-out ones are open."""
    symbol = symbol if part == "training" else f"{symbol}-open"
    return {"color": colour, "symbol": symbol, "size": size, "line": {"width": 1.3 if part == "held out" else 0}}


def _line(problem: Problem, prepared: Prepared) -> Picture:
    data, scaling = problem.data, prepared.scaling
    low, high = padded(float(data.X.min()), float(data.X.max()), 0.05)
    grid = np.linspace(low, high, LINE_POINTS)[:, None]
    traces = [
        scatter(
            x=scaling.original_x(part.X)[:, 0], y=scaling.original_y(part.y), mode="markers", name=name,
            marker=_marker(name, NEUTRAL), opacity=0.75,
            hovertemplate=f"{name}<br>{escape(data.features[0])} %{{x:.4g}}<br>{escape(data.target)} %{{y:.4g}}<extra></extra>",
        )
        for name, part in _parts(prepared)
    ]  # fmt: skip
    meta = mapped(problem.network.at(grid), "y", scaling.y_scale, scaling.y_mean)
    traces.append(scatter(x=scaling.original_x(grid)[:, 0], mode="lines", line={"color": TEXT, "width": 2.6}, meta=meta))
    every = np.concatenate([scaling.original_y(part.y) for _, part in _parts(prepared)])
    figure = go.Figure(
        traces,
        layout(
            _named(data.features[0], data.units[0]),
            _named(data.target, data.target_unit),
            xaxis={"range": [float(v) for v in scaling.original_x(grid)[[0, -1], 0]]},
            yaxis={"range": padded(float(every.min()), float(every.max()))},
        ),
    )
    caption = (
        "Each dot is one example, held-out ones are open; the line is the model at the step shown. "
        "Try another loss and watch which dots the line follows."
    )
    alt = (
        f"Scatter chart of {data.target} against {data.features[0]}, {data.n} training examples, "
        "with the model's line at the step shown."
    )
    return Picture("fit", f"The fit: {data.target} from {data.features[0]}", caption, alt, figure)


def _predicted(problem: Problem, prepared: Prepared, history: History) -> Picture:
    data, scaling = problem.data, prepared.scaling
    final = scaling.original_y(problem.network.predict(history.weights[-1]))
    true = scaling.original_y(data.y)
    low, high = padded(float(min(true.min(), final.min())), float(max(true.max(), final.max())))
    traces = [scatter(x=[low, high], y=[low, high], mode="lines", line={"color": DIM, "width": 1.4}, hoverinfo="skip")]
    for name, part in reversed(_parts(prepared)):
        network = problem.network if part is prepared.train else problem.network.at(part.X)
        colour = role("data") if name == "training" else role("validation")
        traces.append(
            scatter(
                x=scaling.original_y(part.y).astype("f4"), mode="markers", name=name, marker=_marker(name, colour, size=5.5),
                opacity=0.7, meta=mapped(network, "y", scaling.y_scale, scaling.y_mean),
            )
        )  # fmt: skip
    unit = f" ({data.target_unit})" if data.target_unit else ""
    figure = go.Figure(
        traces,
        layout(
            escape(f"true {data.target}{unit}"),
            escape(f"predicted {data.target}{unit}"),
            xaxis={"range": padded(float(true.min()), float(true.max()))},
            yaxis={"range": [low, high]},
        ),
    )
    caption = (
        "Each dot is one example, held-out ones are open; on the line the prediction is exact. "
        "Try another loss and watch which dots move towards the line."
    )
    alt = (
        f"Scatter chart of predicted against true {data.target} for {data.n} training examples at the step shown; "
        f"at the end the correlation is {_correlation(true, final):.2f}."
    )
    return Picture("fit", "The fit: predicted against true", caption, alt, figure)


def _correlation(a: Array, b: Array) -> float:
    return float(np.corrcoef(a, b)[0, 1]) if a.std() > 0 and b.std() > 1e-12 * max(1.0, abs(float(b.mean()))) else 0.0


def _boundary(problem: Problem, prepared: Prepared) -> Picture:
    data, scaling = problem.data, prepared.scaling
    every = np.concatenate([part.X for _, part in _parts(prepared)])
    ranges = [padded(float(every[:, j].min()), float(every[:, j].max()), 0.08) for j in (0, 1)]
    xs, ys = (np.linspace(low, high, FIELD_POINTS) for low, high in ranges)
    grid = np.stack([g.ravel() for g in np.meshgrid(xs, ys)], axis=1)
    original = scaling.original_x(np.stack([xs, ys], axis=1))
    meta = mapped(problem.network.at(grid), "field") | {"sides": [role("negative"), role("positive")]}
    traces = [scatter(x=original[:, 0], y=original[:, 1], mode="lines", line={"color": TEXT, "width": 2.2}, meta=meta)]
    for side, colour, symbol in SIDES:
        for name, part in _parts(prepared):
            X = scaling.original_x(part.X[part.y == side])
            label = escape(data.classes[side > 0])
            traces.append(
                scatter(
                    x=X[:, 0], y=X[:, 1], mode="markers", name=label, marker=_marker(name, role(colour), symbol, 7.0),
                    hovertemplate=f"{label}, {name}<br>%{{x:.3g}}, %{{y:.3g}}<extra></extra>",
                )
            )  # fmt: skip
    figure = go.Figure(
        traces,
        layout(
            _named(data.features[0], data.units[0]),
            _named(data.features[1], data.units[1]),
            xaxis={"range": [float(original[0, 0]), float(original[-1, 0])], "showgrid": False},
            yaxis={"range": [float(original[0, 1]), float(original[-1, 1])], "showgrid": False},
        ),
    )
    straight = problem.network.linear and problem.network.basis.identity
    tries = "Try the polynomial model: its line can bend." if straight else "Try less strength: the line can bend more."
    caption = (
        f"Squares are {data.classes[0]}, circles {data.classes[1]}, held-out ones open; the line is where the model is "
        f"undecided at the step shown. {tries}"
    )
    alt = (
        f"The plane of {data.features[0]} and {data.features[1]} with {data.n} training examples in two classes "
        "and the decision boundary at the step shown."
    )
    return Picture("fit", "The fit: where the model draws the line", caption, alt, figure)


def _scores(problem: Problem, prepared: Prepared, history: History) -> Picture:
    data = problem.data
    final = problem.network.predict(history.weights[-1])
    reach = 1.08 * max(float(np.abs(final).max()), 0.5)
    rng = np.random.default_rng(0)
    traces = [scatter(x=[0, 0], y=[-0.6, 1.6], mode="lines", line={"color": TEXT, "width": 1.4}, hoverinfo="skip")]
    right = 0
    for side, colour, symbol in SIDES:
        for name, part in _parts(prepared):
            rows = part.y == side
            network = problem.network.at(part.X[rows]) if rows.any() else None
            if network is None:
                continue
            y = (side > 0) + rng.uniform(-0.36, 0.36, int(rows.sum()))
            traces.append(
                scatter(
                    y=y.astype("f4"), mode="markers", name=escape(data.classes[side > 0]), opacity=0.8,
                    marker=_marker(name, role(colour), symbol, 5.5), meta=mapped(network, "x"),
                )
            )  # fmt: skip
        right += int(((final > 0) == (side > 0))[data.y == side].sum())
    figure = go.Figure(
        traces,
        layout(
            escape(f"score: right of 0 the model says {data.classes[1]}"),
            "true class",
            xaxis={"range": [-reach, reach]},
            yaxis={
                "range": [-0.6, 1.6], "tickvals": [0, 1], "ticktext": _wrapped(data.classes), "showgrid": False,
                "tickangle": -90,
            },
        ),
    )  # fmt: skip
    caption = (
        "Each mark is one example at the model's score for it, held-out ones open; on the wrong side of 0 it is misjudged. "
        "Try another loss: each asks for a margin of its own kind."
    )
    alt = (
        f"Scores of {data.n} training examples at the step shown, split by their true class; "
        f"at the end {right} of {data.n} stand on the right side of zero."
    )
    return Picture("fit", f"The fit: {right} of {data.n} end on the right side", caption, alt, figure)


def _wrapped(names: Sequence[str]) -> list[str]:
    return [escape(name) for name in names]
