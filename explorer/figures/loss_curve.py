"""One example: the loss, and its slope, against the residual, the margin or the prediction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import plotly.graph_objects as go

from explorer.examples import Examples
from explorer.figures.palette import role
from explorer.figures.picture import TEXT, Picture, Trace, end_labels, escape, layout, padded, scatter, tracked
from explorer.losses import Loss
from explorer.problem import Problem
from explorer.text import three_figures

Array = np.ndarray
POINTS = 601
FARTHEST = 1e30
NARROWEST, WIDEST = 2.5, 5.0
"""How far an axis of margins reaches at least, and at most for examples that are not picked."""
JUMP = 0.02
BEYOND = 20.0
"""How many heights above or below the chart a curve is still followed."""
LOOKS = (
    ("data", "solid"),
    ("penalty", "dash"),
    ("validation", "dot"),
    ("positive", "dashdot"),
    ("third", "longdash"),
    ("negative", "dash"),
)
MOST_CURVES = len(LOOKS)
GLYPHS = {"solid": "———", "dash": "– – –", "dot": "·····", "dashdot": "– · –", "longdash": "— —"}
SCALES = {"defined": "As defined", "equal": "Equal"}


@dataclass(frozen=True)
class Axis:
    """Where a loss is drawn: places x (k,), their name in words, and the targets and raw predictions that they stand for.

    ``reference`` is where losses are made equal if that is asked for, and ``at`` names it; ``margin`` says whether it is a
    margin, and ``along`` in what the slope is, where that is not the axis itself.
    """

    x: Array
    title: str
    y: Array
    z: Array
    reference: float
    at: str
    margin: bool
    along: str = ""

    def value(self, loss: Loss) -> Array:
        """The loss along the axis."""
        return loss.value(self.y, self.z)

    def slope(self, loss: Loss) -> Array:
        """Its slope along the axis: for several classes in the true class's own score."""
        slope = loss.slope(self.y, self.z)
        return slope[:, 0] if slope.ndim == 2 else slope

    def factor(self, loss: Loss) -> float | None:
        """What makes the loss 1 above its least at the reference, as a factor; None where it costs nothing there."""
        k = int(np.argmin(np.abs(self.x - self.reference)))
        height = float(loss.value(self.y[k : k + 1], self.z[k : k + 1])[0]) - self.least(loss)
        return 1.0 / height if 0 < height < np.inf else None

    def least(self, loss: Loss) -> float:
        """The lowest the loss can be for the target of this axis."""
        return float(loss.least(self.y[:1], self.z.shape[1] if self.z.ndim == 2 else 2)[0])


def axis_of(problem: Problem, examples: Examples, picked: int) -> Axis:
    """The axis that suits the loss, wide enough for nearly all examples and for the picked one at every step."""
    loss, place = problem.loss, examples.place
    place = np.minimum(np.abs(place), FARTHEST)
    usual, own = float(np.quantile(place, 0.99)), float(place[:, picked].max())
    if loss.task in ("binary", "multiclass"):
        usual = min(max(usual, NARROWEST), WIDEST)
    reach = 1.06 * max(usual, own)
    if loss.task == "binary":
        m = _through(-reach, reach, -1.0)
        return Axis(m, "margin: label × score, above 0 is right", np.ones(m.size), m, -1.0, "a margin of -1", True)
    if loss.task == "multiclass":
        m = _through(-reach, reach, -1.0)
        z = np.zeros((m.size, len(problem.data.classes)))
        z[:, 0] = m
        title = "lead of the true class's score over the others, here all equal"
        return Axis(m, title, np.zeros(m.size, dtype=int), z, -1.0, "a lead of -1", True)
    if loss.link == "log":
        y = float(problem.data.y[picked])
        ceiling = 3.0 * max(float(problem.data.y.max()), 1.0)
        high = min(max(3.0 * y, 3.0, 1.05 * own), ceiling)
        x = _through(high / 400.0, high, 2.0 * y or 1.0)
        at = f"a prediction of {three_figures(2.0 * y or 1.0)}"
        title = f"predicted {problem.data.target}, where the true value is {three_figures(y)}"
        return Axis(x, title, np.full(x.size, y), np.log(x), 2.0 * y or 1.0, at, False, " in z, its logarithm")
    r = _through(-max(reach, 2.0), max(reach, 2.0), 1.0)
    unit = "standard deviations" if problem.data.task == "regression" else problem.data.target_unit
    title = f"residual: prediction - truth ({unit})" if unit else "residual: prediction - truth"
    return Axis(r, title, np.zeros(r.size), r, 1.0, "a residual of 1", False)


