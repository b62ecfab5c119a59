"""What the Learn page says below its lessons."""

from __future__ import annotations

WORDS = "Words"


def glossary(count: int) -> str:
    """The heading of the glossary."""
    return f"{WORDS}: {count} terms, one sentence each"
