"""A column as the target: numbers as they are, classes as -1 and +1 or 0, 1, 2 ..., and which value became which."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from explorer.core.domains import DOMAINS
from explorer.core.text import received
from explorer.datasets.table.columns import Column
from explorer.datasets.table.errors import TableError, listed, named, place, quoted
from explorer.datasets.table.limits import LONGEST_NAME, MOST_CLASSES
from explorer.datasets.table.numbers import written
from explorer.datasets.table.target_guess import guess_task

Array = np.ndarray
YES = re.compile(
    r"yes|y|true|t|1|positive|pos|\+|case|sick|ill|malignant|died|dead|success|won|bad|churned|default", re.IGNORECASE
)
"""Values that are +1 where nobody says which of two is."""


@dataclass(frozen=True, eq=False)
class Target:
    """``y`` (n,) as a `Dataset` has it, its task and classes; ``positive`` are the values that became +1, ``notes`` say so."""

    y: Array
    task: str
    classes: tuple[str, ...] = ()
    positive: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def target_of(column: Column, lines: Sequence[int], rows: Array, task: str = "", positive: Sequence[str] = ()) -> Target:
    """The target at some rows of the table, none of which is missing.

    ``lines`` are those of all rows. Without a ``task`` it is the guessed one, or two classes where ``positive`` says which are
    +1. Raises `TableError`, which names the line, where the column is no such target.
    """
    kept = _at(column, rows)
    if column.fault is not None and not positive and DOMAINS[task or "regression"].numbers:
        raise TableError(f"{column.fault.sentence(column.name)}.", column.fault.line, column.name)
    if not task:
        guess = guess_task(kept)
        if guess is None and not positive:
            raise _too_many(kept)
        task = "binary" if positive or guess is None else guess.task
    if DOMAINS[task].numbers:
        if positive:
            raise TableError(f'positive: a target that is taken for numbers ({task}) has no classes. Allowed: task "binary".')
        return _numbers(kept, lines, rows, task)
    levels = levels_of(kept)
    if len(levels) < 2:
        only = f" ({quoted(levels[0])})" if levels else ""
        raise TableError(f"the target {named(column.name)} has one class{only}; at least 2 are needed.", column=column.name)
    if len(levels) > MOST_CLASSES:
        raise _too_many(kept)
    places = _places(kept, levels)
    if task == "multiclass":
        if len(levels) < 3:
            raise TableError(
                f"the target {named(column.name)} has 2 classes: it is binary, not multiclass.", column=column.name
            )
        if positive:
            raise TableError('positive: only two classes have a positive one. Allowed: task "binary".')
        shown = listed([f"{quoted(level)} is {place}" for place, level in enumerate(levels)], MOST_CLASSES)
        return Target(places, task, levels, (), (f"The classes of {named(column.name)}: {shown}.",))
    return _binary(column.name, levels, places, positive)


def levels_of(column: Column) -> tuple[str, ...]:
    """The different values of a column as texts, numbers by size, texts in order of the alphabet."""
    if column.numbers is None:
        return tuple(sorted(column.levels))
    return tuple(written(value) for value in np.unique(column.known).tolist())


def _at(column: Column, rows: Array) -> Column:
    """Some rows of a column, with those values alone that occur there."""
    if column.numbers is not None:
        return Column(column.name, column.missing[rows], column.numbers[rows])
    assert column.codes is not None
    used, codes = np.unique(column.codes[rows], return_inverse=True)
    return Column(column.name, column.missing[rows], None, tuple(column.levels[code] for code in used.tolist()), codes)


def _numbers(column: Column, lines: Sequence[int], rows: Array, task: str) -> Target:
    if column.numbers is None:
        raise TableError(f"the target {named(column.name)} is text, and {task} is for numbers.", column=column.name)
    y, domain = column.numbers, DOMAINS[task]
    if (bad := np.flatnonzero(~domain.holds(y))).size:
        line = int(lines[int(rows[bad[0]])])
        problem = f"{place(line, column.name)}: {received(float(y[bad[0]]))} cannot be a target of the kind {task}"
        raise TableError(f"{problem}, which must be {domain.words}.", line, column.name)
    notes: tuple[str, ...] = ()
    if y.size and (y == y[0]).all():
        same = f"The target {named(column.name)} is {received(float(y[0]))} in every row"
        notes = (f"{same}: there is nothing to predict, and R² is undefined.",)
    return Target(y, task, notes=notes)


def _places(column: Column, levels: Sequence[str]) -> Array:
    """The place (n,) of each value among the levels."""
    if column.numbers is not None:
        return np.unique(column.numbers, return_inverse=True)[1]
    assert column.codes is not None
    place_of = {level: place for place, level in enumerate(levels)}
    return np.array([place_of[level] for level in column.levels])[column.codes]


def _binary(name: str, levels: tuple[str, ...], places: Array, positive: Sequence[str]) -> Target:
    chosen = [level for level in levels if level in positive]
    if unknown := [level for level in positive if level not in levels]:
        raise TableError(
            f"positive: {quoted(unknown[0])} is no value of {named(name)}. Allowed: {listed([*map(quoted, levels)], 10)}."
        )
    if not positive:
        if len(levels) > 2:
            raise TableError(f"{named(name)} has {len(levels)} classes: say by positive=... which of them are +1.", column=name)
        said = [level for level in levels if YES.fullmatch(level)]
        chosen = said if len(said) == 1 else [levels[1]]
    others = [level for level in levels if level not in chosen]
    if not others:
        raise TableError(f"positive: all classes of {named(name)} are +1; at least one has to be -1.", column=name)
    y = np.where(np.isin(places, [levels.index(level) for level in chosen]), 1.0, -1.0)
    classes = (_together(others), _together(chosen))
    if classes[0] == classes[1]:
        classes = (f"not {classes[1]}", classes[1])
    many = ("is", "are")
    note = (
        f"In {named(name)}, {listed([*map(quoted, chosen)], 10)} {many[len(chosen) > 1]} +1 and "
        f"{listed([*map(quoted, others)], 10)} {many[len(others) > 1]} −1."
    )
    return Target(y, "binary", classes, tuple(chosen), (note,))


def _together(levels: Sequence[str]) -> str:
    """The name of a class made of some values, which is cut where it is long."""
    name = " or ".join(levels)
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def _too_many(column: Column) -> TableError:
    name = named(column.name)
    if not column.known.size:
        return TableError(f"the target {name} has no value in any row.", column=column.name)
    if column.distinct == 1:
        return TableError(
            f"the target {name} has one class ({quoted(levels_of(column)[0])}); at least 2 are needed.", column=column.name
        )
    return TableError(
        f"the target {name} has {column.distinct:,} different values; classes can be at most {MOST_CLASSES}.",
        column=column.name,
    )
