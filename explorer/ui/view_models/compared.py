"""A visitor's comparison beside the page: the work, what has come of it, and what is picked in it."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.background import Line, Ticket
from explorer.core.cached import cached
from explorer.experiment.asked_comparison import AskedComparison
from explorer.figures.compare import PICTURES, Compared, Drawn
from explorer.selection.comparing.comparison import Comparison
from explorer.selection.comparing.held_out import HeadToHead, head_to_head
from explorer.selection.comparing.stress import Stress
from explorer.selection.comparing.task import Progress

LINE = Line()
"""The one line of all visitors of this server."""


@dataclass(frozen=True, eq=False)
class Work:
    """A comparison that was asked for, its place in the line, and whether the page has been told that it is over."""

    asked: AskedComparison
    ticket: Ticket
    closed: bool = False

    @property
    def progress(self) -> Progress:
        """How far it is."""
        return Progress.of(self.ticket.pieces)

    @property
    def found(self) -> Comparison | None:
        """What there is to show so far. ``ValueError``, in a sentence, where no figure is a finite number."""
        return _found((self.ticket, self.progress.whole_repeats))


@cached(16)
def _found(seen: tuple[Ticket, tuple[int, ...]]) -> Comparison | None:
    """The result by what is ``seen``: another one when a further repeat of some loss is whole, and not before."""
    state = Progress.of(seen[0].pieces).state
    return None if state is None else state.so_far()


@dataclass(frozen=True, eq=False)
class StressWork:
    """A stress test of a comparison, and its place in the line."""

    comparison: Comparison
    ticket: Ticket
    closed: bool = False

    @property
    def found(self) -> Stress | None:
        """What the folds so far come to."""
        pieces = self.ticket.pieces
        last = pieces[-1] if pieces else None
        return last if isinstance(last, Stress) else None


@dataclass(frozen=True)
class Picked:
    """What a visitor has picked: a row by its name with the place of a strength, None for its own, the row against it, and an
    example."""

    row: str = ""
    at: int | None = None
    against: str = ""
    example: int | None = None


@cached(16)
def compared(comparison: Comparison, picked: Picked) -> Compared:
    """The comparison as it is shown: what was picked as far as it is there, else the best row against the second."""
    rows = [row for row in comparison.rows if not row.trivial]
    row = next((row for row in rows if row.name == picked.row), rows[0])
    others = [other.name for other in (*rows, *comparison.rows) if other is not row]
    against = picked.against if picked.against in others else others[0]
    at = picked.at if picked.at is not None and picked.row == row.name and picked.at < row.strengths.size else row.best_at
    example = picked.example if picked.example is not None and picked.example < comparison.setup.data.n else None
    return Compared(comparison, row.name, at, against, _both(comparison, row.name, against), example)


@cached(16)
def _both(comparison: Comparison, first: str, second: str) -> HeadToHead:
    return head_to_head(comparison, first, second)


@cached(8)
def drawn(content: Compared) -> tuple[Drawn, ...]:
    """All pictures of a comparison."""
    return tuple(picture.draw(content) for picture in PICTURES.values())
