"""The error on held-out examples along the strengths: each fold, their mean with its standard error, the two choices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from explorer.core.text import three_figures
from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.palette import role
from explorer.figures.base.picture import DIM, NEUTRAL, TEXT, Picker, Picture, layout, padded, scatter
from explorer.figures.path.strength_axis import StrengthAxis
from explorer.selection.cross_validation import CrossValidation, Selection
from explorer.words import shrinkage as words
from explorer.words.shared import Said

Array = np.ndarray
JUDGED = "judged_by"
"""What the menu in the chart's head is called."""
TALLEST = 6.0
"""The axis goes up to so many times the distance from the smallest error to that at the largest strength."""


@dataclass(frozen=True, eq=False)
class Validated:
    """A cross-validation as far as it has come: ``chosen`` once it is finished, ``by`` either ``"loss"`` or ``"metric"``.

    ``axis`` and ``margin`` are those of the path's picture.
    """

    work: CrossValidation | None
    chosen: Selection | None
    axis: StrengthAxis
    margin: dict[str, int]
    by: str = "loss"


def validated_picture(content: Validated) -> Picture:
    """The picture named ``validated``; with an empty chart before the first fold is done."""
    work, chosen = content.work, content.chosen
    rows = np.array([row[1 if content.by == "metric" else 0] for row in work.rows]) if work and work.rows else np.zeros((0, 0))
    label = "mean loss, held out" if content.by == "loss" or work is None else f"{work.metric.short}, held out"
    traces: list[Trace] = []
    ends = (0.0, 1.0)
    if work is not None and len(rows):
        order = np.argsort(work.strengths, kind="stable")
        x = content.axis.place(work.strengths[order]).astype("f4")
        ends = _ends(rows[:, order])
        look = {"color": DIM, "width": 1}
        traces += [scatter(x=x, y=_drawable(row[order], ends), mode="lines", line=look, hoverinfo="skip") for row in rows]
        if chosen is not None:
            traces += _summary(content, chosen, order, x, ends)
    low, high = padded(*ends)
    side = {"side": "right"} if content.axis.log else {}
    drawn = layout(
        content.axis.title, label, xaxis=content.axis.layout, yaxis={"range": [low, high], **side}, margin=content.margin,
        meta={"strength_line": content.axis.strength_line},
    )  # fmt: skip
    figure = Drawing(traces, drawn if len(rows) else _card(work is not None))
    options = (("loss", "loss"), ("metric", work.metric.short)) if work is not None else ()
    pickers = (Picker(JUDGED, "Judge by", content.by, options),) if options and chosen is not None else ()
    title, said, alt = _texts(content)
    return Picture("validated", title, said.line, alt, figure, pickers=pickers, more=said.more)


def _card(begun: bool) -> dict[str, Any]:
    """What stands in the chart's place until there is something to draw: what to press, or that it is under way."""
    asked = "Press <b>Cross-validate</b> to see<br>which strength predicts best"
    words = "The first fold is being fitted." if begun else asked
    frame = {"type": "rect", "xref": "paper", "yref": "paper", "x0": 0, "x1": 1, "y0": 0, "y1": 1,
             "line": {"color": DIM, "width": 1, "dash": "dash"}}  # fmt: skip
    text = {"xref": "paper", "yref": "paper", "x": 0.5, "y": 0.5, "text": words, "showarrow": False, "font": {"size": 14}}
    return layout(
        "", "", xaxis={"visible": False}, yaxis={"visible": False}, margin={"l": 2, "r": 2, "t": 2, "b": 2},
        shapes=[frame], annotations=[text],
    )  # fmt: skip


