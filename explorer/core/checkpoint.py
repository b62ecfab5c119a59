"""A hook that long computations call now and then, and that may raise to stop them."""

from __future__ import annotations

from collections.abc import Callable

Checkpoint = Callable[[], object]
"""Called between two pieces of work, at most a fifth of a second apart; what it raises ends the computation."""


def no_checkpoint() -> None:
    """The checkpoint of a computation that nobody wants to stop."""
