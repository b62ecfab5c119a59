"""Titles, captions and text alternatives of the three pictures of a cost over a plane."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from explorer.core.text import three_figures
from explorer.figures.surface.content import MinimumMark, SliceContent
from explorer.words import surface as words
from explorer.words.shared import Said, as_title, said

SHORT = ("data loss", "penalty", "cost")


def title(content: SliceContent, i: int) -> str:
    """A few words and the number that matters: the lowest data loss and cost, the highest penalty shown.

    Where the surface is that of the end alone, it says so in place of the number. The smallest value of the picture that is
    not known to be the minimum is lowest "here".
    """
    panel, grid, low = content.panels[i], content.grids[i], content.minima[i]
    if content.since:
        return words.at_end(panel.label)
    if i == 1:
        return as_title(panel.label) if _finite(grid, np.max) > 0 else words.nothing(panel.label)
    if low is not None and content.shows(low):
        return words.panel_title(panel.label, three_figures(low.value), low.exact)
    if np.isfinite(grid).any():
        return words.panel_title(panel.label, three_figures(_finite(grid, np.min)), exact=False)
    return words.too_large(panel.label)


def caption(content: SliceContent, i: int) -> Said:
    """What the panel shows; and behind "More" how it is drawn, and what to try."""
    low = content.minima[i]
    shown = low is not None and content.shows(low)
    mark = words.SIGNS[content.panels[i].mark] if shown else ""
    ball = content.ball_shape if i == 0 and not content.in_3d and len(content.penalty_ball) else ""
    highest = three_figures(_finite(content.penalty, np.max))
    touching = content.equal_axes and content.touching
    line = words.panel_line(
        i, highest, mark, low is None or low.exact, ball, touching, content.no_webgl, thin=i == 2 and _thin(content)
    )
    parts = [*_minimum_words(content, i)]
    if i == 0 and not content.in_3d:
        parts += [words.ball(ball) if ball else "", content.tangency_sentence]
    if i == 2:
        parts.append(words.WALKED)
        parts.append(words.earlier(content.since) if content.since else "")
        if content.in_3d:
            parts.append(words.LOG_HEIGHTS if content.log_heights else words.HEIGHTS)
        else:
            parts.append(words.ARROWS if content.penalty.any() else words.ARROW)
    if i == 2 and content.pin_count and not content.in_3d:
        parts.append(words.SAME_COST if content.same_cost else words.OTHER_COSTS)
    return said(line, *parts, _suggestion(content, i))


def alt(content: SliceContent, i: int) -> str:
    """The panel in words and numbers."""
    panel, grid = content.panels[i], content.grids[i]
    kind = "Surface in 3-D" if content.in_3d else "Contour chart"
    (x0, x1), (y0, y1) = ((three_figures(float(a[0])), three_figures(float(a[-1]))) for a in (content.x, content.y))
    parts = [
        f"{kind} of the {panel.label} over {content.axes[0]} from {x0} to {x1} and {content.axes[1]} from {y0} to {y1}.",
        f"It goes from {three_figures(_finite(grid, np.min))} to {three_figures(_finite(grid, np.max))}."
        if np.isfinite(grid).any()
        else f"{words.too_large(panel.label)}.",
    ]
    for j, (other, low) in enumerate(zip(content.panels, content.minima, strict=True)):
        if i in (j, 2):
            parts.append(f"The lowest {other.label} is {_place_words(low)}." if low is not None else content.missing_reasons[j])
    parts.append("The path of the run is drawn on it.")
    return " ".join(part for part in parts if part)


def _place_words(low: MinimumMark) -> str:
    about = "" if low.exact else "about "
    return f"{about}{three_figures(low.value)} at ({three_figures(low.x)}, {three_figures(low.y)})"


def _minimum_words(content: SliceContent, i: int) -> tuple[str, ...]:
    """The marks of the minima; where a panel's own is not in the picture, where it is or why there is none."""
    low, own = content.minima[i], ""
    if low is None:
        own = content.missing_reasons[i]
    elif not content.shows(low):
        own = words.outside(three_figures(low.x), three_figures(low.y), three_figures(low.value))
    elif i == 1 and low.value > 0:
        own = words.OTHER_PART
    if i != 2:
        return (own,)
    marks = [
        f"{SHORT[j]} {words.SIGNS[content.panels[j].mark]}"
        for j, one in enumerate(content.minima)
        if one is not None and content.shows(one)
    ]
    thin = words.curve(content.held_fixed) if _thin(content) else ""
    return words.marks(", ".join(marks)) if marks else "", own, thin


def _thin(content: SliceContent) -> bool:
    """Whether the way of the minimum over the strengths is drawn."""
    return bool(len(content.minimum_curve)) and not content.in_3d


def _suggestion(content: SliceContent, i: int) -> str:
    """What to do next: nothing about a strength that does nothing."""
    priced = bool(content.penalty.any())
    if i == 1 and not priced:
        return words.NO_PRICE
    if content.in_3d:
        return words.TRY_3D[i]
    return words.TRY[i] if i != 2 or priced else words.PLAY


def _finite(grid: np.ndarray, choose: Callable[[np.ndarray], np.floating]) -> float:
    finite = grid[np.isfinite(grid)]
    return float(choose(finite)) if finite.size else 0.0
