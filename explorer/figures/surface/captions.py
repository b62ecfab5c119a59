"""Titles, captions and text alternatives of the three pictures of a cost over a plane."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explorer.core.text import three_figures
from explorer.figures.surface.content import MinimumMark, SliceContent

SIGNS = {"cross": "+", "x": "×", "asterisk": "∗"}
"""How the marks of the lowest places are written."""
SHORT = ("data loss", "penalty", "cost")


def title(relief: SliceContent, i: int) -> str:
    """A few words and the number that matters: the lowest data loss and cost, the highest penalty shown.

    What is only the lowest of the picture, and not known to be the lowest there is, is lowest "here".
    """
    panel, grid, low = relief.panels[i], relief.grids[i], relief.lowest[i]
    name = panel.label[:1].upper() + panel.label[1:]
    if i == 1:
        return name if _pick(grid, np.max) > 0 else f"{name}: nothing"
    if low is not None and relief.shows(low):
        return f"{name}, lowest {'' if low.exact else 'here '}{three_figures(low.value)}"
    return f"{name}, lowest here {three_figures(_pick(grid, np.min))}" if np.isfinite(grid).any() else name


def caption(relief: SliceContent, i: int) -> str:
    """What the panel is, and what to try."""
    what = (
        "The mean loss of the examples at every place of the plane.",
        f"What the weights themselves cost at this strength, here up to {three_figures(_pick(relief.penalty, np.max))}.",
        "What gradient descent walks on: the two beside it, added up.",
    )[i]
    parts = [UNABLE if i == 0 and relief.unable else "", what, _cross_words(relief, i)]
    if i == 0 and not relief.solid:
        if len(relief.ball):
            parts.append(
                f"Through the lowest cost go a line of equal data loss and, dashed, the penalty's ball: {relief.form}."
            )
        parts.append(relief.touching)
    if i == 2:
        parts.append(SOLID if relief.solid else ARROWS if relief.penalty.any() else ARROW)
    if i == 2 and relief.pinned and not relief.solid:
        parts.append("The dashed paths are the pinned runs'" + (", on the same cost." if relief.same_cost else OTHERS))
    return " ".join(part for part in (*parts, _try(relief, i)) if part)


def alt(relief: SliceContent, i: int) -> str:
    """The panel in words and numbers."""
    panel, grid = relief.panels[i], relief.grids[i]
    kind = "Surface in 3-D" if relief.solid else "Contour chart"
    (x0, x1), (y0, y1) = ((three_figures(float(a[0])), three_figures(float(a[-1]))) for a in (relief.x, relief.y))
    parts = [
        f"{kind} of the {panel.label} over {relief.axes[0]} from {x0} to {x1} and {relief.axes[1]} from {y0} to {y1}.",
        f"It goes from {three_figures(_pick(grid, np.min))} to {three_figures(_pick(grid, np.max))}.",
    ]
    for j, (other, low) in enumerate(zip(relief.panels, relief.lowest, strict=True)):
        if i in (j, 2):
            parts.append(f"The lowest {other.label} is {_told(low)}." if low is not None else relief.missing[j])
    parts.append("The path of the run is drawn on it.")
    return " ".join(part for part in parts if part)


def _told(low: MinimumMark) -> str:
    about = "" if low.exact else "about "
    return f"{about}{three_figures(low.value)} at ({three_figures(low.x)}, {three_figures(low.y)})"


def _cross_words(relief: SliceContent, i: int) -> str:
    """The marks of the lowest places; where a panel's own is not in the picture, where it is or why there is none."""
    low = relief.lowest[i]
    if low is None:
        own = relief.missing[i]
    elif not relief.shows(low):
        where = f"({three_figures(low.x)}, {three_figures(low.y)})"
        own = f"The lowest place lies outside the picture, at {where}, where it is {three_figures(low.value)}."
    else:
        own = f"{SIGNS[relief.panels[i].mark]} is the lowest place{'' if low.exact else ' that was found'}."
        own += " What it costs there is the other weights' part." if i == 1 and low.value > 0 else ""
    if i != 2:
        return own
    seen = [(j, low) for j, low in enumerate(relief.lowest) if low is not None and relief.shows(low)]
    shown = low is not None and relief.shows(low)
    marks = [f"{SHORT[j]} {SIGNS[relief.panels[j].mark]}" for j, _ in seen]
    told = own if not marks or (shown and len(marks) == 1) else f"Lowest {', '.join(marks)}."
    return " ".join(part for part in (told, "" if shown or told == own else own, _trail_words(relief)) if part)


def _trail_words(relief: SliceContent) -> str:
    """What the thin line is: whether all that the strength moves has moved along it."""
    if not _trailed(relief):
        return ""
    return f"The thin line is the way of ∗ as the strength grows{f', while {relief.fixed}' if relief.fixed else ''}."


def _trailed(relief: SliceContent) -> bool:
    return len(relief.trail) > 0 and not relief.solid


UNABLE = "Your browser cannot draw in 3-D (it has no WebGL), so this is the view from above."
ARROWS = (
    "Arrows show how the data loss, the penalty (dashed) and both pull at the run, in this plane; compare their lengths at one "
    "step only."
)
ARROW = "The arrow shows how the cost pulls at the run, in this plane."
OTHERS = "; not all of them walk on this cost, so they need not go downhill here."
PLAY = "Press Play and watch the run go down."
SOLID = (
    "Heights are logarithmic, so that the valley is seen (a round bottom looks like a tip); the numbers at the axis are the "
    "cost itself."
)


def _try(relief: SliceContent, i: int) -> str:
    """What to do next: nothing about a strength that does nothing."""
    priced = relief.penalty.any()
    if i == 1 and not priced:
        return "Choose a penalty, or raise the strength, and watch it rise."
    if relief.solid:
        return ("Drag to turn all three; switch 3-D off to read a place.", "Change the strength and watch it rise.", PLAY)[i]
    return (
        "Click a place to read what it costs there.",
        "Raise the strength and watch it grow.",
        "Raise the strength and watch the lowest cost move." if priced else PLAY,
    )[i]


def _pick(grid: np.ndarray, choose: Callable[[np.ndarray], np.floating]) -> float:
    finite = grid[np.isfinite(grid)]
    return float(choose(finite)) if finite.size else 0.0
