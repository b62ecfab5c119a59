"""What every schedule does: from the number of a step to the share of the rate that is left."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from explorer.core.registry import Entry
from explorer.core.text import three_figures


@dataclass(frozen=True)
class Schedule(Entry, ABC):
    """A rule for the rate of each step: the run's own rate times a factor that never rises.

    >>> from explorer import SCHEDULES
    >>> SCHEDULES["inverse_time"](length=100).sentence(0.5, 300)
    'The schedule brings it down to 0.125 by step 300.'
    """

    constant: ClassVar[bool] = False
    """Whether the rate stays as it is whatever the parameters."""

    @abstractmethod
    def factor(self, step: int) -> float:
        """The share of the rate, 0 to 1, that the step after ``step`` others takes; 1 at step 0."""

    def sentence(self, rate: float, steps: int) -> str:
        """Where a run of so many steps that begins at ``rate`` takes it; empty where it stays."""
        last = self.factor(steps - 1)
        return f"The schedule brings it down to {three_figures(rate * last)} by step {steps}." if last < 1.0 else ""
