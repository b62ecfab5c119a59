"""Text put into Markdown: shown just as it is, or as the rest of a sentence."""

from __future__ import annotations

import re

JOINER = "\u2060"
"""A sign that is not seen and joins what is around it."""
ADDRESS = re.compile(r"https?(?=:)|www(?=\.)|@", re.IGNORECASE)
"""How the addresses begin that Streamlit makes links of, whatever of them is escaped."""


def literal(text: str) -> str:
    """Text for Markdown that shows just as it is: every mark that means something there is escaped, and no address is a link.

    >>> literal("![t](//host/p.png)")
    '\\\\!\\\\[t\\\\]\\\\(\\\\/\\\\/host\\\\/p\\\\.png\\\\)'
    >>> JOINER in literal("http://host"), JOINER in literal("a: b")
    (True, False)
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", ADDRESS.sub(lambda found: found[0] + JOINER, text))


def continued(sentence: str) -> str:
    """A sentence as the rest of another: it begins with a small letter.

    >>> continued("The slope is 0.")
    'the slope is 0.'
    """
    return sentence[:1].lower() + sentence[1:]
