"""Undo: the state before each change, with the moves of one slider as a single change, and what undoing would take back."""

from __future__ import annotations

from typing import Any

from explorer.datasets.table import PackedTable
from explorer.datasets.table.limits import MOST_KEPT
from explorer.experiment import Experiment
from explorer.experiment.changes import described, differences
from explorer.experiment.own_table import table_of
from explorer.ui.visit import Before, Visit
from explorer.words import player as words

MOST_STEPS_BACK = 50
MOST_NAMED = 2
"""Of several settings that changed at once so many are named."""
SAME_MOVE = 3.0
"""Seconds: moves of one slider at most so far apart are one move, and undone together. What comes later is another try."""


def with_change(visit: Visit, experiment: Experiment, at: int, now: float) -> tuple[Before, ...]:
    """The undo stack once the run of a visit is replaced by another one that differs from step ``at`` on.

    ``now`` is the time in seconds, by the clock of `Visit.last_change`.
    """
    if visit.undo_stack and now - visit.last_change <= SAME_MOVE and _continues_last(visit, experiment, at):
        return visit.undo_stack
    return _bounded((*visit.undo_stack, Before(at, visit.experiment, visit.pins, visit.length)))


def with_beginning(visit: Visit, name: str) -> tuple[Before, ...]:
    """The undo stack once a lesson or an opening of this ``name`` puts its run in the place of a visit's."""
    before = Before(
        0, visit.experiment, visit.pins, visit.length, name, visit.lesson, visit.tasks_done, visit.opening, visit.pin_names
    )
    return _bounded((*visit.undo_stack, before))


def _bounded(stack: tuple[Before, ...]) -> tuple[Before, ...]:
    """The last steps back: so many, and no more than have so many bytes of tables of one's own, each table counted once."""
    tables: dict[int, int] = {}
    kept: list[Before] = []
    for before in reversed(stack[-MOST_STEPS_BACK:]):
        table = table_of(before.experiment.dataset)
        if isinstance(table, PackedTable):
            tables[id(table)] = len(table.content)
            if len(tables) > 1 and sum(tables.values()) > MOST_KEPT:
                break
        kept.append(before)
    return tuple(reversed(kept))


def left(before: Before) -> dict[str, Any]:
    """The fields of the visit that come back besides the run: where a lesson or an opening is left."""
    if not before.begun:
        return {}
    return {
        "lesson": before.lesson, "tasks_done": before.tasks_done, "tries": 0, "tried": before.experiment,
        "opening": before.opening, "pin_names": before.pin_names,
    }  # fmt: skip


def taken_back(visit: Visit) -> str:
    """What undoing would take back, in words; "" where there is nothing."""
    if not visit.undo_stack:
        return ""
    before = visit.undo_stack[-1]
    if before.begun:
        return before.begun
    change = described(before.experiment.now, visit.experiment.now, MOST_NAMED)
    return words.undo(change, before.at) if change else words.BACK


def _continues_last(visit: Visit, experiment: Experiment, at: int) -> bool:
    """Whether this moves the same slider as the last change did, at its step or later in the same run."""
    before = visit.undo_stack[-1]
    if before.begun:
        return False
    last_step = max((step for step, *_ in visit.experiment.changes), default=0)
    last, this = (_settings_changed(before.experiment, run) for run in (visit.experiment, experiment))
    is_slider = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in this.values())
    onward = before.at <= last_step <= at and (at > 0) == (before.at > 0)
    return onward and is_slider and last.keys() == this.keys() and len(this) == 1


def _settings_changed(before: Experiment, after: Experiment) -> dict[str, object]:
    """What differs but for how the run is shown, whose axes may be kept with any change."""
    return {name: value for name, value in differences(before.now, after.now).items() if name not in after.VIEW}