def _through(low: float, high: float, place: float) -> Array:
    """An even grid that also holds 0 and one place, where both lie inside."""
    inside = [v for v in (0.0, place, 1.0, -1.0) if low < v < high]
    return np.unique(np.concatenate([np.linspace(low, high, POINTS), inside]))


def curve_pictures(problem: Problem, examples: Examples, picked: int, others: Sequence[Loss], scale: str) -> list[Picture]:
    """The loss and its slope, with others beside them and the picked example as a point that moves with the step shown."""
    axis = axis_of(problem, examples, picked)
    losses = [problem.loss, *others][:MOST_CURVES]
    if axis.factor(problem.loss) is None:
        scale = "defined"
    return [_picture(problem, examples, picked, axis, losses, scale, kind) for kind in ("loss", "slope")]


def _picture(
    problem: Problem, examples: Examples, picked: int, axis: Axis, losses: Sequence[Loss], scale: str, kind: str
) -> Picture:
    """The chart of one kind, ``"loss"`` or ``"slope"``."""
    drawn = [curve for loss, look in zip(losses, LOOKS, strict=False) if (curve := _curve(axis, loss, look, scale, kind))]
    main = drawn[0]
    own = main.factor * ((examples.loss - main.lift) if kind == "loss" else examples.slope)[:, picked]
    own = np.clip(own, -FARTHEST, FARTHEST)
    low, high = _range(axis, main.values, own, kind)
    traces: list[Trace] = []
    for curve in drawn:
        values = np.clip(curve.values, low - BEYOND * (high - low), high + BEYOND * (high - low))
        traces.append(
            scatter(
                x=axis.x.astype("f4"), y=_broken(curve.loss, values, kind).astype("f4"), mode="lines", connectgaps=False,
                name=escape(_named(curve.loss, curve.factor, scale)), hovertemplate="%{y:.4g}",
                line={"color": role(curve.look[0]), "dash": curve.look[1], "width": 3.0 if curve is main else 1.8},
            )
        )  # fmt: skip
    place = np.clip(examples.place[:, picked], -FARTHEST, FARTHEST)
    traces.append(scatter(mode="markers", name="now", marker={"color": TEXT, "size": 11}, **tracked(place, own)))
    names = _key(drawn, kind, low, high, axis) if axis.margin else _ends(drawn, low, high, axis)
    figure = go.Figure([*traces, names], _layout(axis, kind, scale, low, high))
    return Picture(
        kind,
        *_texts(problem, drawn, [loss for loss in losses if loss not in [c.loss for c in drawn]], axis, scale, kind),
        figure,
    )


@dataclass(frozen=True, eq=False)
class Curve:
    """A loss as it is drawn: its values (k,) times ``factor``, after ``lift`` was taken off; colour and dash."""

    loss: Loss
    values: Array
    factor: float
    lift: float
    look: tuple[str, str]


def _curve(axis: Axis, loss: Loss, look: tuple[str, str], scale: str, kind: str) -> Curve | None:
    """The curve of a loss, or None where it cannot be scaled."""
    factor, lift = (axis.factor(loss), axis.least(loss)) if scale == "equal" else (1.0, 0.0)
    if factor is None:
        return None
    with np.errstate(over="ignore"):
        values = axis.value(loss) - lift if kind == "loss" else axis.slope(loss)
        return Curve(loss, np.clip(factor * values, -FARTHEST, FARTHEST), factor, lift, look)


def _range(axis: Axis, main: Array, own: Array, kind: str) -> tuple[float, float]:
    """The height of the chart: the main curve's, and the picked example's at every step.

    Under a log link a loss grows without end towards a prediction of 0: there what is right of the truth decides.
    """
    seen = main if axis.margin or axis.y[0] == 0 else main[axis.x >= 0.5 * axis.y[0]]
    both = np.concatenate([seen, own])
    low, high = float(both.min()), float(both.max())
    return tuple(padded(min(low, 0.0) if kind == "loss" else low, high))  # type: ignore[return-value]


