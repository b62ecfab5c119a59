"""Numbers and received values as the pages and messages write them."""

from __future__ import annotations

import math

import numpy as np

SHOWN_CHARACTERS = 60
MINUS = "−"


def shown(value: object) -> str:
    """A received value as harmless plain text: cut to 60 characters, control characters spelled out.

    >>> shown("a" * 70)[-3:]
    'aa…'
    >>> shown("line\\nfeed")
    'line\\\\nfeed'
    """
    try:
        text = value if isinstance(value, str) else repr(value)
    except ValueError:  # Python will not write out an integer of thousands of digits
        text = "a number of thousands of digits"
    text = visible(text)
    return text if len(text) <= SHOWN_CHARACTERS else text[:SHOWN_CHARACTERS] + "…"


def visible(text: str) -> str:
    """A text with every character spelled out that is not seen, or turns the direction in which others are read.

    >>> visible("gpj\u202e.csv"), visible("naïve")
    ('gpj\\\\u202e.csv', 'naïve')
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def number(value: float) -> str:
    """A number for a sentence, without an unnecessary ``.0`` or exponent.

    >>> number(0.5), number(1e-6), number(1000.0)
    ('0.5', '0.000001', '1000')
    """
    return np.format_float_positional(value, trim="-") if isinstance(value, float) else str(value)


def received(value: float) -> str:
    """A number as a person would have written it: ``-1`` for -1.0, an exponent only where it is short.

    >>> received(-1.0), received(1e300), received(999999999), received(-math.inf)
    ('-1', '1e+300', '999999999', 'under -1e308')
    """
    if math.isinf(value):
        return "over 1e308" if value > 0 else "under -1e308"
    return number(value) if 1e-6 <= abs(value) < 1e12 or value == 0 else f"{value:g}"


def three_figures(value: float) -> str:
    """A number to three significant figures, as the pages show it.

    >>> three_figures(0.123456), three_figures(1234.5), three_figures(1.5e-7), three_figures(0.0)
    ('0.123', '1230', '1.5e-7', '0')
    """
    return _figures(value, 3)


def setting(value: float) -> str:
    """A number that someone chose: in full where it has four figures at most, elsewhere to three.

    >>> setting(4.685), setting(0.0125), setting(1.23456), setting(-math.inf)
    ('4.685', '0.0125', '1.23', '-∞')
    """
    return _figures(value, 4 if value == float(f"{value:.4g}") else 3)


def _figures(value: float, most: int) -> str:
    if value == 0 or math.isnan(value):
        return "0" if value == 0 else "nan"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if 1e-4 <= abs(value) < 1e6:
        return number(float(f"{value:.{most}g}"))
    mantissa, exponent = f"{value:.{most - 1}e}".split("e")
    return f"{float(mantissa):g}e{int(exponent)}"


def latex(value: float) -> str:
    """A number in full for a formula: a power of ten where it would have many zeros.

    >>> latex(4.685), latex(-1e-310)
    ('4.685', '-1 \\\\cdot 10^{-310}')
    """
    if value == 0 or not math.isfinite(value) or 1e-6 <= abs(value) < 1e12:
        return number(float(value))
    mantissa, exponent = np.format_float_scientific(value, trim="-").split("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}"


WHOLE = 1.0 - 1e-9
"""A share from which on it is all of it: what is left is rounding."""


def share(explained: float) -> str:
    """A share from 0 to 1 in per cent, which is 0 or 100 only where it is that.

    >>> share(0.194), share(1.0), share(0.99999), share(1e-12)
    ('19.4 %', '100 %', 'over 99.9 %', 'under 0.1 %')
    """
    if explained >= WHOLE:
        return "100 %"
    if explained >= 0.9995:
        return "over 99.9 %"
    return f"{three_figures(100 * explained)} %" if explained >= 0.001 or explained <= 0 else "under 0.1 %"


def rounded(value: float, decimals: int) -> str:
    """A number with so many decimals; to three figures where that would be too few or too many of them.

    >>> rounded(2.0561, 1), rounded(0.000012345, 6), rounded(15234.5, 0), rounded(-0.01, 1), rounded(-2.0, 1)
    ('2.1', '0.000012', '15,234', '0.0', '−2.0')
    """
    if not (math.isfinite(value) and 0 <= decimals <= 9):
        return three_figures(value).replace("-", MINUS, 1) if value < 0 else three_figures(value)
    shown = f"{abs(value):{',' if abs(value) >= 10_000 else ''}.{decimals}f}"
    return f"{MINUS if value < 0 and float(shown.replace(',', '')) else ''}{shown}"
