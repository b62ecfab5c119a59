"""What the Train page says of the cost over the steps, of one run or of several."""

from __future__ import annotations

from explorer.words.shared import Said, as_title, count_of, first_that_fits, said

BROKEN = "The curve is broken where the loss changed. Do not compare heights before and after."

UNPLAYED = "The cost as it learns"
"""The title before the end."""


def cost_title(falls: bool, start: str, end: str, changes: int, lowest: str = "") -> str:
    """Where the cost goes; ``lowest`` is given where it was visibly lower on the way than at either end."""
    if changes:
        return f"The cost ends at {end}, after {count_of(changes, 'change')}"
    if lowest:
        return f"The cost goes from {start} to {end}; its lowest is {lowest}"
    return f"The cost {'falls' if falls else 'rises'} from {start} to {end}" if start != end else f"The cost stays at {end}"


def below_zero(loss: str) -> str:
    """Why a cost can be negative."""
    return f"{loss} loss leaves out a part that no weight changes, so it can be below 0. Lower is better all the same."


def cost(priced: str, validation: bool, broken: bool, suggestion: str, below: str = "") -> Said:
    """The cost over the steps with its parts; ``below`` says why it is negative."""
    line = f"Cost = data loss + {priced}."
    lines = (f"{line} Dotted: validation.", line) if validation else (line,)
    return said(
        first_that_fits(*(f"{text}{' Below 0: see More.' if below else ''}" for text in lines), line),
        below,
        "Validation is the mean loss of the examples that were held out." if validation else "",
        BROKEN if broken else suggestion,
    )


def comparison_title(count: int, rivals: int, label: str, name: str, lowest: str, tie: bool) -> str:
    """Which of several runs ends lowest: its ``name`` and number; ``rivals`` leaves out pinned copies of the run."""
    label = as_title(label)
    if count == 1:
        return f"{label} ends at {lowest}"
    if rivals == 1:
        return "Pinned: change a setting"
    return f"{label}: a tie at {lowest}" if tie else f"{label}: {name} ends lowest"


def comparison(count: int, rivals: int, says: str, above: bool, cut: str = "", one_split: bool = False) -> Said:
    """Several runs by one number."""
    off_top = "The first steps are off the top." if above else ""
    if count == 1:
        return said("One number over the steps.", "Pin the run, change a setting, and see which gets lower.", off_top, cut)
    if rivals == 1:
        return said(
            "The pinned run is under the thick line.", "Change any setting: from the step shown on, the two runs differ.",
            off_top, cut,
        )  # fmt: skip
    same = "All runs start from the same weights with the same seed."
    luck = " One split, so luck has a part." if one_split else ""
    return said(f"Thick: this run. In colour: pinned runs.{luck}", same, says, off_top, cut)


def less_or_more(unpriced: bool, at_most: bool) -> str:
    """What a penalty or another strength would do to the two parts of the cost."""
    if unpriced:
        return "Try a penalty: what does it add to the cost, and what does it do to the weights?"
    if at_most:
        return "Try less strength: the weights grow and the data loss falls."
    return "Try a larger strength: the data loss rises while the weights shrink."
