"""What the player and the notices around the charts say."""

from __future__ import annotations

UNDONE = "Undone."
BACK = "back to the run before"


def new_run(names: str, said: str) -> str:
    """That a change of settings starts a new run."""
    return f"A new run from step 0: {names} changed. {said}"


def pins_removed(count: int) -> str:
    """That pinned runs do not fit the new run."""
    runs = f"{count} pinned runs do" if count > 1 else "1 pinned run does"
    return f" {runs} not fit it and {'were' if count > 1 else 'was'} removed."


def changes_removed(count: int, step: int) -> str:
    """That changes behind the new end of a run are gone.

    >>> changes_removed(2, 300), changes_removed(1, 300)
    ('2 changes after step 300 were removed.', '1 change after step 300 was removed.')
    """
    return f"{count} changes after step {step} were removed." if count > 1 else f"1 change after step {step} was removed."


def no_further(reason: str) -> str:
    """That a run cannot be made longer."""
    return f"This run cannot go further: {reason}"


def undo(change: str, step: int) -> str:
    """What undo takes back."""
    return f"{change} at step {step}" if step else change


def begun(kind: str, name: str) -> str:
    """What undo takes back where a lesson or an example was begun."""
    return f"the start of the {kind} {name}"


LINK_NOTES = "**Some settings could not be used; the rest is as asked.**"
LAST_GOOD = "The page shows the last settings that work."
USE, NUDGE = "Use what works", "Nudge the weights"


def more_notes(count: int) -> str:
    """That there are more notes."""
    return f"And {count} more."


def use_rate(rate: str) -> str:
    """The button with a rate that helps."""
    return f"Use rate {rate}"


def working(seconds: int) -> str:
    """For how long the page has been at work."""
    return f":material/hourglass_top: Working on it: {seconds} s so far."
