"""Titles, captions and text alternatives of the three pictures of a cost over a plane."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explorer.core.text import three_figures
from explorer.figures.surface.content import MinimumMark, SliceContent

SIGNS = {"cross": "+", "x": "×", "asterisk": "∗"}
"""The characters for the marks of the minima."""
SHORT = ("data loss", "penalty", "cost")


def earlier_surface(since: int) -> str:
    """Whose surface is drawn, where settings that change the cost were changed in mid-run, the last at step ``since``."""
    return f"The surface is that of the settings since step {since}; earlier steps went down another one."


def title(content: SliceContent, i: int) -> str:
    """A few words and the number that matters: the lowest data loss and cost, the highest penalty shown.

    Where the surface is that of the end alone, it says so in place of the number. The smallest value of the picture that is
    not known to be the minimum is lowest "here".
    """
    panel, grid, low = content.panels[i], content.grids[i], content.minima[i]
    name = panel.label[:1].upper() + panel.label[1:]
    if content.since:
        return f"{name} at the end"
    if i == 1:
        return name if _finite(grid, np.max) > 0 else f"{name}: nothing"
    if low is not None and content.shows(low):
        return f"{name}, lowest {'' if low.exact else 'here '}{three_figures(low.value)}"
    return f"{name}, lowest here {three_figures(_finite(grid, np.min))}" if np.isfinite(grid).any() else name


def caption(content: SliceContent, i: int) -> str:
    """What the panel is, and what to try."""
    what = (
        "The mean loss of the examples at every place of the plane.",
        f"What the weights themselves cost at this strength, here up to {three_figures(_finite(content.penalty, np.max))}.",
        "What gradient descent walks on: the two beside it, added up.",
    )[i]
    parts = [NO_WEBGL if i == 0 and content.no_webgl else "", what, _minimum_words(content, i)]
    if i == 0 and not content.in_3d:
        if len(content.penalty_ball):
            parts.append(
                f"Through the lowest cost go a line of equal data loss and, dashed, the penalty's ball: {content.ball_shape}."
            )
        parts.append(content.tangency_sentence)
    if i == 2 and content.since:
        parts.append(earlier_surface(content.since))
    if i == 2:
        parts.append(
            (LOG_HEIGHTS if content.log_heights else HEIGHTS) if content.in_3d else ARROWS if content.penalty.any() else ARROW
        )
    if i == 2 and content.pin_count and not content.in_3d:
        parts.append("The dashed paths are the pinned runs'" + (", on the same cost." if content.same_cost else OTHERS))
    return " ".join(part for part in (*parts, _suggestion(content, i)) if part)


def alt(content: SliceContent, i: int) -> str:
    """The panel in words and numbers."""
    panel, grid = content.panels[i], content.grids[i]
    kind = "Surface in 3-D" if content.in_3d else "Contour chart"
    (x0, x1), (y0, y1) = ((three_figures(float(a[0])), three_figures(float(a[-1]))) for a in (content.x, content.y))
    parts = [
        f"{kind} of the {panel.label} over {content.axes[0]} from {x0} to {x1} and {content.axes[1]} from {y0} to {y1}.",
        f"It goes from {three_figures(_finite(grid, np.min))} to {three_figures(_finite(grid, np.max))}.",
    ]
    for j, (other, low) in enumerate(zip(content.panels, content.minima, strict=True)):
        if i in (j, 2):
            parts.append(f"The lowest {other.label} is {_place_words(low)}." if low is not None else content.missing_reasons[j])
    parts.append("The path of the run is drawn on it.")
    return " ".join(part for part in parts if part)


def _place_words(low: MinimumMark) -> str:
    about = "" if low.exact else "about "
    return f"{about}{three_figures(low.value)} at ({three_figures(low.x)}, {three_figures(low.y)})"


def _minimum_words(content: SliceContent, i: int) -> str:
    """The marks of the minima; where a panel's own is not in the picture, where it is or why there is none."""
    low = content.minima[i]
    if low is None:
        own = content.missing_reasons[i]
    elif not content.shows(low):
        where = f"({three_figures(low.x)}, {three_figures(low.y)})"
        own = f"The lowest place lies outside the picture, at {where}, where it is {three_figures(low.value)}."
    else:
        own = f"{SIGNS[content.panels[i].mark]} is the lowest place{'' if low.exact else ' that was found'}."
        own += " What it costs there is the other weights' part." if i == 1 and low.value > 0 else ""
    if i != 2:
        return own
    in_view = [(j, low) for j, low in enumerate(content.minima) if low is not None and content.shows(low)]
    shown = low is not None and content.shows(low)
    marks = [f"{SHORT[j]} {SIGNS[content.panels[j].mark]}" for j, _ in in_view]
    marked_words = own if not marks or (shown and len(marks) == 1) else f"Lowest {', '.join(marks)}."
    return " ".join(part for part in (marked_words, "" if shown or marked_words == own else own, _curve_words(content)) if part)


def _curve_words(content: SliceContent) -> str:
    """What the thin line is: whether all that the strength moves has moved along it."""
    if not _has_curve(content):
        return ""
    return (
        f"The thin line is the way of ∗ as the strength grows{f', while {content.held_fixed}' if content.held_fixed else ''}."
    )


def _has_curve(content: SliceContent) -> bool:
    return len(content.minimum_curve) > 0 and not content.in_3d


NO_WEBGL = "Your browser cannot draw in 3-D (it has no WebGL), so this is the view from above."
ARROWS = (
    "Arrows show how the data loss, the penalty (dashed) and both pull at the run, in this plane; compare their lengths at one "
    "step only."
)
ARROW = "The arrow shows how the cost pulls at the run, in this plane."
OTHERS = "; not all of them walk on this cost, so they need not go downhill here."
PLAY = "Press Play and watch the run go down."
HEIGHTS = "Heights are the cost itself. If the valley looks flat, choose Log."
LOG_HEIGHTS = (
    "Heights are logarithmic, so that the valley is seen (a round bottom looks like a tip); the numbers at the axis are the "
    "cost itself."
)


def _suggestion(content: SliceContent, i: int) -> str:
    """What to do next: nothing about a strength that does nothing."""
    priced = content.penalty.any()
    if i == 1 and not priced:
        return "Choose a penalty, or raise the strength, and watch it rise."
    if content.in_3d:
        return ("Drag to turn all three; switch 3-D off to read a place.", "Change the strength and watch it rise.", PLAY)[i]
    return (
        "Click a place to read what it costs there.",
        "Raise the strength and watch it grow.",
        "Raise the strength and watch the lowest cost move." if priced else PLAY,
    )[i]


def _finite(grid: np.ndarray, choose: Callable[[np.ndarray], np.floating]) -> float:
    finite = grid[np.isfinite(grid)]
    return float(choose(finite)) if finite.size else 0.0
