"""Tasks for a worker process whose ends are known."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Counting:
    """Gives 0, 1, 2 ... up to a count, with a pause before each."""

    count: int
    pause: float = 0.0

    def pieces(self) -> Iterator[int]:
        for i in range(self.count):
            time.sleep(self.pause)
            yield i


@dataclass(frozen=True)
class Refusing:
    """Gives one piece, and cannot go on."""

    def pieces(self) -> Iterator[int]:
        yield 7
        raise ValueError("folds: 9 are too many. Allowed: 2 to 5.")


@dataclass(frozen=True)
class Dying:
    """Gives one piece, and its process is gone."""

    def pieces(self) -> Iterator[int]:
        yield 7
        os._exit(3)


@dataclass(frozen=True)
class Asking:
    """Says what it is like where it runs: the process, its priority, and how many threads NumPy may take."""

    def pieces(self) -> Iterator[tuple[int, int, str]]:
        print("what is printed is no piece")
        yield os.getpid(), os.nice(0), os.environ["OMP_NUM_THREADS"]


def eventually(holds, seconds: float = 20.0) -> bool:
    """Whether something comes to hold within some time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.01)
    return bool(holds())
