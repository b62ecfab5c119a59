"""One example: the loss, and its slope, against the residual, the margin or the prediction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from explorer.core.text import three_figures
from explorer.cost.example_losses import ExampleLosses
from explorer.cost.problem import Problem
from explorer.figures.base.drawing import Drawing, Trace
from explorer.figures.base.labels import end_labels
from explorer.figures.base.palette import role
from explorer.figures.base.picture import TEXT, Picture, escape, layout, padded, scatter
from explorer.figures.base.played import tracked
from explorer.figures.loss.axis import FARTHEST, LossAxis, axis_of
from explorer.losses import Loss
from explorer.words import loss_cost as words
from explorer.words.shared import Said

Array = np.ndarray
JUMP = 0.02
LEAST_SEEN = 0.01
"""A curve of which less than this share lies in the chart is not drawn there."""
FOLLOWED = 20.0
"""How many heights above or below the chart a curve is still followed."""
STYLES = (
    ("data", "solid"),
    ("penalty", "dash"),
    ("validation", "dot"),
    ("positive", "dashdot"),
    ("third", "longdash"),
    ("negative", "dash"),
)
MOST_CURVES = len(STYLES)
GLYPHS = {"solid": "———", "dash": "– – –", "dot": "·····", "dashdot": "– · –", "longdash": "— —"}
SCALES = {"defined": "As defined", "equal": "Equal"}


def curve_pictures(
    problem: Problem, examples: ExampleLosses, picked: int, others: Sequence[Loss], scale: str, since: int = 0
) -> list[Picture]:
    """The loss and its slope, with other losses to compare and the picked example as a point that moves with the step shown.

    ``since`` is the step from which the loss has been this one. Raises ``ValueError`` for more curves
    than have a look of their own.
    """
    axis = axis_of(problem, examples, picked)
    losses = [problem.loss, *others]
    if len(losses) > MOST_CURVES:
        raise ValueError(f"others: {len(others)} losses; at most {MOST_CURVES - 1} are drawn beside the first")
    if axis.factor(problem.loss) is None:
        scale = "defined"
    return [_picture(problem, examples, picked, axis, losses, scale, kind, since) for kind in ("loss", "slope")]


def _picture(
    problem: Problem,
    examples: ExampleLosses,
    picked: int,
    axis: LossAxis,
    losses: Sequence[Loss],
    scale: str,
    kind: str,
    since: int,
) -> Picture:
    """The chart of one kind, ``"loss"`` or ``"slope"``."""
    every = [curve for loss, style in zip(losses, STYLES, strict=False) if (curve := _curve(axis, loss, style, scale, kind))]
    first = every[0]
    picked_values = first.factor * ((examples.loss - first.lift) if kind == "loss" else examples.slope)[:, picked]
    picked_values = np.clip(picked_values, -FARTHEST, FARTHEST)
    low, high = _range(axis, first.values, picked_values, kind)
    drawn = [curve for curve in every if curve is first or curve.in_view(low, high)]
    traces: list[Trace] = []
    for curve in drawn:
        values = np.clip(curve.values, low - FOLLOWED * (high - low), high + FOLLOWED * (high - low))
        traces.append(
            scatter(
                x=axis.x.astype("f4"), y=_with_gaps(curve.loss, values, kind).astype("f4"), mode="lines", connectgaps=False,
                name=escape(_label(curve.loss, curve.factor, scale)), hovertemplate="%{y:.4g}",
                line={"color": role(curve.style[0]), "dash": curve.style[1], "width": 3.0 if curve is first else 1.8},
            )
        )  # fmt: skip
    place = np.clip(examples.place[:, picked], -FARTHEST, FARTHEST)
    traces.append(scatter(mode="markers", name="now", marker={"color": TEXT, "size": 11}, **tracked(place, picked_values)))
    names = _names_in_corner(drawn, kind, low, high, axis) if axis.margin else _names_at_ends(drawn, low, high, axis)
    figure = Drawing([*traces, names], _layout(axis, kind, scale, low, high, drawn))
    title, said, alt = _texts(problem, drawn, axis, scale, kind, LeftOut(losses, every, drawn), since)
    return Picture(kind, title, said.line, alt, figure, more=said.more)


@dataclass(frozen=True, eq=False)
class Curve:
    """A loss as it is drawn: its values (k,) times ``factor``, after ``lift`` was subtracted; its colour and dash."""

    loss: Loss
    values: Array
    factor: float
    lift: float
    style: tuple[str, str]

    def in_view(self, low: float, high: float) -> bool:
        """Whether a good part of it lies in a chart of this height."""
        return float(np.mean((self.values >= low) & (self.values <= high))) >= LEAST_SEEN


class LeftOut(NamedTuple):
    """Losses that were to be drawn, those that have a curve, and those whose curve is in the picture."""

    asked: Sequence[Loss]
    curves: Sequence[Curve]
    drawn: Sequence[Curve]

    @property
    def sentences(self) -> tuple[str, str]:
        """Which are not in the picture, and why, in two sentences that may be empty."""
        flat = [loss.label for loss in self.asked if loss not in [curve.loss for curve in self.curves]]
        beyond = [curve.loss.label for curve in self.curves if curve not in self.drawn]
        return words.flat(flat), words.beyond(beyond)


def _curve(axis: LossAxis, loss: Loss, style: tuple[str, str], scale: str, kind: str) -> Curve | None:
    """The curve of a loss, or None where it cannot be scaled."""
    factor = axis.factor(loss) if scale == "equal" else 1.0
    lift = axis.least(loss) if scale == "equal" or axis.above else 0.0
    if factor is None:
        return None
    with np.errstate(over="ignore"):
        values = axis.value(loss) - lift if kind == "loss" else axis.slope(loss)
        return Curve(loss, np.clip(factor * values, -FARTHEST, FARTHEST), factor, lift, style)


def _range(axis: LossAxis, first: Array, picked_values: Array, kind: str) -> tuple[float, float]:
    """The height of the chart: the main curve's, and the picked example's at every step.

    Under a log link a loss grows without end towards a prediction of 0: there what is right of the truth decides.
    """
    in_view = first if axis.margin or axis.y[0] == 0 else first[axis.x >= 0.5 * axis.y[0]]
    both = np.concatenate([in_view, picked_values])
    low, high = float(both.min()), float(both.max())
    bottom, top = padded(min(low, 0.0) if kind == "loss" else low, high)
    return bottom, top


def _with_gaps(loss: Loss, values: Array, kind: str) -> Array:
    """A curve that jumps is drawn with a gap where it does: slopes at a kink, and values of a loss that counts mistakes."""
    values = values.copy()
    if loss.smooth or (kind == "loss" and loss.convex):
        return values
    values[:-1][np.abs(np.diff(values)) > JUMP * (float(np.ptp(values)) or 1.0)] = np.nan
    return values


def _label(loss: Loss, factor: float, scale: str) -> str:
    return loss.label if scale == "defined" else f"{loss.label}, × {three_figures(factor)}"


def _names_at_ends(drawn: Sequence[Curve], low: float, high: float, axis: LossAxis) -> Trace:
    """Names at the right ends of the curves, with an arrow for one that ends above or below the chart."""
    ends = []
    for curve in drawn:
        end = float(curve.values[-1])
        leaves = " ↑" if end > high else " ↓" if end < low else ""
        ends.append((curve.loss.label + leaves, end, role(curve.style[0])))
    return end_labels(ends, float(axis.x[-1]), low, high - 0.04 * (high - low), most=11)


def _names_in_corner(drawn: Sequence[Curve], kind: str, low: float, high: float, axis: LossAxis) -> Trace:
    """Names in the corner that curves of a margin leave empty, since they all meet at 0 on the right; the highest at the left
    comes first."""
    ordered = sorted(drawn, key=lambda curve: -float(curve.values[0]))
    gap = (high - low) / 11
    top = high - 0.7 * gap if kind == "loss" else low + (len(ordered) + 0.2) * gap
    return scatter(
        mode="text", x=[float(axis.x[-1])] * len(ordered), y=[top - k * gap for k in range(len(ordered))],
        text=[f"{escape(curve.loss.label)} {GLYPHS[curve.style[1]]}" for curve in ordered], textposition="middle left",
        textfont={"size": 11, "color": [role(curve.style[0]) for curve in ordered]}, cliponaxis=False, hoverinfo="skip",
    )  # fmt: skip


def _layout(axis: LossAxis, kind: str, scale: str, low: float, high: float, drawn: Sequence[Curve]) -> dict[str, Any]:
    room = 22 + 6 * max(len(curve.loss.label) for curve in drawn)  # for the names at the right
    what = "loss above its lowest" if axis.above else "loss of one example"
    if kind == "slope":
        what = f"slope{axis.along or ' of the loss'}"
    if scale == "equal":
        what = f"{'loss above its lowest, 1' if kind == 'loss' else 'slope of losses that are 1'} at {axis.at}"
    return layout(
        escape(axis.title), what,
        xaxis={"range": [float(axis.x[0]), float(axis.x[-1])], "zeroline": True, "hoverformat": ".3g"},
        yaxis={"range": [low, high], "zeroline": True},
        margin={"r": 14 if axis.margin else min(room, 130)}, hovermode="x",
    )  # fmt: skip


def _texts(
    problem: Problem, drawn: Sequence[Curve], axis: LossAxis, scale: str, kind: str, left_out: LeftOut, since: int
) -> tuple[str, Said, str]:
    """Title, what is said under the chart, and text alternative."""
    loss = problem.loss
    scaled = words.ABOVE_LEAST if axis.above else words.AS_DEFINED
    if scale == "equal":
        scaled = words.made_equal(axis.at)
    elif axis.factor(loss) is None:
        scaled = words.cannot_scale(loss.label, axis.at)
    if kind == "loss":
        title = words.curve_title(loss.label)
        said = words.curve(axis.name, loss.task == "multiclass", scaled, left_out.sentences, since)
    else:
        title = words.slope_title(loss.label)
        per = words.PER.get(loss.task, words.PER_LOG if loss.link == "log" else "")
        said = words.slope(per, words.TRY_OUTLIER if loss.smooth else words.JUMPS, left_out.sentences, since)
    heights = ", ".join(f"{c.loss.name} {_height(c.values[0])} to {_height(c.values[-1])}" for c in drawn)
    above = " above its lowest" if kind == "loss" and (axis.above or scale == "equal") else ""
    alt = (
        f"Line chart of the {kind}{above} of {', '.join(c.loss.label for c in drawn)} against {axis.title}, from "
        f"{three_figures(float(axis.x[0]))} to {three_figures(float(axis.x[-1]))}. At the two ends: {heights}."
    )
    return title, said, alt


def _height(value: float) -> str:
    return three_figures(float(value)) if abs(value) < 1e6 else "far beyond the chart"
