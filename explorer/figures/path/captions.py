"""Title, caption and text alternative of the picture of a regularization path."""

from __future__ import annotations

import numpy as np

from explorer.core.text import setting, three_figures
from explorer.cost.feature_factors import free_features
from explorer.cost.weight_norms import alive, largest_weights, weight_sizes
from explorer.figures.path.content import PathContent
from explorer.words import shrinkage_path as words
from explorer.words.shared import Said, said


def all_zero(content: PathContent) -> str:
    """What is zero from the zeroing strength on: features with a factor of 0 stay in."""
    return "others zero" if free_features(content.problem).any() else "all zero"


def title(content: PathContent, show: str) -> str:
    """A few words and the numbers at the strength in force."""
    at = setting(content.axis.now)
    if show == "parts":
        cost = content.problem.at(content.axis.now).cost(content.now)
        parts = [three_figures(value) for value in (cost.data, cost.penalty, cost.total)]
        return words.parts_title(at, *parts)
    if show == "early":
        assert content.early is not None
        return words.early_title(content.early.step, f"{float(f'{content.early.strength:.2g}'):g}")
    used = np.flatnonzero(alive(content.problem, content.now[None])[0])
    nonzero_count, count = used.size, content.penalised.size
    if nonzero_count == 1 and count > 1:
        return words.one_left_title(at, count, content.problem.names[used[0]])
    if show == "active" or content.problem.penalty.kink:
        return words.left_title(at, nonzero_count, count)
    if content.axis.now == 0:
        return words.FREE
    whole = content.path.weights[content.order[0]] if content.unregularised is None else content.unregularised
    size, now = (float(weight_sizes(content.problem, w[None])[0][0]) for w in (whole, content.now))
    if size and now > 1.0005 * size:
        return words.larger_title(at, content.unregularised is not None)
    share = three_figures(100 * now / size) if size else "100"
    return words.size_title(at, share)


def caption(content: PathContent, show: str) -> Said:
    """What the chart shows; and behind "More" how it is drawn, and what to try."""
    if show == "early":
        return said(words.LINES[show], *words.MATCH)
    compared = show == "weights" and not content.problem.penalty.kink
    return said(
        words.LINES[show],
        words.THE_PATH if show == "weights" else "",
        words.no_early(content.early_refusal) if content.show == "early" else "",
        words.size_compared(content.unregularised is not None) if compared else "",
        _factors(content),
        _relaxed(content, show),
        _rings(content, show),
        words.KINKS if content.path.kinks is not None and show != "parts" else "",
        _backwards(content, show),
        content.notes,
        words.MOVE,
    )


def _factors(content: PathContent) -> str:
    """That features count several times or not at all."""
    if content.problem.penalty.factors is None:
        return ""
    free = np.flatnonzero(free_features(content.problem))
    names = [content.problem.names[i * content.problem.network.layers[0].width] for i in free]
    return words.factors(names, "no strength shrinks" in content.notes)


def _relaxed(content: PathContent, show: str) -> str:
    """What the dotted lines are."""
    if content.relaxed is None or show != "weights":
        return ""
    return words.relaxed(bool(np.isnan(content.relaxed).any()))


def _rings(content: PathContent, show: str) -> str:
    """What is drawn of pinned runs."""
    if show != "weights" or not content.pin_count:
        return ""
    return words.rings(len(content.pinned_ends), content.pin_count)


def _backwards(content: PathContent, show: str) -> str:
    """A note for an axis on which strengths fall to the right, or one place has several strengths."""
    if content.axis.kind == "strength":
        return ""
    if content.axis.kind == "freedom" and show == "active" and content.path.freedom_counts_weights:
        return words.straight(content.problem.penalty.name, content.problem.network.biased)
    back = content.axis.kind == "freedom" and content.runs_back
    return f"{words.WEAKER} {words.UNSTEADY}" if back else words.WEAKER


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
