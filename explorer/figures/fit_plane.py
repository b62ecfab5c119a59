"""The fit of classes in the plane of two features: the region of each class, and the lines between."""

from __future__ import annotations

import numpy as np
import plotly.graph_objects as go

from explorer.figures.fit_parts import groups, legend, marker, named, parts, ring
from explorer.figures.picture import TEXT, Picture, escape, layout, mapped, padded, scatter
from explorer.preparation import Prepared
from explorer.problem import Problem

FIELD_POINTS = 56


def plane(problem: Problem, prepared: Prepared, picked: int | None) -> Picture:
    """The examples in the plane; each place has the colour of the class that the model would say there."""
    data, scaling = problem.data, prepared.scaling
    every = np.concatenate([part.X for _, part in parts(prepared)])
    ranges = [padded(float(every[:, j].min()), float(every[:, j].max()), 0.08) for j in (0, 1)]
    xs, ys = (np.linspace(low, high, FIELD_POINTS) for low, high in ranges)
    grid = np.stack([g.ravel() for g in np.meshgrid(xs, ys)], axis=1)
    original = scaling.original_x(np.stack([xs, ys], axis=1))
    classes = groups(data)
    meta = mapped(problem.network.at(grid), "field") | {"sides": [group.colour for group in classes]}
    traces = [scatter(x=original[:, 0], y=original[:, 1], mode="lines", line={"color": TEXT, "width": 2.2}, meta=meta)]
    for group in classes:
        for name, part in parts(prepared):
            X = scaling.original_x(part.X[part.y == group.label])
            label = escape(group.name)
            traces.append(
                scatter(
                    x=X[:, 0], y=X[:, 1], mode="markers", name=label, marker=marker(name, group.colour, group.symbol, 7.0),
                    hovertemplate=f"{label}, {name}<br>%{{x:.3g}}, %{{y:.3g}}<extra></extra>",
                )
            )  # fmt: skip
    if picked is not None:
        place = scaling.original_x(data.X[[picked]])
        traces.append(ring(x=place[:, 0], y=place[:, 1]))
    figure = go.Figure(
        traces,
        layout(
            named(data.features[0], data.units[0]),
            named(data.features[1], data.units[1]),
            xaxis={"range": [float(original[0, 0]), float(original[-1, 0])], "showgrid": False},
            yaxis={"range": [float(original[0, 1]), float(original[-1, 1])], "showgrid": False},
        ),
    )
    return Picture("fit", *_words(problem), figure)


def _words(problem: Problem) -> tuple[str, str, str]:
    """Title, caption and text alternative."""
    data = problem.data
    straight = problem.network.linear and problem.network.basis.identity
    if problem.loss.task == "binary":
        tries = "Try the polynomial model: its line can bend." if straight else "Try less strength: the line can bend more."
        caption = f"{legend(data)}, held-out ones open; the line is where the model is undecided at the step shown. {tries}"
        alt = (
            f"The plane of {data.features[0]} and {data.features[1]} with {data.n} training examples in two classes "
            "and the decision boundary at the step shown."
        )
        return "The fit: where the model draws the line", caption, alt
    tries = "Try the polynomial model: its lines can bend." if straight else "Try less strength: the lines can bend more."
    caption = (
        f"{legend(data)}, held-out ones open; each place has the colour of the class with the largest score at the step shown, "
        f"stronger where it leads by more. {tries}"
    )
    alt = (
        f"The plane of {data.features[0]} and {data.features[1]} with {data.n} training examples in {len(data.classes)} "
        f"classes ({', '.join(data.classes)}), and the region and boundaries of each class at the step shown."
    )
    return "The fit: where the model draws the lines", caption, alt
