"""What the pictures of a comparison share: what is drawn, what is picked in them, and the colours of three rows."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from explorer.core.text import rounded, setting
from explorer.figures.base.palette import role
from explorer.figures.base.picture import NEUTRAL, Picture
from explorer.selection.comparing.answer import decimals_of, difference_figures
from explorer.selection.comparing.comparison import Comparison
from explorer.selection.comparing.held_out import HeadToHead
from explorer.selection.comparing.row import Row

Array = np.ndarray
LONGEST_NAME, MOST_SHARE = 24, 1.25
"""Characters of a name beside a picture, and how far beyond the better trivial model a colour goes."""


@dataclass(frozen=True, eq=False)
class Compared:
    """A comparison as it is shown: ``picked`` is the name of a row and ``at`` the place among its strengths, ``against`` the
    row that it is set against, "" where there is none, and ``example`` an example that was picked.

    ``both`` are those two example by example.
    """

    comparison: Comparison
    picked: str
    at: int
    against: str
    both: HeadToHead | None = None
    example: int | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows that have strengths, the best first."""
        return tuple(row for row in self.comparison.rows if not row.trivial)

    @property
    def trivial(self) -> Row:
        """The better of the trivial models."""
        return next(row for row in self.comparison.rows if row.trivial)

    @property
    def better_than_trivial(self) -> bool:
        """Whether the best loss has a better mean than the better trivial model."""
        return self.comparison.metric.sign * (self.trivial.mean - self.comparison.best.mean) > 0

    @property
    def axis(self) -> str:
        """The metric with its unit, for an axis."""
        return self.comparison.axis

    def shares_of_the_way(self, means: Array) -> Array:
        """How far means (k,) are on the way from the best to the better trivial model: 0 at the best, 1 at the trivial one.

        At most 1.25, also where they are no finite number.
        """
        best, level = self.comparison.best.mean, self.trivial.mean
        span = self.comparison.metric.sign * (level - best)
        with np.errstate(invalid="ignore"):
            far = self.comparison.metric.sign * (means - best) / (span if span > 0 else abs(best) or 1.0)
        found: Array = np.clip(np.where(np.isfinite(far), far, MOST_SHARE), 0.0, MOST_SHARE)
        return found

    def colour(self, name: str) -> str:
        """The colour of a row: that of the one picked, of the one against it, of the best, or of the others."""
        roles = {self.comparison.best.name: role("data"), self.against: role("validation"), self.picked: role("penalty")}
        return roles.get(name, NEUTRAL)

    def lines(self, row: Row, at: int) -> tuple[str, ...]:
        """What is read at a row and the place of one of its strengths."""
        decimals = decimals_of(self.comparison)
        mean = f"{self.comparison.metric.short} {rounded(float(row.means[at]), decimals)}"
        if row.trivial:
            return (row.name, mean, "uses no feature")
        name = f"{row.name}, strength {setting(float(row.strengths[at]))}"
        if at != row.best_at:
            return (name, mean)
        if row is self.comparison.best:
            return (name, mean, "the best")
        difference = self.comparison.against(row, self.comparison.best)
        return (name, mean, f"worse than the best by {difference_figures(difference, decimals)}")


class Pick(NamedTuple):
    """A place in a picture that can be picked: where it is, what is read there, and the row with its place, or the example."""

    x: float
    y: float
    lines: tuple[str, ...]
    row: str = ""
    at: int = 0
    example: int | None = None


class Drawn(NamedTuple):
    """A picture, and the places in it that can be picked."""

    picture: Picture
    picks: tuple[Pick, ...]


class ComparePicture(ABC):
    """A picture of a comparison: every class of this folder is one, in the order of their ``rank``."""

    name: str
    rank: int

    @abstractmethod
    def draw(self, content: Compared) -> Drawn:
        """The picture, and what can be picked in it."""


def picks_meta(picks: Sequence[Pick], by: str) -> dict[str, Any]:
    """What the browser has to know of the places that can be picked: ``interaction/pick_reader.js``.

    ``by`` is ``"rows"`` where the row nearest in height counts first, ``"near"`` where the nearest place does.
    """
    return {
        "picks": {
            "x": [float(pick.x) for pick in picks], "y": [float(pick.y) for pick in picks],
            "text": [list(pick.lines) for pick in picks], "by": by,
        }
    }  # fmt: skip


def frame_of_metric(content: Compared, values: Array) -> tuple[float, float]:
    """The ends of an axis of the metric: from the best of values to the better trivial model, or a little beyond it.

    What is worse is cut off: at extreme strengths and shares errors grow without bound.
    """
    best, level = content.comparison.best.mean, content.trivial.mean
    sign = content.comparison.metric.sign
    finite = values[np.isfinite(values)]
    nearest = float((sign * finite).min()) if finite.size else sign * best
    beyond = max(0.25 * abs(level - best), 0.05 * abs(best), 1e-12)
    far = min(float((sign * finite).max()) if finite.size else sign * level, max(sign * level, sign * best) + beyond)
    ends = sorted((sign * nearest, sign * max(far, sign * level)))
    return ends[0], ends[1]