def _summary(content: Validated, chosen: Selection, order: Array, x: Array, ends: tuple[float, float]) -> list[Trace]:
    """The mean with its bars, the two choices, and how far one standard error above the minimum is."""
    mean, se = measured(content, chosen)
    values, bars = _drawable(mean[order], ends), np.where(np.isfinite(se[order]), se[order], 0.0)
    colour = role("validation")
    best, one = np.flatnonzero(order == chosen.best_at)[0], np.flatnonzero(order == chosen.one_se_at)[0]
    traces = [
        scatter(
            x=x, y=values, mode="lines+markers", line={"color": colour, "width": 2, "dash": "dot"},
            marker={"size": 4, "color": colour},
            error_y={"type": "data", "array": bars.astype("f4"), "color": colour, "thickness": 1, "width": 2},
            hovertemplate="%{y:.4g}<extra></extra>",
        )
    ]  # fmt: skip
    if content.by == "loss":
        limit = float(mean[chosen.best_at] + se[chosen.best_at])
        look = {"color": NEUTRAL, "width": 1, "dash": "dash"}
        traces.append(scatter(x=[x[0], x[-1]], y=[limit, limit], mode="lines", line=look, hoverinfo="skip"))
    low, high = padded(*ends)
    style = {"color": TEXT, "width": 1, "dash": "dot"}
    choices = [(best, "minimum", "cross-thin"), (one, "one standard error", "circle-open")]
    if one == best:
        choices = [(best, "minimum, and one standard error", "circle-open")]
    for row, (at, name, symbol) in enumerate(choices):
        height, middle = high - (0.17 + 0.09 * row) * (high - low), 0.5 * sum(content.axis.range)
        place = float(np.log10(x[at])) if content.axis.log else float(x[at])
        traces += [
            scatter(x=[x[at], x[at]], y=[low, high], mode="lines", line=style, hoverinfo="skip"),
            scatter(x=[x[at]], y=[values[at]], mode="markers", hoverinfo="skip",
                    marker={"symbol": symbol, "size": 13, "color": TEXT, "line": {"color": TEXT, "width": 2}}),
            scatter(x=[x[at]], y=[height], mode="text", text=[f"\u2002{name}\u2002"], hoverinfo="skip",
                    textposition="middle left" if place > middle else "middle right", textfont={"size": 11, "color": TEXT}),
        ]  # fmt: skip
    return traces


def measured(content: Validated, chosen: Selection) -> tuple[Array, Array]:
    """Mean and standard error (k,) of what the chart is judged by."""
    return (chosen.score_mean, chosen.score_se) if content.by == "metric" else (chosen.mean, chosen.se)


def _ends(rows: Array) -> tuple[float, float]:
    finite = rows[np.isfinite(rows)]
    if not finite.size:
        return 0.0, 1.0
    low = float(finite.min())
    last = rows[:, -1][np.isfinite(rows[:, -1])]
    usual = float(last.max()) if last.size else float(finite.max())
    return low, min(float(finite.max()), low + TALLEST * ((usual - low) or abs(low) or 1.0))


def _drawable(values: Array, ends: tuple[float, float]) -> Array:
    """Values that plotly can draw: what is far above the chart ends a little above it."""
    low, high = ends
    far = high + 2.0 * ((high - low) or 1.0)
    return np.where(np.isfinite(values), np.clip(values, low - far, far), far).astype("f4")


def _texts(content: Validated) -> tuple[str, Said, str]:
    """Title, what is said under the chart, and text alternative."""
    work, chosen = content.work, content.chosen
    if work is None:
        return words.CV_BEFORE, words.cv_before(), "An empty chart: no cross-validation has been done yet."
    if chosen is None:
        alt = f"Line chart of held-out errors: {work.done} of {work.count} folds done."
        return words.cv_title(work.done, work.count), words.cv_under_way(), alt
    mean, se = measured(content, chosen)
    unit = "loss" if content.by == "loss" else chosen.metric.short
    best, one = (
        f"{three_figures(float(mean[at]))} ± {three_figures(float(se[at]))}" for at in (chosen.best_at, chosen.one_se_at)
    )
    alt = (
        f"Line chart of the held-out {unit} along the strengths, mean over {work.count} folds with its standard error. "
        f"Smallest at strength {three_figures(chosen.best)}: {best}. Within one standard error up to strength "
        f"{three_figures(chosen.one_se)}: {one}."
    )
    return words.cv_best(three_figures(chosen.best)), words.cv(work.count, chosen.note), alt
