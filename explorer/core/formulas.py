"""Formulas in LaTeX: put together from branches, and with numbers in place of their letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

DEFINED = re.compile(r",\\; (\\?[A-Za-z]+) = ([^,=]+)$")
"""Matches the last definition after a formula: a letter and its value."""


class Piece(NamedTuple):
    """One branch of a formula, and the condition for it; no condition where there is only one branch."""

    formula: str
    condition: str = ""


def cases(*pieces: Piece) -> str:
    r"""Branches as one formula.

    >>> cases(Piece("r", r"r > 0"), Piece("0", r"r \le 0"))
    '\\begin{cases}r & r > 0\\\\ 0 & r \\le 0\\end{cases}'
    """
    rows = r"\\ ".join(f"{piece.formula} & {piece.condition}" for piece in pieces)
    return rf"\begin{{cases}}{rows}\end{{cases}}"


def filled(piece: Piece, numbers: Mapping[str, str]) -> Piece:
    r"""The piece with numbers in place of letters: the given ones, and those defined at the end of its own formula.

    >>> filled(Piece(r"\tfrac12 r^2 + c,\; c = 2", r"|r| \le c"), {"r": "-0.5"})
    Piece(formula='\\tfrac12 (-0.5)^2 + 2', condition='|-0.5| \\le 2')
    """
    formula, known = piece.formula, dict(numbers)
    while found := DEFINED.search(formula):
        known[found[1]] = found[2]
        formula = formula[: found.start()]
    condition = piece.condition
    for letter, number in known.items():
        formula, condition = _put(formula, letter, number), _put(condition, letter, number)
    return Piece(formula, condition)


def _put(latex: str, letter: str, number: str) -> str:
    """Replace a letter by a number, in brackets where it would otherwise merge with its neighbours."""

    def written(found: re.Match[str]) -> str:
        before = re.sub(r"(\\,|\\;|\s)+$", "", latex[: found.start()])
        after = latex[found.end() :]
        if r"\cdot" in number:
            bare = False
        elif number.startswith("-"):
            bare = not after.startswith("^") and (not before or before[-1] in "|(")
        else:
            bare = not re.search(r"[0-9})]$", before) and not re.match(r"\s+(\\left)?[|(]", after)
            bare = bare or (before.endswith("|") and after.startswith("|"))
        return number if bare else f"({number})"

    return re.sub(rf"(?<![A-Za-z\\]){re.escape(letter)}(?![A-Za-z_])", written, latex)
