"""What the Train page says of the fit. Other pages that show the chart say the same."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.words.shared import Said, as_title, first_that_fits, said

PULLS = "A line runs from each training example to its prediction. Darker lines: examples that pull harder on the model."
ALL_ALIKE = (
    "A line runs from each training example to its prediction. Under this loss it does not show how hard the example pulls."
)
ONE_SCALE = (
    "The scale is the same for every loss: the darkest line is the pull of squared loss on the target farthest from the mean."
)
LOG_SCALE = "The darkest line: as hard as this loss pulls on the target farthest from the mean, when the mean is predicted."
WEIGHED = "The weight of an example counts in its pull."
EACH_ITS_OWN = "The lines show the loss that was in use at the step shown."
TRY_ANOTHER_LOSS = "Try another loss, and see which lines fade."
TRY_ANOTHER_MARGIN = "Try another loss: each asks for a different margin."
RING = "Ring: your example."


def too_faint(loss: str, most: str) -> str:
    """That a loss pulls too little for its strokes to be drawn."""
    return f"{loss} pulls at most {most} of that, which is too little to see."


def fit_line_title(target: str, feature: str) -> str:
    """The fit of one number over one feature."""
    return f"The fit: {target} from {feature}"


def fit_line(log: bool, held_out: bool, unexposed: bool, other: str, pulls: Sequence[str], last: str) -> Said:
    """A line over one feature: whether it is exp(z), whether there are held-out examples, what else is to be said."""
    model = "Thick line: the model's exp(z)." if log else "Thick line: the model."
    return said(
        f"{model} {_filled(held_out)}",
        "The prediction is exp(z), so it is always above 0." if log else "",
        "The line is drawn for an exposure of 1." if unexposed else "",
        other,
        *pulls,
        last,
    )


PREDICTED_TITLE = "The fit: predicted against true"


def fit_predicted(log: bool, held_out: bool, exposed: bool, other: str, beyond: str, pulls: Sequence[str], last: str) -> Said:
    """Predicted against true."""
    return said(
        f"{_filled(held_out)} Diagonal: exact predictions.",
        "The prediction is exp(z)." if log else "",
        "The exposure is included." if exposed else "",
        other,
        beyond,
        *pulls,
        last,
    )


def above_the_edge(above: int, count: int) -> str:
    """That some predictions lie above the chart."""
    return f"At the end, {above} of {count} predictions are off the top." if above else ""


def other_link(step: int, log: bool) -> str:
    """That the predictions were of the other kind until a step."""
    return f"Before step {step} the prediction was {'exp(z)' if log else 'the score z itself'}."


def _filled(held_out: bool) -> str:
    return "Filled: training. Open: validation." if held_out else "Dots: training examples."


def with_ring(caption: str) -> str:
    """A caption that names the ring too, where it fits."""
    return first_that_fits(f"{caption} {RING}", caption)


def legend(symbols: Sequence[tuple[str, str]]) -> str:
    """Which symbol is which class: ("circles", "benign") ..."""
    if len(symbols) > 3:
        return f"Each of the {len(symbols)} classes has its own colour and shape; its name is under the pointer."
    return " ".join(f"{as_title(symbol)}: {name}." for symbol, name in symbols)


def fit_plane(classes: str, held_out: bool, binary: bool, dashed: bool, *more: str) -> Said:
    """Regions of a plane: ``classes`` is the `legend`, ``dashed`` whether lines at a margin are drawn."""
    reading = "Line: undecided." if binary else "Colour: the predicted class."
    reading += " Dashed: the margin." if dashed else ""
    held = " Open: validation." if held_out else ""
    line = first_that_fits(f"{classes}{held} {reading}", f"{classes} {reading}", f"Shapes: true classes.{held} {reading}")
    rest = "On the line the model is undecided." if binary else "Each place has the colour of the class predicted there."
    return said(
        line, classes if classes not in line else "", "Open marks are validation examples." if held_out else "", rest, *more
    )


PLANE_TITLE = "The fit: two leading components"


def boundary_title(binary: bool) -> str:
    """The fit of classes over two features."""
    return f"The fit: the border between the {'two classes' if binary else 'classes'}"


def plane_hides(percent: str) -> str:
    """What the plane of two components does not show."""
    return (
        f"This plane holds {percent} % of the variance of the features. So some examples lie on a colour that is not their "
        "prediction."
    )


def shading(binary: bool, probability: bool, margin: str) -> tuple[str, ...]:
    """What the depth of the colours and the dashed lines mean; ``margin`` is what the loss wants, "" where it wants none."""
    if probability:
        return ("Deeper colour: a probability further from one half." if binary else "Deeper colour: a higher probability.",)
    deeper = "Deeper colour: a score further from 0." if binary else "Deeper colour: a larger lead over the other scores."
    if not margin:
        return (deeper,)
    where = f"the score is {margin} and -{margin}" if binary else f"the lead is {margin}"
    return deeper, f"On the dashed lines {where}: the margin that this loss asks for."


SCORES_UNPLAYED = "The fit: which side the examples are on"
"""The title before the end."""


def scores_title(right: int, count: int) -> str:
    """How many examples end on the right side."""
    return f"The fit: {right} of {count} end on the right side"


def fit_scores(binary: bool, held_out: bool, last: str) -> Said:
    """Scores in a row for each class."""
    open_marks = "Open marks are validation examples." if held_out else ""
    if binary:
        return said("Marks: examples at their scores. On the wrong side of 0 they are misclassified.", open_marks, last)
    return said(
        "Marks: examples. Right of 0, the true class has the highest score.",
        "Across: the score of the true class minus the best other score.",
        open_marks,
        last,
    )


def pinned(pins: int, drawn: int) -> str:
    """Whether pinned runs are drawn; empty where there are none."""
    if not pins:
        return ""
    if not drawn:
        return "Pinned runs are not drawn here."
    return "The pinned run is in colour." if drawn == 1 else "Pinned runs are in colour."


def bend(line: str, can: str, bends: str, *, straight: bool, unpriced: bool, at_zero: bool) -> str:
    """How the border between classes would bend more or less."""
    if straight:
        return f"Try the polynomial model: {can} bend."
    if unpriced:
        return f"Try a penalty: the {line} {bends} less."
    if at_zero:
        return f"Try a little strength: the {line} {bends} less."
    return f"Try less strength: the {line} can bend more."
