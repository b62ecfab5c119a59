"""A checkpoint that stops a computation, as a visitor who moves on does."""

from __future__ import annotations


class StopsAt:
    """Raises ``InterruptedError`` when it is called for the ``last`` time; ``calls`` counts."""

    def __init__(self, last: int = 3) -> None:
        self.last, self.calls = last, 0

    def __call__(self) -> None:
        self.calls += 1
        if self.calls == self.last:
            raise InterruptedError
