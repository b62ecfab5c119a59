"""What a penalty makes of one weight: soft threshold, hard threshold and ridge as curves, with the weights on them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explorer.core.text import setting, three_figures
from explorer.cost.problem import Problem
from explorer.figures.base.drawing import Drawing
from explorer.figures.base.labels import end_labels, leaders
from explorer.figures.base.palette import role
from explorer.figures.base.picture import DIM, NEUTRAL, TEXT, Picker, Picture, layout, padded, scatter
from explorer.figures.base.played import PathItem, PathPoints
from explorer.penalties import PENALTIES
from explorer.penalties.base import Penalty

Array = np.ndarray
POINTS = 401
HALVINGS = 60
MOST_WEIGHTS = 60
LEAD = 0.1
"""Of the axis' half, beyond the lines: room for what leads to their names."""


@dataclass(frozen=True, eq=False)
class Thresholds:
    """What is drawn: the penalty at a strength for a feature by itself, along which the data loss bends by ``bend``.

    It is None where no such number can be had; then the curves are drawn for 1, and their shape alone says something.
    ``free`` (p,) are the weights without a penalty and ``now`` (p,) those of the path, each None where it is not known. The
    run's weights play in the columns ``w0`` ...
    """

    problem: Problem
    strength: float
    bend: float | None
    free: Array | None
    now: Array | None

    @property
    def drawn(self) -> float:
        """The bend that is drawn."""
        return self.bend or 1.0

    def curve(self, penalty: Penalty, b: Array) -> Array:
        """What the penalty makes of a weight that is b (k,) without it: the w with the least bend (w - b)^2 / 2 + penalty."""
        return penalty.prox(b, 1.0 / self.drawn, self.strength)


def hard(b: Array, bend: float, strength: float) -> Array:
    """b where keeping it is worth the strength, 0 elsewhere: what a price on every weight that is not zero makes of it.

    Source: Donoho and Johnstone, Ideal spatial adaptation by wavelet shrinkage, 1994.

    >>> hard(np.array([0.5, 2.0]), bend=2.0, strength=1.0)
    array([0., 2.])
    """
    return np.where(0.5 * bend * b * b > strength, b, 0.0)


def thresholds_picture(seen: Thresholds, pickers: tuple[Picker, ...] = ()) -> Picture:
    """The picture named ``why``: the penalty's own curve, the three known ones faint beside it, and the weights."""
    penalty, mask = seen.problem.penalty, np.flatnonzero(seen.problem.network.penalised > 0)
    reach = _reach(seen, mask)
    b = np.linspace(-reach, reach, POINTS)
    own = seen.curve(penalty, b)
    beside = {
        "soft threshold": seen.curve(PENALTIES["l1"](), b),
        "hard threshold": hard(b, seen.drawn, seen.strength),
        "ridge": seen.curve(PENALTIES["l2"](), b),
    }
    same = [name for name, values in beside.items() if np.allclose(values, own, atol=1e-9 * reach)]
    others = {name: values for name, values in beside.items() if name not in same}
    dashes = dict(zip(beside, ("dot", "dash", "dashdot"), strict=True))
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
    if seen.free is not None:
        drawn = mask[np.argsort(-np.abs(seen.free[mask]), kind="stable")][:MOST_WEIGHTS]
        items = [PathItem(f"w{i}", seen.problem.names[i], TEXT, at=float(seen.free[i])) for i in drawn.tolist()]
        traces.append(scatter(mode="markers", name="the run", meta=PathPoints(tuple(items)).meta))
        if seen.now is not None:
            gap = np.abs(seen.now[drawn] - seen.curve(penalty, seen.free[drawn]))
            off = int((gap > 0.05 * reach).sum())
    low, high = padded(-reach, reach)
    edge = (1.0 + LEAD) * reach
    traces += [leaders(ends, reach, edge, low, high), end_labels(ends, edge, low, high)]
    figure = Drawing(
        traces,
        layout("weight without a penalty", "weight", xaxis={"range": [-reach, edge], "zeroline": True},
               yaxis={"range": [low, high], "zeroline": True}, margin={"r": 24 + 6 * max(len(end[0]) for end in ends)}),
    )  # fmt: skip
    return Picture("why", _title(seen, own, b), _caption(seen, off), _alt(seen, own, b, others), figure, pickers=pickers)


