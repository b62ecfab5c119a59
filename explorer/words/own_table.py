"""What the dialog "Your data" says, and what is said of a table of one's own elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from explorer.words.shared import MOST_CAPTION, count_of, first_that_fits, listed

NAME = "Your data"
WHAT = "A CSV file, a paste from a spreadsheet, or a sample to edit."

# Bringing

PRIVATE = (
    "Your table stays in this visit alone: at most 1 MB in the server's memory, never on a disk, seen by no other visitor. "
    "Only the links that you copy carry it, where it is small."
)
WAYS = {"file": "A file", "paste": "Paste", "sample": "A sample"}
ANOTHER, FIRST = "Bring another table", "Bring a table"
DROP = "Drop a CSV file here"
PASTE = "Paste cells from a spreadsheet, names in the first row"
PASTE_HERE = "rooms\tprice\n2\t100\n3\t150\n4\t210"
READ = "Read it"
SAMPLE, TAKE = "Sample", "Take it"
NOTHING = "Paste some cells first."
LAST_TABLE = "The table below is the last one that could be read."


def limits(megabytes: float, rows: int, least: int, most: int, kinds: Sequence[str]) -> str:
    """How large a table may be."""
    return f"Up to {megabytes:g} MB, {rows:,} rows, {least} to {most} columns; {', '.join(kinds)}."


def waits_for(name: str) -> str:
    """Which file the link wants."""
    return f"The link used {name}, which is too large for a link. Drop the file {name} here."


def another(brought: str, wanted: str) -> str:
    """That this is not the file that the link wants."""
    return f"{brought} is another table than {wanted}, which the link used. You can use it, but it is not what was sent."


def stand_in(name: str, shown: str) -> str:
    """On a page, that the data of a link are missing."""
    return f"This link used {name}, a table too large for a link. Until you bring it, its settings are shown on {shown}."


def _many(number: int, one: str) -> str:
    """A number that may be large, with its noun."""
    return f"{number:,} {one}{'' if number == 1 else 's'}"


BRING_IT = "Bring the file"

# What is there


def head(rows: int, columns: int) -> str:
    """How large the table is."""
    return f"{_many(rows, 'row')}, {_many(columns, 'column')}"


TABS = {"choose": "What to predict", "columns": "Columns", "cells": "Cells", "reading": "How it was read"}
USE, IN_USE = "Use this table", "Your table"
EDIT_HELP = "See, edit or replace your table, or choose another target."


def used(examples: int, features: int, target: str) -> str:
    """What will be trained on."""
    return f"{_many(examples, 'example')}, {_many(features, 'feature')}; to predict: {target}."


# Choosing

TARGET, TARGET_HELP = "Target", "The column to predict."
TASK, TASK_HELP = "What it is", "It decides which losses are offered."
POSITIVE, POSITIVE_HELP = "Class +1", "The values that together are +1. All others are −1."
FEATURES, FEATURES_HELP = "Features", "The columns to predict from. Text of few values gets one column for each value."
WEIGHTS, WEIGHTS_HELP = "Weights", "A column of numbers from 0 that says how much each row counts."
EXPOSURE, EXPOSURE_HELP = "Exposure", "A column above 0: over how much each target was counted. For losses with a log link."
MISSING, MISSING_HELP = "Rows with empty cells", "Filled: each number with the median of the training part, in each fold anew."
MISSING_WAYS = {"drop": "Drop the row", "median": "Fill the numbers"}
NONE = "none"
TASKS = {
    "regression": "a number", "count": "a count: 0, 1, 2 ...", "amount": "an amount from 0", "positive": "an amount above 0",
    "binary": "two classes", "multiclass": "several classes",
}  # fmt: skip
WHY_ALL = "Each value of a text has a column of its own: under a penalty, a value left out would be favoured."


def as_missing(cell: str) -> str:
    """The button that makes a cell stand for no value."""
    return f"{cell} is a missing cell"


TOLD, LEFT_OUT = "What was done", "Left out"


def losses(names: Sequence[str], count: int) -> str:
    """Which losses take the target."""
    return f"{count_of(count, 'loss', 'losses')} can be trained on it: {listed(names, 20)}."


# Columns

FACTS = ("Column", "What it is", "Use", "Missing", "Spread", "Histogram")
USES = {"target": "target", "weights": "weights", "exposure": "exposure", "feature": "feature", "": "left out"}
KINDS = {
    "number": "numbers", "category": "text", "text": "long text", "date": "dates", "identifier": "row names",
    "constant": "one value", "duplicate": "a copy", "mixed": "mixed", "empty": "empty",
}  # fmt: skip
FACTS_ALT = "Table: what each column is, what it is used for, missing cells, spread and a small histogram"


def missing(count: int, rows: int) -> str:
    """How many cells of a column are empty."""
    return f"{count:,} of {rows:,}" if count else "none"


def number_spread(least: str, median: str, largest: str) -> str:
    """How far numbers reach."""
    return f"{least} to {largest}, median {median}"


def text_spread(values: int, first: Sequence[str]) -> str:
    """Which values a text has, the most frequent first."""
    return f"{count_of(values, 'value')}: {listed(first)}"


# The target's picture


def target_title(name: str, far: int) -> str:
    """What is seen of a target that is numbers."""
    if not far:
        return f"{name}: no value stands far from the rest"
    return f"{name}: {count_of(far, 'value stands', 'values stand')} far from the rest"


def classes_title(name: str, most: str, share: str) -> str:
    """What is seen of a target of classes."""
    return f"{name}: {share} of the examples are {most}"


def target_line(examples: int) -> str:
    """What the bars are."""
    return first_that_fits(f"How many of the {examples:,} examples have which target.", most=MOST_CAPTION)


OUTLIERS_MORE = (
    "Far: more than three times the distance between the quartiles beyond them. Robust losses react less to such values."
)

# Cells

CELLS = "Change a cell, or add a row. What you change is used, and nothing of it is kept elsewhere."


def too_many_cells(rows: int, most: int) -> str:
    """That a table is too long to be edited here."""
    return f"Tables of up to {most:,} rows can be edited here; this one has {rows:,}."


CELLS_ALT = "Editable table: the cells of your data"

# Reading

ENCODING, SEPARATOR, DECIMAL, HEADER, MARKS = (
    "Encoding", "Separator", "Decimal sign", "The first row has the names", "Cells that are missing",
)  # fmt: skip
MARKS_HELP = "Cells that stand for no value, to the letter. An empty cell always does."
PASTED = "pasted text"
SEPARATORS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar", " ": "space"}
DECIMALS = {".": "point: 0.5", ",": "comma: 0,5"}
EDITS_GO = "You changed cells. If you read the file again, they are put back."
READING = "This was found in the file. Change what is wrong; the cells are then read again."
