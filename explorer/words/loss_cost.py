"""What the Loss & cost page says: one example, all examples, the cost, a target that is moved, the worked sum, the facts."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.words.shared import Said, count_of, said

# One example: its loss and its slope


def curve_title(loss: str) -> str:
    """The chart of a loss."""
    return f"One example: its loss under {loss}"


def curve(axis: str, rivals: bool, scaled: str, left_out: Sequence[str], since: int) -> Said:
    """The loss over an ``axis`` ("residual" ...), with the picked example on it."""
    return said(
        f"Dot: your example at the step shown. Curve: the loss at each {axis}.",
        "The curve takes the other scores as equal. Where they differ, the dot is off the curve." if rivals else "",
        scaled,
        *left_out,
        _another_before(since),
    )


def slope_title(loss: str) -> str:
    """The chart of a slope."""
    return f"How hard it pulls: the slope of {loss}"


def slope(per: str, suggestion: str, left_out: Sequence[str], since: int) -> Said:
    """The slope of a loss, ``per`` what."""
    return said(
        "Where the slope is 0, the example does not move the weights.",
        f"Gradient descent uses this slope{per}.",
        suggestion,
        *left_out,
        _another_before(since),
    )


PER = {"binary": ", per unit of margin", "multiclass": ", taken along the score of the true class"}
PER_LOG = ", taken along z, the logarithm of the prediction"
AS_DEFINED = "Each loss is drawn as it is defined. Compare shapes, not heights."
ABOVE_LEAST = "Each curve is shifted so that a perfect prediction has loss 0. Compare shapes, not heights."
JUMPS = "The slope jumps at the kink. Compare a smooth loss."
TRY_OUTLIER = "Try an outlier: does its pull grow, stay or fade?"


def made_equal(at: str) -> str:
    """That losses are scaled to meet."""
    return f"Each loss is scaled: at {at} it is 1 above its lowest value. Compare shapes."


def cannot_scale(loss: str, at: str) -> str:
    """That they are not, since one is 0 there."""
    return f"{loss} is 0 at {at}, so every loss is drawn as it is defined."


def flat(names: Sequence[str]) -> str:
    """Losses that have no curve."""
    return f"Left out, since it is 0 there: {', '.join(names)}." if names else ""


def beyond(names: Sequence[str]) -> str:
    """Losses whose curve is not in the picture."""
    return f"Not shown, since all of it is off the chart: {', '.join(names)}." if names else ""


def _another_before(since: int) -> str:
    return f"Before step {since} another loss was in use. The dot shows the loss in use since then." if since else ""


# All examples, and their sum

PICK_A_BAR = "Click a bar to pick it."
WEIGHED = "Each example counts by its weight; the mean weight is 1."
NOT_ZERO = "Even a perfect prediction does not cost 0 here. The excess loss is what an example costs above that."


def examples_title(percent: str, share: str, what: str, above: bool) -> str:
    """What part of the loss the costliest examples make."""
    most = f"{percent} % of the examples" if above else f"The costliest {percent} % of the examples"
    return f"{most} make {share} % of the {what} at the end"


def examples_unplayed(what: str) -> str:
    """The title before the end."""
    return f"Which examples make the {what}"


def examples(weighed: bool, above: bool, told: str) -> Said:
    """A bar for each example."""
    return said(
        "Up: share of the loss. Down: share of the gradient. ▼ your example. Line: mean.",
        "Each bar is one example at the step shown, the costliest first." if not above else "",
        "Each bar is one example at the step shown; the largest excess loss comes first." if above else "",
        "Down: the length of its own gradient, as a share of the sum of all lengths.",
        PICK_A_BAR,
        WEIGHED if weighed else "",
        NOT_ZERO if above else "",
        told,
    )


def other_examples(step: int) -> str:
    """That earlier steps had other examples."""
    return f"Before step {step} there were other examples. All bars are of those at the end."


SUM_TITLE = "How the cost adds up, at the step shown"


def cost_sum(penalty: str, unpriced: bool, broken: bool, below: str = "") -> Said:
    """Three bars: the mean loss, the penalty, the cost; ``below`` says why the loss is negative."""
    then = "At each step, the bars use the loss and the penalty that were in use up to it." if broken else ""
    if unpriced:
        return said(
            "Mean loss = cost: there is no penalty.", "The mean is over all training examples.", then, below, "Try a penalty."
        )
    line = f"Mean loss + {penalty} penalty = cost."
    return said(line, "The mean is over all training examples.", then, below, "Try another strength.")


# A target that is moved

DRAG_FIRST = "Drag an example to compare losses"


def drag_title(most: str, least: str) -> str:
    """Under which losses a moved target drags the predictions most and least."""
    return f"Dragged most: {most}; least: {least}"


DRAG_ALONE = "How far it drags the fit"


def drag(what: Sequence[str], classes: bool) -> Said:
    """How far predictions move under each loss."""
    return said(
        "Bars: how far predictions move, on average, under each loss.",
        *what,
        "Each loss is trained with and without the change, all else equal.",
        "Try another loss, or flip another example." if classes else "Try another loss, or another distance.",
    )


def moved(count: int, untrained: int) -> str:
    """How many examples are moved, and how many of them do not train."""
    if not count:
        return "No target is moved yet."
    some = f"{count_of(count, 'example')} {'is' if count == 1 else 'are'} moved."
    if not untrained:
        return some
    whose = f"{untrained} of them {'is a validation example' if untrained == 1 else 'are validation examples'}"
    return f"{some} {whose}: no gradient, so no pull on the weights."


def left_out(loss: str, why: str) -> str:
    """Why a loss has no bar."""
    return f"{loss} is left out: {why}"


TOO_LONG = "with so many steps it would take too long."
UNSETTLED = "at this learning rate its run does not settle."

# The controls

HEIGHTS_HELP = "As defined: each loss on its own scale. Equal: each is scaled so that all meet at one place."
NUDGE_HELP = "Drag it, or use the arrow keys. How far does the fit follow under each loss?"


def picker_help(order: str) -> str:
    """The menu of examples."""
    return f"A training example by its row in the data set, {order}. You can also click its bar."


def disturbed(value: str) -> str:
    """That a target was changed by noise or flips."""
    return f"You disturbed the data: here the model trains on {value}."


# The worked sum

FIRST_NUMBERS = "Back to the first numbers"
CHANGE_NUMBERS = "By hand: change its numbers"
WORKED = "A small worked example. Change any number, add or delete rows, or choose another loss and penalty."
LAST_GOOD = "Below are the last numbers that work."


def worked_total(symbols: str, count: int, total: str, alike: bool) -> str:
    """The total in a sentence, after what the symbols mean."""
    mean = "mean" if alike else "weighted mean"
    return f"{symbols} The cost of these {count} examples is {total}: the {mean} of their losses, plus the penalty."


# The facts


def ball_title(penalty: str) -> str:
    """The curve of equal penalty."""
    return f"Two weights with the same penalty under {penalty}"


def ball() -> Said:
    """The curve of equal penalty."""
    return said(
        "Curve: pairs of weights whose penalty is 1. Corners on an axis make zeros.",
        "The strength is 1 here. Where the curve has a corner on an axis, a weight becomes exactly zero.",
    )


READ_HELP = "Every loss that fits these data, including those that cannot be trained."
FACTORS = "some features count more than once, or less. The curve below is for two with a factor of 1."
NEVER_ZERO = "never. The smaller a weight, the weaker the pull, so none becomes zero."
NO_ZEROS = "never."
NO_INTERCEPT = " The model here has no intercept: without features its score is 0."


def zeroing_untold(solver: str) -> str:
    """That the strength is not known at which all weights are zero."""
    return f"not known under {solver}, which does not minimise this cost."


def zeroing_unknown(why: str) -> str:
    """That there is such a strength, but which is not known."""
    return f"at some strength; at which one is not known here, since {why}."


def filled(value: str) -> str:
    """A feature that is missing in the data; ``value`` stands in its place."""
    return f"{value} (missing; filled with the median)"


def was_missing(value: str) -> str:
    """A feature that is missing in the data and was given a value by hand."""
    return f"{value} (missing; now your value)"