def _reach(seen: Thresholds, mask: Array) -> float:
    """How far the axes go: to the largest weight, and to where the penalty lets go where that is not far beyond."""
    known = [np.abs(w[mask]).max(initial=0.0) for w in (seen.free, seen.now) if w is not None]
    largest = float(max(known, default=0.0)) or 1.0
    edge = threshold(seen)
    return 1.15 * max(largest, 1.6 * edge if edge < 8 * largest else 0.0)


def threshold(seen: Thresholds) -> float:
    """The size below which the penalty makes a weight zero, by bisection; 0 where there is none."""
    penalty = seen.problem.penalty
    if not penalty.kink or seen.strength == 0:
        return 0.0
    near, far = 0.0, 2.0 * seen.strength * penalty.kink / seen.drawn
    for _ in range(HALVINGS):
        middle = 0.5 * (near + far)
        near, far = (middle, far) if seen.curve(penalty, np.array([middle]))[0] == 0 else (near, middle)
    return far


def even(problem: Problem) -> bool:
    """Whether every weight is that of a feature of spread 1 (dividing by n), so that one curve is that of them all.

    >>> from explorer import Experiment
    >>> [even(Experiment(dataset="diabetes", standardise=yes).problem()) for yes in (True, False)]
    [True, False]
    """
    network = problem.network
    return network.linear and bool(np.allclose(network.features.std(axis=0), 1.0, rtol=0, atol=1e-6))


def _title(seen: Thresholds, own: Array, b: Array) -> str:
    """True of every weight drawn, or said to be for a feature of spread 1."""
    share = float(own[-1]) / float(b[-1])
    if seen.bend is None and seen.strength and not _free(seen):
        name = seen.problem.penalty.name
        return f"{name} makes small weights zero" if threshold(seen) else f"{name} makes weights smaller, none zero"
    if edge := threshold(seen):
        said = f"Weights below {three_figures(edge)} become zero"
    elif seen.strength == 0 or _free(seen):
        return "Nothing shrinks"
    else:
        said = "Nothing shrinks" if share > 0.9995 else f"A weight keeps {three_figures(100 * share)} % of itself"
    return said if even(seen.problem) else f"For a feature of spread 1: {said[0].lower()}{said[1:]}"


def _free(seen: Thresholds) -> bool:
    return seen.problem.penalty.mixture(1.0) == (0.0, 0.0)


def _caption(seen: Thresholds, off: int) -> str:
    parts = [
        "Without a penalty every weight stays as it is; beside that, what the known penalties would make of one."
        if _free(seen)
        else f"What {seen.problem.penalty.name} makes of the weight of a feature by itself (spread 1), {_where(seen)}."
    ]
    if seen.bend is not None and not seen.problem.loss.quadratic:
        parts.append("That bend is the mean over the examples, so the curve is approximate here.")
    if seen.free is None:
        parts.append("The weights without a penalty are not known, so they are not drawn.")
    else:
        parts.append("The points are the run's weights.")
    if off:
        why = "are correlated: they stand in for each other." if even(seen.problem) else "are correlated or not of spread 1."
        parts.append(f"{off} of them end{'s' * (off == 1)} off the curve, since features {why}")
    watched = "which reach zero" if seen.problem.penalty.kink else "all shrink"
    parts.append("Choose a penalty." if _free(seen) else f"Play, then raise the strength and watch {watched}.")
    return " ".join(parts)


def _where(seen: Thresholds) -> str:
    """For which bend of the data loss the curve is drawn."""
    if seen.bend is not None:
        return f"where the data loss bends by {three_figures(seen.bend)}"
    why = "does not bend" if seen.problem.network.linear else "bends differently along each weight of a network"
    return f"drawn as if the data loss bent by 1: {seen.problem.loss.name} {why}, so read the shape and not the numbers"


def _alt(seen: Thresholds, own: Array, b: Array, others: dict[str, Array]) -> str:
    beside = f" Beside it {', '.join(others)}." if others else ""
    ends = [f"{three_figures(float(own[i]))} at {three_figures(float(b[i]))}" for i in (0, -1)]
    return (
        f"Line chart of the weight against the weight without a penalty, under {seen.problem.penalty.name} at strength "
        f"{setting(seen.strength)}: from {ends[0]} to {ends[1]}.{beside}"
    )
