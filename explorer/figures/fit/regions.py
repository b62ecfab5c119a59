"""The fit of classes on a plane: the region of each class, and the lines between. Of two features, or of two components."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from explorer.core.text import three_figures
from explorer.cost.problem import Problem
from explorer.datasets.pca import leading_components
from explorer.datasets.preparation import Prepared
from explorer.figures.base.advice import bend
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.picture import TEXT, Picture, escape, layout, padded, scatter
from explorer.figures.base.played import predictions
from explorer.figures.fit.parts import Array, groups, legend, marker, named, parts, ring, training_rows, with_origin
from explorer.figures.fit.pinned import BOUNDARY_POINTS, pinned_alt, pinned_boundaries
from explorer.losses.base import Loss
from explorer.words import train_fit as words
from explorer.words.shared import Said

FIELD_POINTS = 56
COARSEST = 24
MOST_NUMBERS = 80_000
"""How many numbers the features at the places of a field may be; with many features there are fewer places."""


@dataclass(frozen=True, eq=False)
class Plane:
    """A plane through the inputs, with the titles of its axes.

    ``project`` turns standardised inputs (n, d) into places on it (n, 2), in the units of its axes, and ``lift`` turns such
    places into standardised inputs. ``words`` names it in a sentence; ``hides`` says what it does not show,
    and ``title`` is the picture's, where it has one of its own.
    """

    titles: tuple[str, str]
    project: Callable[[Array], Array]
    lift: Callable[[Array], Array]
    words: str
    hides: str = ""
    title: str = ""


def features_plane(problem: Problem, prepared: Prepared) -> Plane:
    """The plane of two features, in original units: it hides nothing."""
    data, scaling = problem.data, prepared.scaling
    first, second = (named(*one) for one in zip(data.features, data.units, strict=True))
    name = f"the plane of {data.features[0]} and {data.features[1]}"
    return Plane((first, second), scaling.original_x, lambda places: (places - scaling.x_mean) / scaling.x_scale, name)


def components_plane(problem: Problem) -> Plane:
    """The plane of the two leading principal components of the training inputs, as the model takes them."""
    found = leading_components(problem.data.X)
    first, second = (f"component {k + 1} ({100 * share:.0f} % of the variance)" for k, share in enumerate(found.shares))
    hides = words.plane_hides(f"{100 * float(found.shares.sum()):.0f}")
    name = "the plane of the two leading components of the features"
    return Plane((first, second), found.project, found.lift, name, hides, words.PLANE_TITLE)


def plane_picture(
    problem: Problem, prepared: Prepared, picked: int | None, plane: Plane, pins: int = 0, pinned: Sequence[Problem] = ()
) -> Picture:
    """The examples on a plane; each place has the colour of the class predicted there, the deeper the surer the model is.

    The boundaries of ``pinned`` runs are lines over it.
    """
    data = problem.data
    every = plane.project(with_origin(problem, np.concatenate([part.X for _, part in parts(prepared)])))
    ranges = [padded(float(every[:, j].min()), float(every[:, j].max()), 0.08) for j in (0, 1)]
    points = _points(problem)
    xs, ys, grid = _grid(ranges, points)
    classes = groups(data)
    meta = predictions(
        problem.network.at(plane.lift(grid)), "field", sides=tuple(group.colour for group in classes),
        probability=problem.loss.probability, level=problem.loss.margin,
    ).meta  # fmt: skip
    traces = [scatter(x=xs, y=ys, mode="lines", line={"color": TEXT, "width": 2.2}, meta=meta)]
    for group in classes:
        for name, part in parts(prepared):
            own = part.y == group.label
            places, label = plane.project(part.X[own]), escape(group.name)
            traces.append(
                scatter(
                    x=places[:, 0], y=places[:, 1], mode="markers", name=label, customdata=training_rows(part, prepared, own),
                    marker=marker(name, group.colour, group.symbol, 7.0),
                    hovertemplate=f"{label}, {name}<br>%{{x:.3g}}, %{{y:.3g}}<extra></extra>",
                )
            )  # fmt: skip
    if pinned:
        coarse_x, coarse_y, coarse = _grid(ranges, BOUNDARY_POINTS)
        traces += pinned_boundaries(pinned, coarse_x, coarse_y, plane.lift(coarse))
    if picked is not None:
        place = plane.project(data.X[[picked]])
        traces.append(ring(x=place[:, 0], y=place[:, 1]))
    x, y = ({"range": [float(v) for v in ends], "showgrid": False} for ends in ranges)
    title, said, alt = _words(problem, plane, prepared.validation is not None, pins, len(pinned))
    drawing = Drawing(traces, layout(*plane.titles, xaxis=x, yaxis=y))
    return Picture("fit", title, said.line, alt, drawing, more=said.more)


def _grid(ranges: Sequence[Sequence[float]], points: int) -> tuple[Array, Array, Array]:
    """Places along both sides, and all of the field (points^2, 2), row by row."""
    xs, ys = (np.linspace(low, high, points) for low, high in ranges)
    return xs, ys, np.stack([g.ravel() for g in np.meshgrid(xs, ys)], axis=1)


def _points(problem: Problem) -> int:
    """Places along a side of the field."""
    features = problem.network.features.shape[1]
    return int(min(FIELD_POINTS, max(COARSEST, (MOST_NUMBERS / features) ** 0.5)))


def shading(loss: Loss) -> tuple[str, ...]:
    """What the depth of the colours and the dashed lines mean, in a sentence or two."""
    margin = "" if loss.margin is None else three_figures(loss.margin)
    return words.shading(loss.task == "binary", loss.probability is not None, margin)


def _words(problem: Problem, plane: Plane, held_out: bool, pins: int, drawn: int) -> tuple[str, Said, str]:
    """Title, what is said under the chart, and text alternative."""
    data, binary = problem.data, problem.loss.task == "binary"
    last = plane.hides or words.pinned(pins, drawn) or bend(problem)
    said = words.fit_plane(legend(data), held_out, binary, problem.loss.margin is not None, *shading(problem.loss), last)
    shown = (
        "and the decision boundary at the step shown"
        if binary
        else f"({', '.join(data.classes)}), and the region and boundaries of each class at the step shown"
    )
    count = "two" if binary else str(len(data.classes))
    place = f"{plane.words[0].upper()}{plane.words[1:]}"
    alt = f"{place} with {data.n} training examples in {count} classes {shown}.{pinned_alt(drawn)}"
    return plane.title or words.boundary_title(binary), said, alt
