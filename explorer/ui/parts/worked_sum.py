"""The sum of the worked example in LaTeX: every number in its place, the intermediate ones too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from explorer.core.formulas import Piece, filled
from explorer.core.text import three_figures
from explorer.cost.worked_example import Worked
from explorer.losses import Loss
from explorer.penalties import Penalty

MOST_WRITTEN = 6
RESIDUAL = re.compile(r"(?<![A-Za-z\\])r(?![A-Za-z])")
"""The letter r in a formula: such a loss is written line by line, each with its residual."""


def sum_lines(sum_: Worked, loss: Loss, penalty: Penalty) -> list[str]:
    """The cost, line by line: losses and their mean, prices and their sum, the total. Each line has one ``&=``."""
    return [
        *_losses(sum_, loss),
        *_prices(sum_, penalty),
        rf"\text{{cost}} &= {written(sum_.data)} + {written(sum_.penalty)} = \mathbf{{{written(sum_.total)}}}",
    ]


def in_steps(sum_: Worked, loss: Loss) -> str:
    """The sum in one line, in its order: one example's loss, the mean over all, and the cost; as Markdown with LaTeX."""
    z, y = float(sum_.predictions[0]), float(sum_.targets[0])
    texts = dict(zip("zyr", (written(z), written(y), written(z - y)), strict=True))
    one = f"{filled(loss.piece(y, z), texts).formula} = {written(float(sum_.losses[0]))}"
    mean = "mean" if sum_.alike else "weighted mean"
    count = len(sum_.losses)
    several = f" **The {mean}** of all {count} losses is ${written(sum_.data)}$." if count > 1 else ""
    cost = rf"{written(sum_.data)} + {written(sum_.penalty)} = \mathbf{{{written(sum_.total)}}}"
    return f"By hand: **one example** costs ${one}$.{several} With the penalty, the **cost** is ${cost}$."


def _losses(sum_: Worked, loss: Loss) -> list[str]:
    """Every example's loss: inside the mean where the formula has z and y alone, else by itself after its residual."""
    whole = written(float(len(sum_.losses) if sum_.alike else sum_.counts.sum()))
    word = "mean loss" if sum_.alike else "weighted mean"
    times = ["" if sum_.alike else rf"{written(s)} \cdot " for s in sum_.counts]
    mean = rf"\text{{{word}}} &= \tfrac{{1}}{{{whole}}}"
    put = [(written(z), written(y), written(z - y)) for z, y in zip(sum_.predictions, sum_.targets, strict=True)]
    pieces = [
        filled(loss.piece(float(y), float(z)), dict(zip("zyr", texts, strict=True)))
        for z, y, texts in zip(sum_.predictions, sum_.targets, put, strict=True)
    ]
    terms = [f"{s}{written(v)}" for s, v in zip(times, sum_.losses, strict=True)]
    added = rf"\big[{_joined(terms)}\big] = \mathbf{{{written(sum_.data)}}}"
    if not RESIDUAL.search(loss.formula):
        inside = [f"{s}{piece.formula}" for s, piece in zip(times, pieces, strict=True)]
        return [rf"{mean}\big[{_joined(inside)}\big]", rf"&= \tfrac{{1}}{{{whole}}}{added}"]
    residuals = [filled(Piece("z - y"), {"z": z, "y": y}).formula for z, y, _ in put]
    each = [
        rf"r_{{{i}}} &= {residual} = {r}:\quad {_where(piece)}\ell_{{{i}}} = {piece.formula} = {written(value)}"
        for i, (residual, (*_, r), piece, value) in enumerate(zip(residuals, put, pieces, sum_.losses, strict=True), 1)
    ]
    return [*_shortened(each), f"{mean}{added}"]


def _prices(sum_: Worked, penalty: Penalty) -> list[str]:
    """What every weight costs, their sum, and the strength in front where it is a factor."""
    strength = written(sum_.strength)
    pieces = [filled(penalty.piece(float(w), sum_.strength), {"w_j": written(w), r"\lambda": strength}) for w in sum_.weights]
    named = " \\times ".join(rf"\text{{{word}}}" for word in penalty.priced.split(" × "))
    price = rf"{strength} \cdot " if penalty.scaled else ""
    added = rf"{price}\big[{_joined([written(v) for v in sum_.terms])}\big]"
    asked = f"{price}{written(float(sum_.terms.sum()))} = " if penalty.scaled else ""
    last = rf"&= {asked}\mathbf{{{written(sum_.penalty)}}}"
    if not any(piece.condition or " + " in piece.formula for piece in pieces):
        return [rf"{named} &= {price}\big[{_joined([piece.formula for piece in pieces])}\big]", f"&= {added}", last]
    each = [
        rf"w_{{{i}}} &= {written(w)}:\quad {_where(piece)}p_{{{i}}} = {piece.formula} = {written(term)}"
        for i, (w, piece, term) in enumerate(zip(sum_.weights, pieces, sum_.terms, strict=True), 1)
    ]
    return [*([] if penalty.scaled else [rf"\lambda &= {strength}"]), *_shortened(each), f"{named} &= {added}", last]


def _where(piece: Piece) -> str:
    return rf"{piece.condition},\; " if piece.condition else ""


def written(value: float) -> str:
    """A number of the sum: to six figures, tiny and huge ones as powers of ten.

    >>> written(0.265), written(-2.5e-7)
    ('0.265', '-2.5 \\\\cdot 10^{-7}')
    """
    text = three_figures(float(value)) if abs(value) < 1e-4 or abs(value) >= 1e6 else f"{float(f'{value:.6g}'):g}"
    return text if "e" not in text else rf"{text.split('e')[0]} \cdot 10^{{{int(text.split('e')[1])}}}"


def _joined(parts: Sequence[str]) -> str:
    """A sum written out; a long one with its middle left out."""
    return " + ".join(_shortened(parts, r"\cdots"))


def _shortened(parts: Sequence[str], left_out: str = r"&\;\,\vdots") -> list[str]:
    """At most six of many, with a sign for those left out."""
    if len(parts) <= MOST_WRITTEN:
        return list(parts)
    return [*parts[: MOST_WRITTEN - 2], left_out, parts[-1]]
