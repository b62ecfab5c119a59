"""Titles, captions and text alternatives of the three pictures of a cost over a plane."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np

from explorer.text import three_figures

if TYPE_CHECKING:
    from explorer.figures.relief import Lowest, Relief

SIGNS = {"cross": "+", "x": "×", "asterisk": "∗"}
"""How the marks of the lowest places are written."""
SHORT = ("data loss", "penalty", "cost")


def title(relief: Relief, i: int) -> str:
    """A few words and the number that matters: the lowest data loss and cost, the highest penalty shown."""
    panel, grid, low = relief.panels[i], relief.grids[i], relief.lowest[i]
    name = panel.label[:1].upper() + panel.label[1:]
    if i == 1:
        return name if _pick(grid, np.max) > 0 else f"{name}: nothing"
    return f"{name}, lowest {three_figures(low.value if low else _pick(grid, np.min))}"


def caption(relief: Relief, i: int) -> str:
    """What the panel is, and what to try."""
    what = (
        "The mean loss of the examples at every place of the plane.",
        f"What the weights themselves cost at this strength, here up to {three_figures(_pick(relief.penalty, np.max))}.",
        "What gradient descent walks on: the two beside it, added up.",
    )[i]
    parts = [what, _cross_words(relief, i)]
    if i == 0 and len(relief.ball) and not relief.solid:
        parts += [
            "Through the lowest cost go the dashed curve of equal penalty and a line of equal data loss.",
            relief.touching,
        ]
    if i == 2:
        parts += [SOLID if relief.solid else ARROWS, relief.held]
    if i == 2 and relief.pinned and not relief.solid:
        parts.append("The dashed paths are the pinned runs', each of which walks on a cost of its own.")
    return " ".join(part for part in (*parts, _try(relief, i)) if part)


def alt(relief: Relief, i: int) -> str:
    """The panel in words and numbers."""
    panel, grid = relief.panels[i], relief.grids[i]
    kind = "Surface in 3-D" if relief.solid else "Contour chart"
    (x0, x1), (y0, y1) = ((three_figures(float(a[0])), three_figures(float(a[-1]))) for a in (relief.x, relief.y))
    parts = [
        f"{kind} of the {panel.label} over {relief.axes[0]} from {x0} to {x1} and {relief.axes[1]} from {y0} to {y1}.",
        f"It goes from {three_figures(_pick(grid, np.min))} to {three_figures(_pick(grid, np.max))}.",
    ]
    for j, (other, low) in enumerate(zip(relief.panels, relief.lowest, strict=True)):
        if low is not None and i in (j, 2):
            parts.append(f"The lowest {other.label} is {_told(low)}.")
    parts.append("The path of the run is drawn on it.")
    return " ".join(parts)


def _told(low: Lowest) -> str:
    about = "" if low.exact else "about "
    return f"{about}{three_figures(low.value)} at ({three_figures(low.x)}, {three_figures(low.y)})"


def _cross_words(relief: Relief, i: int) -> str:
    seen = [(j, low) for j, low in enumerate(relief.lowest) if low is not None and relief.shows(low)]
    if i == 2 and len(seen) > 1:
        marks = "Lowest " + ", ".join(f"{SHORT[j]} {SIGNS[relief.panels[j].mark]}" for j, _ in seen)
        return f"{marks}; the thin line is the way of ∗ as the strength grows." if _trailed(relief) else f"{marks}."
    low = relief.lowest[i]
    if low is None:
        return ""
    if not relief.shows(low):
        return "The lowest place lies outside the picture."
    return f"{SIGNS[relief.panels[i].mark]} is the lowest place{'' if low.exact else ' that was found'}."


def _trailed(relief: Relief) -> bool:
    return len(relief.trail) > 0 and not relief.solid


ARROWS = (
    "Arrows show how the data loss, the penalty (dashed) and both pull at the run, in this plane; compare their lengths at one "
    "step only."
)
SOLID = "Heights are logarithmic, so that the valley is seen; the numbers at the axis are the cost itself."


def _try(relief: Relief, i: int) -> str:
    if relief.solid:
        return ("Drag to turn all three.", "Change the strength and watch it rise.", "Press Play and watch the run go down.")[i]
    if i == 1 and not _pick(relief.penalty, np.max) > 0:
        return "Choose a penalty, or raise the strength, and watch it rise."
    return (
        "Click a place to read what it costs there.",
        "Drag the strength and watch it grow.",
        "Drag the strength and watch the lowest cost move.",
    )[i]


def _pick(grid: np.ndarray, choose: Callable[[np.ndarray], np.floating]) -> float:
    finite = grid[np.isfinite(grid)]
    return float(choose(finite)) if finite.size else 0.0
