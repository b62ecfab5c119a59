"""How controls change the run: a setting gives an experiment, and `write_run` puts it into the visit."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic
from typing import Any

import streamlit as st

from explorer.core.params import FieldError
from explorer.experiment import Experiment, pinned_names
from explorer.experiment import pinned as pinning
from explorer.experiment.changes import can_go_on, differences
from explorer.experiment.robust_scale import with_choice
from explorer.experiment.run_length import longer
from explorer.lessons import LESSONS
from explorer.ui import kept_rate, undo, visit
from explorer.words import player as words

LEFT_TO_RUN = 250
"""After a change in mid-run at least so many steps follow."""


def touched_settings() -> Experiment:
    """The settings with the touched control's value, before the controls are drawn.

    A value that is not allowed is left out: the control itself says so when it is drawn.
    """
    control = visit.touched()
    if not control or not control.setting or st.session_state.get(control.key) is None:
        return visit.settings()
    try:
        return with_choice(visit.settings(), {control.setting: st.session_state[control.key]})
    except FieldError:
        return visit.settings()


def change(at: int | None = None, **settings: Any) -> None:
    """A callback for buttons: change some settings, and set the controls to them.

    ``settings`` are by field or dotted name. They hold from step ``at`` on; without it the player is asked for the step that
    it shows.
    """
    visit.touch()
    try:
        if at is None:
            _wait_for_player(with_choice(visit.settings(), settings), controls_stale=True)
        else:
            run = visit.current().experiment
            write_run(run.change(at=at, **settings), at, controls_stale=True, axes_of=run)
    except FieldError as error:
        visit.update(notes=(str(error),), controls_stale=True)


def use_advised_rate(at: int, rate: float) -> None:
    """A callback for a button: take the rate that the page offers, from step ``at`` on. It goes with this problem alone."""
    change(at=at, rate=rate)
    visit.update(advised_rate=rate)


def change_at_step(step: Any, **settings: Any) -> None:
    """A callback for what is dragged in a chart: change some settings from the ``step`` on that the chart showed."""
    change(**settings)
    if (shown := visit.valid_step(step)) is not None:
        answer(visit.current().pending_number, shown)


def apply(wanted: Experiment, step: int | None = None) -> None:
    """Make the run follow the settings that the controls show.

    Settings that can change in mid-run hold from ``step``, the one shown; where it is not known they wait for the player.
    Others begin a new run. In a lesson all hold from the start: its tasks are about whole runs, whatever step is shown.
    """
    now = visit.current()
    run = now.experiment
    new = differences(run.now, wanted)
    if not new:
        visit.update(pending=None)
        return
    if set(new) <= set(run.VIEW):
        _change_view(run, wanted)
        return
    if "rate" in new and now.pending is None:
        visit.update(advised_rate=None)  # from now on it is the visitor's own
    suited, said = kept_rate.suited(wanted, new, visit.current().advised_rate)
    stale = now.controls_stale or suited != wanted
    if can_go_on(run.now, suited):
        if now.pending != suited:
            _wait_for_player(suited, controls_stale=stale)
        if step is not None or now.lesson:
            answer(visit.current().pending_number, step or 0)
    else:
        past_its_end = suited.steps == run.steps != now.length  # the new run has the length that was wanted
        message = words.new_run(_names(new), said) if run.now != Experiment() else ""
        new_run = suited.change(steps=now.length) if past_its_end else suited
        write_run(new_run, 0, message, controls_stale=stale or past_its_end, axes_of=run)


def answer(number: int, step: int) -> None:
    """The player sent the step that it shows: pending settings hold from there."""
    now = visit.current()
    if now.pending is None or number != now.pending_number:
        return
    wanted, run = now.pending, now.experiment
    step = 0 if now.lesson else step
    try:
        if step:
            wanted = wanted.change(steps=max(wanted.steps, step + min(LEFT_TO_RUN, run.steps)))
        write_run(run.turn(step, wanted), step, controls_stale=True, axes_of=run)  # the run may be longer now
    except FieldError as error:
        visit.update(notes=(str(error),), pending=None, controls_stale=True)
        visit.touch()  # the control that asked for it has to be reset as well


def undo_last() -> None:
    """Back to the run before the last change, at the step where it took effect."""
    now = visit.current()
    if now.undo_stack:
        *rest, before = now.undo_stack
        lesson = before.lesson if before.begun else now.lesson
        write_run(
            before.experiment,
            controls_stale=True,
            undo_stack=tuple(rest),
            order=visit.order(words.UNDONE, before.experiment.steps if lesson else before.at),
            pins=now.pins if before.at else before.pins,  # other data took other pins along
            length=before.length,
            **undo.left(before),
        )


def first_run() -> tuple[Experiment, str]:
    """The run that there was at first, and what it is: that of the lesson, else the one that the page was opened with."""
    now = visit.current()
    if now.lesson:
        return LESSONS[now.lesson]().start, "the start of the lesson"
    opened = now.opened or Experiment()
    return opened, "the run that this page was opened with" if opened != Experiment() else "the default run"


def reset() -> None:
    """Back to the run that there was at first, from its step 0. This can be undone as any change."""
    opened, name = first_run()
    if opened != visit.current().experiment:
        write_run(opened, 0, f"Back to {name}.", controls_stale=True, length=opened.steps)
        visit.update(order=visit.order(visit.current().order.message, 0))


def extend() -> None:
    """Make the run longer; there is nothing to undo."""
    run = visit.current().experiment
    try:
        write_run(run.change(steps=longer(run.steps)), controls_stale=True)
    except FieldError as error:
        visit.update(order=visit.order(words.no_further(error.reason)))


def pin() -> None:
    """Keep the run to compare others with it."""
    now = visit.current()
    if reason := pinning.refusal(now.pins, now.experiment):
        visit.update(order=visit.order(reason))
    else:
        visit.update(pins=(*now.pins, now.experiment))


def unpin(index: int) -> None:
    """Drop a pinned run."""
    pins = visit.current().pins
    if 0 <= index < len(pins):
        visit.update(pins=(*pins[:index], *pins[index + 1 :]))


def rename(index: int, text: str) -> None:
    """Give a pinned run another name, or with an empty text its usual one."""
    now = visit.current()
    if 0 <= index < len(now.pins):
        visit.update(pin_names=pinned_names.renamed(now.pin_names, now.pins[index], text))


def write_run(run: Experiment, changed_at: int | None = None, message: str = "", **fields: Any) -> None:
    """Put a run into the visit; no settings wait any more. Every change of the run ends here.

    From step ``changed_at`` on it differs from the run before, which is kept for undo. At 0 it is a new run: it is shown
    from its start, in a lesson at its end, and keeps those pinned runs that fit its data. None says that there is nothing
    to undo: the same run, longer or shown differently. ``fields`` of the `Visit` are written with it.
    """
    now = visit.current()
    if changed_at is not None:
        pins = now.pins if changed_at else _fitting_pins(now.pins, run)
        if lost := len(now.pins) - len(pins):
            message += words.pins_removed(lost)
        order = visit.order(message.strip(), None if changed_at else run.steps if now.lesson else 0)
        time = monotonic()
        undone = undo.with_change(now, run, changed_at, time)
        fields |= {"undo_stack": undone, "order": order, "pins": pins, "replaced": True, "last_change": time}
    visit.update(experiment=run, pending=None, **({"axes_of": None} | fields))


def _fitting_pins(pins: tuple[Experiment, ...], run: Experiment) -> tuple[Experiment, ...]:
    """The pinned runs, with the data and model of another run, where they can be trained on them."""
    return tuple(pin for old in pins if (pin := pinning.rebased(old, run)) is not None)


def _wait_for_player(wanted: Experiment, **fields: Any) -> None:
    """Ask the player for the step that it shows; the settings wait meanwhile."""
    visit.update(pending=wanted, pending_number=visit.current().pending_number + 1, **fields)


def _change_view(run: Experiment, wanted: Experiment) -> None:
    """Show the same run with another length or over another plane. Changes beyond its new end are dropped, with a message."""
    length: dict[str, Any] = {"length": wanted.steps} if wanted.steps != run.steps else {}
    view = {name: getattr(wanted, name) for name in run.VIEW}
    try:
        shown = run.until(wanted.steps).change(**view)
    except FieldError as error:  # settings before a change in mid-run may allow less than those at the end
        visit.update(notes=(str(error),), controls_stale=True)
        visit.touch()
        return
    if lost := len(run.changes) - len(shown.changes):
        message = words.changes_removed(lost, wanted.steps)
        write_run(shown, wanted.steps, message, **length, controls_stale=True)
    else:
        if length and visit.current().lesson:  # its check looks at the new end
            length["order"] = visit.order("", wanted.steps)
        write_run(shown, **length)


def _names(new: Mapping[str, Any]) -> str:
    return ", ".join(dict.fromkeys(name.split(".")[0].replace("_", " ") for name in new))
