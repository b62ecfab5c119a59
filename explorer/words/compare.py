"""What the Compare page says: its controls, how far it is, what is compared, and what to do with a row."""

from __future__ import annotations

from explorer.core.text import three_figures
from explorer.words.shared import Said, count_of, first_that_fits, said

# Controls

LOSSES, PENALTIES, METRIC, QUANTILE = "Losses", "Penalties", "Judge by", "Quantile"
TRIED, FOLDS, REPEATS, NESTED, GROUPS = "Strengths", "Folds", "Repeats", "Choose inside folds", "Keep together"
LOSSES_HELP = "Each loss trains with every penalty chosen, at its own best strength."
PENALTIES_HELP = "Each of them is tried with every loss."
METRIC_HELP = "One metric for all. A loss is never judged by its own value."
QUANTILE_HELP = "At 0.9, a guess that is too low costs nine times as much as one that is too high."
TRIED_HELP = "How many strengths are tried along the path of each loss."
FOLDS_HELP = "The examples are split into so many parts. Each is held out once."
REPEATS_HELP = "How often the examples are split anew. More repeats, less luck."
NESTED_HELP = "Choose loss and strength again inside each fold. It says what to expect on new data, and takes longer."
GROUPS_HELP = "Rows with the same value in this column are held out together, such as all visits of one patient."
NO_GROUPS = "nothing"
BEGIN, AGAIN, CANCEL = "Compare", "Compare again", "Cancel"
NO_LOSS = "Choose at least one loss."
NO_PENALTY = "Choose at least one penalty."
NETWORK = "Losses are compared for linear models. A network has many minima, so luck would decide."
LINEAR = "Use the linear model"


def ignored(names: list[str]) -> str:
    """That a comparison leaves out some settings."""
    return f"Left out here: {', '.join(names)}. The data are taken as they are." if names else ""


# Before, and on the way

CARD = "Which loss predicts best on these data?"
CARD_MORE = "Press Compare. Every loss is judged on the same held-out examples, by the same metric."
CHANGED = "You have changed the choices since. These are the results of the earlier ones."
STARTING = "Starting"
LEFT = "You can use the other pages meanwhile."


def waiting(ahead: int) -> str:
    """That others come first."""
    return f"{count_of(ahead, 'comparison')} ahead of yours. It starts by itself."


def under_way(done: int, count: int, what: str, left: str) -> str:
    """How far it is, what is done now, and how long it will take."""
    return f"{done} of {count} · {what}{f' · {left} left' if left else ''}"


def about(seconds: float) -> str:
    """A time that is left, roughly.

    >>> about(3.2), about(75.0), about(0.2)
    ('about 4 s', 'about 2 min', 'about 1 s')
    """
    return f"about {int(seconds) + 1} s" if seconds < 60 else f"about {int(seconds // 60) + 1} min"


ENDS = {
    "cancelled": "Cancelled. What was found so far is shown.",
    "left": "It was stopped, since you were away. What was found so far is shown.",
    "stopped": "It was stopped: one comparison may take 15 minutes. What was found so far is shown.",
    "failed": "The work came to an unexpected end. What was found so far is shown.",
}
"""What is said of an end that is not the usual one, by the state of the work."""
SO_FAR = "So far:"


def told(best: str) -> str:
    """What a screen reader is told at the end."""
    return f"Compared. {best}"


# Pictures

INTERVAL = "Bars: 95 % intervals of the difference, by the corrected resampled t (Nadeau and Bengio 2003)."
COVERAGE = (
    "In simulations they held the true difference 94 to 100 times of 100. With rare, huge errors and 100 examples it was 86 of "
    "100, since so few do not show how often those come; with 400 examples it was 95."
)
EACH_ALONE = "Each bar stands for one difference alone, so of many one may mislead."
COLOURS = "Orange: the one you picked. Green: the one it is set against. Blue: the best, where it is neither."
CLICK = "Click a mark to pick it in every picture."


def rows_title(best: str, sure: bool, alike: int, trivial: str = "") -> str:
    """Which row is the best, and how sure that is; ``trivial`` says it where a trivial model is as good."""
    if trivial:
        return trivial
    if sure:
        return f"{best} predicts best"
    return f"{best} is first; {count_of(alike, 'other')} may be as good"


def rows(nested: bool, notes: list[str]) -> Said:
    """Dots with intervals."""
    touch = "Bars that touch the line: as good."
    line = "Dot: mean. Bar: its difference from the best, 95 %." + (
        " Ring: chosen inside the folds." if nested else f" {touch}"
    )
    ring = (
        f"{touch} Rings: the mean where the strength was chosen without the fold it is judged on, so the more honest one. The "
        "lowest line chooses the loss in that way too; its bar is the interval of that mean itself."
    )
    return said(line, COLOURS, INTERVAL, COVERAGE, EACH_ALONE, ring if nested else "", CLICK, *notes)


ON_NEW_DATA = "on new data"


BEST = "best"


