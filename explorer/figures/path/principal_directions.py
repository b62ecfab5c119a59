"""Why ridge shrinks: by how much it multiplies the coefficient along each principal direction of the features."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explorer.core.text import setting, three_figures
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.palette import role
from explorer.figures.base.picture import DIM, TEXT, Picker, Picture, escape, layout
from explorer.path.algorithms.ridge import Principal
from explorer.words import shrinkage as words

MOST = 40
MOST_WRITTEN = 12
WIDE = 0.72
MADE_OF = 3
"""So many features are named of a direction."""


def directions_picture(
    principal: Principal, names: Sequence[str], strength: float, pickers: tuple[Picker, ...] = ()
) -> Picture:
    """Bars of the factors at ``strength``, the widest direction first: the picture named ``why``.

    ``principal`` has the factors at this strength in its only row, and ``names`` (q,) are the features'.
    """
    factors = principal.factors[0][:MOST]
    x = np.arange(1, factors.size + 1)
    compositions = [_composition(direction, names) for direction in principal.directions[: factors.size]]
    hollow = {"color": "rgba(0,0,0,0)", "line": {"color": DIM, "width": 1}}
    written = [f"{f:.2f}" for f in factors] if factors.size <= MOST_WRITTEN else None
    figure = Drawing(
        [
            {"type": "bar", "x": x, "y": np.ones(factors.size), "marker": hollow, "hoverinfo": "skip", "width": WIDE},
            {"type": "bar", "x": x, "y": factors, "marker": {"color": role("penalty"), "opacity": 0.8}, "width": WIDE,
             "text": written, "textposition": "outside", "cliponaxis": False, "textangle": 0,
             "textfont": {"size": 11, "color": TEXT}, "customdata": compositions,
             "hovertemplate": "keeps %{y:.3f}<br>mostly %{customdata}<extra></extra>"},
        ],
        layout("principal direction of the features, the widest first", "share that is kept", barmode="overlay",
               xaxis={"range": [0.4, factors.size + 0.6], "dtick": 1 if factors.size <= 15 else 5},
               yaxis={"range": [0, 1.12], "zeroline": True}),
    )  # fmt: skip
    first, last = (three_figures(float(f"{100 * factors[i]:.3g}")) for i in (0, -1))
    said = words.directions(factors.size, principal.singular_values.size)
    alt = (
        f"Bar chart of {factors.size} factors at strength {setting(strength)}, from {first} % for the direction in which the "
        f"examples are spread most, mostly {compositions[0]}, to {last} % for the last, mostly {compositions[-1]}."
    )
    return Picture("why", words.directions_title(first, last), said.line, alt, figure, pickers=pickers, more=said.more)


def _composition(direction: np.ndarray, names: Sequence[str]) -> str:
    """The features that a direction consists of most."""
    order = np.argsort(-np.abs(direction), kind="stable")[:MADE_OF]
    return (
        ", ".join(f"{'−' if direction[j] < 0 else ''}{escape(names[j])}" for j in order if abs(direction[j]) > 0.05) or "none"
    )
