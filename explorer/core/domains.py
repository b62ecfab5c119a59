"""Which values a target may have: what a kind of target declares, and what a loss takes, are of one type."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

Array = np.ndarray


@dataclass(frozen=True)
class Domain:
    """A set of allowed values as data: words for it, its kind, and for numbers where they begin and whether they are whole.

    ``kind`` is ``"number"``, ``"label"`` (-1 and +1) or ``"class"`` (0, 1, 2 ...). ``low`` is the lowest number, None where
    there is none; ``above`` says that ``low`` itself is left out.

    >>> POSITIVE.holds(np.array([0.0, 0.5])).tolist()
    [False, True]
    """

    words: str
    kind: str = "number"
    low: float | None = None
    above: bool = False
    whole: bool = False

    @property
    def numbers(self) -> bool:
        """Whether its values are numbers, and not labels or classes."""
        return self.kind == "number"

    def holds(self, y: Array) -> Array:
        """Whether each target (n,) is allowed. Nothing that is not finite is.

        >>> NONNEGATIVE.holds(np.array([-1.0, 0.0, np.nan])).tolist()
        [False, True, False]
        """
        y = np.asarray(y, dtype=float)
        if self.kind == "label":
            return np.abs(y) == 1
        good = np.isfinite(y)
        if self.low is not None:
            good &= y > self.low if self.above else y >= self.low
        return good & (y == np.floor(y)) if self.whole else good

    def within(self, other: Domain) -> bool:
        """Whether another domain holds every value of this one.

        >>> COUNTS.within(NONNEGATIVE), NONNEGATIVE.within(POSITIVE), POSITIVE.within(REAL), LABELS.within(REAL)
        (True, False, True, False)
        """
        if self.kind != other.kind:
            return False
        if other.whole and not self.whole:
            return False
        if other.low is None or self.low is None:
            return other.low is None
        return (self.low, self.above) >= (other.low, other.above)

    @property
    def tasks(self) -> tuple[str, ...]:
        """The kinds of target whose every value lies in it.

        >>> NONNEGATIVE.tasks
        ('count', 'amount', 'positive')
        """
        return tuple(task for task, domain in DOMAINS.items() if domain.within(self))


REAL = Domain("any number")
NONNEGATIVE = Domain("0 or above", low=0.0)
POSITIVE = Domain("above 0", low=0.0, above=True)
COUNTS = Domain("a whole number from 0", low=0.0, whole=True)
LABELS = Domain("-1 or +1", kind="label")
CLASSES = Domain("the number of a class: 0, 1, 2 ...", kind="class", low=0.0, whole=True)

DOMAINS = {
    "regression": REAL, "count": COUNTS, "amount": NONNEGATIVE, "positive": POSITIVE, "binary": LABELS, "multiclass": CLASSES,
}  # fmt: skip
"""What each kind of target (task) declares its values to be, in the order of the menus."""
