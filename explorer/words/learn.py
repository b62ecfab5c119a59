"""What the Learn page and the panel of a lesson say besides the lessons' own texts."""

from __future__ import annotations

WORDS = "Words"


def question(text: str) -> str:
    """A lesson's question, while it is done; ``text`` is Markdown."""
    return f"The question: {text}"


def tasks_done(done: int, count: int) -> str:
    """How far a lesson is, while it lasts.

    >>> tasks_done(1, 2), tasks_done(2, 2), tasks_done(1, 1)
    ('1 of 2 done.', 'Done: 2 of 2.', 'Done.')
    """
    if done < count:
        return f"{done} of {count} done."
    return f"Done: {done} of {count}." if count > 1 else "Done."


def next_lesson(name: str) -> str:
    """What goes on to another lesson."""
    return f"Next: {name}"


def glossary(count: int) -> str:
    """The heading of the glossary."""
    return f"{WORDS}: {count} terms, one sentence each"
