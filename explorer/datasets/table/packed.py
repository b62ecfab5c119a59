"""A table as a visit keeps it: the content as it came, compressed, from which the table is read again whenever it is wanted."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from typing import Any

from explorer.core.cached import cached
from explorer.core.text import shown
from explorer.datasets.table.choices import Choices
from explorer.datasets.table.choosing import Chosen
from explorer.datasets.table.errors import TableError
from explorer.datasets.table.limits import MOST_KEPT
from explorer.datasets.table.reader import read_table
from explorer.datasets.table.table import Reading, Table


class PackedTable:
    """A table of which the compressed content is kept, at most `MOST_KEPT` bytes, and how it is to be read.

    ``given`` is the content of a file, or a text; it is never the name of a file. ``asked`` are the arguments of `read_table`.
    ``called`` is a name that is taken as it is, as of a table from a link. Two visits never share one. Raises `TableError`, as
    `read_table` does.

    >>> packed = PackedTable("a,b\\n1,2\\n3,4\\n5,7\\n", name="x.csv")
    >>> packed.name, packed.n, packed.table.names
    ('x.csv', 3, ('a', 'b'))
    """

    def __init__(self, given: bytes | str, *, name: str | None = None, called: str | None = None, **asked: Any) -> None:
        text = isinstance(given, str)
        if isinstance(given, str) and "\n" not in given and "\r" not in given:
            given += "\n"  # so that it cannot be meant as the name of a file
        asked |= {"missing": frozenset(asked["missing"])} if asked.get("missing") is not None else {}
        table = read_table(given, name=name, **asked)
        content = given.encode("utf-8", "surrogatepass") if isinstance(given, str) else given
        self.content, self.text, self.asked = _compressed(content), text, {key: asked[key] for key in sorted(asked)}
        self.name: str = shown(called) if called is not None else table.name
        self.given_name, self.owner = name, table.hash
        self.n, self.names, self.reading = table.n, table.names, table.reading
        _read.keep(Table(self.name, table.columns, table.lines, table.reading, table.notes), self)

    @property
    def hash(self) -> str:
        """What two tables of the same names and values share."""
        return self.owner

    @property
    def table(self) -> Table:
        """The table, read now where it is not cached: the same to the bit."""
        return _read(self)

    def chosen(self, choices: Choices) -> Chosen:
        """The data set that choices make of it, with all that is told."""
        return _chosen(self, choices)

    def again(self, **asked: Any) -> PackedTable:
        """The same content read in another way: by these arguments of `read_table`, and by no others."""
        return PackedTable(self.unpacked(), name=self.given_name, **asked)

    def unpacked(self) -> bytes | str:
        """The content as it came."""
        content = zlib.decompress(self.content)
        return content.decode("utf-8", "surrogatepass") if self.text else content


@cached(8)
def _read(packed: PackedTable) -> Table:
    table = read_table(packed.unpacked(), name=packed.given_name, **packed.asked)
    return Table(packed.name, table.columns, table.lines, table.reading, table.notes)


@cached(16)
def _chosen(packed: PackedTable, choices: Choices) -> Chosen:
    return packed.table.chosen(choices)


def _compressed(content: bytes) -> bytes:
    """Quickly where that is small enough, else as small as it gets."""
    for level in (1, 9):
        packed = zlib.compress(content, level)
        if len(packed) <= MOST_KEPT:
            return packed
    size, most = (f"{count / 1024**2:.2f} MB" for count in (len(packed), MOST_KEPT))
    raise TableError(f"the table has {size}, compressed; a visit keeps at most {most}. Leave out a column or some digits.")


def in_use(reading: Reading) -> dict[str, str | bool | Collection[str] | None]:
    """A reading as arguments that ask for it. A pasted text has no encoding."""
    return {
        "encoding": None if reading.encoding == "text" else reading.encoding, "separator": reading.separator,
        "decimal": reading.decimal, "header": reading.header, "missing": reading.missing,
    }  # fmt: skip
