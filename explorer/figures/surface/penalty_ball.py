"""What a penalty looks like to two weights: the curve on which they cost the same."""

from __future__ import annotations

import numpy as np

from explorer.figures.base.drawing import Drawing
from explorer.figures.base.palette import role
from explorer.figures.base.picture import Picture, layout, scatter
from explorer.penalties import Penalty
from explorer.words import loss_cost as words

REACH = 1.12


def ball_picture(penalty: Penalty) -> Picture | None:
    """The unit ball: all pairs of weights, of two inputs, that cost 1 at strength 1. None where no weights ever cost that."""
    curve = penalty.ball()
    if not np.isfinite(curve).any():
        return None
    reach = REACH * float(np.nanmax(np.abs(curve)))
    figure = Drawing(
        [
            scatter(
                x=curve[:, 0], y=curve[:, 1], mode="lines", line={"color": role("penalty"), "width": 2.4}, connectgaps=False,
                hovertemplate="%{x:.3g}, %{y:.3g}<extra></extra>",
            )
        ],
        layout(
            "one weight",
            "another weight",
            xaxis={"range": [-reach, reach], "zeroline": True},
            yaxis={"range": [-reach, reach], "zeroline": True, "scaleanchor": "x"},
        ),
    )  # fmt: skip
    said = words.ball()
    alt = f"The curve of pairs of weights that cost 1 at strength 1: {penalty.shape}. It reaches out to {reach / REACH:.3g}."
    return Picture("ball", words.ball_title(penalty.name), said.line, alt, figure, more=said.more)
