"""Cells as numbers, by one strict grammar: digits 0 to 9, a sign, one decimal sign, an exponent. Nothing else is guessed."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from explorer.core.params import NUMBER
from explorer.datasets.table.limits import LARGEST_NUMBER

Array = np.ndarray
FOREIGN = {".": re.compile(r"[^0-9+\-.eE\n]"), ",": re.compile(r"[^0-9+\-,eE\n]")}
"""By decimal sign: a character that no number has, nor the line feed between two."""
BETWEEN = "[ \xa0\u202f'’]"
"""What stands between thousands, beside a comma or a point."""
GROUPED = re.compile(rf"[+-]?[0-9]{{1,3}}(?:(?:{BETWEEN}|[.,])[0-9]{{3}})+(?:[.,][0-9]+)?")
UNITS = re.compile(r"[$€£¥]?\s?([+-]?[0-9]+(?:[.,][0-9]+)?)(?:\s?[%‰°$€£¥]|\s[^\W\d]{1,12})?")
NOT_A_NUMBER = "is not a number"
ENDLESS = re.compile(r"[+-]?inf(inity)?", re.IGNORECASE)


def parsed(cells: Sequence[str], decimal: str) -> Array | None:
    """Cells without blanks around them as finite numbers (n,); None where one of them is none.

    >>> parsed(["1", "-2.5e3"], "."), parsed(["1", "1_0"], "."), parsed(["1,5"], ",")
    (array([    1., -2500.]), None, array([1.5]))
    """
    joined = "\n".join(cells)
    if FOREIGN[decimal].search(joined) or joined.count("\n") != max(len(cells) - 1, 0):
        return None
    if decimal == "," and cells:  # all at once, which is much quicker than cell by cell
        cells = joined.replace(",", ".").split("\n")
    try:
        found = np.array(list(map(float, cells)))
    except ValueError:
        return None
    return found if not found.size or np.abs(found).max() <= LARGEST_NUMBER else None


def is_number(cell: str, decimal: str) -> bool:
    """Whether a cell is written as a number; how large it is does not matter.

    >>> [is_number(cell, ".") for cell in ("1e999", "0,5", "1_0", "")]
    [True, False, False, False]
    """
    if decimal == ",":
        cell = "x" if "." in cell else cell.replace(",", ".")
    return NUMBER.fullmatch(cell) is not None


def why_unusable(cell: str, decimal: str) -> str:
    """What is wrong with a cell that is no usable number, and how to write it where that is plain.

    >>> why_unusable("1,000", ".")
    'is not a number: write 1000, without a sign between the thousands'
    >>> why_unusable("5 kg", ".")
    'is not a number: write 5 alone'
    """
    if is_number(cell, decimal):
        value = float(cell.replace(",", "."))
        if not np.isfinite(value):
            return "is not a finite number"
        return f"is outside the numbers allowed, {-LARGEST_NUMBER:.0e} to {LARGEST_NUMBER:.0e}"
    if ENDLESS.fullmatch(cell):
        return "is not a finite number"
    plain = cell.replace("−", "-")
    if plain != cell and is_number(plain, decimal):
        return f"{NOT_A_NUMBER}: its minus sign is another character; write {plain}"
    if GROUPED.fullmatch(cell):
        groups = re.sub(BETWEEN, "", cell)
        groups = groups.replace("," if decimal == "." else ".", "")
        if is_number(groups, decimal):
            return f"{NOT_A_NUMBER}: write {groups}, without a sign between the thousands"
    other = "." if decimal == "," else ","
    if is_number(cell, other):
        return f'{NOT_A_NUMBER} where the decimal sign is "{decimal}"; if it is "{other}", say so'
    if (found := UNITS.fullmatch(cell)) and found[1] != cell and is_number(found[1], decimal):
        return f"{NOT_A_NUMBER}: write {found[1]} alone"
    if any(sign.isdigit() for sign in cell) and not any(sign in "0123456789" for sign in cell):
        return f"{NOT_A_NUMBER}: use the digits 0 to 9"
    return NOT_A_NUMBER


def guess_decimal(rows: Sequence[Sequence[str]]) -> str:
    """The decimal sign: "," where more columns are numbers with it than with ".", else "."; "" where no column says so.

    A column such as 1,000 and 2,500 says nothing, since its comma may stand between thousands.

    >>> guess_decimal([["1,5", "3"], ["2", "4"]]), guess_decimal([["1,000"], ["2,500"]]), guess_decimal([["0,125"]])
    (',', '', ',')
    """
    votes = {".": 0, ",": 0}
    for cells in zip(*rows, strict=True):
        for sign in ".,":
            with_sign = [cell.strip() for cell in cells if sign in cell]
            told = sign == "." or any(not THOUSANDS.fullmatch(cell) for cell in with_sign)
            votes[sign] += bool(with_sign) and told and all(is_number(cell, sign) for cell in with_sign)
    if not any(votes.values()):
        return ""
    return "," if votes[","] > votes["."] else "."


THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(,[0-9]{3})+")


def written(value: float, decimal: str = ".") -> str:
    """The shortest text that is read as exactly this number.

    >>> written(0.1), written(3.0), written(1e16, ","), written(-0.0)
    ('0.1', '3', '1e16', '0')
    """
    text = repr(float(value) + 0.0).removesuffix(".0").replace("e+", "e")
    return text.replace(".", decimal)


def kept_exactly(cell: str, value: float) -> bool:
    """Whether a whole number of many digits became a float without rounding.

    >>> kept_exactly("9007199254740992", 2.0**53), kept_exactly("9007199254740993", 2.0**53)
    (True, False)
    """
    return not cell.lstrip("+-").isdigit() or int(cell) == int(value)
