"""A table of one's own: columns, how they were read, and the data sets that can be made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from explorer.datasets.base import Dataset
from explorer.datasets.table.choices import Choices, choices_of
from explorer.datasets.table.choosing import Chosen, chosen
from explorer.datasets.table.columns import Column
from explorer.datasets.table.identity import content_hash
from explorer.datasets.table.kinds import Kind, kinds_of
from explorer.datasets.table.selected import column_named
from explorer.datasets.table.target_guess import guess_target


@dataclass(frozen=True)
class Reading:
    """How a table was read: what was found, or asked for. ``missing`` are the marks of missing cells that occur in it."""

    encoding: str
    separator: str
    decimal: str
    header: bool
    missing: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Table:
    """Columns of one length, as `read_table` makes them.

    ``lines`` say on which line of the file each row begins, ``reading`` how the file was read, ``notes`` what a reader should
    know of it. Nothing in it changes, so that several visitors or tries can share it.

    >>> from explorer.datasets import read_table
    >>> table = read_table("id,rooms,price\\n1,2,100\\n2,3,150\\n3,4,210\\n")
    >>> table.n, table.names, table.left_out("price")
    (3, ('id', 'rooms', 'price'), ('id is left out: it only numbers the rows.',))
    """

    name: str
    columns: tuple[Column, ...]
    lines: tuple[int, ...]
    reading: Reading
    notes: tuple[str, ...] = ()

    @property
    def n(self) -> int:
        """The number of rows."""
        return len(self.lines)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of that name; a `TableError` where there is none."""
        return column_named(self.columns, name, "column")

    @cached_property
    def kinds(self) -> tuple[Kind, ...]:
        """What each column is, and why."""
        return kinds_of(self.columns)

    @cached_property
    def hash(self) -> str:
        """A text that two tables share where they have the same names and values (`explorer.datasets.table.identity`)."""
        return content_hash(self.columns)

    def guess_target(self) -> tuple[str, str]:
        """The column that is likely the target, and why; two empty texts where none can be one."""
        return guess_target(self.columns, self.kinds)

    def choose(
        self,
        target: str | None = None,
        *,
        features: Sequence[str] | None = None,
        task: str | None = None,
        positive: object | Sequence[object] | None = None,
        weights: str | None = None,
        exposure: str | None = None,
        missing: str = "drop",
    ) -> Chosen:
        """A data set of this table, with what was left out and done; see `explorer.datasets.table.choices.Choices`.

        Raises `TableError`, a ``ValueError``, which names the column, and the line where it is about a cell.
        """
        return self.chosen(choices_of(target, features, task, positive, weights, exposure, missing))

    def chosen(self, choices: Choices) -> Chosen:
        """The same for choices in one object."""
        return chosen(self.name, self.columns, self.kinds, self.lines, choices)

    def dataset(
        self,
        target: str | None = None,
        *,
        features: Sequence[str] | None = None,
        task: str | None = None,
        positive: object | Sequence[object] | None = None,
        weights: str | None = None,
        exposure: str | None = None,
        missing: str = "drop",
    ) -> Dataset:
        """The data set alone; see `choose`, which also tells what was left out and done.

        >>> from explorer.datasets import read_table
        >>> table = read_table("rooms,city,price\\n2,Oslo,100\\n3,Rome,150\\n,Oslo,210\\n4,Rome,250\\n")
        >>> table.dataset("price").n, table.dataset("price", missing="median").X[:, 0]
        (3, array([2., 3., 3., 4.]))
        """
        choices = choices_of(target, features, task, positive, weights, exposure, missing)
        return self.chosen(choices).dataset

    def left_out(
        self, target: str | None = None, *, weights: str | None = None, exposure: str | None = None
    ) -> tuple[str, ...]:
        """A sentence on each column that is no feature by default."""
        return tuple(self.choose(target, weights=weights, exposure=exposure, missing="median").left_out.values())
