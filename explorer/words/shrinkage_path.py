"""What the Shrinkage page says of the path and the run on it."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.words.shared import listed

MOVE = "The vertical line is the strength: drag it, click where it is to go, or focus the chart and use the arrow keys."
WEAKER = "The strength falls to the right."
UNSTEADY = "It can also rise for a while, so a line can pass a place twice. Hover it to see at which strength."
KINKS = "Each tick at the bottom: a strength at which a weight becomes zero, or stops being zero."
SHOWS = {"weights": "weights", "parts": "cost parts", "active": "not zero", "early": "stopping early"}
"""What the chart can show, by id, as its menu names it."""
AXES = {"strength": "strength", "norm": "weights' size", "freedom": "degrees of freedom"}
"""What the path is drawn against, by id, as the menu names it."""


def parts_title(strength: str, data: str, penalty: str, cost: str) -> str:
    """The parts of the cost at a strength."""
    return f"At strength {strength}: {data} + {penalty} = cost {cost}"


def early_title(step: int, strength: str) -> str:
    """Which strength stopping early is like."""
    return f"Stopping after {step} steps is about like strength {strength}"


def one_left_title(strength: str, count: int, name: str) -> str:
    """Which weight is left."""
    return f"At strength {strength}, one weight of {count} is not zero: {name}"


def left_title(strength: str, left: int, count: int) -> str:
    """How many weights are left."""
    if left == count > 1:
        return f"At strength {strength}, none of the {count} weights is zero"
    return f"At strength {strength}, {left} of {count} weights are not zero"


def size_title(strength: str, share: str) -> str:
    """How large the weights still are."""
    return f"Strength {strength} shrinks the weights to {share} %"


FREE = "Strength 0 shrinks nothing"
"""The title where nothing holds the weights back."""


def larger_title(strength: str, unregularised: bool) -> str:
    """That the weights are larger than those that they are compared with."""
    compared = "with no penalty" if unregularised else "at the smallest strength here"
    return f"At strength {strength} the weights are larger than {compared}"


LINES = {
    "weights": "Each line: a weight as the strength grows. Dots: current weights; Play updates them.",
    "parts": "Mean loss, penalty and their sum at each strength. Dots: the current run.",
    "active": "How many weights are not zero at each strength. Dot: the current run.",
    "early": "Solid: weights at each strength. Dashed: the run, at the strength that matches each step.",
}
"""What is seen, by what the chart shows."""
THE_PATH = "This is the regularization path: the weights with the lowest cost at each strength."
MATCH = (
    "Each step is drawn at the strength that matches it: its own strength + 1 / (rate × step).",
    "The match is approximate: what a direction keeps can differ by 0.2.",
    "Press Play and watch the run move along the path.",
    "Hover a line to read which step is like which strength.",
)


def size_compared(unregularised: bool) -> str:
    """With what the weights' size is compared."""
    return f"100 %: the weights' size {'with no penalty' if unregularised else 'at the smallest strength here'}."


def no_early(refusal: str) -> str:
    """Why stopping early cannot be shown."""
    return f"Stopping early cannot be shown: {refusal}"


def factors(free: Sequence[str], told: bool) -> str:
    """That features have factors, and which have 0; ``told`` where it is said already that none shrinks them."""
    named = f" A factor of 0: no strength shrinks {listed(free)}." if free and not told else ""
    return f"Features have factors of their own.{named}"


def relaxed(gaps: bool) -> str:
    """What the dotted lines are."""
    line = "Dotted: the weights in use at each strength, fitted again with no penalty (the relaxed path)."
    return f"{line} They have a gap where that has no lowest cost, or takes too long." if gaps else line


def rings(drawn: int, pins: int) -> str:
    """What is drawn of pinned runs."""
    if not drawn:
        return "Pinned runs have paths of their own, so they are not drawn."
    return "Rings: where pinned runs ended." + ("" if drawn == pins else " Those with other paths are not drawn.")


def straight(penalty: str, biased: bool) -> str:
    """That the degrees of freedom are the number of weights."""
    bias = " and the bias" if biased else ""
    return f"Under {penalty} the degrees of freedom are these weights{bias}, so the line is straight."


RELAXED_SWITCH = "Relaxed: refit the weights that are not zero, with no penalty"
RELAXED_HELP = (
    "L1 chooses features, and also shrinks them. A second fit with no penalty undoes the shrinking (the relaxed lasso)."
)
FOLLOWS = "This path has few strengths so far: one with more is on its way."
HERE_MISSED = "At the strength in force the minimum was not reached, so its dots may lie off the lines."
FEW = "Each strength takes long to find here, so the path has {} of them."
TWINS = "Two features that are nearly the same: L1 picks one of them, L2 shares the weight between both."
OWN_WEIGHTS, BESIDE_L2 = "The run's own weights are shown instead.", "Below is the path of L2, with the run beside it."
NO_MINIMUM = (
    "Some weights put every example on its right side, and {} does not rise for large weights. At small strengths they grow "
    "without end; the weights drawn there are those at which the search stopped."
)


NO_STOPPING = "Early stopping needs a run without changes, and this one has changes. Undo takes them back."


def gap(worst: str, unit: str) -> str:
    """How exact the path is."""
    return f"Along this path the cost is at most {worst} above the lowest, as a share of {unit}."


def checked(kink: bool, worst: str, unit: str) -> str:
    """How exact the path is."""
    zero = " that is not zero; along the others the data loss pulls no harder than the penalty" if kink else ""
    return f"Checked: the slope of the cost is 0 along each weight{zero}. This holds to {worst} of {unit}."


def beyond(most: str) -> str:
    """That some strengths cannot be set."""
    return f"Strengths above {most} cannot be set, so the line stays below."


def decays(solver: str) -> str:
    """That a run does not end on the path."""
    return f"{solver} shrinks the weights separately from the gradient, so its run does not end on this path."
