"""The result of a comparison: rows from the best on, what sets them apart, and what to expect on new data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from explorer.selection.comparing.nested import Nested
from explorer.selection.comparing.resampled_t import Interval, corrected_interval
from explorer.selection.comparing.row import Row
from explorer.selection.comparing.setup import Setup
from explorer.selection.metrics import Metric


@dataclass(frozen=True)
class Difference:
    """By how much a row is worse than the best one, fold by fold: above 0 is worse, whichever way the metric goes.

    ``interval`` is the corrected resampled t interval, at 95 % for each difference by itself. ``worse`` says that it lies
    above 0 as a whole; else the data do not tell the two apart.
    """

    row: Row
    interval: Interval

    @property
    def worse(self) -> bool:
        """Whether it is surely worse."""
        return self.interval.low > 0

    @property
    def better(self) -> bool:
        """Whether it is surely better, as a trivial model may be."""
        return self.interval.high < 0


@dataclass(frozen=True, eq=False)
class Comparison:
    """Losses, each at its best strength, judged by one metric on the same folds.

    - ``rows`` are in the order of their means, the best first, trivial models among them; ``left_out`` are names and a
      sentence for each that says why it could not be judged.
    - ``best`` is the first row that is no trivial model; ``differences`` are those of all other rows from it.
    - ``winner`` is ``best`` where it is surely better than every other row, else None.
    - ``nested`` is what the chosen model will have on new data, the choice paid for; None where that was not done. The mean of
      ``best`` beside it is too good: it is the best of many on the very folds by which it was chosen.

    ``setup`` holds the data, the folds and all that was asked; ``repeats`` says how many are in here.
    """

    setup: Setup
    repeats: int
    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, str], ...]
    nested: Nested | None = None

    @property
    def metric(self) -> Metric:
        """By what all are judged."""
        return self.setup.metric

    @property
    def unit(self) -> str:
        """What the metric is measured in: the target's own unit or name where it is that."""
        data = self.setup.data
        return (data.target_unit or data.target) if self.metric.unit == "units of the target" else self.metric.unit

    @property
    def axis(self) -> str:
        """The metric with its unit, for an axis and a column."""
        return f"{self.metric.short} ({self.unit})"

    @cached_property
    def best(self) -> Row:
        """The loss, with its strength, that has the best mean."""
        return next(row for row in self.rows if not row.trivial)

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """All other rows against the best, in their order."""
        return tuple(Difference(row, self.against(row, self.best)) for row in self.rows if row is not self.best)

    def against(self, row: Row, other: Row) -> Interval:
        """By how much a row is worse than another: the mean over folds and repeats, and its interval."""
        return corrected_interval(self.metric.sign * (row.values - other.values), self.setup.count)

    @property
    def winner(self) -> Row | None:
        """The best row, where the interval of every other lies above 0."""
        return self.best if all(difference.worse for difference in self.differences) else None

    def row(self, name: str) -> Row:
        """The row of that name; ``ValueError`` that names those there are."""
        found = [row for row in self.rows if row.name == name]
        if not found:
            raise ValueError(f'row: there is no "{name}". Allowed: {", ".join(row.name for row in self.rows)}.')
        return found[0]


def ordered(rows: list[Row]) -> tuple[Row, ...]:
    """Rows by their means, the best first; of equal ones, to nine figures, a trivial model comes first, since it is simpler."""
    return tuple(sorted(rows, key=lambda row: (float(f"{row.metric.sign * row.mean:.9g}"), not row.trivial)))


def not_finite(row: Row) -> str:
    """Why a row without a finite figure is left out."""
    return f"{row.name}: its {row.metric.short} is not a finite number on some fold at any strength."
