"""What the Train page says of the weights. Other pages that show the chart say the same."""

from __future__ import annotations

from explorer.words.shared import Said, said


def zeros_now(penalty: str, zeros: int, count: int) -> str:
    """How many weights a penalty holds at zero at a step before the end."""
    return f"{penalty} has {zeros} of {count} weights at zero"


def zeros_title(penalty: str, zeros: int, size: int) -> str:
    """How many weights a penalty made zero."""
    return f"{penalty} ends with {zeros} of {size} weights at zero"


def weights_title(size: int, when: str) -> str:
    """How many weights are shown, and when."""
    return f"{'One weight' if size == 1 else f'{size} weights'}{when}"


NO_PENALTY, OVER_STEPS, AT_STEP = ", no penalty", " over the steps", " at the step shown"


def shrunk_title(penalty: str, share: float) -> str:
    """How far a penalty shrank the weights of a run that has settled: ``share`` is from 0 to 1.

    >>> shrunk_title("L2", 0.712)
    'L2 shrank the weights to 71 % of their unpenalised size'
    """
    if share > 0.995:
        return f"{penalty} hardly shrank the weights"
    rounded = f"{100 * share:.0f}" if share >= 0.01 else "less than 1"
    return f"{penalty} shrank the weights to {rounded} % of their unpenalised size"


def size_title(share: float, step: int) -> str:
    """How large the weights are where more than the penalty decides: a run that has not settled, or weight decay.

    >>> size_title(0.598, 10)
    'Weights after 10 steps: 60 % of their unpenalised size'
    """
    rounded = f"{100 * share:.0f}" if share >= 0.01 else "less than 1"
    return f"Weights after {step} steps: {rounded} % of their unpenalised size"


def _references(known: bool, outside: int) -> tuple[str, str]:
    """The end of a caption and a sentence about the short marks."""
    if not known:
        return "", "Where the weights end with no penalty is not known here."
    beyond = f"{outside} of the short marks {'is' if outside == 1 else 'are'} off the axis." if outside else ""
    return " Short marks: where it ends with no penalty.", beyond


BIASES_FREE = "The penalty never counts a bias."


def bias_zero(target: str) -> str:
    """What a bias of 0 means where features and target are standardised."""
    return f"Features and target are standardised. So a bias of 0 means: at average features, predict the average {target}."


def weight_lines(biased: bool, references: bool, outside: int, at_zero: str = "") -> Said:
    """Lines over the steps; ``at_zero`` says what a bias of 0 means."""
    marks, beyond = _references(references, outside)
    return said(
        f"Each line: a weight.{' Dotted: bias.' if biased else ''}{marks}", BIASES_FREE if biased else "", at_zero, beyond
    )


def weight_bars(biased: bool, references: bool, outside: int, left: int, at_zero: str = "") -> Said:
    """Bars at the step shown; ``left`` are not drawn, ``at_zero`` says what a bias of 0 means."""
    marks, beyond = _references(references, outside)
    share = " At most one in four of them is a bias." if biased else ""
    return said(
        f"Each bar: a weight now.{' Hollow: bias.' if biased else ''}{marks}",
        "Small ring: exactly zero.",
        BIASES_FREE if biased else "",
        at_zero,
        beyond,
        f"These are the largest at the end; {left} more are not drawn.{share}" if left else "",
    )


def network(widest: str, mapped: tuple[str, str] | None) -> Said:
    """The network: its widest edge, and the two features whose plane is mapped in the nodes."""
    maps = ""
    if mapped:
        maps = (
            f"The map in a node shows its output over {mapped[0]} (across) and {mapped[1]} (up). Blue: above zero. "
            "Orange: below."
        )
    return said(
        "Lines: weights. Wide: large. Solid: above zero. Dashed: below zero.",
        f"The widest line is {widest}.",
        f"{'Frames' if mapped else 'Rings'} around the nodes: their biases.",
        maps,
    )


def other_penalty(unpriced: bool, at_zero: bool, smooth: bool, some_strength: bool) -> str:
    """What another penalty, or some strength of this one, would do to the weights."""
    zeroes, shrinks = "weak weights become exactly zero.", "all shrink together."
    if unpriced:
        return f"Try L1{'' if some_strength else ' and some strength'}: {zeroes}"
    if at_zero:
        return f"Raise the strength: {shrinks if smooth else zeroes}"
    return f"Try L1: {zeroes}" if smooth else f"Try L2: {shrinks}"
