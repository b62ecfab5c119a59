"""What is said under a chart: the line that is always seen, and what a button opens."""

from __future__ import annotations


def told(picture) -> str:
    """Both in one text."""
    return " ".join([picture.caption, *picture.more])
