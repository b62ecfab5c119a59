"""What the Learn page and the panel of a lesson say besides the lessons' own texts."""

from __future__ import annotations

WORDS = "Words"


def question(text: str) -> str:
    """A lesson's question, while it is done; ``text`` is Markdown."""
    return f"The question: {text}"


def next_lesson(name: str) -> str:
    """What goes on to another lesson."""
    return f"Next: {name}"


def glossary(count: int) -> str:
    """The heading of the glossary."""
    return f"{WORDS}: {count} terms, one sentence each"
