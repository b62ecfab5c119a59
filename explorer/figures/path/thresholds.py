"""What a penalty makes of one weight: soft threshold, hard threshold and L2 as curves, with the weights on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.text import setting, three_figures
from explorer.cost.problem import Problem
from explorer.figures.base.columns import weight
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.labels import end_labels, leader_lines
from explorer.figures.base.palette import role
from explorer.figures.base.picture import DIM, NEUTRAL, TEXT, Picker, Picture, layout, padded, scatter
from explorer.figures.base.played import PathItem, PathPoints
from explorer.path.thresholding import features_of_spread_1, hard_threshold, shrink, threshold
from explorer.penalties import PENALTIES
from explorer.penalties.base import Penalty
from explorer.words import shrinkage as words
from explorer.words.shared import Said

Array = np.ndarray
POINTS = 401
MOST_WEIGHTS = 60
LEAD = 0.1
"""Of half the axis, beyond the lines: room for the lines that lead to their names."""


@dataclass(frozen=True, eq=False)
class Thresholds:
    """What is drawn: the penalty at a strength for a feature by itself, along which the data loss has a ``curvature``.

    That is None where there is no such number; then the curves are drawn for 1, and their shape alone says something.
    ``free`` (p,) are the weights without a penalty and ``now`` (p,) those of the path, each None where it is not known. The
    run's weights play in the columns ``w0`` ...
    """

    problem: Problem
    strength: float
    curvature: float | None
    free: Array | None
    now: Array | None

    @property
    def drawn_curvature(self) -> float:
        """The curvature that the curves are drawn for."""
        return self.curvature or 1.0

    def curve(self, penalty: Penalty, b: Array) -> Array:
        """What a penalty makes of weights that are b (k,) without it."""
        return shrink(penalty, b, self.drawn_curvature, self.strength)

    @property
    def threshold(self) -> float:
        """The size below which the problem's penalty makes a weight zero; 0 where there is none."""
        return threshold(self.problem.penalty.base, self.drawn_curvature, self.strength)

    @property
    def same_for_all(self) -> bool:
        """Whether one curve is that of every weight."""
        return features_of_spread_1(self.problem.network)


def thresholds_picture(content: Thresholds, pickers: tuple[Picker, ...] = ()) -> Picture:
    """The picture named ``why``: the penalty's own curve, the three well-known ones faint for comparison, and the weights."""
    penalty, mask = content.problem.penalty.base, np.flatnonzero(content.problem.network.penalised > 0)
    reach = _reach(content, mask)
    b = np.linspace(-reach, reach, POINTS)
    own = content.curve(penalty, b)
    known = {
        "soft threshold": content.curve(PENALTIES["l1"](), b),
        "hard threshold": hard_threshold(b, content.drawn_curvature, content.strength),
        "L2": content.curve(PENALTIES["l2"](), b),
    }
    same = [name for name, values in known.items() if np.allclose(values, own, atol=1e-9 * reach)]
    others = {name: values for name, values in known.items() if name not in same}
    dashes = dict(zip(known, ("dot", "dash", "dashdot"), strict=True))
    ends = [(f"{penalty.name}: {same[0]}" if same and penalty.kink else penalty.name, float(own[-1]), role("penalty"))]
    ends += [(name, float(values[-1]), NEUTRAL) for name, values in others.items()]
    traces = [scatter(x=[-reach, reach], y=[-reach, reach], mode="lines", line={"color": DIM, "width": 1}, hoverinfo="skip")]
    traces += [
        scatter(x=b.astype("f4"), y=values.astype("f4"), mode="lines", name=name, hoverinfo="skip",
                line={"color": NEUTRAL, "width": 1.2, "dash": dashes[name]})
        for name, values in others.items()
    ]  # fmt: skip
    traces.append(scatter(x=b.astype("f4"), y=own.astype("f4"), mode="lines", line={"color": role("penalty"), "width": 2.6},
                          name=penalty.name, hoverinfo="skip"))  # fmt: skip
    off = 0
    if content.free is not None:
        drawn = mask[np.argsort(-np.abs(content.free[mask]), kind="stable")][:MOST_WEIGHTS]
        items = [PathItem(weight(i), content.problem.names[i], TEXT, at=float(content.free[i])) for i in drawn.tolist()]
        traces.append(scatter(mode="markers", name="the run", meta=PathPoints(tuple(items)).meta))
        if content.now is not None:
            gap = np.abs(content.now[drawn] - content.curve(penalty, content.free[drawn]))
            off = int((gap > 0.05 * reach).sum())
    low, high = padded(-reach, reach)
    edge = (1.0 + LEAD) * reach
    traces += [leader_lines(ends, reach, edge, low, high), end_labels(ends, edge, low, high)]
    figure = Drawing(
        traces,
        layout("weight with no penalty", "weight", xaxis={"range": [-reach, edge], "zeroline": True},
               yaxis={"range": [low, high], "zeroline": True}, margin={"r": 24 + 6 * max(len(end[0]) for end in ends)}),
    )  # fmt: skip
    said, alt = _caption(content, off), _alt(content, own, b, others)
    return Picture("why", _title(content, own, b), said.line, alt, figure, pickers=pickers, more=said.more)


