"""How large a table may be and what its cells may hold: every limit of a table of one's own, in one place."""

from __future__ import annotations

MOST_BYTES = 2 * 1024**2
"""Of a file or a pasted text, in UTF-8."""
MOST_KEPT = 1024**2
"""Of a table that a visit keeps, compressed."""
MOST_ROWS = 10_000
FEWEST_ROWS = 3
"""Rows of data, the header not among them; so many have to be left as examples too."""
FEWEST_COLUMNS, MOST_COLUMNS = 2, 50
LONGEST_NAME = 64
"""Characters in the name of a column."""
LONGEST_LINE = 64 * 1024
"""Bytes of a line in UTF-8."""
LARGEST_NUMBER = 1e16
"""Numbers lie between this and its negative, so that squares and products of them stay finite."""
LARGEST_EXACT = 2.0**53
"""From here on not every whole number is a float of its own."""
MOST_CATEGORIES = 20
"""A text column of more values than this has no indicator columns."""
MOST_CLASSES = 10
"""A target of more values than this has no classes."""
MOST_FEATURES = 200
"""Features of a data set, indicator columns counted one by one."""
LINK_BYTES = 6_000
"""A table and its choices travel in a link where they fit into so many bytes, compressed."""

MISSING_MARKS = ("", "?", "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "NAN", "NULL", "null", "Null", "None")
"""Cells that stand for no value, to the letter: "none" is a value, as of a treatment."""
SEPARATORS = (",", ";", "\t", "|")
"""What cells may be separated by, of which one is guessed."""
ENCODINGS = (
    "utf-8", "cp1252", "iso-8859-1", "iso-8859-15", "cp1250", "cp1251", "mac-roman", "utf-16", "utf-16-le",
    "utf-16-be", "utf-32", "shift_jis", "gb18030",
)  # fmt: skip
"""How the letters of a file may be encoded."""
SUFFIXES = (".csv", ".tsv", ".tab", ".txt")
"""How the name of a file may end."""
