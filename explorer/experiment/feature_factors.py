"""Factors of single features, by name: how many times the penalty each pays. Checked, and written into a link."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from explorer.core.params import NUMBER, FieldError
from explorer.core.text import received, setting, shown

FeatureFactor = tuple[str, float]
"""The name of one of the model's features, and its factor."""

MOST, LARGEST = 200, 1000.0
"""So many can a link carry, and so large may each be."""
FIGURES = 9
SPECIAL = re.compile(r"[%,:;|~]")
ESCAPED = re.compile(r"%([0-9A-F]{2})")
FORM = "name:factor, such as bmi:0, with commas between"


def refuse(reason: str) -> FieldError:
    """The error for factors, with the way out: none at all."""
    return FieldError("factors", reason, {"factors": ()}, "Leave out the factors")


def tidy(factors: Any) -> tuple[FeatureFactor, ...]:
    """Factors by name as plain floats of nine figures, sorted, without those that are 1; or a `FieldError`.

    Takes a mapping, or pairs of which the last for a name holds.

    >>> tidy({"bmi": 0, "age": 2, "sex": 1})
    (('age', 2.0), ('bmi', 0.0))
    """
    if isinstance(factors, str) or not isinstance(factors, Iterable):
        raise refuse(f'"{shown(factors)}" is not a mapping of features to factors.')
    found: dict[str, float] = {}
    for pair in factors.items() if isinstance(factors, Mapping) else factors:
        try:
            name, value = pair
            number = float(value)
        except (TypeError, ValueError, OverflowError):
            raise refuse(f'"{shown(pair)}" is not a feature and a number.') from None
        if not isinstance(name, str):
            raise refuse(f'"{shown(name)}" is not the name of a feature.')
        if not (math.isfinite(number) and 0.0 <= number <= LARGEST):
            raise refuse(f"{shown(name)} has {received(number)}. Allowed: 0 to {LARGEST:g}.")
        found[name] = float(f"{number:.{FIGURES}g}") + 0.0
    kept = sorted((name, value) for name, value in found.items() if value != 1.0)
    if len(kept) > MOST:
        raise refuse(f"there are {len(kept)} of them; at most {MOST} are allowed.")
    return tuple(kept)


def to_text(factors: Iterable[FeatureFactor]) -> str:
    """Factors as the text of a link; `from_text` gives them back.

    >>> to_text((("age", 2.0), ("bmi", 0.0), ("a,b", 0.5)))
    'age:2,bmi:0,a%2Cb:0.5'
    """
    return ",".join(f"{SPECIAL.sub(lambda m: f'%{ord(m[0]):02X}', name)}:{value:.{FIGURES}g}" for name, value in factors)


def from_text(text: str) -> tuple[FeatureFactor, ...]:
    """The factors that a link's text stands for, or a `FieldError`.

    >>> from_text("age:2,bmi:0")
    (('age', 2.0), ('bmi', 0.0))
    """
    found = []
    for part in text.split(",") if text else ():
        name, colon, value = part.rpartition(":")
        if not colon or len(value) > 25 or not NUMBER.fullmatch(value):
            raise refuse(f'"{shown(part)}" is not of the form {FORM}.')
        found.append((ESCAPED.sub(lambda m: chr(int(m[1], 16)), name), float(value)))
    return tidy(found)


def in_words(factors: Iterable[FeatureFactor]) -> str:
    """Factors in a few words, for a mark on a curve.

    >>> in_words((("bmi", 0.0),)), in_words(())
    ('bmi × 0', 'all 1')
    """
    listed = list(factors)
    more = f" and {len(listed) - 2} more" if len(listed) > 2 else ""
    return ", ".join(f"{name} × {setting(value)}" for name, value in listed[:2]) + more if listed else "all 1"


def in_order(factors: Iterable[FeatureFactor], names: Iterable[str]) -> list[float]:
    """One factor for each of the features of these names, 1 where none is given; or a `FieldError` that names another.

    >>> in_order((("bmi", 0.0),), ["age", "bmi"])
    [1.0, 0.0]
    """
    known, given = list(names), dict(factors)
    for name in given:
        if name not in known:
            listed = ", ".join(shown(other) for other in known[:12]) + (", ..." if len(known) > 12 else "")
            raise refuse(f'there is no feature "{shown(name)}" here. Allowed: {listed}.')
    return [given.get(name, 1.0) for name in known]
