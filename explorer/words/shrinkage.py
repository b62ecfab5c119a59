"""What the Shrinkage page says of choosing a strength, of why weights shrink, and of what to take home."""

from __future__ import annotations

from explorer.words.shared import Said, count_of, first_that_fits, said

# Cross-validation

EACH_FOLD = "The training examples are split into parts at random. Each part is held out once; the rest train the model."
CV_BEFORE = "Which strength predicts best?"
CV_PRESS = "Press Cross-validate to see the error at each strength."
CV_FREE = "You can use the page meanwhile."
TAKEN = "Strength set. Press Play to retrain."
ONE_SE = (
    "Ring: the largest strength whose mean loss is within one standard error of the smallest. Take it for a simpler model that "
    "predicts about as well, and the smallest error to predict best."
)


def cross_validated(best: str, one_se: str) -> str:
    """What is told when the last fold is done."""
    return f"Cross-validated: the smallest error is at strength {best}, the one-standard-error choice at {one_se}."


def cv_before() -> Said:
    """Before the first fold."""
    return said(CV_PRESS, EACH_FOLD)


def cv_title(done: int, count: int) -> str:
    """How far it is."""
    return f"Cross-validating: {done} of {count} folds done"


def cv_under_way() -> Said:
    """While it is under way."""
    return said("Each thin line: one fold.", EACH_FOLD)


def cv_best(strength: str) -> str:
    """Where the error is smallest."""
    return f"The error is smallest at strength {strength}"


def cv(folds: int, note: str) -> Said:
    """When it is done."""
    return said(
        "Dotted: mean ± standard error. Thin: folds. Ring: largest strength within that error.",
        EACH_FOLD,
        f"The mean is over {folds} folds.",
        ONE_SE,
        "One held-out part is one draw by chance, so the mean over the folds is the safer guide.",
        note,
    )


def larger_left(most: int, more: int) -> str:
    """How many weights the table leaves out."""
    return f"These are the {most} largest weights; {more} more are smaller."


# AIC and BIC


def lowest(name: str, strength: str, freedom: str, edge: str) -> str:
    """Where a criterion is lowest, in Markdown."""
    return f"**{name}** is lowest at strength {strength}, with {freedom} degrees of freedom{f' ({edge})' if edge else ''}."


NO_ERROR_LEFT = "The fit leaves almost no error at any strength, so AIC and BIC mean nothing here."
BOTH = "Both weigh the fit to the training examples against the degrees of freedom. BIC prefers simpler models."

# Why weights shrink

REASONS = {"directions": "principal directions", "thresholds": "one weight at a time"}
DIRECTIONS = (
    "Along each direction L2 multiplies the weight by d² / (d² + n × strength / 2).",
    "Here d says how far the examples are spread along it (its singular value).",
    "Directions along which the examples hardly differ shrink most.",
    "Move the strength and watch the bars.",
)


def directions_title(first: str, last: str) -> str:
    """What the widest and the narrowest direction keep."""
    return f"The widest direction keeps {first} %, the narrowest {last} %"


def directions(shown: int, count: int) -> Said:
    """Bars along principal directions."""
    left = "" if shown == count else f"These are the {shown} widest of {count}."
    return said("Bars: the share of each direction that L2 keeps. Less is kept where features vary little.", *DIRECTIONS, left)


NOTHING = "Nothing shrinks"


def below_zero(edge: str) -> str:
    """Which weights become zero."""
    return f"Weights below {edge} become zero"


def keeps(percent: str) -> str:
    """What a weight keeps."""
    return f"A weight keeps {percent} % of its size"


def shape_only(penalty: str, zeros: bool) -> str:
    """What a penalty does, where there is no number to it."""
    return f"{penalty} makes small weights zero" if zeros else f"{penalty} makes weights smaller, none zero"


def with_factor(sentence: str) -> str:
    """A title limited to a factor of 1."""
    return f"With a factor of 1: {sentence[0].lower()}{sentence[1:]}"


def with_spread(sentence: str) -> str:
    """A title limited to a feature of spread 1."""
    return f"For a feature of spread 1: {sentence[0].lower()}{sentence[1:]}"


def thresholds(free: bool, penalty: str, where: str, mean: bool, known: bool, off: str, kink: bool) -> Said:
    """What a penalty makes of one weight; ``where`` says for which curvature, ``off`` why some weights are off the curve."""
    line = "Across: a weight with no penalty. Up: the weight with it. Dots: the run."
    watched = "which weights reach zero" if kink else "all weights shrink"
    return said(
        line if known else "Across: a weight with no penalty. Up: the weight with it.",
        "With no penalty every weight stays as it is. The other lines: what well-known penalties would do."
        if free
        else f"Thick: what {penalty} does to the weight of one feature alone (spread 1). {where}",
        "The curvature is the mean over the examples, so the curve is approximate here." if mean else "",
        "" if known else "The weights with no penalty are not known, so they are not drawn.",
        off,
        "Choose a penalty." if free else f"Play, then raise the strength and watch {watched}.",
    )


def drawn_for(curvature: str, quadratic: bool) -> str:
    """For which curvature of the data loss the curve is drawn."""
    exact = " (under L1: threshold = strength ÷ curvature)" if quadratic else ""
    return f"It is drawn for a data loss of curvature {curvature}{exact}."


def read_the_shape(loss: str, linear: bool) -> str:
    """That there is no one curvature."""
    why = "has no curvature" if linear else "has another curvature along each weight of a network"
    return f"It is drawn for a curvature of 1. {loss} {why}, so read the shape and not the numbers."


def off_the_curve(count: int, factors_too: bool, spread_1: bool) -> str:
    """Why some weights are off the curve."""
    if not count:
        return ""
    own = "have factors of their own, or " if factors_too else ""
    why = "are correlated and share the work" if spread_1 else "are correlated or not of spread 1"
    return f"{count_of(count, 'weight')} {'ends' if count == 1 else 'end'} off the curve, since features {own}{why}."


# To take home


def elsewhere(strength: str) -> str:
    """The heading of the translator, in Markdown."""
    return f"**Strength {strength} in other libraries**"


def departs(sentence: str) -> str:
    """That a script ends elsewhere."""
    return f"Other libraries, and most scripts, give the weights with the lowest cost. {sentence}"


def symbols(n: int, spread: bool) -> str:
    """What the symbols of the translator mean, in Markdown."""
    target = ", $s_y$ the target's spread (dividing by $n$)" if spread else ""
    return f"$\\lambda$ is the strength, $n = {n}$ the training examples{target}. Values hold for the data as prepared here."


NOTES, NO_NOTES = "What to know of each", "Nothing more."
SCRIPT = "**A script to take home**"


def whole_script(kilobytes: int) -> str:
    """The switch for a long script."""
    return first_that_fits(f"Show it, with all its data: {kilobytes} kB")
