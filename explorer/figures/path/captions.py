"""Title, caption and text alternative of the picture of a regularization path."""

from __future__ import annotations

import numpy as np

from explorer.core.text import setting, three_figures
from explorer.cost.feature_factors import free_features
from explorer.cost.weight_norms import alive, largest_weights, weight_sizes
from explorer.figures.path.content import PathContent

MOVE = "The vertical line is the strength: drag it, click where it is to go, or focus the chart and use the arrow keys."


WEAKER = "The strength falls to the right."


def all_zero(content: PathContent) -> str:
    """What is zero from the zeroing strength on: features with a factor of 0 stay in."""
    return "others zero" if free_features(content.problem).any() else "all zero"


def title(content: PathContent, show: str) -> str:
    """A few words and the numbers at the strength in force."""
    at = f"strength {setting(content.axis.now)}"
    if show == "parts":
        cost = content.problem.at(content.axis.now).cost(content.now)
        parts = [three_figures(value) for value in (cost.data, cost.penalty, cost.total)]
        return f"At {at}: {parts[0]} + {parts[1]} = cost {parts[2]}"
    if show == "early":
        assert content.early is not None
        return f"Stopping after {content.early.step} steps is about like strength {float(f'{content.early.strength:.2g}'):g}"
    used = np.flatnonzero(alive(content.problem, content.now[None])[0])
    nonzero_count, count = used.size, content.penalised.size
    if nonzero_count == 1 and count > 1:
        last = used[0]
        return f"At {at}, one weight of {count} is not zero: {content.problem.names[last]}"
    if show == "active" or content.problem.penalty.kink:
        return f"At {at}, {nonzero_count} of {count} weights are not zero"
    whole = content.path.weights[content.order[0]] if content.unregularised is None else content.unregularised
    size, now = (float(weight_sizes(content.problem, w[None])[0][0]) for w in (whole, content.now))
    share = three_figures(100 * now / size) if size else "100"
    return f"Strength {setting(content.axis.now)} leaves {share} % of the weights' size"


def caption(content: PathContent, show: str) -> str:
    """What the chart is, and what to try."""
    name = content.problem.penalty.name
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
    if show == "weights" and not content.problem.penalty.kink:
        other = "without a penalty" if content.unregularised is not None else "at the smallest strength here"
        what += f" Their size is compared with that {other}."
    run = "The points are the run's, on their way to the vertical line: press Play."
    early = f"Stopping early cannot be shown: {content.early_refusal}" if content.show == "early" else ""
    parts = [
        early,
        what,
        run,
        _factors(content),
        _relaxed(content, show),
        _rings(content, show),
        _kinks(content) if show != "parts" else "",
        _backwards(content, show),
        content.notes,
        MOVE,
    ]
    return " ".join(part for part in parts if part)


def _factors(content: PathContent) -> str:
    """That features pay the penalty several times or not at all."""
    free = free_features(content.problem)
    if content.problem.penalty.factors is None:
        return ""
    names = [content.problem.names[i * content.problem.network.layers[0].width] for i in np.flatnonzero(free)]
    listed = ", ".join(names[:3]) + (", ..." if len(names) > 3 else "")
    named = names and "no strength shrinks" not in content.notes
    return "Features have factors of their own." + (f" A factor of 0: no strength shrinks {listed}." if named else "")


def _relaxed(content: PathContent, show: str) -> str:
    """What the dotted lines are."""
    if content.relaxed is None or show != "weights":
        return ""
    gaps = " Where that has no lowest cost they have a gap." if np.isnan(content.relaxed).any() else ""
    return f"Dotted: the weights in use at each strength, fitted again without a penalty (the relaxed path).{gaps}"


def _rings(content: PathContent, show: str) -> str:
    """What is drawn of pinned runs."""
    if show != "weights" or not content.pin_count:
        return ""
    if not content.pinned_ends:
        return "Pinned runs have paths of their own, so they are not drawn."
    others = "" if len(content.pinned_ends) == content.pin_count else "; those with other paths are not drawn"
    return f"Rings are where pinned runs ended{others}."


def _backwards(content: PathContent, show: str) -> str:
    """A note for an axis on which strengths fall to the right, or one place has several strengths."""
    if content.axis.kind == "strength":
        return ""
    if content.axis.kind == "norm":
        return WEAKER
    if show == "active" and content.path.freedom_counts_weights:
        bias = " and the bias" if content.problem.network.biased else ""
        return f"Under {content.problem.penalty.name} the degrees of freedom are these weights{bias}: the line is straight."
    if content.runs_back:
        return f"{WEAKER} Not steadily: a line can pass a place several times. Hover it to see at which strength."
    return WEAKER


def _kinks(content: PathContent) -> str:
    return "Each tick at the bottom is a strength where a weight joins or leaves." if content.path.kinks is not None else ""


def alt(content: PathContent, show: str) -> str:
    """The picture in words and numbers."""
    strengths, path = content.axis.strengths, content.path
    where = f"from strength {three_figures(float(strengths[0]))} to {three_figures(float(strengths[-1]))}"
    first, last = content.order[0], content.order[-1]
    now = "" if content.apart else f"The strength in force, {setting(content.axis.now)}, is a vertical line that can be moved."
    if show == "parts":
        changes = ", ".join(
            f"{name} from {three_figures(float(values[first]))} to {three_figures(float(values[last]))}"
            for name, values in (("data loss", path.data), ("penalty", path.penalty), ("cost", path.total))
        )
        return f"Line chart of the cost and its parts along the path, {where}: {changes}. {now}"
    counts = (
        f"{path.active[first]} of {content.penalised.size} weights are not zero at the smallest strength and "
        f"{path.active[last]} at the largest"
    )
    zeroing = (
        f" {all_zero(content).split()[0].capitalize()} are zero from {three_figures(path.zeroing)} on." if path.zeroing else ""
    )
    if show == "active":
        return f"Line chart of how many weights are not zero, {where}: {counts}.{zeroing} {now}"
    order = largest_weights(content.problem, path.weights[[first]])[:4]
    pairs = [(content.problem.names[i], float(path.weights[first, i]), float(content.now[i])) for i in order]
    largest = ", ".join(f"{name} {three_figures(value)} (here {three_figures(here)})" for name, value, here in pairs)
    run = " Beside it the run's own weights, step by step." if show == "early" else ""
    return (
        f"Line chart of {content.penalised.size} weights along the path, {where}. {counts}.{zeroing} The largest at the "
        f"smallest strength: {largest}.{run} {now}"
    )
