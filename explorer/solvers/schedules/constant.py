"""The same rate at every step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from explorer.solvers.schedules.base import Schedule


@dataclass(frozen=True)
class Constant(Schedule):
    """The rate as it is.

    >>> Constant().factor(10_000)
    1.0
    """

    id: ClassVar[str] = "constant"
    name: ClassVar[str] = "Constant"
    rank: ClassVar[int] = 10
    constant: ClassVar[bool] = True
    summary: ClassVar[str] = "The same rate throughout. For smooth losses and full batches."

    def factor(self, step: int) -> float:
        """1."""
        return 1.0