def _broken(loss: Loss, values: Array, kind: str) -> Array:
    """A curve that jumps is drawn with a gap where it does: slopes at a kink, and values of a loss that counts mistakes."""
    values = values.copy()
    if loss.smooth or (kind == "loss" and loss.convex):
        return values
    values[:-1][np.abs(np.diff(values)) > JUMP * (float(np.ptp(values)) or 1.0)] = np.nan
    return values


def _named(loss: Loss, factor: float, scale: str) -> str:
    return loss.label if scale == "defined" else f"{loss.label}, × {three_figures(factor)}"


def _ends(drawn: Sequence[Curve], low: float, high: float, axis: Axis) -> Trace:
    """Names at the right ends of the curves."""
    ends = [(curve.loss.label, float(curve.values[-1]), role(curve.look[0])) for curve in drawn]
    return end_labels(ends, float(axis.x[-1]), low, high - 0.04 * (high - low), most=11)


def _key(drawn: Sequence[Curve], kind: str, low: float, high: float, axis: Axis) -> Trace:
    """Names in the corner that curves of a margin leave empty, since they all meet at 0 on the right; the highest at the left
    stands first."""
    ordered = sorted(drawn, key=lambda curve: -float(curve.values[0]))
    gap = (high - low) / 11
    top = high - 0.7 * gap if kind == "loss" else low + (len(ordered) + 0.2) * gap
    return scatter(
        mode="text", x=[float(axis.x[-1])] * len(ordered), y=[top - k * gap for k in range(len(ordered))],
        text=[f"{escape(curve.loss.label)} {GLYPHS[curve.look[1]]}" for curve in ordered], textposition="middle left",
        textfont={"size": 11, "color": [role(curve.look[0]) for curve in ordered]}, cliponaxis=False, hoverinfo="skip",
    )  # fmt: skip


def _layout(axis: Axis, kind: str, scale: str, low: float, high: float) -> dict[str, Any]:
    what = "loss of one example" if kind == "loss" else f"slope of the loss{axis.along}"
    if scale == "equal":
        what = f"{'loss above its least, 1' if kind == 'loss' else 'slope of losses that are 1'} at {axis.at}"
    return layout(
        escape(axis.title), what,
        xaxis={"range": [float(axis.x[0]), float(axis.x[-1])], "zeroline": True, "hoverformat": ".3g"},
        yaxis={"range": [low, high], "zeroline": True},
        margin={"r": 14 if axis.margin else 130}, hovermode="x",
    )  # fmt: skip


def _texts(
    problem: Problem, drawn: Sequence[Curve], left_out: Sequence[Loss], axis: Axis, scale: str, kind: str
) -> tuple[str, str, str]:
    """Title, caption and text alternative."""
    loss = problem.loss
    scaled = "Every loss is drawn as it is defined, so heights are not to be compared."
    if scale == "equal":
        scaled = f"Each is multiplied so that it is 1 above its least at {axis.at}: compare shapes."
        if left_out:
            scaled += f" Left out, since it costs nothing there: {', '.join(one.label for one in left_out)}."
    elif axis.factor(loss) is None:
        scaled = f"{loss.label} costs nothing at {axis.at}, so every loss is drawn as it is defined."
    if kind == "loss":
        title = f"One example: what {loss.label} makes of it"
        rivals = " It stands off the curve where the other scores differ." if loss.task == "multiclass" else ""
        caption = f"The disc is the example you picked, at the step shown.{rivals} {scaled}"
    else:
        title = f"How hard it pulls: the slope of {loss.label}"
        per = {"binary": " per unit of margin", "multiclass": " in the true class's score"}.get(loss.task, "")
        per = per or (", in z, the logarithm of the prediction," if loss.link == "log" else "")
        caption = f"The slope{per} is what gradient descent uses: where it is 0, the example no longer pulls. {_pull(loss)}"
    heights = ", ".join(f"{c.loss.name} {_height(c.values[0])} to {_height(c.values[-1])}" for c in drawn)
    alt = (
        f"Line chart of the {kind} of {', '.join(c.loss.label for c in drawn)} against {axis.title}, from "
        f"{three_figures(float(axis.x[0]))} to {three_figures(float(axis.x[-1]))}. At the two ends: {heights}."
    )
    return title, caption, alt


def _height(value: float) -> str:
    return three_figures(float(value)) if abs(value) < 1e6 else "far beyond the chart"


def _pull(loss: Loss) -> str:
    if not loss.smooth:
        return "It jumps at the kink. Try a smooth loss beside it."
    return "Try an outlier: does its pull grow, stay, or fade?"
