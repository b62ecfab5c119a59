"""A table with its choices as a source of data, which an experiment may have in place of an entry of the menu."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from explorer.datasets.base import Dataset, Source
from explorer.datasets.table.choices import Choices
from explorer.datasets.table.choosing import Chosen
from explorer.datasets.table.compact import fits, reference_text, to_text
from explorer.datasets.table.identity import experiment_hash
from explorer.datasets.table.packed import PackedTable
from explorer.datasets.table.table import Table

Held = Table | PackedTable
"""A table, whole or as a visit keeps it."""


@dataclass(frozen=True, eq=False, init=False)
class OwnTable(Source):
    """A data set of one's own: a table, and what is chosen from it.

    ``choices`` are completed, so that they name all that was guessed. Two are equal where content and choices are, wherever
    they came from. Raises `TableError` where the choices cannot be had from the table.

    >>> from explorer.datasets import read_table
    >>> own = OwnTable(read_table("a,b\\n1,2\\n3,4\\n5,7\\n"), Choices("b"))
    >>> own.task, own.load().features, own == OwnTable(read_table("a;b\\n1;2\\n3;4\\n5;7\\n"), Choices("b"))
    ('regression', ('a',), True)
    """

    source = "a table of one's own"
    licence = "its owner's"

    def __init__(self, table: Table | PackedTable, choices: Choices) -> None:
        made = table.chosen(choices)
        told = f"{made.dataset.n:,} rows, {made.dataset.X.shape[1]} features; to predict: {made.dataset.target}."
        own = {
            "_held": table, "_choices": made.choices, "owner": table.hash, "name": table.name, "task": made.dataset.task,
            "summary": told, "_asked": choices, "_made": made if isinstance(table, Table) else None,
        }  # fmt: skip
        for name, value in own.items():
            object.__setattr__(self, name, value)

    @property
    def held(self) -> Table | PackedTable:
        """The table as it was given: whole, or packed as a visit keeps it."""
        held: Table | PackedTable = self.__dict__["_held"]
        return held

    @property
    def table(self) -> Table:
        """The whole table."""
        return self.held if isinstance(self.held, Table) else self.held.table

    @property
    def choices(self) -> Choices:
        """The completed choices."""
        completed: Choices = self.__dict__["_choices"]
        return completed

    @property
    def made(self) -> Chosen:
        """What was made of it, with all that is told. Of a packed table it is made again where it is no longer cached."""
        made: Chosen | None = self.__dict__["_made"]
        return made or self.held.chosen(self.__dict__["_asked"])

    @cached_property
    def hash(self) -> str:
        """A text that is the same for the same content under the same choices."""
        return experiment_hash(self.held.hash, self.choices)

    @cached_property
    def link(self) -> tuple[str, str]:
        """What a link carries: ``"table"`` and the whole, or ``"file"`` and what names it where the whole is too large."""
        if fits(self.table, self.choices):
            return "table", to_text(self.table, self.choices)
        return "file", reference_text(self.table, self.choices)

    def load(self) -> Dataset:
        """The data set that was made when it was chosen."""
        return self.made.dataset

    def __eq__(self, other: object) -> bool:
        return isinstance(other, OwnTable) and self.hash == other.hash

    def __hash__(self) -> int:
        return hash(self.hash)

    def __repr__(self) -> str:
        return f"OwnTable({self.name!r}, {self.hash!r})"

    def __str__(self) -> str:
        return f"own-{self.hash}"
