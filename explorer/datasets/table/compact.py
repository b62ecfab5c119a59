"""A table with its choices as a text for a link: compressed, its size known, read back under the limits of any table."""

from __future__ import annotations

import base64
import binascii
import csv
import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from io import StringIO

from explorer.core.text import shown
from explorer.datasets.table.choices import Choices
from explorer.datasets.table.columns import Column
from explorer.datasets.table.errors import TableError
from explorer.datasets.table.limits import LINK_BYTES, MOST_BYTES
from explorer.datasets.table.numbers import written
from explorer.datasets.table.packed import PackedTable
from explorer.datasets.table.table import Table

VERSION = "1"
FIELDS = ("target", "task", "weights", "exposure", "missing")
DAMAGED = "the table in the link is damaged"
LETTERS = re.compile(r"[A-Za-z0-9_-]+")
CERTAINLY_TOO_LARGE = LINK_BYTES + LINK_BYTES // 4
"""What is compressed in parts may be a little larger than what is compressed at once."""
BLOCK = 256
"""So many rows are written out at a time."""
MOST_HEAD = 80
"""Lines in which the choices stand; a name may have line breaks in it."""


def compressed(table: Table, choices: Choices) -> bytes:
    """The table and the choices, compressed. The same content under the same choices gives the same bytes."""
    return zlib.compress("".join(_text(table, choices)).encode("utf-8"), 9)


def fits(table: Table, choices: Choices) -> bool:
    """Whether a link carries the whole table. Of a large one no more is written out than it takes to know."""
    pack, size = zlib.compressobj(9), 0
    for part in _text(table, choices):
        size += len(pack.compress(part.encode("utf-8")))
        if size > CERTAINLY_TOO_LARGE:
            return False
    return len(compressed(table, choices)) <= LINK_BYTES


def link_size(table: Table, choices: Choices) -> int:
    """How many bytes a link would carry of the table; it may be up to `LINK_BYTES`."""
    return len(compressed(table, choices))


def to_text(table: Table, choices: Choices) -> str:
    """The table and the choices as letters, digits, - and _, for a link. Raises `TableError` where they are too large."""
    packed = compressed(table, choices)
    if len(packed) > LINK_BYTES:
        raise TableError(f"the table has {len(packed):,} bytes, compressed; a link carries at most {LINK_BYTES:,}.")
    return _letters(packed)


@dataclass(frozen=True)
class Reference:
    """What a link says of a table that is too large for it: its name, the hash of its content, and what was chosen from it."""

    name: str
    content: str
    choices: Choices


def reference_text(table: Table, choices: Choices) -> str:
    """The name of a table, its hash and the choices as letters, digits, - and _, for a link."""
    rows = [*_head(table, choices), ["content", table.hash]]
    return _letters(zlib.compress(_csv(rows).encode("utf-8"), 9))


def read_reference(text: str) -> Reference:
    """What `reference_text` wrote. Raises `TableError`, and nothing else, for any other text."""
    head, _ = _read(_unpacked(text))
    if not head.get("content"):
        raise TableError(f"{DAMAGED}.")
    name, _ = _described(head)
    return Reference(name, head["content"][0], _choices(head))


def from_text(text: str) -> tuple[Table, Choices]:
    """The table and the choices in a text of a link. Raises `TableError`, and nothing else, for any other text.

    What comes out is at most as large as a table may be, whatever the text says: more is never decompressed.
    """
    packed, choices = packed_from_text(text)
    return packed.table, choices


def packed_from_text(text: str) -> tuple[PackedTable, Choices]:
    """The same, the table as a visit keeps it."""
    head, body = _read(_unpacked(text))
    name, decimal = _described(head)
    return PackedTable(body, called=name, separator=",", decimal=decimal, header=True, missing=()), _choices(head)


def _letters(packed: bytes) -> str:
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _unpacked(text: str) -> str:
    if not isinstance(text, str) or not LETTERS.fullmatch(text):
        raise TableError(f"{DAMAGED}: it has characters that do not belong there.")
    if len(text) > -(-LINK_BYTES * 4 // 3):
        raise TableError(f"the table in the link is too long ({len(text):,} characters).")
    try:
        packed = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        unpack = zlib.decompressobj()
        content = unpack.decompress(packed, MOST_BYTES + 1)
        whole = unpack.eof and not unpack.unused_data and len(content) <= MOST_BYTES
        plain = content.decode("utf-8") if whole else ""
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        plain = ""
    if not plain:
        raise TableError(f"{DAMAGED}, or larger than a table may be.")
    return plain


def _head(table: Table, choices: Choices) -> list[list[str]]:
    """A line for each field of the choices, behind the table's name and decimal sign."""
    rows = [["v", VERSION, table.name, table.reading.decimal]]
    rows += [[field, getattr(choices, field)] for field in FIELDS if getattr(choices, field)]
    rows += [["positive", *choices.positive]]
    return rows if choices.features is None else [*rows, ["features", *choices.features]]


def _csv(rows: Iterable[Sequence[str]]) -> str:
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _text(table: Table, choices: Choices) -> Iterator[str]:
    """The choices, then the table as CSV, in parts."""
    yield _csv([*_head(table, choices), ["table"], table.names])
    yield from _rows(table.columns, table.reading.decimal)


def _rows(columns: Sequence[Column], decimal: str) -> Iterator[str]:
    for begin in range(0, columns[0].n, BLOCK):
        rows = slice(begin, begin + BLOCK)
        yield _csv(zip(*(cells_of(column, decimal, rows) for column in columns), strict=True))


def as_csv(table: Table, decimal: str = ".") -> str:
    """The table as CSV with a header, commas between cells: what is read from it is the same content.

    Texts that look like numbers under another decimal sign stay texts where ``decimal`` is that of the table's reading.
    """
    return "".join([_csv([table.names]), *_rows(table.columns, decimal)])


def cells_of(column: Column, decimal: str = ".", rows: slice = slice(None)) -> list[str]:
    """Cells of a column as texts, "" for missing ones."""
    if column.numbers is None:
        assert column.codes is not None
        return ["" if code < 0 else column.levels[code] for code in column.codes[rows].tolist()]
    return ["" if value != value else written(value, decimal) for value in column.numbers[rows].tolist()]


def _read(text: str) -> tuple[dict[str, list[str]], str]:
    """The lines before the table by their first cell, and the text of the table."""
    lines = iter(StringIO(text, newline="\n"))
    head: dict[str, list[str]] = {}
    try:
        for row in csv.reader(lines, strict=True):
            if row == ["table"]:
                break
            if len(head) > MOST_HEAD or not row:
                raise TableError(f"{DAMAGED}: its choices have no end.")
            head[row[0]] = row[1:]
    except csv.Error:
        raise TableError(f"{DAMAGED}: its choices cannot be read.") from None
    return head, "".join(lines)


def _described(head: dict[str, list[str]]) -> tuple[str, str]:
    """The table's name and its decimal sign."""
    version, *described = head.get("v") or [""]
    if version != VERSION or len(described) != 2:
        raise TableError("the table in the link has a form that is not known here.")
    return shown(described[0]), described[1]


def _choices(head: dict[str, list[str]]) -> Choices:
    single = {field: head[field][0] for field in FIELDS if head.get(field)}
    features = tuple(head["features"]) if "features" in head else None
    return Choices(**single, positive=tuple(head.get("positive", ())), features=features)