def _reach(content: Thresholds, mask: Array) -> float:
    """How far the axes go: to the largest weight, and to the threshold where that is not far beyond."""
    known = [np.abs(w[mask]).max(initial=0.0) for w in (content.free, content.now) if w is not None]
    largest = float(max(known, default=0.0)) or 1.0
    edge = content.threshold
    return 1.15 * max(largest, 1.6 * edge if edge < 8 * largest else 0.0)


def _title(content: Thresholds, own: Array, b: Array) -> str:
    """The sentence, limited to features with a standard deviation of 1 where it does not hold for every weight drawn."""
    share = float(own[-1]) / float(b[-1])
    if content.curvature is None and content.strength and not _free(content):
        return words.shape_only(content.problem.penalty.name, content.threshold > 0)
    if edge := content.threshold:
        sentence = words.below_zero(three_figures(edge))
    elif content.strength == 0 or _free(content):
        return words.NOTHING
    else:
        sentence = words.NOTHING if share > 0.9995 else words.keeps(three_figures(100 * share))
    if content.problem.penalty.factors is not None:
        return words.with_factor(sentence)
    return sentence if content.same_for_all else words.with_spread(sentence)


def _free(content: Thresholds) -> bool:
    return content.problem.penalty.is_zero()


def _caption(content: Thresholds, off: int) -> Said:
    """What is drawn, and behind "More" for which curvature, and why weights are off the curve."""
    problem, known = content.problem, content.free is not None
    mean = content.curvature is not None and not problem.loss.quadratic
    why = words.off_the_curve(off, problem.penalty.factors is not None, content.same_for_all)
    return words.thresholds(_free(content), problem.penalty.name, _where(content), mean, known, why, bool(problem.penalty.kink))


def _where(content: Thresholds) -> str:
    """For which curvature of the data loss the curve is drawn."""
    if content.curvature is not None:
        return words.drawn_for(three_figures(content.curvature), content.problem.loss.quadratic)
    return words.read_the_shape(content.problem.loss.name, content.problem.network.linear)


def _alt(content: Thresholds, own: Array, b: Array, others: dict[str, Array]) -> str:
    known = f" Beside it {', '.join(others)}." if others else ""
    ends = [f"{three_figures(float(own[i]))} at {three_figures(float(b[i]))}" for i in (0, -1)]
    under = f"under {content.problem.penalty.name} at strength {setting(content.strength)}"
    return (
        f"Line chart of the weight against the weight without a penalty, {'with none' if _free(content) else under}: "
        f"from {ends[0]} to {ends[1]}.{known}"
    )
