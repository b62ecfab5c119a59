"""Title, caption and text alternative of the picture of a regularization path."""

from __future__ import annotations

import numpy as np

from explorer.core.text import setting, three_figures
from explorer.cost.weight_norms import sizes
from explorer.figures.path.content import PathContent

MOVE = "The vertical line is the strength: drag it, click where it is to go, or focus the chart and use the arrow keys."


WEAKER = "The strength falls to the right."


def title(seen: PathContent, show: str) -> str:
    """A few words and the numbers at the strength in force."""
    at = f"strength {setting(seen.axis.now)}"
    if show == "parts":
        cost = seen.problem.at(seen.axis.now).cost(seen.now)
        parts = [three_figures(value) for value in (cost.data, cost.penalty, cost.total)]
        return f"At {at}: {parts[0]} + {parts[1]} = cost {parts[2]}"
    if show == "early":
        assert seen.matched is not None
        return f"Stopping after {seen.matched.step} steps is about like strength {float(f'{seen.matched.strength:.2g}'):g}"
    alive, every = int(np.count_nonzero(seen.now[seen.penalised])), seen.penalised.size
    if alive == 1 and every > 1:
        last = seen.penalised[np.flatnonzero(seen.now[seen.penalised])[0]]
        return f"At {at}, one weight of {every} is not zero: {seen.problem.names[last]}"
    if show == "active" or seen.problem.penalty.kink:
        return f"At {at}, {alive} of {every} weights are not zero"
    whole = seen.path.weights[seen.order[0]] if seen.free is None else seen.free
    size, now = (float(sizes(seen.problem, w[None])[0][0]) for w in (whole, seen.now))
    share = three_figures(100 * now / size) if size else "100"
    return f"Strength {setting(seen.axis.now)} leaves {share} % of the weights' size"


def caption(seen: PathContent, show: str) -> str:
    """What the chart is, and what to try."""
    name = seen.problem.penalty.name
    if show == "early":
        what = (
            f"Solid: the weights under {name} at each strength. Dashed: the run's own weights, each step drawn at the strength "
            "that matches it, its own + 1 / (rate × step). The match is approximate: what a direction keeps can differ by 0.2."
        )
        return (
            f"{what} Press Play and watch the run walk along the path. Hover a line to read which step is like which strength."
        )
    what = {
        "weights": "Each line is a weight as the strength grows.",
        "parts": "The mean loss of the examples, the penalty and their sum, at the minimum for each strength.",
        "active": "How many weights are left at each strength.",
    }[show]
    if show == "weights" and not seen.problem.penalty.kink:
        free = "without a penalty" if seen.free is not None else "at the smallest strength here"
        what += f" Their size is compared with that {free}."
    run = "The points are the run's, on their way to the vertical line: press Play."
    early = f"Stopping early cannot be shown: {seen.unmatched}" if seen.show == "early" else ""
    parts = [
        early,
        what,
        run,
        _rings(seen, show),
        _kinks(seen) if show != "parts" else "",
        _backwards(seen, show),
        seen.said,
        MOVE,
    ]
    return " ".join(part for part in parts if part)


def _rings(seen: PathContent, show: str) -> str:
    """What is drawn of pinned runs."""
    if show != "weights" or not seen.pins:
        return ""
    if not seen.pinned:
        return "Pinned runs have paths of their own, so they are not drawn."
    others = "" if len(seen.pinned) == seen.pins else "; those with other paths are not drawn"
    return f"Rings are where pinned runs ended{others}."


def _backwards(seen: PathContent, show: str) -> str:
    """What to know where one place on the axis stands for several strengths."""
    if seen.axis.kind == "strength":
        return ""
    if seen.axis.kind == "norm":
        return WEAKER
    assert seen.path.freedom is not None
    if show == "active" and bool((seen.path.freedom == seen.path.active + 1).all()):
        return f"Under {seen.problem.penalty.name} the degrees of freedom are these weights and the bias: the line is straight."
    if seen.returns:
        return f"{WEAKER} Not steadily: a line can pass a place several times. Hover it to see at which strength."
    return WEAKER


def _kinks(seen: PathContent) -> str:
    return "Each tick at the bottom is a strength where a weight joins or leaves." if seen.path.kinks is not None else ""


def alt(seen: PathContent, show: str) -> str:
    """The picture in words and numbers."""
    strengths, path = seen.axis.strengths, seen.path
    where = f"from strength {three_figures(float(strengths[0]))} to {three_figures(float(strengths[-1]))}"
    first, last = seen.order[0], seen.order[-1]
    now = "" if seen.beside else f"The strength in force, {setting(seen.axis.now)}, is a vertical line that can be moved."
    if show == "parts":
        told = ", ".join(
            f"{name} from {three_figures(float(values[first]))} to {three_figures(float(values[last]))}"
            for name, values in (("data loss", path.data), ("penalty", path.penalty), ("cost", path.total))
        )
        return f"Line chart of the cost and its parts along the path, {where}: {told}. {now}"
    counts = (
        f"{path.active[first]} of {seen.penalised.size} weights are not zero at the smallest strength and {path.active[last]} "
        "at the largest"
    )
    zeroing = f" All are zero from {three_figures(path.zeroing)} on." if path.zeroing else ""
    if show == "active":
        return f"Line chart of how many weights are not zero, {where}: {counts}.{zeroing} {now}"
    order = seen.penalised[np.argsort(-np.abs(path.weights[first][seen.penalised]), kind="stable")][:4]
    largest = ", ".join(
        f"{seen.problem.names[i]} {three_figures(float(path.weights[first, i]))} (here {three_figures(float(seen.now[i]))})"
        for i in order
    )
    beside = " Beside it the run's own weights, step by step." if show == "early" else ""
    return (
        f"Line chart of {seen.penalised.size} weights along the path, {where}. {counts}.{zeroing} The largest at the smallest "
        f"strength: {largest}.{beside} {now}"
    )
