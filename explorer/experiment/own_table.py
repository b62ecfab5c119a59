"""A table of one's own in a link: whole where it fits, else by its name and hash, to be brought again."""

from __future__ import annotations

from collections.abc import Mapping

from explorer.core.params import FieldError
from explorer.core.text import shown
from explorer.datasets.table import Held, OwnTable, Reference, TableError, packed_from_text, read_reference

OWN = "own"
"""The data set's name in a link that has a table, or names one."""
PARAMETERS = ("table", "file")
"""What a link may have of a table: the whole, or what names it."""


def table_of(dataset: str | OwnTable) -> Held | None:
    """The table behind a data set of one's own; None for one of the menu."""
    return dataset.held if isinstance(dataset, OwnTable) else None


def to_query(own: OwnTable) -> dict[str, str]:
    """The parameters of a link for a data set of one's own."""
    name, text = own.link
    return {"dataset": OWN, name: text}


def named_table(texts: Mapping[str, str]) -> Reference | None:
    """The table that a link names and does not carry; None where there is none, or what names it is damaged."""
    if texts.get("dataset") != OWN or "table" in texts or "file" not in texts:
        return None
    try:
        return read_reference(texts["file"])
    except TableError:
        return None


def from_query(texts: dict[str, str], brought: Held | None = None) -> OwnTable | None:
    """The data set of one's own that a link has; None where it has none. Its parameters are taken out of ``texts``.

    Where the link only names a table, it is the one that was ``brought``, if its content is the same. Raises `FieldError` for
    a table that is damaged, missing or another one.
    """
    found = {name: texts.pop(name) for name in PARAMETERS if name in texts}
    if texts.get("dataset") != OWN or not found:
        return None
    del texts["dataset"]
    try:
        if "table" in found:
            return OwnTable(*packed_from_text(found["table"]))
        reference = read_reference(found["file"])
        name = f'"{reference.name}"'
        if brought is None:
            raise TableError(f"this link used a table of its sender's own, {name}, too large for a link. Drop the file here.")
        if brought.hash != reference.content:
            raise TableError(f'"{shown(brought.name)}" is another table than {name}, which this link used.')
        return OwnTable(brought, reference.choices)
    except TableError as error:
        raise FieldError("dataset", str(error), {"dataset": "diabetes"}) from None
