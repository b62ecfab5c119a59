"""What a worker process is asked for, and how it says that it has come to an end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol


class Task(Protocol):
    """Work that gives its results piece by piece. Task and pieces are pickled, since another process does the work."""

    def pieces(self) -> Iterator[object]:
        """The results as they come. ``ValueError``, in a sentence, for what cannot be done."""


@dataclass(frozen=True)
class End:
    """No piece is left."""


@dataclass(frozen=True)
class Refused:
    """The task raised ``ValueError``, with this sentence."""

    sentence: str
