"""L1 beside L2 in two pictures of the same data loss: a diamond that meets its contour at a corner, a disc that does not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.text import three_figures
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.palette import role
from explorer.figures.base.picture import TEXT, Picture, escape, layout, scatter
from explorer.figures.base.played import Point, Reveal
from explorer.figures.surface.contours import Cross, contour, crosses, line_at
from explorer.figures.surface.levels import levels_of

Array = np.ndarray


@dataclass(frozen=True, eq=False)
class BallContent:
    """What is drawn of one penalty: the data loss ``data`` (b, a) over ``x`` (a,) and ``y`` (b,), and where the ball touches.

    ``place`` (2,) is where, at the ``level`` of the data loss and the ``strength``; ``ball`` (k, 2) is the curve of equal
    ``penalty``, by its name. ``axes`` and ``weights`` name the axes and their weights, ``least`` (2,) has the least data loss.
    """

    id: str
    penalty: str
    shape: str
    x: Array
    y: Array
    data: Array
    axes: tuple[str, str]
    weights: tuple[str, str]
    ball: Array
    place: Array
    level: float
    strength: float
    least: Array | None = None


def beside_picture(content: BallContent, last: bool) -> Picture:
    """One of the two pictures; the ``last`` sends a message when the player rests at a step."""
    levels, names = levels_of(content.data), [escape(name) for name in content.axes]
    marks = [Cross(float(content.place[0]), float(content.place[1]), "lowest cost", TEXT, "asterisk")]
    if content.least is not None:
        marks.append(Cross(float(content.least[0]), float(content.least[1]), "lowest data loss", role("data")))
    bx, by = np.asarray(content.ball, dtype="f8").T
    traces = [
        contour(content.x, content.y, content.data, levels, names, "data loss"),
        line_at(content.x, content.y, content.data, levels, content.level, role("data")),
        scatter(
            x=bx, y=by, mode="lines", hoverinfo="skip", connectgaps=False,
            line={"color": role("penalty"), "width": 2.6, "dash": "dash"},
        ),
        crosses(marks),
        scatter(
            mode="lines", name="path", meta=Reveal("px", "py", halo=True).meta, line={"color": TEXT, "width": 2.2},
            hoverinfo="skip",
        ),
        scatter(mode="markers", name="now", meta=Point("px", "py").meta, marker={"color": TEXT, "size": 11}),
    ]  # fmt: skip
    figure = Drawing(
        traces,
        layout(
            names[0], names[1],
            xaxis={"range": [float(content.x[0]), float(content.x[-1])], "showgrid": False, "constrain": "range"},
            yaxis={
                "range": [float(content.y[0]), float(content.y[-1])], "showgrid": False,
                "scaleanchor": "x", "constrain": "range",
            },
            margin={"t": 32, "r": 14, "autoexpand": False},
            meta={"equal_axes": True},
        ),
    )  # fmt: skip
    zeros = [name for name, value in zip(content.weights, content.place, strict=True) if value == 0]
    at = f"({three_figures(float(content.place[0]))}, {three_figures(float(content.place[1]))})"
    if zeros:
        title = f"{content.penalty} touches at a corner: {zeros[0]} is 0"
    else:
        title = f"{content.penalty} touches at its side: no weight is 0"
    level, strength = three_figures(content.level), three_figures(content.strength)
    caption = f"Solid: data loss {level}. Dashed: equal penalty, {content.shape}. They touch at ∗, at strength {strength}."
    alt = (
        f"Contour chart of the data loss over {content.axes[0]} and {content.axes[1]}. The contour of {level} and "
        f"{content.shape} of equal penalty touch at {at}, where {content.penalty} at strength {strength} has its lowest cost. "
        f"{f'There {zeros[0]} is exactly 0.' if zeros else 'There neither weight is 0.'}"
    )
    return Picture(f"surface_{content.id}", title, caption, alt, figure, plane=True, follows=last)
