"""What the dialog shows of a table: a line for each column, and what is on offer for each choice."""

from __future__ import annotations

from dataclasses import dataclass

from explorer.core.domains import DOMAINS
from explorer.core.text import shown, three_figures
from explorer.cost.compatibility import losses_for
from explorer.datasets.table import Choices, Column, OwnTable, Table
from explorer.datasets.table.facts import histogram, level_counts, missing_count, spread
from explorer.datasets.table.limits import MOST_CLASSES
from explorer.datasets.table.target_guess import guess_task
from explorer.datasets.table.targets import levels_of
from explorer.words import own_table as words

SEVERAL = 3
"""From so many values on a target may be a group of classes against the rest."""


@dataclass(frozen=True)
class ColumnFacts:
    """A column in a line: its name, what it is and why, what it is used for, missing cells, spread, heights of a histogram."""

    name: str
    kind: str
    reason: str
    use: str
    missing: str
    spread: str
    counts: tuple[int, ...]


def column_facts(table: Table, own: OwnTable | None) -> list[ColumnFacts]:
    """A line for each column of a table; ``own`` says what each is used for."""
    return [
        ColumnFacts(
            shown(column.name), words.KINDS[kind.kind], shown(kind.reason), words.USES[_use(column.name, own)],
            words.missing(missing_count(column), column.n), *_spread(column),
        )
        for column, kind in zip(table.columns, table.kinds, strict=True)
    ]  # fmt: skip


def _use(name: str, own: OwnTable | None) -> str:
    if own is None:
        return ""
    choices = own.choices
    for use in ("target", "weights", "exposure"):
        if getattr(choices, use) == name:
            return use
    return "feature" if name in (choices.features or ()) else ""


def _spread(column: Column) -> tuple[str, tuple[int, ...]]:
    if not column.known.size:
        return "", ()
    if column.numbers is None:
        counted = level_counts(column)
        return words.text_spread(len(counted), [shown(level) for level, _ in counted]), tuple(n for _, n in counted[:20])
    found = spread(column.known)
    reach = words.number_spread(*map(three_figures, (found.least, found.median, found.largest)))
    return reach, tuple(histogram(column.known).counts.tolist())


def offered_tasks(table: Table, choices: Choices) -> list[str]:
    """What the target may be, the likeliest first; several classes may also be two: a group of them against the rest."""
    column = _target(table, choices)
    guess = guess_task(column) if column is not None else None
    if column is None or guess is None:
        return [choices.task] if choices.task else []
    found = list(guess.possible)
    return found + (["binary"] if SEVERAL <= column.distinct <= MOST_CLASSES else [])


def why_task(table: Table, choices: Choices) -> str:
    """Why the target is taken for what it is; empty where that was chosen otherwise."""
    column = _target(table, choices)
    guess = guess_task(column) if column is not None else None
    return guess.reason if guess is not None and guess.task == choices.task else ""


def offered_positive(table: Table, choices: Choices) -> list[str]:
    """The values of the target that may be +1, few enough to choose from."""
    column = _target(table, choices)
    return list(levels_of(column)) if column is not None and column.distinct <= MOST_CLASSES else list(choices.positive)


def offered_features(table: Table, choices: Choices) -> list[str]:
    """Every column that is not taken otherwise; those that cannot be features say why when they are chosen."""
    taken = (choices.target, choices.weights, choices.exposure)
    return [name for name in table.names if name not in taken]


def offered_numbers(table: Table, choices: Choices, field: str) -> list[str]:
    """Columns of numbers that may be weights or exposures, and the one that is chosen."""
    domain = DOMAINS["positive" if field == "exposure" else "amount"]
    others = {choices.target, choices.weights, choices.exposure} - {getattr(choices, field)}
    return [
        column.name
        for column in table.columns
        if column.name not in others and column.numbers is not None and column.known.size and domain.holds(column.known).all()
    ]


def trainable_losses(task: str) -> list[str]:
    """The names of the losses that can be trained on a target of this kind, the common ones first."""
    return [loss.name for loss in losses_for(task).values() if not loss.untrainable]


def _target(table: Table, choices: Choices) -> Column | None:
    return next((column for column in table.columns if column.name == choices.target), None)
