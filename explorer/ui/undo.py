"""Undo: the state before each change, with the moves of one slider as a single change."""

from __future__ import annotations

from explorer.experiment import Experiment
from explorer.experiment.changes import differences
from explorer.ui.visit import Before, Visit

MOST_STEPS_BACK = 50
SAME_MOVE = 60
"""Moves of one slider at most so many steps apart are undone together."""


def with_change(visit: Visit, experiment: Experiment, at: int) -> tuple[Before, ...]:
    """The undo stack once the run of a visit is replaced by another one that differs from step ``at`` on."""
    if visit.undo_stack and _continues_last(visit, experiment, at):
        return visit.undo_stack
    return (*visit.undo_stack, Before(at, visit.experiment, visit.pins, visit.length))[-MOST_STEPS_BACK:]


def _continues_last(visit: Visit, experiment: Experiment, at: int) -> bool:
    """Whether this moves the same slider as the last change did, at its step or a little later."""
    before = visit.undo_stack[-1]
    last_step = max((step for step, *_ in visit.experiment.changes), default=0)
    last, this = (_settings_changed(before.experiment, run) for run in (visit.experiment, experiment))
    is_slider = all(isinstance(value, (int, float)) and not isinstance(value, bool) for value in this.values())
    near = before.at <= last_step <= at <= last_step + SAME_MOVE and (at > 0) == (before.at > 0)
    return near and is_slider and last.keys() == this.keys() and len(this) == 1


def _settings_changed(before: Experiment, after: Experiment) -> dict[str, object]:
    """What differs but for how the run is shown, whose axes may be kept with any change."""
    return {name: value for name, value in differences(before.now, after.now).items() if name not in after.VIEW}
