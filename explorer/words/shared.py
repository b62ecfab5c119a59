"""What the texts of all pages share: how long they may be, how a chart speaks, sentences that several charts use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

MOST_CAPTION, MOST_HELP = 90, 160
"""The most characters of a line under a chart, and of a help text."""


class Said(NamedTuple):
    """What stands under a chart: one ``line`` on what is seen, and the sentences behind "More"."""

    line: str
    more: tuple[str, ...] = ()

    def and_more(self, *sentences: str) -> Said:
        """The same with more sentences at the end; empty ones are left out."""
        return Said(self.line, (*self.more, *(text for text in sentences if text)))


def said(line: str, *more: str) -> Said:
    """A caption and the sentences behind "More"; empty ones are left out.

    >>> said("Filled: training.", "", "Try another loss.").more
    ('Try another loss.',)
    """
    return Said(line, tuple(text.strip() for text in more if text.strip()))


def first_that_fits(*lines: str, most: int = MOST_CAPTION) -> str:
    """The first of some lines that is short enough, names and numbers filled in; the last where none is.

    >>> first_that_fits("a" * 91, "short enough")
    'short enough'
    """
    return next((line for line in lines if len(line) <= most), lines[-1])


def count_of(number: int, one: str, many: str = "") -> str:
    """A number with its noun.

    >>> count_of(1, "weight"), count_of(3, "weight"), count_of(2, "class", "classes")
    ('1 weight', '3 weights', '2 classes')
    """
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """Some names with commas, the rest as dots.

    >>> listed(["a", "b", "c", "d"])
    'a, b, c, ...'
    """
    return ", ".join(names[:most]) + (", ..." if len(names) > most else "")


def as_title(text: str) -> str:
    """A text with a capital letter at its beginning."""
    return text[:1].upper() + text[1:]


def changed_at(marks: Sequence[tuple[int, str]]) -> str:
    """The last changes of settings, for a text alternative; empty where there are none."""
    shown = "; ".join(f"step {step}: {text}" for step, text in marks[-8:])
    return f" Settings were changed at {shown}." if shown else ""