def heat_title(name: str, best: str, weak: str) -> str:
    """What the strength does to the best loss, as its figures are shown.

    >>> heat_title("Absolute", "2.87", "3.01"), heat_title("Absolute", "76.9", "76.9")
    ('Absolute has 2.87 at its best strength, 3.01 at its smallest', 'Absolute has 76.9 at its best strength and its smallest')
    """
    return f"{name} has {best} at its best strength" + (" and its smallest" if best == weak else f", {weak} at its smallest")


def heat(best: str, trivial: str, picked: bool) -> Said:
    """The map of losses and strengths; ``trivial`` is "" where no loss is better than a trivial model."""
    beyond = f"to the better trivial model ({trivial}) and beyond" if trivial else "on, as a trivial model is as good"
    return said(
        f"Each cell: one loss at one strength. Ring: the strength chosen.{' Cross: your pick.' if picked else ''}",
        f"The scale runs from the best ({best}) {beyond}.",
        "Each loss has strengths of its own, from where it leaves no weight.",
        CLICK,
    )


def lines_title(best: str, strength: str) -> str:
    """Where the best row is at its best."""
    return f"{best} is best at strength {strength}"


def lines(trivial: str) -> Said:
    """The metric along the strengths."""
    return said(
        "Each line: one loss, mean over all folds. Dots: the strength chosen.",
        COLOURS, f"Dashed: {trivial}, which uses no feature.", "What is far beyond it is cut off.", CLICK,
    )  # fmt: skip


def examples_title(share: str, first: str, second: str) -> str:
    """How much of the difference few examples make."""
    return f"10 % of the examples make {share} of the difference: {first} against {second}"


ALIKE, ALIKE_ON_THE_WHOLE = "Both predict alike", "On the whole both are off by the same"


def examples_axes(first: str, second: str, classes: bool) -> tuple[str, str]:
    """What is across and what is up."""
    if classes:
        return f"lead of the true class, {first}", f"lead of the true class, {second}"
    return f"prediction, {first}", f"{second} predicts more by"


def examples(first: str, second: str, classes: bool, shown: int, count: int) -> Said:
    """Two models against each other."""
    line = first_that_fits(
        f"Dots: examples held out. Orange: {first} is closer. Green: {second}.",
        "Dots: examples held out. Orange: the one across is closer. Green: the other.",
    )
    return said(
        line,
        "Predictions are means over the repeats, by models trained without the example.",
        "Above 0 the class is right." if classes else "On the line both predict the same.",
        "The larger a dot, the more the two differ in how far they are off.",
        f"Of {count} examples those {shown} are drawn that differ most." if shown < count else "",
        "Click a dot to see the example below.",
    )


EXAMPLES_ALONE = "Choose two losses or more to set them against each other."

# Stress

STRESS = "Stress it"
STRESS_HELP = "Spoil a part of the training examples, from 0 to 40 %, and see which loss still predicts clean ones well."


def stress_title(kind: str, last: str, share: str) -> str:
    """Which loss holds out longest."""
    if not last:
        return f"No loss breaks down at 40 % {kind}"
    return f"{last} holds out longest: it breaks down at {share} {kind}"


def stands(names: str, kind: str, count: int) -> str:
    """Which losses do not break down."""
    more = f" and {count - 2} more" if count > 2 else ""
    return f"{names}{more} {'holds' if count == 1 else 'hold'} out up to 40 % {kind}"


def missed(name: str, count: int) -> str:
    """That some fits are not at their lowest cost."""
    return f"{name}: in {count_of(count, 'fit')} the lowest cost was not reached."


def stress(kind: str, size: str, folds: int, of: int) -> Said:
    """The error against the share of bad examples."""
    what = f"moved up by {size} standard deviations" if kind == "outliers" else "given a wrong class"
    return said(
        "Across: bad training examples. Up: the error on clean ones. Cross: breakdown.",
        f"Bad examples are {what}. Held-out examples stay clean, and each loss keeps its strength.",
        "Breakdown: no better than the best trivial model that was trained on clean examples (dashed).",
        f"{folds} of {of} folds so far." if folds < of else "",
        COLOURS,
    )


# A row, and what to do with it

PICKED, AGAINST = "Model", "Against"
TRAIN, RACE = "Train it", "Race the two"
TRAIN_HELP = "Take the loss, penalty and strength to the Train page."
RACE_HELP = "Pin both on the Train page and watch them learn side by side."
TABLE = "The table"
CSV, CODE, SCRIPT = "Download as CSV", "The code that repeats it", "Download the script"
CODE_SAYS = "It makes the same folds and prints the same figures for each loss, with scikit-learn or NumPy."
WHOLE_CODE = "Show it, with all its data"
INSIDE = "chosen inside the folds"


def columns(metric: str) -> tuple[str, ...]:
    """The heads of the table's columns."""
    return ("model", "strength", metric, "95 %", "worse by", "verdict", INSIDE)


TOO_LARGE = "Its data are too many for a script with all of them in it: above 2 MB."


def example(row: int) -> str:
    """The heading of an example that was picked."""
    return f"Row {row}"


def feature(name: str, value: float, unit: str) -> str:
    """A feature of an example, with its value."""
    return f"{name} {three_figures(value)}{f' {unit}' if unit else ''}"
