"""Text put into Markdown: shown just as it is, or as the rest of a sentence."""

from __future__ import annotations

import re


def literal(text: str) -> str:
    """Text for Markdown that shows just as it is: every mark that means something there is escaped.

    >>> literal("![t](http://host/p.png)")
    '\\\\!\\\\[t\\\\]\\\\(http\\\\:\\\\/\\\\/host\\\\/p\\\\.png\\\\)'
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", text)


def continued(sentence: str) -> str:
    """A sentence as the rest of another: it begins with a small letter.

    >>> continued("The slope is 0.")
    'the slope is 0.'
    """
    return sentence[:1].lower() + sentence[1:]
