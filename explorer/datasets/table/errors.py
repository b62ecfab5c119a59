"""What is wrong with a table, in a sentence that names the place; with what to do about it where that is known."""

from __future__ import annotations

from typing import Any

from explorer.core.text import SHOWN_CHARACTERS, shown

SEPARATOR_NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab", "|": "a vertical bar", " ": "a space"}


class TableError(ValueError):
    """A table, or a choice from it, that cannot be used.

    ``line`` counts the lines of the file from 1, ``column`` is a column's name; None and "" where there is no such place.
    ``remedy`` maps arguments of `explorer.datasets.read_table` to values that would help, and ``offer`` is the label of a
    button that applies them.
    """

    def __init__(
        self, message: str, line: int | None = None, column: str = "", remedy: dict[str, Any] | None = None, offer: str = ""
    ) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.remedy = remedy or {}
        self.offer = offer


def quoted(text: str) -> str:
    """A text from the table in quotes, harmless and cut to 60 characters.

    >>> quoted("Oslo\\t"), len(quoted("a" * 5000))
    ('"Oslo\\\\t"', 63)
    """
    return f'"{shown(text)}"'


def named(name: str) -> str:
    """The name of a column for a sentence: in quotes where it would not read as a word of its own.

    >>> named("price"), named("net price"), named("1"), named("<b>")
    ('price', '"net price"', '"1"', '"<b>"')
    """
    plain = name.isidentifier() and name.isascii() and len(name) <= SHOWN_CHARACTERS
    return name if plain else quoted(name)


def place(line: int | None, column: str) -> str:
    """Where a cell is.

    >>> place(5, "age"), place(None, "net price")
    ('line 5, column age', 'column "net price"')
    """
    return f"column {named(column)}" if line is None else f"line {line}, column {named(column)}"


def listed(names: list[str], most: int = 4) -> str:
    """Some words as a list, the first four and how many more there are.

    >>> listed(["a"]), listed(["a", "b"]), listed(list("abcdef"))
    ('a', 'a and b', 'a, b, c, d and 2 more')
    """
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)
